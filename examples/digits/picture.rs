//! The picture: how the network learned, and what it read wrongly.
//!
//! It is an SVG. Text stays text, so that no font has to be installed to draw it.

use crate::data::Image;
use plotters::coord::Shift;
use plotters::prelude::*;
use plotters::style::text_anchor::{HPos, Pos, VPos};
use std::error::Error;
use std::path::Path;

/// One number after each epoch.
#[derive(Default)]
pub struct Curve {
    /// What it cannot fall below, if that is not 0.
    pub least: Option<f32>,
    pub train: Vec<f32>,
    pub test: Vec<f32>,
}

impl Curve {
    pub fn add(&mut self, train: f32, test: f32) {
        self.train.push(train);
        self.test.push(test);
    }
}

/// How the network learned.
#[derive(Default)]
pub struct Curves {
    /// In nats.
    pub loss: Curve,
    /// In percent.
    pub accuracy: Curve,
}

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

type Area<'a> = DrawingArea<SVGBackend<'a>, Shift>;
type Drawn = Result<(), Box<dyn Error>>;

const SIZE: (u32, u32) = (1200, 780);
/// Where the charts' axes and the digits begin.
const LEFT: i32 = 86;
const INK: RGBColor = RGBColor(38, 38, 38);
const GRID: RGBColor = RGBColor(225, 225, 225);
const TRAIN: RGBColor = RGBColor(60, 110, 170);
const FLOOR: RGBColor = RGBColor(130, 130, 130);
const TEST: RGBColor = RGBColor(214, 84, 30);
/// How many wrongly read digits have room.
const SHOWN: usize = 8;

/// Draws the picture into a file of its own, in a folder that is made if need be.
pub fn write(path: &Path, curves: &Curves, misread: &[Misread], tested: usize) -> Drawn {
    let mut svg = String::new();
    draw(
        &SVGBackend::with_string(&mut svg, SIZE).into_drawing_area(),
        curves,
        misread,
        tested,
    )?;
    let folder = path.parent().unwrap_or(Path::new(""));
    std::fs::create_dir_all(folder)
        .and_then(|()| std::fs::write(path, svg))
        .map_err(|error| format!("cannot write {}: {error}", path.display()).into())
}

fn draw(root: &Area, curves: &Curves, misread: &[Misread], tested: usize) -> Drawn {
    root.fill(&WHITE)?;
    let (heading, rest) = root.split_vertically(70);
    let (charts, digits) = rest.split_vertically(440);
    let right = tested - misread.len();
    let title = format!("{right} of {tested} handwritten digits read correctly");
    heading.draw(&Text::new(
        title,
        (SIZE.0 as i32 / 2, 22),
        text(30, INK, HPos::Center),
    ))?;
    let charts = charts.split_evenly((1, 2));
    chart(
        &charts[0],
        &curves.loss,
        "Loss",
        "mean cross-entropy (nats)",
        |loss| format!("{loss:.2}"),
    )?;
    chart(
        &charts[1],
        &curves.accuracy,
        "Accuracy",
        "digits read correctly (%)",
        |accuracy| format!("{accuracy:.1} %"),
    )?;
    wrong(&digits, misread)?;
    root.present()?;
    Ok(())
}

/// A curve for what was learned from and one for what was not.
fn chart(
    area: &Area,
    curve: &Curve,
    title: &str,
    unit: &str,
    shown: impl Fn(f32) -> String,
) -> Drawn {
    let epochs = curve.train.len().max(2);
    let values = || curve.train.iter().chain(&curve.test);
    // percentages end at 100; both begin at a round number below the least
    let (least, most) = values().fold((f32::MAX, 0.0_f32), |(least, most), &v| {
        (least.min(v), most.max(v))
    });
    let (bottom, top) = if most > 20.0 {
        ((least / 10.0).floor() * 10.0, 100.0)
    } else {
        (0.0, most.ceil().max(1.0))
    };
    let mut chart = ChartBuilder::on(area)
        .margin(16)
        .margin_right(36)
        .caption(title, text(22, INK, HPos::Left))
        .x_label_area_size(50)
        .y_label_area_size(70)
        .build_cartesian_2d(1..epochs, bottom..top)?;
    chart
        .configure_mesh()
        .x_desc("epoch")
        .y_desc(unit)
        .y_label_formatter(&|value| format!("{value:.*}", usize::from(most <= 20.0)))
        .x_labels(10)
        .y_labels(6)
        .light_line_style(TRANSPARENT)
        .bold_line_style(GRID)
        .axis_style(INK)
        .label_style(text(16, INK, HPos::Center))
        .axis_desc_style(text(17, INK, HPos::Center))
        .draw()?;
    let lines = [
        ("training, while learning", &curve.train, TRAIN),
        ("test, after each epoch", &curve.test, TEST),
    ];
    for (name, values, colour) in lines {
        let points = || {
            values
                .iter()
                .enumerate()
                .map(|(epoch, &value)| (epoch + 1, value))
        };
        let last = values.last().copied().map(&shown).unwrap_or_default();
        chart
            .draw_series(LineSeries::new(points(), colour.stroke_width(3)))?
            .label(format!("{name}: {last}"))
            .legend(move |(x, y)| PathElement::new([(x, y), (x + 22, y)], colour.stroke_width(3)));
        chart.draw_series(
            points()
                .next_back()
                .map(|last| Circle::new(last, 4, colour.filled())),
        )?;
    }
    if let Some(least) = curve.least {
        chart
            .draw_series(DashedLineSeries::new(
                [(1, least), (epochs, least)],
                6,
                5,
                FLOOR.into(),
            ))?
            .label(format!("least possible: {}", shown(least)))
            .legend(|(x, y)| PathElement::new([(x, y), (x + 22, y)], FLOOR));
    }
    let place = if most > 20.0 {
        SeriesLabelPosition::LowerRight
    } else {
        SeriesLabelPosition::UpperRight
    };
    chart
        .configure_series_labels()
        .position(place)
        .margin(18)
        .legend_area_size(30)
        .label_font(text(16, INK, HPos::Left))
        .background_style(WHITE)
        .border_style(GRID)
        .draw()?;
    Ok(())
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

/// Text of this many pixels, hung from its upper edge.
fn text(size: u32, colour: RGBColor, across: HPos) -> TextStyle<'static> {
    TextStyle {
        color: colour.to_backend_color(),
        pos: Pos::new(across, VPos::Top),
        ..TextStyle::from(("sans-serif", size).into_font())
    }
}
