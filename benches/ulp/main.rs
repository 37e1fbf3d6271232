//! How far the elementary functions are from the truth, as tables.
//!
//! ```text
//! cargo bench --bench ulp                     # a sample of f32: seconds
//! cargo bench --bench ulp -- f32              # all 2³² numbers: minutes for each function
//! cargo bench --bench ulp -- f32 1009 exp     # one function, every 1009th number
//! cargo bench --bench ulp -- f64              # 10⁸ numbers of f64
//! ```

mod double_double;
mod levels;
mod measure;
mod numbers;
mod reference;

use measure::{Found, Number};
use std::fmt::Write;

fn main() {
    let arguments = std::env::args().skip(1).filter(|a| a != "--bench");
    let arguments: Vec<String> = arguments.collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let (double, number, functions) = match words.as_slice() {
        [] => (false, Some(20_011), &[][..]),
        [kind] => (*kind == "f64", None, &[][..]),
        [kind, number, functions @ ..] => (
            *kind == "f64",
            Some(number.parse().expect("a number")),
            functions,
        ),
    };
    for name in levels::NAMES {
        if functions.is_empty() || functions.contains(name) {
            let row = if double {
                row(name, &numbers::double(name, number.unwrap_or(100_000_000)))
            } else {
                row(name, &numbers::single(name, number.unwrap_or(1)))
            };
            println!("{row}");
        }
    }
}

/// A row of a table: for each level the largest error and where, and how often the course is left.
fn row<T: Number>(name: &str, found: &[Found<T>]) -> String {
    let mut row = format!("| `{name}` |");
    for Found {
        level,
        error,
        at,
        turns,
        turn,
    } in found
    {
        let _ = write!(row, " {level} {error:.3} at {at:.6e}");
        if *turns > 0 {
            let _ = write!(row, ", {turns} turns, first at {turn:e}");
        }
        row += " |";
    }
    row
}
