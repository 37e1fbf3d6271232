//! A new order of the samples.

use crate::rng::Rng;

/// Puts samples into a random order, in place; each input keeps its target.
///
/// Fisher and Yates, 1938, in Durstenfeld's form. If one slice is longer, its rest stays as it is.
pub fn shuffle<X, Y>(inputs: &mut [X], targets: &mut [Y], rng: &mut Rng) {
    let samples = inputs.len().min(targets.len());
    for last in (1..samples).rev() {
        let chosen = rng.below(last + 1);
        swap(inputs, chosen, last);
        swap(targets, chosen, last);
    }
}

/// Exchanges two values, if both are there: no index can panic.
#[inline]
fn swap<V>(values: &mut [V], a: usize, b: usize) {
    if let Ok([a, b]) = values.get_disjoint_mut([a, b]) {
        core::mem::swap(a, b);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pairs_stay_together_and_every_order_is_as_likely() {
        let mut seen = [0_u32; 6];
        let mut rng = Rng::new(1);
        for _ in 0..6000 {
            let (mut inputs, mut targets) = ([0, 1, 2], [0, 10, 20]);
            shuffle(&mut inputs, &mut targets, &mut rng);
            assert!(inputs.iter().zip(&targets).all(|(i, t)| i * 10 == *t));
            let order = [
                [0, 1, 2],
                [0, 2, 1],
                [1, 0, 2],
                [1, 2, 0],
                [2, 0, 1],
                [2, 1, 0],
            ];
            seen[order.iter().position(|o| *o == inputs).unwrap()] += 1;
        }
        // χ² with 5 degrees of freedom: above 20.5 in one of a thousand
        let chi: f64 = seen
            .iter()
            .map(|&n| (f64::from(n) - 1000.0).powi(2) / 1000.0)
            .sum();
        assert!(chi < 20.5, "{seen:?}");
    }
}
