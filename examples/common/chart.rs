//! Charts: an SVG whose text stays text, so that no font has to be installed to draw it.

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
    /// Whether it ends at 100.
    pub is_percent: bool,
    pub train: Vec<f32>,
    pub test: Vec<f32>,
}

impl Curve {
    pub fn add(&mut self, train: f32, test: f32) {
        self.train.push(train);
        self.test.push(test);
    }

    /// The same in hundredths.
    pub fn percent(&self) -> Self {
        let scaled = |values: &[f32]| values.iter().map(|value| 100.0 * value).collect();
        Self {
            least: self.least,
            is_percent: true,
            train: scaled(&self.train),
            test: scaled(&self.test),
        }
    }
}

/// How a network learned.
#[derive(Default)]
pub struct Curves {
    /// In nats, or the square of the target's unit.
    pub loss: Curve,
    /// Accuracy from 0 to 1, or the mean absolute error.
    pub metric: Curve,
}

pub type Area<'a> = DrawingArea<SVGBackend<'a>, Shift>;
pub type Drawn = Result<(), Box<dyn Error>>;

pub const INK: RGBColor = RGBColor(38, 38, 38);
const GRID: RGBColor = RGBColor(225, 225, 225);
pub const TRAIN: RGBColor = RGBColor(60, 110, 170);
const FLOOR: RGBColor = RGBColor(130, 130, 130);
pub const TEST: RGBColor = RGBColor(214, 84, 30);

/// Draws a picture into a file of its own, in a folder that is made if need be.
pub fn write(path: &Path, size: (u32, u32), draw: impl FnOnce(&Area) -> Drawn) -> Drawn {
    let mut svg = String::new();
    {
        let root = SVGBackend::with_string(&mut svg, size).into_drawing_area();
        root.fill(&WHITE)?;
        draw(&root)?;
        root.present()?;
    }
    let folder = path.parent().unwrap_or(Path::new(""));
    std::fs::create_dir_all(folder)
        .and_then(|()| std::fs::write(path, svg))
        .map_err(|error| format!("cannot write {}: {error}", path.display()).into())
}

/// A line of large text in the middle of the upper edge.
pub fn heading(area: &Area, title: &str) -> Drawn {
    let middle = area.dim_in_pixel().0 as i32 / 2;
    area.draw(&Text::new(title, (middle, 22), text(30, INK, HPos::Center)))?;
    Ok(())
}

/// A curve for what was learned from and one for what was not.
pub fn chart(
    area: &Area,
    curve: &Curve,
    title: &str,
    unit: &str,
    shown: impl Fn(f32) -> String,
) -> Drawn {
    let epochs = curve.train.len().max(2);
    let values = || curve.train.iter().chain(&curve.test);
    // both begin and end at round numbers
    let (least, most) = values().fold((f32::MAX, 0.0_f32), |(least, most), &v| {
        (least.min(v), most.max(v))
    });
    let (bottom, top) = if curve.is_percent {
        ((least / 10.0).floor() * 10.0, 100.0)
    } else {
        // the next round number of two digits
        let digit = 10_f32.powf(most.max(1.0).log10().floor());
        (0.0, (most / digit).ceil().max(1.0) * digit)
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
        .y_label_formatter(&|value| format!("{value:.*}", usize::from(most <= 10.0)))
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
    let place = if curve.is_percent {
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

/// Measured numbers and what was guessed for them: on the line, if all were guessed right.
pub fn scatter(area: &Area, pairs: &[(f32, f32)], title: &str, unit: &str) -> Drawn {
    let values = || {
        pairs
            .iter()
            .flat_map(|&(measured, guessed)| [measured, guessed])
    };
    let least = values().fold(f32::MAX, f32::min);
    let most = values().fold(f32::MIN, f32::max);
    let margin = 0.05 * (most - least).max(1e-6);
    let (from, to) = (least - margin, most + margin);
    let mut chart = ChartBuilder::on(area)
        .margin(16)
        .margin_right(36)
        .caption(title, text(22, INK, HPos::Left))
        .x_label_area_size(50)
        .y_label_area_size(70)
        .build_cartesian_2d(from..to, from..to)?;
    chart
        .configure_mesh()
        .x_desc(format!("measured ({unit})"))
        .y_desc(format!("guessed ({unit})"))
        .x_labels(6)
        .y_labels(6)
        .light_line_style(TRANSPARENT)
        .bold_line_style(GRID)
        .axis_style(INK)
        .label_style(text(16, INK, HPos::Center))
        .axis_desc_style(text(17, INK, HPos::Center))
        .x_label_formatter(&|value| format!("{value:.0}"))
        .y_label_formatter(&|value| format!("{value:.0}"))
        .draw()?;
    chart.draw_series(LineSeries::new([(from, from), (to, to)], FLOOR))?;
    let dots = pairs
        .iter()
        .map(|&pair| Circle::new(pair, 4, TEST.mix(0.7).filled()));
    chart.draw_series(dots)?;
    Ok(())
}

/// Text of this many pixels, hung from its upper edge.
pub fn text(size: u32, colour: RGBColor, across: HPos) -> TextStyle<'static> {
    TextStyle {
        color: colour.to_backend_color(),
        pos: Pos::new(across, VPos::Top),
        ..TextStyle::from(("sans-serif", size).into_font())
    }
}
