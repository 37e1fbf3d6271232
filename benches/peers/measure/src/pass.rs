//! What is measured.

use crate::{Case, Net};

/// A kind of work.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Work {
    /// The outputs of the samples.
    Infer,
    /// One step of gradient descent with the samples as one batch: forward, loss, backward, update.
    Sgd,
    /// The same with Adam's update; β₁ = 0.9, β₂ = 0.999, ε = 10⁻⁸.
    Adam,
}

impl Work {
    pub const ALL: [Self; 3] = [Self::Infer, Self::Sgd, Self::Adam];

    pub fn name(self) -> &'static str {
        match self {
            Self::Infer => "infer",
            Self::Sgd => "sgd",
            Self::Adam => "adam",
        }
    }

    pub fn of_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|work| work.name() == name)
    }

    /// The numbers of samples that it is measured with.
    pub fn batches(self) -> &'static [usize] {
        match self {
            Self::Infer => &[1, 32, 256],
            Self::Sgd | Self::Adam => &[1, 32],
        }
    }

    /// Multiply-accumulates of one sample.
    pub fn macs(self, net: &Net) -> usize {
        match self {
            Self::Infer => net.macs(),
            Self::Sgd | Self::Adam => net.training_macs(),
        }
    }
}

/// The learning rates.
#[derive(Clone, Copy, Debug)]
pub enum Rates {
    /// Steps that are large enough to be compared.
    Checked,
    /// Steps so small that the weights stay where they are: a network that has learned its samples by heart has slopes next
    /// to nothing, and processors are slow with numbers like that.
    Timed,
}

/// A piece of work.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Job {
    pub net: Net,
    pub work: Work,
    pub batch: usize,
}

impl Job {
    pub fn learning_rate(&self, rates: Rates) -> f32 {
        match (rates, self.work) {
            (Rates::Timed, _) => 1e-7,
            (Rates::Checked, Work::Adam) => 1e-3,
            (Rates::Checked, _) => 1e-2,
        }
    }

    /// How often the work is done before its results are compared: after a first step of Adam nothing can be seen of its
    /// second moment.
    pub fn checked_steps(&self) -> usize {
        match self.work {
            Work::Infer => 1,
            Work::Sgd | Work::Adam => 3,
        }
    }

    pub fn case(&self) -> Case {
        Case::new(self.net)
    }

    /// Multiply-accumulates of all samples.
    pub fn macs(&self) -> usize {
        self.batch * self.work.macs(&self.net)
    }
}

/// A piece of work, ready to be done.
pub trait Pass {
    /// Does it once.
    fn run(&mut self);

    /// Does it many times. (A method of its own so that the loop, and not each turn, is called through a table.)
    fn repeat(&mut self, times: u64) {
        for _ in 0..times {
            self.run();
        }
    }

    /// What came out: the outputs of one sample after another, or the parameters in the order of
    /// [`Case::parameters`].
    fn result(&mut self) -> Vec<f32>;
}
