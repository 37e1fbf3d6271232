//! The loop of a participant.

use crate::{Job, Pass, Rates, Work, net, time};
use serde_json::{Value, json};
use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::io::{BufRead, Write, stdin, stdout};

/// Somebody who is measured.
pub trait Peer {
    /// What stands behind its name in tables.
    fn version(&self) -> String;

    /// The work, made ready, with this learning rate; nothing if it cannot do such work at all.
    fn pass(&self, job: &Job, learning_rate: f32) -> Option<Box<dyn Pass>>;
}

/// Answers each line of standard input with a line of JSON.
///
/// `version` asks for it, `check D sgd 32` for the results, `time D sgd 32` for the time.
///
/// # Errors
/// Those of standard input and output.
pub fn serve(peer: &dyn Peer) -> std::io::Result<()> {
    let mut ready = HashMap::new();
    for line in stdin().lock().lines() {
        let answer = answer(peer, &line?, &mut ready);
        let mut out = stdout().lock();
        writeln!(out, "{answer}")?;
        out.flush()?;
    }
    Ok(())
}

fn answer(peer: &dyn Peer, line: &str, ready: &mut HashMap<Job, Box<dyn Pass>>) -> Value {
    let words: Vec<&str> = line.split_whitespace().collect();
    let (what, name, work, batch) = match words[..] {
        ["version"] => return json!({ "version": peer.version() }),
        [what, name, work, batch] => (what, net(name), Work::of_name(work), batch.parse()),
        _ => return json!({ "error": format!("cannot read `{line}`") }),
    };
    let (Some(net), Some(work), Ok(batch)) = (name, work, batch) else {
        return json!({ "error": format!("no such work: `{line}`") });
    };
    let job = Job { net, work, batch };
    match what {
        "check" => {
            let Some(mut pass) = peer.pass(&job, job.learning_rate(Rates::Checked)) else {
                return json!({ "cannot": true });
            };
            for _ in 0..job.checked_steps() {
                pass.run();
            }
            json!({ "result": pass.result() })
        }
        "time" => {
            let pass = match ready.entry(job) {
                Entry::Occupied(made) => made.into_mut(),
                Entry::Vacant(place) => match peer.pass(&job, job.learning_rate(Rates::Timed)) {
                    Some(pass) => place.insert(pass),
                    None => return json!({ "cannot": true }),
                },
            };
            let taken = time(pass.as_mut());
            json!({ "ns": taken.median, "least": taken.least })
        }
        _ => json!({ "error": format!("cannot read `{line}`") }),
    }
}
