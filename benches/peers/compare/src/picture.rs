//! The results as bars on a logarithmic scale: an SVG whose text stays text, so that no font is needed to draw it.

use crate::results::Results;
use measure::{Net, Work, net};
use plotters::coord::Shift;
use plotters::prelude::*;
use plotters::style::text_anchor::{HPos, Pos, VPos};
use std::error::Error;
use std::path::Path;

type Area<'a> = DrawingArea<SVGBackend<'a>, Shift>;
type Drawn = Result<(), Box<dyn Error>>;

const SIZE: (u32, u32) = (1200, 1250);
const LEGEND: u32 = 92;
const INK: RGBColor = RGBColor(38, 38, 38);
const GRID: RGBColor = RGBColor(225, 225, 225);
const OURS: RGBColor = RGBColor(214, 84, 30);
/// What is written in Rust is blue or green, what Python drives is grey.
const COLOURS: [(&str, RGBColor); 11] = [
    ("nalgebra", RGBColor(27, 120, 90)),
    ("candle", RGBColor(31, 73, 125)),
    ("burn-flex", RGBColor(58, 112, 178)),
    ("burn-ndarray", RGBColor(110, 158, 214)),
    ("dfdx", RGBColor(168, 199, 234)),
    ("tract", RGBColor(86, 172, 138)),
    ("onnxruntime", RGBColor(160, 212, 190)),
    ("torch", RGBColor(70, 70, 70)),
    ("jax", RGBColor(120, 120, 120)),
    ("jax-scan", RGBColor(165, 165, 165)),
    ("onnxruntime-python", RGBColor(205, 205, 205)),
];
const ANOTHER: RGBColor = RGBColor(140, 110, 70);
const PANELS: [(Work, usize, &str); 4] = [
    (Work::Infer, 1, "Inference, one sample at a time"),
    (Work::Infer, 32, "Inference, 32 samples at a time"),
    (Work::Sgd, 32, "A step of gradient descent, 32 samples"),
    (Work::Adam, 32, "A step of Adam, 32 samples"),
];

pub fn draw(results: &Results, path: &Path) -> Drawn {
    let mut svg = String::new();
    {
        let root = SVGBackend::with_string(&mut svg, SIZE).into_drawing_area();
        root.fill(&WHITE)?;
        let (top, panels) = root.split_vertically(LEGEND);
        legend(&top, results)?;
        for (area, (work, batch, title)) in
            panels.split_evenly((PANELS.len(), 1)).iter().zip(PANELS)
        {
            panel(area, results, work, batch, title)?;
        }
        root.present()?;
    }
    Ok(std::fs::write(path, svg)?)
}

/// The participants with their colours; ours first.
fn colours(results: &Results) -> impl Iterator<Item = (&str, RGBColor)> {
    let names = results.setting.participants.iter().map(|(name, _)| &**name);
    names.enumerate().map(|(index, name)| {
        let known = COLOURS.iter().find(|(known, _)| *known == name);
        let colour = known.map_or(ANOTHER, |(_, colour)| *colour);
        (name, if index == 0 { OURS } else { colour })
    })
}

fn legend(area: &Area, results: &Results) -> Drawn {
    let title = "Nanoseconds for each sample, on one core (shorter is faster; logarithmic)";
    area.draw(&Text::new(title, (24, 12), text(20, HPos::Left)))?;
    for (index, (name, colour)) in colours(results).enumerate() {
        let (column, row) = (index as i32 % 7, index as i32 / 7);
        let (x, y) = (26 + 168 * column, 44 + 24 * row);
        area.draw(&Rectangle::new([(x, y), (x + 16, y + 16)], colour.filled()))?;
        area.draw(&Text::new(
            name.to_owned(),
            (x + 22, y),
            text(16, HPos::Left),
        ))?;
    }
    Ok(())
}

fn panel(area: &Area, results: &Results, work: Work, batch: usize, title: &str) -> Drawn {
    let nets = results.nets();
    let group = |net: &str| -> Vec<(f64, &str, RGBColor)> {
        let each = colours(results);
        each.filter_map(|(peer, colour)| {
            let cell = results.cell(peer, net, work, batch)?;
            Some((cell.ns / batch as f64, peer, colour))
        })
        .collect()
    };
    let groups: Vec<_> = nets.iter().map(|net| group(net)).collect();
    let all = || groups.iter().flatten().map(|(ns, ..)| *ns);
    if all().next().is_none() {
        return Ok(());
    }
    let least = all().fold(f64::INFINITY, f64::min);
    let most = all().fold(0.0, f64::max);
    // from one power of ten to another, so that no bar is without length
    let bottom = 10_f64.powf((least.log10() - 0.2).floor());
    let top = 10_f64.powf((most.log10() + 0.1).ceil());
    let width = nets.len() as f64;
    let mut chart = ChartBuilder::on(area)
        .margin(10)
        .margin_right(20)
        .caption(title, text(19, HPos::Left))
        .x_label_area_size(28)
        .y_label_area_size(90)
        .build_cartesian_2d(0.0..width, (bottom..top).log_scale())?;
    chart
        .configure_mesh()
        .disable_x_mesh()
        .disable_x_axis()
        .y_labels(8)
        .y_label_formatter(&|ns| unit(*ns))
        .light_line_style(TRANSPARENT)
        .bold_line_style(GRID)
        .axis_style(INK)
        .label_style(text(15, HPos::Right))
        .draw()?;
    for (place, bars) in groups.iter().enumerate() {
        let step = 0.9 / bars.len().max(1) as f64;
        for (index, (ns, _, colour)) in bars.iter().enumerate() {
            let left = place as f64 + 0.05 + step * index as f64;
            let corners = [(left, bottom), (left + 0.88 * step, *ns)];
            chart.draw_series([Rectangle::new(corners, colour.filled())])?;
        }
    }
    let edge = chart.plotting_area().get_pixel_range();
    let (left, right, below) = (edge.0.start, edge.0.end, edge.1.end);
    let (base_x, base_y) = area.get_base_pixel();
    for (place, name) in nets.iter().enumerate() {
        let middle = f64::from(left) + f64::from(right - left) * (place as f64 + 0.5) / width;
        let label = net(name).map_or_else(String::new, shape);
        let at = (middle as i32 - base_x, below - base_y + 7);
        area.draw(&Text::new(label, at, text(16, HPos::Center)))?;
    }
    Ok(())
}

fn shape(net: Net) -> String {
    let widths = net.widths.map(|width| width.to_string());
    format!("{}: {}", net.name, widths.join("-"))
}

fn unit(ns: f64) -> String {
    match ns {
        ..1e3 => format!("{ns} ns"),
        ..1e6 => format!("{} µs", ns / 1e3),
        _ => format!("{} ms", ns / 1e6),
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
