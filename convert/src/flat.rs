//! All parameters of a network in one vector.

use crate::Matrices;
use crate::arrays::{Array, fitting, shapes, stage};
use crate::chain::Chain;
use nn_formats::{Error, Stage};

/// Takes a vector apart: of each layer the weights row by row, then the biases; of a `standardize` the means, then the
/// standard deviations.
pub fn flat(all: &Array, chain: &Chain, matrices: Matrices) -> Result<Vec<Stage>, Error> {
    let (mut stages, mut rest) = (vec![], all.values.as_slice());
    let wrong = |what: String| Error::new(format!("`{}` holds {what}", all.name));
    for (planned, width) in chain.stages.iter().zip(chain.widths()) {
        let is_empty = planned.function.word == "dropout";
        let mut found = vec![];
        for needed in shapes(planned, width).into_iter().filter(|_| !is_empty) {
            let len = needed
                .iter()
                .try_fold(1_usize, |len, &size| len.checked_mul(size));
            let Some((values, behind)) = len.and_then(|len| rest.split_at_checked(len)) else {
                let count = all.values.len();
                return Err(wrong(format!(
                    "{count} values, fewer than the layers that were given have parameters"
                )));
            };
            let mut shape = needed.clone();
            if matrices == Matrices::InOut {
                shape.reverse();
            }
            let part = Array {
                name: all.name.clone(),
                dtype: all.dtype,
                shape,
                values: values.to_vec(),
            };
            found.push(fitting(part, &needed, matrices)?);
            rest = behind;
        }
        stages.push(stage(planned, width, &planned.function.word, found)?);
    }
    match rest.len() {
        0 => Ok(stages),
        more => Err(wrong(format!(
            "{more} values more than the layers that were given have parameters"
        ))),
    }
}
