//! The best parameters of a run.

use super::EarlyStopping;
use crate::flat::Parameters;
use crate::saved::{Reader, Saved, Writer};
use core::borrow::BorrowMut;
use core::marker::PhantomData;
use core::ops::ControlFlow;

/// Early stopping that keeps the parameters of the best epoch, to be restored at the end.
///
/// Keras: `EarlyStopping(restore_best_weights=True)`. `M` is where they are kept: a network, a
/// reference to one, or a box.
///
/// ```
/// use typed_nn::network;
/// use typed_nn::optimizer::Adam;
/// use typed_nn::train::{Best, EarlyStopping, Settings, Trainer};
///
/// network! { #[derive(Clone)] struct Net< 1 => tanh 4 => linear 1 > }
///
/// let (mut inputs, mut targets) = ([[0.0], [0.5], [1.0]], [[0.1], [0.4], [0.7]]);
/// let (held_out, held_out_targets) = ([[0.25], [0.75]], [[0.25], [0.55]]);
///
/// let mut net = Net::new(1);
/// let mut best = Best::new(EarlyStopping::new(3), Net::ZERO);
/// let mut trainer = Trainer::new(Adam::default(), Settings::default());
/// trainer.fit(&mut net, &mut inputs, &mut targets, |_report, net| {
///     let score = net.evaluate(&held_out, &held_out_targets).expect("there are samples");
///     best.check(score.loss, net)
/// })?;
/// best.restore(&mut net);
/// # Ok::<(), typed_nn::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct Best<N: Parameters, M = N> {
    /// What the best is told by.
    pub stopping: EarlyStopping<N::Scalar>,
    kept: M,
    has_any: bool,
    network: PhantomData<fn(&mut N)>,
}

impl<N: Parameters, M: BorrowMut<N>> Best<N, M> {
    /// Keeps the best in `place`, whatever stands there.
    pub fn new(stopping: EarlyStopping<N::Scalar>, place: M) -> Self {
        Self {
            stopping,
            kept: place,
            has_any: false,
            network: PhantomData,
        }
    }

    /// Looks at the loss of an epoch, and keeps the parameters if it is the best so far.
    pub fn check(&mut self, loss: N::Scalar, net: &N) -> ControlFlow<()> {
        let flow = self.stopping.check(loss);
        if self.stopping.is_best() {
            self.kept.borrow_mut().copy_from(net);
            self.has_any = true;
        }
        flow
    }

    /// Gives the network the parameters of the best epoch. Without one, nothing changes.
    pub fn restore(&self, net: &mut N) {
        if self.has_any {
            net.copy_from(self.kept.borrow());
        }
    }
}

impl<N: Parameters, M: BorrowMut<N>> Saved for Best<N, M> {
    fn save(&self, to: &mut Writer<'_>) {
        self.stopping.save(to);
        to.u64(self.has_any.into());
        to.scalars(self.kept.borrow().as_slice());
    }
    fn load(&mut self, from: &mut Reader<'_>) {
        self.stopping.load(from);
        self.has_any = from.u64() != 0;
        from.scalars(self.kept.borrow_mut().as_mut_slice());
    }
}
