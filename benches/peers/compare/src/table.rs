//! The results as Markdown.

use crate::results::{Cell, Results};
use measure::Work;
use std::fmt::Write;

/// The pieces of work with their headings.
pub const WORKS: [(Work, usize, &str); 7] = [
    (Work::Infer, 1, "Inference of one sample"),
    (Work::Infer, 32, "Inference of 32 samples"),
    (Work::Infer, 256, "Inference of 256 samples"),
    (Work::Sgd, 1, "A step of gradient descent with one sample"),
    (Work::Sgd, 32, "A step of gradient descent with 32 samples"),
    (Work::Adam, 1, "A step of Adam with one sample"),
    (Work::Adam, 32, "A step of Adam with 32 samples"),
];

/// What fits into the first cache with room to spare.
const L1_BYTES: usize = 24 * 1024;

pub fn markdown(results: &Results) -> String {
    let mut text = String::new();
    write(&mut text, results).expect("a string takes everything");
    text
}

fn write(out: &mut String, results: &Results) -> std::fmt::Result {
    let setting = &results.setting;
    writeln!(out, "# Measured beside others\n")?;
    writeln!(
        out,
        "One core of {}, {}, `{}`.",
        setting.machine, setting.date, setting.command
    )?;
    writeln!(
        out,
        "Each cell: time of a call (of all its samples); how many times as long as ours; and what fraction of what the core can do.\n\
         Times are medians of {} rounds, in each of which all do the same work in turn. [README.md](README.md) says how.\n",
        setting.rounds
    )?;
    let core = &setting.core;
    if let (Some(gflops), Some(l1), Some(l2)) = (core.gflops, core.l1, core.l2) {
        writeln!(
            out,
            "The core: {gflops:.0} GFLOP/s by {}, loads of {l1:.0} GB/s from its first cache and {l2:.0} GB/s from its second.\n",
            core.vectors
        )?;
    }
    writeln!(out, "| | |\n|---|---|")?;
    for (name, version) in &setting.participants {
        writeln!(out, "| {name} | {version} |")?;
    }
    writeln!(out, "\nThe networks:\n")?;
    for net in measure::NETS
        .iter()
        .filter(|net| results.nets().contains(&net.name))
    {
        let [a, b, c, d] = net.widths;
        let hidden = format!("{:?}", net.hidden).to_lowercase();
        let output = match net.output {
            measure::Output::Classes => "softmax",
            measure::Output::Numbers => "linear",
        };
        writeln!(
            out,
            "* {}: `{a} => {hidden} {b} => {hidden} {c} => {output} {d}`",
            net.name
        )?;
    }
    for (work, batch, heading) in WORKS {
        let of = if (work, batch) == (Work::Infer, 1) {
            "what the cache's bandwidth would load of weights"
        } else {
            "the peak of multiplications and additions"
        };
        writeln!(out, "\n## {heading}\n\nPercentages are of {of}.\n")?;
        section(out, results, work, batch)?;
    }
    writeln!(out, "\n## Where another is faster\n")?;
    let faster = faster(results);
    if faster.is_empty() {
        writeln!(out, "Nowhere.")?;
    }
    for line in faster {
        writeln!(out, "* {line}")?;
    }
    Ok(())
}

fn section(out: &mut String, results: &Results, work: Work, batch: usize) -> std::fmt::Result {
    let nets = results.nets();
    writeln!(out, "| | {} |", nets.join(" | "))?;
    writeln!(out, "|---|{}", "--:|".repeat(nets.len()))?;
    for (peer, _) in &results.setting.participants {
        let cells = || nets.iter().map(|net| results.cell(peer, net, work, batch));
        if cells().all(|cell| cell.is_none()) {
            continue;
        }
        write!(out, "| {peer} |")?;
        for cell in cells() {
            match cell {
                Some(cell) => write!(out, " {} |", shown(results, cell))?,
                None => write!(out, " |")?,
            }
        }
        writeln!(out)?;
    }
    Ok(())
}

fn shown(results: &Results, cell: &Cell) -> String {
    let time = time(cell.ns);
    let percent = match fraction(results, cell) {
        Some(fraction) if fraction < 0.0095 => ", <1 %".to_owned(),
        Some(fraction) => format!(", {:.0} %", 100.0 * fraction),
        None => String::new(),
    };
    if cell.peer == results.ours() {
        return format!("**{time}**{percent}");
    }
    match results.ratio(cell) {
        Some(ratio) => format!("{time}, {}×{percent}", digits(ratio)),
        None => format!("{time}{percent}"),
    }
}

/// Of the bandwidth that weights are loaded with for a single sample, or of the peak.
fn fraction(results: &Results, cell: &Cell) -> Option<f64> {
    let (job, core) = (cell.job()?, &results.setting.core);
    if (job.work, job.batch) == (Work::Infer, 1) {
        let bytes = 4 * job.net.parameters();
        let bandwidth = if bytes <= L1_BYTES { core.l1 } else { core.l2 };
        Some(bytes as f64 / cell.ns / bandwidth?)
    } else {
        Some(2.0 * job.macs() as f64 / cell.ns / core.gflops?)
    }
}

/// Every cell where somebody takes less time than ours.
pub fn faster(results: &Results) -> Vec<String> {
    let each = results.cells.iter();
    each.filter_map(|cell| {
        let ratio = results.ratio(cell)?;
        (ratio < 1.0).then(|| {
            let Cell {
                peer,
                net,
                work,
                batch,
                ns,
                ..
            } = cell;
            format!(
                "{peer}, {net} {work} {batch}: {} against {}, {ratio:.2}×",
                time(*ns),
                time(ns / ratio)
            )
        })
    })
    .collect()
}

/// Prints where somebody is faster, so that it cannot be overlooked.
pub fn say(results: &Results) {
    let faster = faster(results);
    if faster.is_empty() {
        println!("Nobody is faster anywhere.");
        return;
    }
    println!("!!! SOMEBODY ELSE IS FASTER, {} TIMES:", faster.len());
    for line in faster {
        println!("!!! {line}");
    }
}

/// Three digits and a unit.
pub fn time(ns: f64) -> String {
    match ns {
        ..1e3 => format!("{} ns", digits(ns)),
        ..1e6 => format!("{} µs", digits(ns / 1e3)),
        _ => format!("{} ms", digits(ns / 1e6)),
    }
}

fn digits(value: f64) -> String {
    match value {
        ..10.0 => format!("{value:.2}"),
        ..100.0 => format!("{value:.1}"),
        _ => format!("{value:.0}"),
    }
}
