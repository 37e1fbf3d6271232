//! What the elementary functions cost, in nanoseconds for each of 1024 numbers: at every level that
//! this processor has, in `libm` and in the C library. `cargo bench --bench functions [-- NAME]`

#[path = "ulp/levels.rs"]
mod levels;

use levels::{Level, NAMES};
use std::hint::black_box;
use std::time::Instant;

const COUNT: usize = 1024;

/// The median of 2001 runs, in nanoseconds for one number.
fn time<T: Copy>(values: &[T], run: impl Fn(&mut [T])) -> f64 {
    let mut work = values.to_vec();
    let mut once = || {
        work.copy_from_slice(values);
        let start = Instant::now();
        run(black_box(&mut work));
        start.elapsed().as_nanos() as f64 / COUNT as f64
    };
    let mut times: Vec<f64> = (0..2001).map(|_| once()).collect();
    times.sort_by(f64::total_cmp);
    times[times.len() / 2]
}

type Others<T> = Vec<(&'static str, fn(T) -> T)>;

fn row<T: Copy>(name: &str, values: &[T], levels: &[Level<T>], others: &Others<T>) {
    print!("| {name} |");
    for level in levels {
        print!(" {} {:.2} |", level.name, time(values, level.run));
    }
    for (other, f) in others {
        let each = |values: &mut [T]| values.iter_mut().for_each(|x| *x = f(*x));
        print!(" {other} {:.2} |", time(values, each));
    }
    println!();
}

/// The same function elsewhere, where it is to be had.
macro_rules! others {
    ($name:ident $t:ident: $($f:ident $libm:path $(, $std:path)?;)*) => {
        match $name {
            $(stringify!($f) => vec![("libm", $libm as fn($t) -> $t) $(, ("C", $std))?],)*
            _ => vec![],
        }
    };
}

fn main() {
    let wanted = std::env::args()
        .skip(1)
        .find(|argument| !argument.starts_with('-'));
    for name in NAMES
        .iter()
        .copied()
        .filter(|name| wanted.as_ref().is_none_or(|w| w == name))
    {
        // from −8 to 8; above 0 for the logarithms
        let shift = if name.starts_with("ln") { 0.001 } else { -8.0 };
        let x = |i: usize| i as f64 / COUNT as f64 * 16.0 + shift;
        let double: Vec<f64> = (0..COUNT).map(x).collect();
        let single: Vec<f32> = double.iter().map(|&x| x as f32).collect();
        let others: Others<f32> = others! { name f32:
            exp libm::expf, f32::exp;
            exp_m1 libm::expm1f, f32::exp_m1;
            ln libm::logf, f32::ln;
            ln_1p libm::log1pf, f32::ln_1p;
            tanh libm::tanhf, f32::tanh;
            erfc libm::erfcf;
        };
        row(
            &format!("{name} f32"),
            &single,
            &levels::single(name),
            &others,
        );
        let others: Others<f64> = others! { name f64:
            exp libm::exp, f64::exp;
            exp_m1 libm::expm1, f64::exp_m1;
            ln libm::log, f64::ln;
            ln_1p libm::log1p, f64::ln_1p;
            tanh libm::tanh, f64::tanh;
            erfc libm::erfc;
        };
        row(
            &format!("{name} f64"),
            &double,
            &levels::double(name),
            &others,
        );
    }
}
