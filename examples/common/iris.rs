//! Fisher's irises: read, split, and brought to a common scale.

use std::error::Error;
use std::path::{Path, PathBuf};
use typed_nn::Rng;
use typed_nn::train::shuffle;

pub const SPECIES: [&str; 3] = ["setosa", "versicolor", "virginica"];

/// Sepal length, sepal width, petal length and petal width in cm.
pub type Flower = [f32; 4];

/// Flowers and their species, 0 to 2.
pub struct Irises {
    pub flowers: Vec<Flower>,
    pub species: Vec<u8>,
}

/// Where the data lies in the repository.
pub fn path() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/data/iris.csv")
}

impl Irises {
    /// Reads a CSV file: a line about the file, then four lengths and the species in each line.
    pub fn read(path: &Path) -> Result<Self, Box<dyn Error>> {
        let about = |error: csv::Error| {
            format!(
                "cannot read {}: {error}; see examples/data/README.md",
                path.display()
            )
        };
        let mut irises = Self {
            flowers: vec![],
            species: vec![],
        };
        // the first line has a field for the name of each species: more than the others
        let lines = csv::ReaderBuilder::new().flexible(true).from_path(path);
        for line in lines.map_err(about)?.deserialize() {
            let (flower, species): (Flower, u8) = line.map_err(about)?;
            irises.flowers.push(flower);
            irises.species.push(species);
        }
        Ok(irises)
    }

    /// Shuffles, always in the same way, and takes the last `test` flowers away to test with.
    pub fn split(mut self, test: usize) -> (Self, Self) {
        shuffle(&mut self.flowers, &mut self.species, &mut Rng::new(0));
        let train = self.flowers.len().saturating_sub(test);
        let test = Self {
            flowers: self.flowers.split_off(train),
            species: self.species.split_off(train),
        };
        (self, test)
    }
}

/// What brings each measurement to mean 0 and variance 1. It is taken from the training flowers
/// alone: the test flowers must not have a say in anything.
pub struct Scale {
    mean: Flower,
    deviation: Flower,
}

impl Scale {
    pub fn of(flowers: &[Flower]) -> Self {
        let count = flowers.len() as f32;
        let mean = |of: &dyn Fn(&Flower) -> f32| flowers.iter().map(of).sum::<f32>() / count;
        let means = [0, 1, 2, 3].map(|i| mean(&|flower| flower[i]));
        let variance = |i: usize| mean(&|flower| (flower[i] - means[i]).powi(2));
        Self {
            mean: means,
            deviation: [0, 1, 2, 3].map(|i| variance(i).sqrt()),
        }
    }

    pub fn apply(&self, flowers: &[Flower]) -> Vec<Flower> {
        let scaled =
            |flower: &Flower| [0, 1, 2, 3].map(|i| (flower[i] - self.mean[i]) / self.deviation[i]);
        flowers.iter().map(scaled).collect()
    }
}
