//! The training loop, with a bar that shows how far it is.

use super::chart::Curves;
use super::table::Table;
use indicatif::{ProgressBar, ProgressStyle};
use std::error::Error;
use std::io::IsTerminal;
use std::ops::ControlFlow;
use typed_nn::Learn;
use typed_nn::optimizer::Optimizer;
use typed_nn::train::{Settings, Trainer};

/// Trains, and notes after each epoch how far it is. `shown` is the metric as text.
pub fn learn<N, O, X, Y>(
    net: &mut N,
    optimizer: O,
    settings: Settings<f32>,
    (mut train, test): (Table<X, Y>, &Table<X, Y>),
    shown: impl Fn(f32) -> String,
) -> Result<Curves, Box<dyn Error>>
where
    N: Learn<X, Y, Scalar = f32>,
    O: Optimizer<f32>,
{
    let progress = progress(settings.epochs)?;
    let mut curves = Curves::default();
    let mut measured = Ok(());
    Trainer::new(optimizer, settings).fit(
        net,
        &mut train.inputs,
        &mut train.targets,
        |epoch, net| match net.evaluate_each(&test.inputs, &test.targets, |_| {}) {
            Ok(score) => {
                curves.loss.add(epoch.loss, score.loss);
                curves.metric.add(epoch.metric, score.metric);
                let (loss, metric) = (epoch.loss, shown(score.metric));
                progress.set_message(format!("loss {loss:.3}, test {metric}"));
                progress.inc(1);
                ControlFlow::Continue(())
            }
            Err(error) => {
                measured = Err(error);
                ControlFlow::Break(())
            }
        },
    )?;
    measured?;
    progress.finish_and_clear();
    Ok(curves)
}

/// A bar on a terminal; nothing where nobody is looking.
fn progress(epochs: usize) -> Result<ProgressBar, Box<dyn Error>> {
    if !std::io::stderr().is_terminal() {
        return Ok(ProgressBar::hidden());
    }
    let style = ProgressStyle::with_template("epoch {pos:>3}/{len} [{bar:32}] {msg}")?;
    Ok(ProgressBar::new(epochs as u64).with_style(style.progress_chars("=> ")))
}
