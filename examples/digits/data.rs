//! The digits: read and scaled.

use crate::common::table::Table;
use std::error::Error;
use std::path::Path;

/// 8 × 8 pixels, row by row, from 0 (paper) to 1 (ink).
pub type Image = [f32; 64];

/// Images and what they show.
pub type Digits = Table<Image, u8>;

/// Reads a gzipped CSV: 64 pixels from 0 to 16 and the digit in each line.
pub fn read(path: &Path) -> Result<Digits, Box<dyn Error>> {
    Ok(Table::read(path)?.map(|image: Image| image.map(|pixel| pixel / 16.0)))
}
