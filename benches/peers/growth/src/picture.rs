//! A line for each batch size, on logarithmic scales: an SVG whose text stays text.

use crate::passes::Work;
use crate::{BATCHES, Point};
use plotters::prelude::*;
use plotters::style::text_anchor::{HPos, Pos, VPos};
use std::error::Error;
use std::path::Path;

const INK: RGBColor = RGBColor(38, 38, 38);
const GRID: RGBColor = RGBColor(225, 225, 225);

pub fn draw(points: &[Point], loads: &[(usize, f64)], path: &Path) -> Result<(), Box<dyn Error>> {
    let mut svg = String::new();
    {
        let root = SVGBackend::with_string(&mut svg, (1200, 560)).into_drawing_area();
        root.fill(&WHITE)?;
        let panels = [
            (Work::Forward, "Inference"),
            (Work::Gradient, "Gradient: forward and back"),
        ];
        let least = points
            .iter()
            .map(|point| point.picoseconds)
            .fold(f64::INFINITY, f64::min);
        let most = points
            .iter()
            .map(|point| point.picoseconds)
            .fold(0.0, f64::max);
        let range = 10_f64.powf(least.log10().floor())..10_f64.powf(most.log10().ceil());
        for (area, (work, title)) in root.split_evenly((1, 2)).iter().zip(panels) {
            let mut chart = ChartBuilder::on(area)
                .margin(12)
                .margin_right(24)
                .caption(title, text(20, HPos::Left))
                .x_label_area_size(52)
                .y_label_area_size(82)
                .build_cartesian_2d((5.0..2e7).log_scale(), range.clone().log_scale())?;
            chart
                .configure_mesh()
                .x_desc("parameters")
                .y_desc("time of a multiply-add")
                .x_labels(8)
                .y_labels(8)
                .x_label_formatter(&|count| number(*count))
                .y_label_formatter(&|ps| match *ps {
                    ..1e3 => format!("{ps} ps"),
                    _ => format!("{} ns", ps / 1e3),
                })
                .light_line_style(TRANSPARENT)
                .bold_line_style(GRID)
                .axis_style(INK)
                .label_style(text(15, HPos::Center))
                .axis_desc_style(text(16, HPos::Center))
                .draw()?;
            for (index, batch) in BATCHES.into_iter().enumerate() {
                let share = index as f64 / (BATCHES.len() - 1) as f64;
                // from orange to blue
                let mixed = |a: f64, b: f64| (a + share * (b - a)) as u8;
                let colour = RGBColor(mixed(224.0, 20.0), mixed(120.0, 70.0), mixed(30.0, 150.0));
                let of_batch = points
                    .iter()
                    .filter(|point| (point.work, point.batch) == (work, batch));
                let line = of_batch.map(|point| (point.parameters as f64, point.picoseconds));
                let name = match batch {
                    1 => "1 sample".to_owned(),
                    _ => format!("{} samples", number(batch as f64)),
                };
                chart
                    .draw_series(LineSeries::new(line, colour.stroke_width(2)).point_size(3))?
                    .label(name)
                    .legend(move |(x, y)| {
                        PathElement::new([(x, y), (x + 22, y)], colour.stroke_width(3))
                    });
            }
            if work == Work::Forward && !loads.is_empty() {
                let line = loads
                    .iter()
                    .map(|(parameters, load)| (*parameters as f64, *load));
                chart
                    .draw_series(DashedLineSeries::new(line, 6, 5, INK.into()))?
                    .label("loading the weights alone")
                    .legend(|(x, y)| PathElement::new([(x, y), (x + 22, y)], INK));
            }
            chart
                .configure_series_labels()
                .position(SeriesLabelPosition::UpperRight)
                .margin(14)
                .legend_area_size(30)
                .label_font(text(15, HPos::Left))
                .background_style(WHITE)
                .border_style(GRID)
                .draw()?;
        }
        root.present()?;
    }
    std::fs::write(path, svg)
        .map_err(|error| format!("cannot write {}: {error}", path.display()).into())
}

fn number(value: f64) -> String {
    match value {
        ..1e3 => format!("{value}"),
        ..1e6 => format!("{},{:03}", value as usize / 1000, value as usize % 1000),
        _ => format!("{} million", value / 1e6),
    }
}

/// Text of this many pixels, hung from its upper edge.
fn text(size: u32, across: HPos) -> TextStyle<'static> {
    TextStyle {
        color: INK.to_backend_color(),
        pos: Pos::new(across, VPos::Top),
        ..TextStyle::from(("sans-serif", size).into_font())
    }
}
