//! What stands behind the layers.

use super::Check;
use super::width::check_expression;
use crate::errors::Errors;
use crate::model::{Budget, FileKind, Function, Limited, Weights};
use crate::parse::Choice;
use proc_macro2::{Ident, TokenStream};
use syn::{Lit, LitStr};

/// The options that were taken.
#[derive(Default)]
pub struct Chosen {
    pub loss: Option<Function>,
    pub budgets: Vec<Budget>,
    pub seed: Option<TokenStream>,
    pub weights: Option<(LitStr, Option<Ident>)>,
    pub names: Option<(Ident, Vec<LitStr>)>,
}

impl Chosen {
    pub fn take(&mut self, choice: Choice, check: &Check, is_item: bool, errors: &mut Errors) {
        let twice = match choice {
            Choice::Loss(key, function) => {
                let loss = check.function(function, errors);
                self.loss.replace(loss).map(|_| key)
            }
            Choice::Budget(key, of, limit) => {
                let is_twice = self.budgets.iter().any(|budget| budget.of == of);
                self.budgets.push(check_budget(of, &limit, errors));
                is_twice.then_some(key)
            }
            Choice::Weights(key, file, _) if !is_item => {
                let message =
                    "weights belong to a network with a name: `struct Name< … > weights = …`";
                errors.add(key.span(), message);
                self.weights = Some((file, None));
                None
            }
            Choice::Weights(key, file, _) if !check.parameters.is_empty() => {
                let message = "a file holds the weights of one size: a network with const parameters \
                               takes them by `from_safetensors` or `load`";
                errors.add(key.span(), message);
                self.weights = Some((file, None));
                None
            }
            Choice::Names(key, names) => {
                let twice = self.names.is_some().then_some(key.clone());
                self.names = Some((key, names));
                twice
            }
            Choice::Weights(key, file, convert) => {
                let convert = convert.and_then(|word| dtype(&word, errors));
                self.weights.replace((file, convert)).map(|_| key)
            }
            Choice::Seed(key, _) if is_item => {
                let message = "a named network takes its seed where it is made: `Name::new(seed)`";
                errors.add(key.span(), message);
                None
            }
            Choice::Seed(key, seed) => {
                if seed.is_empty() {
                    errors.add(key.span(), "`seed` needs a number, as in `seed = 7`");
                }
                check_expression(&seed, errors);
                self.seed.replace(seed).map(|_| key)
            }
            Choice::Unknown(key) => {
                let other = if is_item { "weights" } else { "seed" };
                let message = format!(
                    "there is no option `{key}`: the options are `loss = …`, `{other} = …`, `params <= …`, \
                     `flash <= …`, `ram <= …`, `macs <= …`"
                );
                errors.add(key.span(), message);
                None
            }
        };
        if let Some(key) = twice {
            errors.add(key.span(), format!("the option `{key}` is given twice"));
        }
    }
}

impl Chosen {
    /// The file of weights, with what the layers are called in it.
    pub fn weights(&mut self, kind: FileKind, errors: &mut Errors) -> Option<Weights> {
        match (self.weights.take(), self.names.take()) {
            (Some((file, convert)), names) => {
                let other = convert.as_ref().map(|word| ("as", word));
                let other = other.or(names.as_ref().map(|(key, _)| ("names", key)));
                if let (FileKind::Image, Some((word, place))) = (&kind, other) {
                    let message = format!(
                        "a file `.weights` is the parameters as they lie in memory: there is nothing for `{word}` to say"
                    );
                    errors.add(place.span(), message);
                }
                let names = names.map(|(_, names)| names).unwrap_or_default();
                Some(Weights {
                    file,
                    convert,
                    names,
                    kind,
                })
            }
            (None, Some((key, _))) => {
                let message =
                    "`names` says what the layers are called in a file: `weights = …` is missing";
                errors.add(key.span(), message);
                None
            }
            (None, None) => None,
        }
    }
}

/// `f16` → `F16`, as the library's `Dtype` has it.
fn dtype(word: &Ident, errors: &mut Errors) -> Option<Ident> {
    let name = match word.to_string().as_str() {
        "f16" => "F16",
        "bf16" => "BF16",
        "f32" => "F32",
        "f64" => "F64",
        other => {
            let message = format!(
                "weights are not converted from `{other}`, only from `f16`, `bf16`, `f32` and `f64`"
            );
            errors.add(word.span(), message);
            return None;
        }
    };
    Some(Ident::new(name, word.span()))
}

fn check_budget(of: Limited, limit: &Lit, errors: &mut Errors) -> Budget {
    let span = limit.span();
    let number = match limit {
        Lit::Int(number) => number.base10_parse().ok(),
        _ => None,
    };
    if number.is_none() {
        errors.add(span, of.needs());
    }
    Budget {
        of,
        limit: number.unwrap_or(u64::MAX),
        span,
    }
}
