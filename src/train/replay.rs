//! Samples that were seen before.

use crate::error::Error;
use crate::flat::Zeroed;
use crate::rng::Rng;

/// The last `CAPACITY` samples, to be drawn from: a network that learns from a stream forgets less
/// if it goes over old samples too.
///
/// A new sample takes the place of the oldest. Lin, Machine Learning 8, 1992; Mnih et al., Nature
/// 518, 2015.
///
/// ```
/// use typed_nn::optimizer::Sgd;
/// use typed_nn::train::{Replay, Settings, Trainer};
/// use typed_nn::{Rng, network};
///
/// network! { struct Net< 2 => tanh 6 => linear 1 > }
///
/// let (mut net, mut rng) = (Net::new(1), Rng::new(2));
/// let mut trainer = Trainer::new(Sgd { learning_rate: 0.1, ..Sgd::default() }, Settings::default());
/// let mut replay = Replay::<[f32; 2], [f32; 1], 100>::new();
/// let (mut inputs, mut targets) = ([[0.0; 2]; 8], [[0.0; 1]; 8]);
/// for _ in 0..500 {
///     let input = [rng.uniform(), rng.uniform()]; // from a sensor
///     replay.push(input, [input[0] - input[1]]);
///     replay.draw(&mut rng, &mut inputs, &mut targets)?;
///     trainer.step(&mut net, &inputs, &targets)?;
/// }
/// assert!((net.forward([0.7, 0.2])[0] - 0.5).abs() < 0.1);
/// # Ok::<(), typed_nn::Error>(())
/// ```
#[repr(C)]
#[derive(Clone, Debug)]
pub struct Replay<X, Y, const CAPACITY: usize> {
    inputs: [X; CAPACITY],
    targets: [Y; CAPACITY],
    next: usize,
    len: usize,
}

// SAFETY: arrays of values that are zero bytes, and integers.
#[allow(unsafe_code)]
unsafe impl<X: Zeroed, Y: Zeroed, const CAPACITY: usize> Zeroed for Replay<X, Y, CAPACITY> {
    const ZERO: Self = Self {
        inputs: [X::ZERO; CAPACITY],
        targets: [Y::ZERO; CAPACITY],
        next: 0,
        len: 0,
    };
}

impl<X: Zeroed, Y: Zeroed, const CAPACITY: usize> Replay<X, Y, CAPACITY> {
    /// A buffer without samples; `Replay::ZERO` for a `static`, `Replay::boxed_zero()` on the heap.
    pub const fn new() -> Self {
        Self::ZERO
    }
}

impl<X: Zeroed, Y: Zeroed, const CAPACITY: usize> Default for Replay<X, Y, CAPACITY> {
    fn default() -> Self {
        Self::new()
    }
}

impl<X, Y, const CAPACITY: usize> Replay<X, Y, CAPACITY> {
    /// Puts a sample in the place of the oldest, or beside the others while there is room.
    pub fn push(&mut self, input: X, target: Y) {
        let places = (
            self.inputs.get_mut(self.next),
            self.targets.get_mut(self.next),
        );
        if let (Some(x), Some(y)) = places {
            (*x, *y) = (input, target);
            self.next += 1;
            self.len = self.len.max(self.next);
            if self.next == CAPACITY {
                self.next = 0;
            }
        }
    }

    /// The inputs that are there, in no particular order.
    pub fn inputs(&self) -> &[X] {
        self.inputs.get(..self.len).unwrap_or_default()
    }

    /// Their targets.
    pub fn targets(&self) -> &[Y] {
        self.targets.get(..self.len).unwrap_or_default()
    }

    /// How many samples are there.
    pub fn len(&self) -> usize {
        self.len
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// Fills a batch with samples, each as likely as the others, some perhaps twice.
    ///
    /// # Errors
    /// [`Error::NoSamples`] if there is none to draw; [`Error::Lengths`].
    pub fn draw(&self, rng: &mut Rng, inputs: &mut [X], targets: &mut [Y]) -> Result<(), Error>
    where
        X: Copy,
        Y: Copy,
    {
        if self.is_empty() {
            return Err(Error::NoSamples);
        }
        if inputs.len() != targets.len() {
            return Err(Error::Lengths {
                inputs: inputs.len(),
                others: targets.len(),
            });
        }
        for (x, y) in inputs.iter_mut().zip(targets) {
            let chosen = rng.below(self.len);
            if let (Some(&input), Some(&target)) =
                (self.inputs.get(chosen), self.targets.get(chosen))
            {
                (*x, *y) = (input, target);
            }
        }
        Ok(())
    }
}
