//! Data in gzipped CSV files: the inputs of a sample in a line, and its target at the end.

use flate2::read::GzDecoder;
use std::error::Error;
use std::fs::File;
use std::path::{Path, PathBuf};
use typed_nn::Rng;
use typed_nn::train::shuffle;

/// Samples and what belongs to them.
#[derive(Clone)]
pub struct Table<X, Y> {
    pub inputs: Vec<X>,
    pub targets: Vec<Y>,
}

/// What stands at the end of a line.
pub trait Target: Sized {
    fn of(number: f32) -> Option<Self>;
}

/// A class.
impl Target for u8 {
    fn of(number: f32) -> Option<Self> {
        (number.fract() == 0.0 && (0.0..=255.0).contains(&number)).then_some(number as u8)
    }
}

/// A number to be guessed.
impl Target for [f32; 1] {
    fn of(number: f32) -> Option<Self> {
        Some([number])
    }
}

/// Where a file of data lies in the repository.
pub fn path(name: &str) -> PathBuf {
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/data");
    data.join(name)
}

impl<const N: usize, Y: Target> Table<[f32; N], Y> {
    /// Reads a gzipped CSV file without a head line.
    pub fn read(path: &Path) -> Result<Self, Box<dyn Error>> {
        let shown = path.display();
        let file = File::open(path).map_err(|error| {
            format!("cannot open {shown}: {error}; see examples/data/README.md")
        })?;
        let mut table = Self {
            inputs: vec![],
            targets: vec![],
        };
        let mut lines = csv::ReaderBuilder::new()
            .has_headers(false)
            .from_reader(GzDecoder::new(file));
        for line in lines.deserialize() {
            let values: Vec<f32> = line.map_err(|error| format!("cannot read {shown}: {error}"))?;
            let Some((target, inputs)) = values.split_last() else {
                return Err(format!("{shown}: an empty line").into());
            };
            let inputs = inputs.try_into().map_err(|_| {
                format!("{shown}: a line of {} values, not {}", values.len(), N + 1)
            })?;
            let target = Y::of(*target).ok_or_else(|| format!("{shown}: {target} is no class"))?;
            table.inputs.push(inputs);
            table.targets.push(target);
        }
        Ok(table)
    }
}

impl<X, Y> Table<X, Y> {
    /// Shuffles, always in the same way, and takes the last `test` samples away to test with.
    pub fn split(mut self, test: usize) -> (Self, Self) {
        shuffle(&mut self.inputs, &mut self.targets, &mut Rng::new(0));
        let train = self.inputs.len().saturating_sub(test);
        let test = Self {
            inputs: self.inputs.split_off(train),
            targets: self.targets.split_off(train),
        };
        (self, test)
    }

    /// The same with other inputs.
    pub fn map<Z>(self, change: impl FnMut(X) -> Z) -> Table<Z, Y> {
        Table {
            inputs: self.inputs.into_iter().map(change).collect(),
            targets: self.targets,
        }
    }
}
