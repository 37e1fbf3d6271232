//! Residual blocks.

use super::Check;
use super::text::width_text;
use super::width::span_of;
use crate::errors::Errors;
use crate::model::{Chain, Kind, Stage, Training, Width};
use crate::parse;
use proc_macro2::{Group, Ident};

impl Check {
    /// `{ relu 8 => linear 4 } + skip`
    pub fn block(
        &self,
        field: Ident,
        braces: &Group,
        input: &Width,
        stages: Vec<parse::Stage>,
        errors: &mut Errors,
    ) -> Stage {
        let inner = self.chain(input.clone(), stages, true, errors);
        check_ends(&inner, errors);
        let inside: Vec<_> = inner.stages.iter().map(Stage::declared).collect();
        let text = format!("{{ {} }} + skip", inside.join(" => "));
        Stage {
            field,
            span: braces.span_open(),
            text,
            training: Training::All,
            kind: Kind::Residual(inner),
        }
    }
}

/// A residual block adds its input to its output: both are as wide. Constants are compared by rustc.
fn check_ends(inner: &Chain, errors: &mut Errors) {
    let Some((_, output)) = inner.shapes().pop() else {
        return;
    };
    let differ = match (&inner.input, &output) {
        (Width::Literal(begin, _), Width::Literal(end, _)) => begin != end,
        (Width::Parameter(begin), Width::Parameter(end)) => begin != end,
        (Width::Parameter(_), _) | (_, Width::Parameter(_)) => true,
        _ => false,
    };
    // a network behind a const parameter has been reported
    let is_network = matches!(output, Width::OutputOf(_));
    if differ && !(is_network && inner.stages.len() == 1) {
        let (begin, end) = (width_text(&inner.input), width_text(&output));
        let message = format!(
            "a residual block ends as wide as it begins: {begin} values go in, {end} come out"
        );
        errors.add(span_of(&output), message);
    }
}
