//! The pole in a few moments, and the course of its fall or rise.

use crate::cart::{HALF, State};
use plotters::prelude::*;
use std::error::Error;
use std::path::Path;

/// A moment: seconds from the start, what moves, the push.
pub type Moment = (f64, State, f64);

/// The cart and its pole at a few moments, and the whole course of angle and position.
pub fn picture(path: &Path, course: &[Moment]) -> Result<(), Box<dyn Error>> {
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder)?;
    }
    let area = SVGBackend::new(path, (1000, 700)).into_drawing_area();
    area.fill(&WHITE)?;
    let (moments, curves) = area.split_vertically(260);
    sketches(&moments, course)?;
    let (angles, places) = curves.split_vertically(220);
    curve(
        &angles,
        "pole (degrees from upright)",
        &BLUE,
        course,
        |state| state.angle.to_degrees(),
    )?;
    curve(&places, "cart (m)", &RED, course, |state| state.x)?;
    area.present()?;
    Ok(())
}

type Area<'a> = DrawingArea<SVGBackend<'a>, plotters::coord::Shift>;

/// Eight moments of the first two seconds, when there is something to be seen.
fn sketches(area: &Area, course: &[Moment]) -> Result<(), Box<dyn Error>> {
    let moments = course.iter().take_while(|(time, ..)| *time < 2.0);
    let count = moments.clone().count().max(1);
    let style = ("sans-serif", 14).into_font();
    for (place, cell) in area.split_evenly((1, 8)).iter().enumerate() {
        let Some((time, state, _)) = moments.clone().nth(place * count / 8) else {
            break;
        };
        let (width, height) = cell.dim_in_pixel();
        let (middle, ground) = (f64::from(width) / 2.0, f64::from(height) - 60.0);
        let pixels = 220.0; // to a metre
        let cart = (middle + state.x * pixels, ground - 12.0);
        let tip = (
            cart.0 + 2.0 * HALF * pixels * state.angle.sin(),
            cart.1 - 2.0 * HALF * pixels * state.angle.cos(),
        );
        let at = |(x, y): (f64, f64)| (x.round() as i32, y.round() as i32);
        let left = (cart.0 - 22.0, cart.1 - 8.0);
        let right = (cart.0 + 22.0, cart.1 + 8.0);
        cell.draw(&PathElement::new(
            [at((4.0, ground)), at((2.0 * middle - 4.0, ground))],
            BLACK,
        ))?;
        cell.draw(&Rectangle::new([at(left), at(right)], RED.filled()))?;
        cell.draw(&PathElement::new([at(cart), at(tip)], BLUE.stroke_width(6)))?;
        let label = format!("{time:.2} s");
        cell.draw(&Text::new(
            label,
            at((middle - 18.0, ground + 20.0)),
            style.clone(),
        ))?;
    }
    Ok(())
}

fn curve(
    area: &Area,
    title: &str,
    color: &RGBColor,
    course: &[Moment],
    value: impl Fn(&State) -> f64,
) -> Result<(), Box<dyn Error>> {
    let points: Vec<_> = course
        .iter()
        .map(|(time, state, _)| (*time, value(state)))
        .collect();
    let most = points
        .iter()
        .fold(1e-3, |most: f64, (_, value)| most.max(value.abs()))
        * 1.1;
    let end = course.last().map_or(1.0, |(time, ..)| *time);
    let mut chart = ChartBuilder::on(area)
        .caption(title, ("sans-serif", 16))
        .margin(10)
        .x_label_area_size(30)
        .y_label_area_size(60)
        .build_cartesian_2d(0.0..end, -most..most)?;
    chart
        .configure_mesh()
        .x_desc("time (s)")
        .light_line_style(WHITE)
        .draw()?;
    chart.draw_series(LineSeries::new(points, color.stroke_width(2)))?;
    Ok(())
}
