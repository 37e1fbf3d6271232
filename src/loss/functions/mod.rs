//! One file for each loss.

pub mod binary_cross_entropy;
pub mod cross_entropy;
pub mod hinge;
pub mod huber;
pub mod kl_divergence;
pub mod mean_absolute;
pub mod mean_squared;
pub mod smooth_l1;
pub mod sum_squared;
