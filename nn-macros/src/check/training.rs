//! What of a network is trained.

use crate::errors::Errors;
use crate::model::{Chain, Training};
use proc_macro2::Ident;

/// The word before a stage; nothing means that all of it is trained.
pub fn training(words: &[Ident], errors: &mut Errors) -> Training {
    if let [first, second, ..] = words {
        let message = if first == second {
            format!("`{second}` is written twice")
        } else {
            format!("a layer is either `{first}` or `{second}`, not both")
        };
        errors.add(second.span(), message);
    }
    match words.first() {
        Some(word) if word == "frozen" => Training::Nothing,
        Some(_) => Training::Biases,
        None => Training::All,
    }
}

/// Something has to be trained. `word` is the first `frozen` of the chain.
pub fn check_something_is_trained(chain: &Chain, word: Option<&Ident>, errors: &mut Errors) {
    let Some(word) = word else { return };
    if chain.untrained() < chain.stages.len() || chain.stages.is_empty() {
        return;
    }
    let message = if chain.is_block {
        "every layer of this block is frozen: write `frozen` before its braces instead"
    } else {
        "every layer is frozen, so there is nothing to train: leave `frozen` out before one of them, \
         or before all if the network is not to be trained anyway"
    };
    errors.add(word.span(), message);
}
