//! Training: epochs over batches of samples, without allocation.
//!
//! ```
//! use core::ops::ControlFlow;
//! use typed_nn::network;
//! use typed_nn::optimizer::Adam;
//! use typed_nn::train::{Settings, Trainer, accuracy};
//!
//! network! { struct Xor< 2 => tanh 8 => softmax 2 > }
//!
//! let mut inputs = [[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]];
//! let mut classes = [0_u8, 1, 1, 0];
//!
//! let mut net = Xor::new(1);
//! let adam = Adam { learning_rate: 0.05, ..Adam::default() };
//! let mut trainer = Trainer::new(adam, Settings { epochs: 200, batch: 4, ..Settings::default() });
//! let report = trainer.fit(&mut net, &mut inputs, &mut classes, |report, _net| {
//!     if report.loss < 0.01 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
//! })?;
//! assert!(report.loss < 0.01);
//! assert_eq!(accuracy(&net, &inputs, &classes)?, 1.0);
//! # Ok::<(), typed_nn::Error>(())
//! ```
//!
//! | for | see |
//! |---|---|
//! | the loop, and what it does to a gradient | [`Trainer`], [`Settings`], [`Clip`], [`Penalty`] |
//! | samples that come one by one | [`Trainer::step`], [`Replay`] |
//! | stopping in time | [`EarlyStopping`], [`Best`] |
//! | stopping and going on | [`Trainer::save`], [`Trainer::load`], [`Trainer::resume`] |
//! | how good a classifier is | [`accuracy`], [`top_k_accuracy`], [`ConfusionMatrix`], [`ClassScores`], [`roc_auc`], [`log_loss`] |
//! | how good a regression is | [`mean_absolute_error`], [`root_mean_squared_error`], [`r_squared`] |
//! | rates that change, rates by layer | [`schedule`](crate::schedule), [`Grouped`](crate::optimizer::Grouped) |

mod best;
mod checkpoint;
mod class_scores;
mod clip;
mod confusion;
mod early_stopping;
mod epoch;
mod metrics;
mod penalty;
mod probabilities;
mod replay;
mod settings;
mod shuffle;
mod trainer;

pub use crate::saved::{Reader, Saved, Writer};
pub use best::Best;
pub use checkpoint::{CheckpointError, load_checkpoint, save_checkpoint};
pub use class_scores::ClassScores;
pub use clip::Clip;
pub use confusion::ConfusionMatrix;
pub use early_stopping::EarlyStopping;
pub use metrics::{accuracy, mean_absolute_error, r_squared, root_mean_squared_error};
pub use penalty::Penalty;
pub use probabilities::{log_loss, roc_auc, top_k_accuracy};
pub use replay::Replay;
pub use settings::{Report, Settings};
pub use shuffle::shuffle;
pub use trainer::{Memory, Trainer};
