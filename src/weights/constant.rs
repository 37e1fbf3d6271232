//! What a declaration asks of its file, each stage in its own place.

use super::WeightsError;
use super::file::File;
use super::fill::{fill_from, put};
use super::read::{Failure, Reader, Reading, dtype};
use super::samples::Samples;
use crate::layer::Shape;
use crate::network::Network;
use crate::text::Text;

/// What is wrong with a file: of the whole, and of each of `STAGES` stages.
pub struct Faults<const STAGES: usize> {
    file: Option<WeightsError>,
    stages: [Option<WeightsError>; STAGES],
}

/// Fills `net` from a file, if it fits.
pub const fn read<N: Network, const STAGES: usize>(
    net: &mut N,
    file: &Result<File, WeightsError>,
    reading: &Reading,
) -> Faults<STAGES> {
    let mut faults = Faults {
        file: None,
        stages: [None; STAGES],
    };
    let file = match *file {
        Ok(file) => file,
        Err(error) => {
            faults.file = Some(error);
            return faults;
        }
    };
    let reader = Reader::new(file, N::SHAPE, dtype::<N>(), reading);
    if !faults.look_at(reader) {
        return faults;
    }
    if file.is_prepared() {
        put(net, reader);
    } else if let Some(Failure { error, stage }) = fill_from(net, reader) {
        match stage {
            Some(stage) => faults.stages[stage as usize] = Some(error),
            None => faults.file = Some(error),
        }
    }
    faults
}

impl<const STAGES: usize> Faults<STAGES> {
    /// Looks at all but the values, at every layer even behind one that does not fit. Whether all is right.
    const fn look_at(&mut self, mut reader: Reader) -> bool {
        let (start, mut is_right, mut has_other_type) = (reader, true, false);
        while let Some(layer) = reader.next() {
            let Err(Failure {
                error,
                stage: Some(stage),
            }) = layer
            else {
                continue;
            };
            is_right = false;
            // a file of another type is so in every layer: that is one mistake
            let is_known = has_other_type && matches!(error, WeightsError::Type { .. });
            has_other_type |= matches!(error, WeightsError::Type { .. });
            let place = &mut self.stages[stage as usize];
            if place.is_none() && !is_known {
                *place = Some(error);
            }
            if matches!(error, WeightsError::Missing { .. }) && !reader.is_named() {
                // by their numbers, the layers behind it are all of another
                return false;
            }
        }
        if is_right {
            self.file = start.stranger();
        }
        is_right && self.file.is_none()
    }

    /// That the file fits, but for single stages.
    #[track_caller]
    pub const fn fits(&self) {
        say(&self.file)
    }

    /// That it fits a stage.
    #[track_caller]
    pub const fn fits_stage(&self, index: usize) {
        say(&self.stages[index])
    }
}

#[track_caller]
const fn say(error: &Option<WeightsError>) {
    if let Some(error) = error {
        panic!("{}", error.text().as_str())
    }
}

/// That a file holds the network's weights.
#[track_caller]
pub const fn fits(failure: &Option<Failure>) {
    if let Some(failure) = failure {
        panic!("{}", failure.error.text().as_str())
    }
}

/// The samples, if they are right.
#[track_caller]
pub const fn sound(samples: &Result<Samples, Failure>) -> Samples {
    match samples {
        Ok(samples) => *samples,
        Err(failure) => panic!("{}", failure.error.text().as_str()),
    }
}

/// That there is a name for each layer.
#[track_caller]
pub const fn named(shape: Shape, names: usize) {
    if shape.layers() != names {
        let text = Text::<100>::NONE.number(names).str(" names for ");
        panic!("{}", text.number(shape.layers()).str(" layers").as_str())
    }
}
