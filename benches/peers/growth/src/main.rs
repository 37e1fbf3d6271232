//! What a multiply-add costs as the work grows: networks of ten to ten million parameters, batches of one to ten thousand
//! samples. `growth PICTURE` measures, prints a table, and draws.
//!
//! A kernel that is chosen by sizes may be chosen badly at one of them; then its neighbours are much faster.

mod nets;
mod passes;
mod picture;
mod report;

use measure::{Limits, time_at_most};
use passes::Work;
use std::error::Error;
use std::time::Duration;

const BATCHES: [usize; 9] = [1, 3, 10, 32, 100, 316, 1000, 3162, 10_000];
const MOST: Duration = Duration::from_millis(100);
/// What takes longer, in picoseconds, is measured in the first round alone.
const LONG: f64 = 2e11;

/// One piece of work, and the least time that a multiply-add of it took.
#[derive(Clone, Copy, Debug)]
pub struct Point {
    pub work: Work,
    pub width: usize,
    pub parameters: usize,
    pub batch: usize,
    pub picoseconds: f64,
}

fn main() -> Result<(), Box<dyn Error>> {
    let picture = std::env::args_os()
        .nth(1)
        .ok_or("which file is the picture to be?")?;
    let rounds = std::env::var("ROUNDS").map_or(Ok(3), |rounds| rounds.parse())?;
    // passes of large networks have their activations on the stack
    let measured = std::thread::Builder::new()
        .stack_size(256 << 20)
        .spawn(move || measure(rounds))?;
    let (points, loads) = measured.join().map_err(|_| "the measurement has failed")?;
    report::print(&points, &loads);
    picture::draw(&points, &loads, picture.as_ref())
}

/// The points, and for each network the picoseconds that loading a weight takes.
fn measure(rounds: usize) -> (Vec<Point>, Vec<(usize, f64)>) {
    let memory = passes::memory();
    let mut points: Vec<Point> = Vec::new();
    for round in 0..rounds {
        let mut place = 0;
        eprint!("round {} of {rounds}:", round + 1);
        for net in nets::ALL {
            eprint!(" {}", net.width);
            for work in [Work::Forward, Work::Gradient] {
                for batch in BATCHES {
                    let macs = batch as f64 * work.macs(net.width);
                    if round > 0 && points[place].picoseconds * macs > LONG {
                        place += 1;
                        continue;
                    }
                    let mut pass = (net.pass)(&memory, work, batch);
                    let picoseconds = 1e3 * time_at_most(&mut *pass, MOST).least / macs;
                    if round == 0 {
                        let (width, parameters) = (net.width, net.parameters);
                        points.push(Point {
                            work,
                            width,
                            parameters,
                            batch,
                            picoseconds,
                        });
                    }
                    points[place].picoseconds = points[place].picoseconds.min(picoseconds);
                    place += 1;
                }
            }
        }
        eprintln!();
    }
    let loads = Limits::measure().map_or_else(Vec::new, |core| {
        let each = nets::ALL.iter();
        each.map(|net| net.parameters)
            .filter(|parameters| *parameters >= 512)
            .map(|parameters| (parameters, 4e3 / core.bandwidth(4 * parameters)))
            .collect()
    });
    (points, loads)
}
