//! What everybody who is measured shares: the networks, their weights and samples, what is right, and how time is taken.
//!
//! A participant is a program that answers requests, one a line, with one line of JSON each ([`serve`]). So `compare` can
//! let all of them do the same piece of work in turn, and whatever else the machine does meanwhile hits them all.

mod case;
mod limits;
mod nets;
mod onnx;
mod pass;
mod reference;
mod serve;
mod time;
mod versions;

pub use case::{Case, LAYERS, Layer, MOST_SAMPLES};
pub use limits::Limits;
pub use nets::{Activation, NETS, Net, Output, net};
pub use pass::{Job, Pass, Rates, Work};
pub use reference::{expected, tensors};
pub use serve::{Peer, serve};
pub use time::{Timing, median, time, time_at_most};
pub use versions::locked;
