use super::{Factors, Optimizer, Span};
use crate::flat::Parameters;
use crate::part::{Kind, Part};
use crate::saved::{Reader, Writer};
use crate::scalar::Scalar;

/// An optimiser whose settings differ from one part of the network to another.
///
/// `factors` is asked in each step for each layer's weights and biases. PyTorch: parameter groups,
/// [per-parameter options](https://docs.pytorch.org/docs/stable/optim.html#per-parameter-options).
///
/// ```
/// use typed_nn::optimizer::{AdamW, Factors, Grouped, Optimizer, decay_weights_only};
/// use typed_nn::{Part, network};
///
/// network! { struct Net< 4 => body: tanh 8 => head: softmax 3 > }
/// const BODY: &str = Net::summary().layer("body"); // no such layer: an error of the compiler
///
/// let optimizer = Grouped::new(AdamW::default(), |part: Part| {
///     let slower = if part.layer == BODY { 0.1 } else { 1.0 };
///     Factors { learning_rate: slower, ..decay_weights_only(part) }
/// });
/// let (mut net, gradient) = (Net::new(1), Net::new(2));
/// let mut state = optimizer.state(&net);
/// optimizer.step(&mut net, &gradient, &mut state);
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Grouped<O, F> {
    /// The rule of its steps.
    pub optimizer: O,
    /// By what a part's settings are multiplied.
    pub factors: F,
}

impl<O, F> Grouped<O, F> {
    /// An optimiser with the factors that `factors` gives.
    pub fn new<T>(optimizer: O, factors: F) -> Self
    where
        F: Fn(Part) -> Factors<T>,
    {
        Self { optimizer, factors }
    }
}

/// Weight decay for weights, and none for biases and the scale of a `layer_norm`: what most papers
/// mean by it.
pub fn decay_weights_only<T: Scalar>(part: Part) -> Factors<T> {
    let weight_decay = match part.kind {
        Kind::Weights => T::ONE,
        Kind::Bias | Kind::Scale | Kind::Statistic => T::ZERO,
    };
    Factors {
        weight_decay,
        ..Factors::default()
    }
}

impl<T, O, F> Optimizer<T> for Grouped<O, F>
where
    T: Scalar,
    O: Optimizer<T>,
    F: Fn(Part) -> Factors<T> + Clone,
{
    type State<G: Parameters<Scalar = T>> = O::State<G>;
    const NAME: &'static str = O::NAME;
    const IN_PARTS: bool = O::IN_PARTS;

    #[inline]
    fn scaled(&self, factors: Factors<T>) -> Self {
        Self {
            optimizer: self.optimizer.scaled(factors),
            factors: self.factors.clone(),
        }
    }

    #[inline]
    fn begin<G: Parameters<Scalar = T>>(&self, state: &mut O::State<G>) {
        self.optimizer.begin(state);
    }

    #[inline]
    fn update<G: Parameters<Scalar = T>>(&self, mut span: Span<'_, T>, state: &mut O::State<G>) {
        let mut start = 0;
        G::each_part(&mut |part| {
            let optimizer = self.optimizer.scaled((self.factors)(part));
            optimizer.update(span.part(start, part.len), state);
            start += part.len;
        });
    }

    fn end(&self) -> Option<u64> {
        self.optimizer.end()
    }
    fn save(&self, to: &mut Writer<'_>) {
        self.optimizer.save(to);
    }
    fn load(&self, from: &mut Reader<'_>) {
        self.optimizer.load(from);
    }
}
