//! What was measured, and its file: a line of JSON for the setting, then one for each cell.

use measure::{Job, NETS, Work, net};
use serde::{Deserialize, Serialize};
use std::error::Error;
use std::path::Path;

/// Where and how it was measured.
#[derive(Debug, Serialize, Deserialize)]
pub struct Setting {
    pub machine: String,
    pub date: String,
    pub command: String,
    pub rounds: usize,
    pub core: Core,
    /// Name and version of each; ours first.
    pub participants: Vec<(String, String)>,
}

/// What the core can do at all, where that could be measured.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Core {
    #[serde(default)]
    pub vectors: String,
    #[serde(default)]
    pub gflops: Option<f64>,
    /// Loads from the first cache, GB/s.
    #[serde(default)]
    pub l1: Option<f64>,
    /// Loads from the second cache, GB/s.
    #[serde(default)]
    pub l2: Option<f64>,
}

/// How long one participant takes for one piece of work: nanoseconds of a call, the median of the rounds and the least.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Cell {
    pub peer: String,
    pub net: String,
    pub work: String,
    pub batch: usize,
    pub ns: f64,
    pub least: f64,
}

impl Cell {
    pub fn job(&self) -> Option<Job> {
        let (net, work) = (net(&self.net)?, Work::of_name(&self.work)?);
        let batch = self.batch;
        Some(Job { net, work, batch })
    }
}

/// All of it.
#[derive(Debug)]
pub struct Results {
    pub setting: Setting,
    pub cells: Vec<Cell>,
}

impl Results {
    pub fn ours(&self) -> &str {
        self.setting
            .participants
            .first()
            .map_or("", |(name, _)| name)
    }

    pub fn cell(&self, peer: &str, net: &str, work: Work, batch: usize) -> Option<&Cell> {
        self.cells.iter().find(|cell| {
            cell.peer == peer && cell.net == net && cell.work == work.name() && cell.batch == batch
        })
    }

    /// How many times as long as ours.
    pub fn ratio(&self, cell: &Cell) -> Option<f64> {
        let work = Work::of_name(&cell.work)?;
        let ours = self.cell(self.ours(), &cell.net, work, cell.batch)?;
        Some(cell.ns / ours.ns)
    }

    /// The names of the networks that were measured.
    pub fn nets(&self) -> Vec<&'static str> {
        let names = NETS.iter().map(|net| net.name);
        names
            .filter(|name| self.cells.iter().any(|cell| cell.net == *name))
            .collect()
    }

    pub fn write(&self, path: &Path) -> Result<(), Box<dyn Error>> {
        let mut lines = serde_json::to_string(&self.setting)?;
        for cell in &self.cells {
            lines += "\n";
            lines += &serde_json::to_string(cell)?;
        }
        std::fs::write(path, lines + "\n")?;
        Ok(())
    }

    pub fn read(path: &Path) -> Result<Self, Box<dyn Error>> {
        let text = std::fs::read_to_string(path)
            .map_err(|error| format!("cannot read {}: {error}", path.display()))?;
        let (setting, cells) = text.split_once('\n').ok_or("no results")?;
        Ok(Self {
            setting: serde_json::from_str(setting)?,
            cells: (cells.lines().map(serde_json::from_str)).collect::<Result<_, _>>()?,
        })
    }
}
