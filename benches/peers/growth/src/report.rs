//! The table, and where neighbours are far apart.

use crate::passes::Work;
use crate::{BATCHES, Point};

/// How much more a multiply-add may cost than in the work that is one size smaller.
const CLIFF: f64 = 1.3;
/// How many of the worst are shown.
const SHOWN: usize = 12;

pub fn print(points: &[Point], loads: &[(usize, f64)]) {
    for work in [Work::Forward, Work::Gradient] {
        println!("\n{}: picoseconds of a multiply-add\n", work.name());
        let batches = BATCHES.map(|batch| batch.to_string()).join(" | ");
        println!("| parameters | {batches} | loading |");
        println!("|--:|{}--:|", "--:|".repeat(BATCHES.len()));
        for net in crate::nets::ALL {
            let times = BATCHES.map(|batch| {
                let point = find(points, work, net.width, batch);
                point.map_or_else(String::new, |point| format!("{:.1}", point.picoseconds))
            });
            let load = loads
                .iter()
                .find(|(parameters, _)| *parameters == net.parameters);
            let load = load.map_or_else(String::new, |(_, load)| format!("{load:.1}"));
            println!("| {} | {} | {load} |", net.parameters, times.join(" | "));
        }
    }
    cliffs("in networks that are one size larger", points, |point| {
        let next = crate::nets::ALL
            .iter()
            .find(|net| net.width > point.width)?;
        find(points, point.work, next.width, point.batch)
    });
    cliffs("in batches that are one size larger", points, |point| {
        let next = BATCHES.into_iter().find(|batch| *batch > point.batch)?;
        find(points, point.work, point.width, next)
    });
}

/// Prints where the next costs more, and how much at the most.
fn cliffs<'a>(which: &str, points: &'a [Point], next: impl Fn(&Point) -> Option<&'a Point>) {
    let steps = points
        .iter()
        .filter_map(|point| Some((point, next(point)?)));
    let mut rises: Vec<_> = steps
        .map(|(from, to)| (to.picoseconds / from.picoseconds, from, to))
        .collect();
    rises.sort_by(|a, b| b.0.total_cmp(&a.0));
    let Some((most, ..)) = rises.first() else {
        return;
    };
    println!("\nA multiply-add costs at most {most:.2} times as much {which}.");
    let cliffs = rises
        .iter()
        .take_while(|(ratio, ..)| *ratio > CLIFF)
        .count();
    println!(
        "In {cliffs} of {} places it is more than {CLIFF} times; the worst of them:",
        rises.len()
    );
    for (ratio, from, to) in rises.iter().take(cliffs.min(SHOWN)) {
        println!(
            "!!! {}: {ratio:.2} times from {} parameters and {} samples to {} and {}",
            from.work.name(),
            from.parameters,
            from.batch,
            to.parameters,
            to.batch
        );
    }
}

fn find(points: &[Point], work: Work, width: usize, batch: usize) -> Option<&Point> {
    points
        .iter()
        .find(|point| (point.work, point.width, point.batch) == (work, width, batch))
}
