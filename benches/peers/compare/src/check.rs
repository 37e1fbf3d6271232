//! That all give the same.

use crate::participant::Participant;
use measure::{Job, Work, expected, tensors};
use std::error::Error;

/// What an output may be wrong by. Outputs are probabilities, or numbers of about 1.
const OF_OUTPUT: f64 = 1e-5;
/// What a parameter may be wrong by: this part of the largest change of its tensor in three steps, ...
const OF_CHANGE: f64 = 0.01;
/// ... and three roundings of a number that is less than 2.
const OF_ROUNDING: f64 = 3e-7;

/// Fails if somebody's results are not those of the textbook.
pub fn all(participants: &mut [Participant], jobs: &[Job]) -> Result<(), Box<dyn Error>> {
    let mut wrong = Vec::new();
    for job in jobs {
        let expected = expected(job);
        for participant in participants.iter_mut() {
            let Some(answer) = participant.ask_for("check", job)? else {
                continue;
            };
            let numbers = answer["result"].as_array().cloned().unwrap_or_default();
            let result: Vec<f64> = numbers
                .iter()
                .filter_map(|number| number.as_f64())
                .collect();
            if let Some(error) = error(job, &result, &expected) {
                let (name, Job { net, work, batch }) = (&participant.name, job);
                wrong.push(format!(
                    "{name}, {} {} {batch}: {error}",
                    net.name,
                    work.name()
                ));
            }
        }
    }
    if wrong.is_empty() {
        eprintln!("all {} results agree", jobs.len());
        Ok(())
    } else {
        Err(format!("these results are wrong:\n{}", wrong.join("\n")).into())
    }
}

fn error(job: &Job, result: &[f64], expected: &[f64]) -> Option<String> {
    if result.len() != expected.len() {
        return Some(format!(
            "{} numbers instead of {}",
            result.len(),
            expected.len()
        ));
    }
    if job.work == Work::Infer {
        return too_far("outputs", result, expected, OF_OUTPUT);
    }
    let before: Vec<f64> = job.case().parameters().into_iter().map(f64::from).collect();
    let mut start = 0;
    tensors(&job.net)
        .into_iter()
        .enumerate()
        .find_map(|(index, length)| {
            let place = start..start + length;
            start += length;
            let right = &expected[place.clone()];
            let changes = right
                .iter()
                .zip(&before[place.clone()])
                .map(|(a, b)| (a - b).abs());
            let tolerance = OF_ROUNDING + OF_CHANGE * changes.fold(0.0, f64::max);
            let kind = ["weights", "bias"][index % 2];
            let name = format!("{kind} of layer {}", index / 2 + 1);
            too_far(&name, &result[place], right, tolerance)
        })
}

/// What is farther from the right one than the tolerance; a NaN is.
fn too_far(name: &str, result: &[f64], right: &[f64], tolerance: f64) -> Option<String> {
    let is_near = |(a, b): (&f64, &f64)| (a - b).abs() <= tolerance;
    let index = result.iter().zip(right).position(|pair| !is_near(pair))?;
    let (a, b) = (result[index], right[index]);
    Some(format!(
        "{name}, number {index}: {a} instead of {b} ± {tolerance:.1e}"
    ))
}
