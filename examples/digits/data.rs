//! The digits: read, scaled, split.

use flate2::read::GzDecoder;
use std::error::Error;
use std::fs::File;
use std::path::Path;
use typed_nn::Rng;
use typed_nn::train::shuffle;

/// 8 × 8 pixels, row by row, from 0 (paper) to 1 (ink).
pub type Image = [f32; 64];

/// Images and what they show.
pub struct Digits {
    pub images: Vec<Image>,
    pub classes: Vec<u8>,
}

impl Digits {
    /// Reads a gzipped CSV: 64 pixels from 0 to 16 and the digit in each line.
    pub fn read(path: &Path) -> Result<Self, Box<dyn Error>> {
        let file = File::open(path).map_err(|error| {
            format!(
                "cannot open {}: {error}; see examples/data/README.md",
                path.display()
            )
        })?;
        let mut digits = Self {
            images: vec![],
            classes: vec![],
        };
        let mut lines = csv::ReaderBuilder::new()
            .has_headers(false)
            .from_reader(GzDecoder::new(file));
        for line in lines.deserialize() {
            let values: Vec<u8> =
                line.map_err(|error| format!("cannot read {}: {error}", path.display()))?;
            let [pixels @ .., class] = &values[..] else {
                return Err(format!("{}: an empty line", path.display()).into());
            };
            let pixels: [u8; 64] = pixels.try_into().map_err(|_| {
                format!(
                    "{}: a line of {} values, not 65",
                    path.display(),
                    values.len()
                )
            })?;
            digits
                .images
                .push(pixels.map(|pixel| f32::from(pixel) / 16.0));
            digits.classes.push(*class);
        }
        Ok(digits)
    }

    /// Shuffles, always in the same way, and takes the last `test` digits away to test with.
    pub fn split(mut self, test: usize) -> (Self, Self) {
        shuffle(&mut self.images, &mut self.classes, &mut Rng::new(0));
        let train = self.images.len().saturating_sub(test);
        let test = Self {
            images: self.images.split_off(train),
            classes: self.classes.split_off(train),
        };
        (self, test)
    }
}
