//! Activations and losses with their numbers.

use super::width::check_expression;
use super::{Check, last_word};
use crate::errors::Errors;
use crate::model::Function;
use crate::parse;
use proc_macro2::{Ident, TokenStream, TokenTree};
use quote::ToTokens;
use syn::Lit;

impl Check {
    /// A function with numbers that are numbers.
    pub fn function(&self, function: parse::Function, errors: &mut Errors) -> Function {
        let parse::Function { path, arguments } = function;
        let word = last_word(&path);
        let numbers = arguments.unwrap_or_default();
        for number in &numbers {
            self.check_no_parameter(number, errors);
            check_number(&word, number, errors);
            check_expression(number, errors);
        }
        Function { path, numbers }
    }
}

/// The numbers of an activation are numbers, or constants.
fn check_number(word: &Ident, number: &TokenStream, errors: &mut Errors) {
    let mut tokens = number.clone().into_iter();
    let (first, second) = (tokens.next(), tokens.next());
    let Some(first) = first else {
        errors.add(
            word.span(),
            format!("a number is missing in the parentheses of `{word}`"),
        );
        return;
    };
    let is_number = match (&first, second) {
        (TokenTree::Literal(literal), None) => {
            matches!(
                syn::parse2(literal.to_token_stream()),
                Ok(Lit::Int(_) | Lit::Float(_))
            )
        }
        (TokenTree::Ident(name), None) => name != "true" && name != "false",
        _ => true,
    };
    if !is_number {
        errors.add(
            first.span(),
            format!("`{word}` takes a number, such as 0.1, not `{first}`"),
        );
    }
}
