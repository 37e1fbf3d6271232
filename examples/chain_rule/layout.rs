//! Formulas of two lines: words, and matrices with two rows, side by side.

use typed_nn::nalgebra::SMatrix;

/// Its two lines, equally long.
pub type Piece = [String; 2];

/// The title of a stage.
pub fn heading(title: &str) {
    println!("{title}\n{}\n", "─".repeat(title.chars().count()));
}

/// Prints a formula.
pub fn row(pieces: &[Piece]) {
    for line in [0, 1] {
        let words: Vec<_> = pieces.iter().map(|piece| piece[line].as_str()).collect();
        println!("{}", format!("  {}", words.join(" ")).trim_end());
    }
    println!();
}

/// Words, on the upper line.
pub fn text(words: &str) -> Piece {
    [words.into(), " ".repeat(words.chars().count())]
}

/// A matrix, or a vector, in brackets.
pub fn matrix<const C: usize>(matrix: SMatrix<f64, 2, C>) -> Piece {
    let mut lines = [String::from("⎡"), String::from("⎣")];
    for column in matrix.column_iter() {
        let numbers = [number(column[0]), number(column[1])];
        let decimals = |number: &String| number.split('.').nth(1).map_or(0, str::len);
        let decimals = numbers.iter().map(decimals).max().unwrap_or(0);
        let numbers = column
            .iter()
            .map(|&value| format!("{:.decimals$}", value + 0.0));
        let numbers: Vec<_> = numbers.collect();
        let width = numbers.iter().map(String::len).max().unwrap_or(0);
        for (line, number) in lines.iter_mut().zip(&numbers) {
            *line += &format!(" {number:>width$}");
        }
    }
    [format!("{} ⎤", lines[0]), format!("{} ⎦", lines[1])]
}

/// To six decimals, without zeros at the end.
pub fn number(value: f64) -> String {
    let shown = format!("{value:.6}");
    shown.trim_end_matches('0').trim_end_matches('.').into()
}
