//! The stages, one after the other.

use super::text::{activation_text, compact, width_text};
use super::training::{check_something_is_trained, training};
use super::width::span_of;
use super::{Check, last_word};
use crate::errors::Errors;
use crate::model::{Chain, Kind, Stage, Training, Width};
use crate::parse::{self, StageKind};
use proc_macro2::{Ident, Span};
use quote::ToTokens;

impl Check {
    /// A network, or what a residual block holds.
    pub fn chain(
        &self,
        input: Width,
        stages: Vec<parse::Stage>,
        is_block: bool,
        errors: &mut Errors,
    ) -> Chain {
        let mut chain = Chain {
            input,
            is_block,
            stages: vec![],
        };
        let mut width = chain.input.clone();
        let frozen = stages.iter().find_map(|stage| stage.training.first());
        let frozen = frozen.cloned();
        for (index, stage) in stages.into_iter().enumerate() {
            let field = field(&stage, index, &chain.stages, errors);
            let training = training(&stage.training, errors);
            let place = if index == 0 && !is_block {
                Position::First
            } else {
                Position::Later
            };
            let stage = Stage {
                training,
                ..self.stage(field, stage, &width, place, errors)
            };
            width = stage.output(&width);
            chain.stages.push(stage);
        }
        check_something_is_trained(&chain, frozen.as_ref(), errors);
        chain
    }

    fn stage(
        &self,
        field: Ident,
        stage: parse::Stage,
        input: &Width,
        place: Position,
        errors: &mut Errors,
    ) -> Stage {
        match stage.kind {
            StageKind::Function {
                function,
                width: Some(width),
            } => {
                let span = last_word(&function.path).span();
                let activation = self.function(function, errors);
                let width = self.width(width, errors);
                let text = format!("{} {}", activation_text(&activation), width_text(&width));
                Stage {
                    field,
                    span,
                    text,
                    training: Training::All,
                    kind: Kind::Dense { activation, width },
                }
            }
            StageKind::Function {
                function,
                width: None,
            } => self.without_width(field, function, input, place, errors),
            StageKind::Width(width) => {
                let width = self.width(width, errors);
                let (span, text) = (span_of(&width), width_text(&width));
                errors.add(
                    span,
                    format!("which activation? write `linear {text}` for none"),
                );
                Stage {
                    field,
                    span,
                    text,
                    training: Training::All,
                    kind: Kind::Network(syn::parse_quote!(linear)),
                }
            }
            StageKind::Block {
                braces,
                stages,
                skips,
            } => {
                if !skips {
                    let message = "braces here hold a residual block, as in `{ relu 8 => linear 4 } \
                                   + skip`; before a computed width stands its activation, as in \
                                   `relu { 2 * N }`";
                    errors.add(braces.span_open(), message);
                }
                self.block(field, &braces, input, stages, errors)
            }
        }
    }

    /// A word without a width: another network, a stage such as `dropout(0.2)`, or an activation
    /// whose width is missing.
    fn without_width(
        &self,
        field: Ident,
        function: parse::Function,
        input: &Width,
        place: Position,
        errors: &mut Errors,
    ) -> Stage {
        let word = last_word(&function.path);
        if word.to_string().starts_with(char::is_uppercase) {
            return self.network(field, function, input, errors);
        }
        // `layer_norm` may be written for `layer_norm()`, but not as the first stage
        let is_first = place == Position::First && function.arguments.is_none();
        // without numbers, `layer_norm()` is complete
        let arguments = function.arguments.filter(|numbers| !numbers.is_empty());
        let function = self.function(
            parse::Function {
                arguments,
                ..function
            },
            errors,
        );
        let text = match function.numbers.is_empty() && !is_first {
            true => format!("{}()", activation_text(&function)),
            false => activation_text(&function),
        };
        Stage {
            field,
            span: word.span(),
            text,
            training: Training::All,
            kind: Kind::Other {
                word: function,
                is_first,
            },
        }
    }

    /// A network within a network.
    fn network(
        &self,
        field: Ident,
        function: parse::Function,
        input: &Width,
        errors: &mut Errors,
    ) -> Stage {
        let word = last_word(&function.path);
        let text = compact(&function.path.to_token_stream()).replace(' ', "");
        let parameter = self.parameter_in(&function.path.to_token_stream());
        if function.arguments.is_some() {
            let message = format!("the network `{word}` takes no numbers in parentheses");
            errors.add(word.span(), message);
        } else if let Some(parameter) = parameter {
            let message = format!(
                "the sizes of a network within a network are numbers: Rust cannot compute with \
                 `{parameter}` here; write one, as in `{word}<16>`"
            );
            errors.add(parameter.span(), message);
        } else if let Width::Parameter(width) = input {
            let message = format!(
                "the network `{word}` takes a number of values, not `{width}`: a layer whose width \
                 is that number must stand before it"
            );
            errors.add(word.span(), message);
        }
        Stage {
            field,
            span: word.span(),
            text,
            training: Training::All,
            kind: Kind::Network(function.path),
        }
    }
}

/// Where a stage stands in its network.
#[derive(Clone, Copy, PartialEq)]
enum Position {
    First,
    Later,
}

/// The name of a stage: its own, or `layer` with its number.
fn field(stage: &parse::Stage, index: usize, before: &[Stage], errors: &mut Errors) -> Ident {
    // where the stage stands, so that no error about it is placed elsewhere
    let place = match &stage.kind {
        StageKind::Function { function, .. } => last_word(&function.path).span(),
        StageKind::Width(_) => Span::call_site(),
        StageKind::Block { braces, .. } => braces.span_open(),
    };
    let place = Span::call_site().located_at(place);
    let default = Ident::new(&format!("layer{}", index + 1), place);
    let field = stage.name.clone().unwrap_or(default);
    if let Some(other) = before.iter().find(|other| other.field == field) {
        // the name that was written is the one to change
        let written = if stage.name.is_some() {
            &field
        } else {
            &other.field
        };
        errors.add(written.span(), format!("two layers are called `{field}`"));
    }
    field
}
