//! The parameters of a network that are trained, beside values in the shape of its gradient.

use super::Network;
use crate::flat::Parameters;

/// Shows each run of trained parameters beside its place in `values`, which has the gradient's shape.
#[inline]
pub fn each_pair<N: Network>(
    net: &mut N,
    values: &N::Gradient,
    mut visit: impl FnMut(&mut [N::Scalar], &[N::Scalar]),
) {
    let mut rest = values.as_slice();
    net.each_trained(&mut |parameters| {
        let (values, behind) = rest.split_at_checked(parameters.len()).unwrap_or_default();
        rest = behind;
        visit(parameters, values);
    });
}

/// Writes the trained parameters down.
#[inline]
pub fn store<N: Network>(net: &mut N, place: &mut N::Gradient) {
    let mut rest = place.as_mut_slice();
    net.each_trained(&mut |parameters| {
        let all = core::mem::take(&mut rest);
        let (place, behind) = all
            .split_at_mut_checked(parameters.len())
            .unwrap_or_default();
        rest = behind;
        for (to, &mut from) in place.iter_mut().zip(parameters) {
            *to = from;
        }
    });
}

/// Takes the trained parameters back.
#[inline]
pub fn restore<N: Network>(net: &mut N, from: &N::Gradient) {
    each_pair(net, from, |parameters, from| {
        for (to, &from) in parameters.iter_mut().zip(from) {
            *to = from;
        }
    });
}
