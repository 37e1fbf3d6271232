//! The picture: how the network learned, and what it read wrongly.

use crate::common::chart::{Area, Curves, Drawn, INK, TEST, chart, heading, text, write};
use crate::data::Image;
use plotters::prelude::*;
use plotters::style::text_anchor::HPos;
use std::path::Path;

/// A digit that was taken for another.
pub struct Misread {
    pub image: Image,
    /// What it is.
    pub class: u8,
    /// What it was taken for.
    pub read: usize,
    /// With which probability.
    pub sure: f32,
}

const SIZE: (u32, u32) = (1200, 780);
/// Where the charts' axes and the digits begin.
const LEFT: i32 = 86;
/// How many wrongly read digits have room.
const SHOWN: usize = 8;

/// Draws the picture.
pub fn picture(path: &Path, curves: &Curves, misread: &[Misread], tested: usize) -> Drawn {
    write(path, SIZE, |root| {
        let (top, rest) = root.split_vertically(70);
        let (charts, digits) = rest.split_vertically(440);
        let right = tested - misread.len();
        heading(
            &top,
            &format!("{right} of {tested} handwritten digits read correctly"),
        )?;
        let charts = charts.split_evenly((1, 2));
        let loss = |loss| format!("{loss:.2}");
        chart(
            &charts[0],
            &curves.loss,
            "Loss",
            "mean cross-entropy (nats)",
            loss,
        )?;
        let (accuracy, percent) = (curves.metric.percent(), |v| format!("{v:.1} %"));
        chart(
            &charts[1],
            &accuracy,
            "Accuracy",
            "digits read correctly (%)",
            percent,
        )?;
        wrong(&digits, misread)
    })
}

/// Digits, each with what was read and what it is.
fn wrong(area: &Area, misread: &[Misread]) -> Drawn {
    let title = match misread.len() {
        0 => "Not one digit was read wrongly".to_string(),
        1..=SHOWN => "Read wrongly".to_string(),
        many => format!("Read wrongly: the {SHOWN} of {many} that the network was surest of"),
    };
    area.draw(&Text::new(title, (LEFT, 12), text(22, INK, HPos::Left)))?;
    for (place, digit) in misread.iter().take(SHOWN).enumerate() {
        let (left, top, pixel) = (LEFT + 138 * place as i32, 56, 14);
        let end = |side: i32| side + 8 * pixel;
        for (index, ink) in (0..).zip(digit.image) {
            let (x, y) = (left + pixel * (index % 8), top + pixel * (index / 8));
            let grey = (255.0 * (1.0 - ink)) as u8;
            let corners = [(x, y), (x + pixel, y + pixel)];
            area.draw(&Rectangle::new(
                corners,
                RGBColor(grey, grey, grey).filled(),
            ))?;
        }
        area.draw(&Rectangle::new([(left, top), (end(left), end(top))], INK))?;
        let captions = [
            (
                format!("read as {} ({:.0} %)", digit.read, 100.0 * digit.sure),
                TEST,
            ),
            (format!("is {}", digit.class), INK),
        ];
        for (line, (caption, colour)) in (0..).zip(captions) {
            let at = (left + 4 * pixel, end(top) + 10 + 22 * line);
            area.draw(&Text::new(caption, at, text(17, colour, HPos::Center)))?;
        }
    }
    Ok(())
}
