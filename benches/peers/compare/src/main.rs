//! Lets everybody do the same work in turn, checks that the results are the same, and shows how long each took.

mod check;
mod participant;
mod picture;
mod results;
mod rounds;
mod table;

use clap::{Parser, Subcommand};
use measure::{NETS, Net, net};
use participant::Participant;
use results::{Results, Setting};
use std::error::Error;
use std::path::PathBuf;

#[derive(Parser)]
#[command(about)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Writes weights and samples for the participants that are not written in Rust.
    Data { folder: PathBuf },
    /// Checks, then measures, and writes the results.
    Run(Run),
    /// Writes a table and a picture of results.
    Report {
        results: PathBuf,
        #[arg(long)]
        table: PathBuf,
        #[arg(long)]
        picture: PathBuf,
    },
}

#[derive(clap::Args)]
struct Run {
    /// Each as `name=command and its words`; what is ours first.
    #[arg(required = true)]
    participants: Vec<String>,
    #[arg(long, default_value_t = 5)]
    rounds: usize,
    /// Names of networks; all of them, if none is given.
    #[arg(long, value_parser = |name: &str| net(name).ok_or("there is no such network"))]
    net: Vec<Net>,
    /// What the processor can do, a line of JSON.
    #[arg(long)]
    core: String,
    #[arg(long)]
    machine: String,
    /// What all this was called by.
    #[arg(long)]
    command: String,
    #[arg(long)]
    date: String,
    #[arg(long)]
    results: PathBuf,
}

fn main() -> Result<(), Box<dyn Error>> {
    match Arguments::parse().command {
        Command::Data { folder } => {
            std::fs::create_dir_all(&folder)?;
            for net in NETS {
                let case = net.case();
                case.write(&folder.join(format!("{}.f32", net.name)))?;
                std::fs::write(folder.join(format!("{}.onnx", net.name)), case.onnx()?)?;
            }
            Ok(())
        }
        Command::Run(run) => measure(run),
        Command::Report {
            results,
            table,
            picture,
        } => {
            let results = Results::read(&results)?;
            std::fs::write(&table, table::markdown(&results))?;
            picture::draw(&results, &picture)?;
            table::say(&results);
            Ok(())
        }
    }
}

fn measure(run: Run) -> Result<(), Box<dyn Error>> {
    let mut participants = (run.participants.iter())
        .map(|words| Participant::start(words))
        .collect::<Result<Vec<_>, _>>()?;
    let nets = if run.net.is_empty() {
        NETS.to_vec()
    } else {
        run.net
    };
    let jobs = rounds::jobs(&nets);
    check::all(&mut participants, &jobs)?;
    let setting = Setting {
        machine: run.machine,
        command: run.command,
        date: run.date,
        rounds: run.rounds,
        core: serde_json::from_str(&run.core)?,
        participants: (participants.iter())
            .map(|participant| (participant.name.clone(), participant.version.clone()))
            .collect(),
    };
    let cells = rounds::all(&mut participants, &jobs, run.rounds)?;
    Results { setting, cells }.write(&run.results)
}
