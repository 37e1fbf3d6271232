//! `frozen` and `bias_only`: the words before a layer that say how it is trained.

use crate::errors::Errors;
use proc_macro2::Ident;
use syn::ext::IdentExt;
use syn::parse::ParseStream;
use syn::{Error, Result, Token, token};

/// The words before a layer, in their order.
pub fn training(input: ParseStream, errors: &mut Errors) -> Result<Vec<Ident>> {
    let mut words: Vec<Ident> = vec![];
    while starts_training(input) {
        let word: Ident = input.parse()?;
        if !starts_layer(input) {
            let message = format!("`{word}` stands before a layer, as in `{word} relu 3`");
            return Err(Error::new(word.span(), message));
        }
        words.push(word);
    }
    if unknown(input) {
        let word: Ident = input.parse()?;
        let message = format!("before a layer may stand `frozen` or `bias_only`, not `{word}`");
        errors.add(word.span(), message);
    }
    if let Some(word) = words.last()
        && input.peek(syn::Ident)
        && input.peek2(Token![:])
        && !input.peek2(Token![::])
    {
        let name: Ident = input.parse()?;
        input.parse::<Token![:]>()?;
        let message =
            format!("a layer's name stands before `{word}`, as in `{name}: {word} relu 3`");
        errors.add(name.span(), message);
    }
    Ok(words)
}

/// A word that stands behind an activation instead of before it.
pub fn misplaced(input: ParseStream, errors: &mut Errors) -> Result<()> {
    while starts_training(input) {
        let word: Ident = input.parse()?;
        let message = format!("`{word}` stands before the whole layer, as in `{word} relu 3`");
        errors.add(word.span(), message);
    }
    Ok(())
}

/// `froze relu 3`: a word before a layer that is neither.
fn unknown(input: ParseStream) -> bool {
    let words = input.fork();
    let first = words.parse::<Ident>();
    let second = words.parse::<Ident>();
    let is_lower = |word: Ident| word.to_string().starts_with(char::is_lowercase);
    let is_other = |word: Ident| is_lower(word.clone()) && !is_training(&word);
    first.is_ok_and(is_lower) && second.is_ok_and(is_other) && words.peek(syn::Lit)
}

/// `frozen` or `bias_only`, and neither `frozen::relu` nor `frozen(…)`.
fn starts_training(input: ParseStream) -> bool {
    let word = input.fork().parse::<Ident>();
    word.is_ok_and(|word| is_training(&word))
        && !input.peek2(token::Paren)
        && !input.peek2(Token![::])
}

fn starts_layer(input: ParseStream) -> bool {
    input.peek(Ident::peek_any) || input.peek(token::Brace) || input.peek(Token![::])
}

fn is_training(word: &Ident) -> bool {
    word == "frozen" || word == "bias_only"
}
