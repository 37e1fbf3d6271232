//! L-BFGS: steps along an estimate of the curvature, over all samples at once.

mod line_search;
mod state;

pub use state::LbfgsState;

use crate::flat::{Parameters, Zeroed};
use crate::network::{Network, each_pair, store};
use crate::scalar::Scalar;
use line_search::{Point, Ray, strong_wolfe};

/// L-BFGS: w ← w + t d, d = −H g, with H made of the last `HISTORY` steps
///
/// Few parameters and all samples at once: there it needs far fewer gradients than rules that take
/// a step after each. It evaluates the loss several times in a [`step`](Self::step), and so is no
/// [`Optimizer`](super::Optimizer). Its state is as large as 5 + 2 `HISTORY` gradients. Nocedal and
/// Wright, "Numerical Optimization", 2006, algorithms 7.5, 3.5 and 3.6. PyTorch, to the digit:
/// [`LBFGS`](https://docs.pytorch.org/docs/stable/generated/torch.optim.LBFGS.html).
///
/// ```
/// use typed_nn::network;
/// use typed_nn::optimizer::{Lbfgs, LineSearch};
///
/// network! { struct Xor: f64< 2 => tanh 4 => softmax 2 > }
/// let inputs = [[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]];
///
/// let mut net = Xor::new(1);
/// let lbfgs = Lbfgs::<10> { line_search: LineSearch::StrongWolfe, ..Lbfgs::default() };
/// let mut state = lbfgs.state(&net);
/// for _ in 0..5 {
///     lbfgs.step(&mut net, &mut state, |net, gradient| {
///         net.gradient_batch(&inputs, &[0, 1, 1, 0], gradient).unwrap_or(f64::NAN)
///     });
/// }
/// assert!(net.evaluate(&inputs, &[0, 1, 1, 0])?.loss < 0.001);
/// # Ok::<(), typed_nn::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Lbfgs<const HISTORY: usize = 10> {
    /// t, or with a line search the first that is tried.
    pub learning_rate: f64,
    /// How many directions there are to a step.
    pub max_iter: u32,
    /// How many evaluations end a step.
    pub max_eval: u32,
    /// No slope larger than this: the end is reached.
    pub tolerance_grad: f64,
    /// A loss, or parameters, that change less than this end the step.
    pub tolerance_change: f64,
    /// How t is found.
    pub line_search: LineSearch,
}

/// How far an [`Lbfgs`] goes along a direction.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum LineSearch {
    /// As far as the learning rate says.
    #[default]
    Constant,
    /// To where the strong Wolfe conditions hold, by cubic interpolation.
    StrongWolfe,
}

impl<const HISTORY: usize> Default for Lbfgs<HISTORY> {
    /// t = 1; 20 directions, 25 evaluations; tolerances of 10⁻⁷ and 10⁻⁹; no line search.
    fn default() -> Self {
        Self {
            learning_rate: 1.0,
            max_iter: 20,
            max_eval: 25,
            tolerance_grad: 1e-7,
            tolerance_change: 1e-9,
            line_search: LineSearch::Constant,
        }
    }
}

impl<const HISTORY: usize> Lbfgs<HISTORY> {
    /// The state before the first step, for this network.
    pub fn state<N: Network>(&self, _net: &N) -> LbfgsState<N::Gradient, HISTORY> {
        LbfgsState::ZERO
    }

    /// Up to `max_iter` directions. `evaluate` gives the loss and adds its gradient, of the same
    /// samples each time. Returns the loss before.
    ///
    /// Where the loss is not finite the parameters do not stay: without a line search the step ends
    /// before it.
    pub fn step<N: Network>(
        &self,
        net: &mut N,
        state: &mut LbfgsState<N::Gradient, HISTORY>,
        evaluate: impl FnMut(&N, &mut N::Gradient) -> N::Scalar,
    ) -> N::Scalar {
        let mut line = Line {
            net,
            state,
            evaluate,
        };
        let first = line.evaluate();
        let mut loss = first.to_f64();
        let mut evaluations = 1;
        if !loss.is_finite() || line.state.steepest() <= self.tolerance_grad {
            return first;
        }
        for iteration in 1..=self.max_iter {
            let mut t = line.state.turn(self.learning_rate);
            let (slope, before) = (line.state.slope(), loss);
            if slope > -self.tolerance_change {
                break;
            }
            line.leave();
            match self.line_search {
                LineSearch::StrongWolfe => {
                    let start = Point {
                        t: 0.0,
                        loss,
                        slope,
                    };
                    let reach = line.state.reach();
                    let (end, tried) = strong_wolfe(&mut line, start, t, reach);
                    line.arrive(end.t);
                    (t, loss) = (end.t, end.loss);
                    evaluations += tried;
                }
                LineSearch::Constant => {
                    line.go(t);
                    // whoever calls next evaluates there
                    if iteration < self.max_iter {
                        loss = line.evaluate().to_f64();
                        evaluations += 1;
                        if !loss.is_finite() {
                            line.go(0.0);
                            break;
                        }
                    }
                }
            }
            line.state.t = t;
            if evaluations >= self.max_eval
                || line.state.steepest() <= self.tolerance_grad
                || t * line.state.reach() <= self.tolerance_change
                || (loss - before).abs() < self.tolerance_change
            {
                break;
            }
        }
        first
    }
}

/// A network on its way along a direction.
struct Line<'a, N: Network, E, const HISTORY: usize> {
    net: &'a mut N,
    state: &'a mut LbfgsState<N::Gradient, HISTORY>,
    evaluate: E,
}

impl<N, E, const HISTORY: usize> Line<'_, N, E, HISTORY>
where
    N: Network,
    E: FnMut(&N, &mut N::Gradient) -> N::Scalar,
{
    /// The loss where the network is, and its gradient in the state.
    fn evaluate(&mut self) -> N::Scalar {
        self.state.gradient.fill(N::Scalar::ZERO);
        (self.evaluate)(self.net, &mut self.state.gradient)
    }

    /// Remembers where the way begins.
    fn leave(&mut self) {
        store(self.net, &mut self.state.origin);
    }

    /// w = origin + t d
    fn go(&mut self, t: f64) {
        let t = N::Scalar::of(t);
        let mut direction = self.state.direction.as_slice().iter();
        each_pair(self.net, &self.state.origin, |parameters, origin| {
            for ((w, &from), &d) in parameters.iter_mut().zip(origin).zip(direction.by_ref()) {
                *w = from + t * d;
            }
        });
    }

    /// Stays at the best point that was kept.
    fn arrive(&mut self, t: f64) {
        self.go(t);
        self.state.gradient.copy_from(&self.state.kept);
    }
}

impl<N, E, const HISTORY: usize> Ray for Line<'_, N, E, HISTORY>
where
    N: Network,
    E: FnMut(&N, &mut N::Gradient) -> N::Scalar,
{
    fn at(&mut self, t: f64) -> Point {
        self.go(t);
        let loss = self.evaluate().to_f64();
        Point {
            t,
            loss: if loss.is_nan() { f64::INFINITY } else { loss },
            slope: self.state.slope(),
        }
    }
    fn keep(&mut self) {
        self.state.kept.copy_from(&self.state.gradient);
    }
}
