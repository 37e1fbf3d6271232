//! The measurement.

use crate::participant::Participant;
use crate::results::Cell;
use measure::{Job, Net, Work, median};
use std::error::Error;

/// All work with these networks.
pub fn jobs(nets: &[Net]) -> Vec<Job> {
    let of = |work: Work| {
        let each = work.batches().iter();
        each.flat_map(move |&batch| nets.iter().map(move |&net| Job { net, work, batch }))
    };
    Work::ALL.into_iter().flat_map(of).collect()
}

/// Several rounds through all work, in each of which everybody does the same work in turn. Who begins changes.
pub fn all(
    participants: &mut [Participant],
    jobs: &[Job],
    rounds: usize,
) -> Result<Vec<Cell>, Box<dyn Error>> {
    let mut times = vec![vec![Vec::new(); participants.len()]; jobs.len()];
    let mut bests = vec![vec![f64::INFINITY; participants.len()]; jobs.len()];
    for round in 0..rounds {
        eprintln!("round {} of {rounds}", round + 1);
        for (place, job) in jobs.iter().enumerate() {
            for turn in 0..participants.len() {
                let who = (turn + round) % participants.len();
                let Some(answer) = participants[who].ask_for("time", job)? else {
                    continue;
                };
                times[place][who].extend(answer["ns"].as_f64());
                let least = answer["least"].as_f64().unwrap_or(f64::INFINITY);
                bests[place][who] = bests[place][who].min(least);
            }
        }
    }
    let mut cells = Vec::new();
    for (place, job) in jobs.iter().enumerate() {
        for (who, participant) in participants.iter().enumerate() {
            if !times[place][who].is_empty() {
                cells.push(Cell {
                    peer: participant.name.clone(),
                    net: job.net.name.to_owned(),
                    work: job.work.name().to_owned(),
                    batch: job.batch,
                    ns: median(&times[place][who]),
                    least: bests[place][who],
                });
            }
        }
    }
    Ok(cells)
}
