//! Balances a pole on a cart with weights that somebody else trained.
//!
//! ```text
//! cargo run --release --example pole
//! ```
//!
//! The policy comes from the PyBullet package, where it was trained in TensorFlow on the inverted
//! pendulum of OpenAI Gym; `examples/data/policies` holds it as a safetensors file. It is part of
//! this program: checked against the declaration while it was compiled, and nothing is loaded.

mod cart;
#[path = "../common/finish.rs"]
mod finish;
mod picture;

use cart::{STEP, State};
use clap::Parser;
use picture::picture;
use std::error::Error;
use std::path::PathBuf;
use std::process::ExitCode;
use typed_nn::network;

network! {
    /// Where the cart is and how fast, cosine and sine of the pole's angle and how fast that changes →
    /// how hard to push, from −1 to 1.
    pub struct Policy< 5 => relu 64 => relu 32 => linear 1 >
        weights = "../data/policies/inverted_pendulum.safetensors"
}

/// Balances a pole with a policy that was trained elsewhere.
#[derive(Parser)]
#[command(name = "pole")]
struct Args {
    /// How far the pole leans at first, in degrees
    #[arg(long, default_value_t = 5.0, value_parser = angle, allow_negative_numbers = true)]
    angle: f64,
    /// Where the picture goes (SVG)
    #[arg(long, value_name = "PATH", default_value = "target/pole.svg")]
    picture: PathBuf,
}

fn angle(text: &str) -> Result<f64, String> {
    match text.parse() {
        Ok(angle) if (-90.0..=90.0).contains(&angle) => Ok(angle),
        _ => Err("an angle is a number from -90 to 90".into()),
    }
}

/// The push at an output of 1, in N.
const PUSH: f64 = 100.0;
/// The pole has fallen beyond this angle, as in PyBullet's environment.
const FALLEN: f64 = 0.2;

fn main() -> ExitCode {
    finish::finish(balance(&Args::parse()))
}

fn balance(args: &Args) -> Result<(), Box<dyn Error>> {
    Policy::self_test()?;
    println!("{}\n", Policy::summary());
    let mut state = State {
        x: 0.0,
        angle: args.angle.to_radians(),
        x_speed: 0.0,
        angle_speed: 0.0,
    };
    let mut course = vec![];
    println!("   time   cart     pole     push");
    for step in 0..606 {
        let push = push(&state);
        if step % 61 == 0 {
            let (time, angle) = (step as f64 * STEP, state.angle.to_degrees());
            println!("{time:5.1} s {:6.3} m {angle:7.3}° {push:6.1} N", state.x);
        }
        course.push((step as f64 * STEP, state, push));
        if state.angle.abs() > FALLEN.max(args.angle.to_radians().abs() + 0.01) {
            break;
        }
        state = state.after(push);
    }
    let seconds = course.len() as f64 * STEP;
    let upright = state.angle.abs() < FALLEN;
    let end = if upright {
        "is still upright"
    } else {
        "has fallen"
    };
    println!("\nAfter {seconds:.1} s the pole {end}.");
    picture(&args.picture, &course)
        .map_err(|error| format!("cannot write {}: {error}", args.picture.display()))?;
    println!("picture: {}", args.picture.display());
    Ok(())
}

/// What the policy does, in N.
fn push(state: &State) -> f64 {
    let (sin, cos) = state.angle.sin_cos();
    let observed = [state.x, state.x_speed, cos, sin, state.angle_speed];
    let output = Policy::TRAINED.forward(observed.map(|value| value as f32))[0];
    PUSH * f64::from(output).clamp(-1.0, 1.0)
}
