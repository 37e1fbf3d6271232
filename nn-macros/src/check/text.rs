//! Stages as they were written.

use crate::model::{Function, Width};
use proc_macro2::TokenStream;
use quote::ToTokens;

/// The activation as it was written.
pub fn activation_text(function: &Function) -> String {
    let path = function.path.to_token_stream().to_string().replace(' ', "");
    if function.numbers.is_empty() {
        return path;
    }
    let numbers: Vec<_> = function.numbers.iter().map(compact).collect();
    format!("{path}({})", numbers.join(", "))
}

/// Tokens as text, without the spaces around `::` and behind `-`.
pub fn compact(tokens: &TokenStream) -> String {
    tokens.to_string().replace(" :: ", "::").replace("- ", "-")
}

/// The width as it was written.
pub fn width_text(width: &Width) -> String {
    match width {
        Width::Literal(number, _) => number.to_string(),
        Width::Parameter(name) => name.to_string(),
        Width::Constant(tokens, _) => {
            let text = compact(tokens);
            text.trim_matches(['{', '}', ' ']).to_string()
        }
        Width::OutputOf(path) => format!("{}::OUT", path.to_token_stream()).replace(' ', ""),
    }
}
