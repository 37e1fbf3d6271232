//! Samples, some at a time.

/// The samples beside their targets, `size` at a time, the last of them fewer. None if `size` is 0.
///
/// `chunks` would panic then, and where code is made small the compiler cannot rule that out.
pub(crate) fn batches<'d, X, Y>(
    mut inputs: &'d [X],
    mut targets: &'d [Y],
    size: usize,
) -> impl Iterator<Item = (&'d [X], &'d [Y])> {
    core::iter::from_fn(move || {
        let size = size.min(inputs.len()).min(targets.len());
        let (x, other_inputs) = inputs.split_at_checked(size)?;
        let (t, other_targets) = targets.split_at_checked(size)?;
        (inputs, targets) = (other_inputs, other_targets);
        (size > 0).then_some((x, t))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sizes(samples: usize, size: usize) -> [Option<(usize, usize)>; 4] {
        let (inputs, targets) = ([1; 9], [2; 9]);
        let mut batches = batches(&inputs[..samples], &targets[..samples], size);
        core::array::from_fn(|_| batches.next().map(|(x, t)| (x.len(), t.len())))
    }

    #[test]
    fn the_last_batch_is_what_is_left() {
        let (three, one) = (Some((3, 3)), Some((1, 1)));
        assert_eq!(sizes(7, 3), [three, three, one, None]);
        assert_eq!(sizes(6, 3), [three, three, None, None]);
        assert_eq!(sizes(1, 3), [one, None, None, None]);
        assert_eq!(sizes(0, 3), [None; 4]);
        assert_eq!(sizes(7, 0), [None; 4]);
    }
}
