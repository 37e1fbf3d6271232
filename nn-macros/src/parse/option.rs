//! What stands behind the layers.

use super::Choice;
use super::stage::function;
use super::width::until_comma;
use crate::errors::Errors;
use crate::model::Limited;
use proc_macro2::Ident;
use syn::parse::{Parse, ParseStream};
use syn::punctuated::Punctuated;
use syn::{Error, LitStr, Result, Token, bracketed};

/// `loss = huber(0.5), params <= 1000`, up to the end.
pub fn options(input: ParseStream, errors: &mut Errors) -> Result<Vec<Choice>> {
    let mut options = vec![];
    while !input.is_empty() && !input.peek(Token![;]) {
        if input.parse::<Option<Token![,]>>()?.is_none() {
            options.push(option(input)?);
        }
    }
    input.parse::<Option<Token![;]>>()?;
    if !input.is_empty() {
        let message = "nothing may follow the network: a second one has its own `network!`";
        errors.add(input.span(), message);
    }
    Ok(options)
}

fn option(input: ParseStream) -> Result<Choice> {
    if input.peek(Token![:]) {
        let message = "the scalar stands behind the name, as in `struct Name: f64 < 2 => relu 3 >`";
        return Err(input.error(message));
    }
    let key: Ident = input.parse().map_err(|error| {
        Error::new(
            error.span(),
            "expected an option: `loss = …`, `params <= …` or `weights = …`",
        )
    })?;
    if key == "loss" {
        sign::<Token![=]>(input, &key, "=", "loss = cross_entropy")?;
        let function = function(input).map_err(|error| {
            Error::new(
                error.span(),
                "expected a loss, as in `loss = cross_entropy`",
            )
        })?;
        Ok(Choice::Loss(key, function))
    } else if let Some(of) = Limited::of(&key) {
        let (_, example) = of.unit();
        sign::<Token![<=]>(input, &key, "<=", example)?;
        let limit = input.parse();
        let limit = limit.map_err(|_| input.error(of.needs()))?;
        Ok(Choice::Budget(key, of, limit))
    } else if key == "weights" {
        sign::<Token![=]>(input, &key, "=", "weights = \"net.safetensors\"")?;
        let file = input.parse().map_err(|error| {
            Error::new(
                error.span(),
                "expected a file in quotes, as in `weights = \"net.safetensors\"`",
            )
        })?;
        let convert = convert(input)?;
        Ok(Choice::Weights(key, file, convert))
    } else if key == "names" {
        sign::<Token![=]>(input, &key, "=", "names = [\"fc1\", \"fc2\"]")?;
        let names = names(input).map_err(|error| {
            Error::new(
                error.span(),
                "expected what each layer is called in the file, as in `names = [\"fc1\", \"fc2\"]`",
            )
        })?;
        Ok(Choice::Names(key, names))
    } else if key == "seed" {
        sign::<Token![=]>(input, &key, "=", "seed = 7")?;
        Ok(Choice::Seed(key, until_comma(input)?))
    } else {
        until_comma(input)?;
        Ok(Choice::Unknown(key))
    }
}

/// `as f16`
pub fn convert(input: ParseStream) -> Result<Option<Ident>> {
    let Some(word) = input.parse::<Option<Token![as]>>()? else {
        return Ok(None);
    };
    let dtype = input.parse().map_err(|_| {
        let message = "`as` is followed by what the file holds, as in `as f16`";
        Error::new(word.span, message)
    })?;
    Ok(Some(dtype))
}

/// `["fc1", "fc2"]`
fn names(input: ParseStream) -> Result<Vec<LitStr>> {
    let list;
    bracketed!(list in input);
    let names = Punctuated::<LitStr, Token![,]>::parse_terminated(&list)?;
    Ok(names.into_iter().collect())
}

/// The sign behind an option's name.
fn sign<S: Parse>(input: ParseStream, key: &Ident, sign: &str, example: &str) -> Result<()> {
    let message = format!("`{key}` is followed by `{sign}`, as in `{example}`");
    input
        .parse::<S>()
        .map_err(|_| Error::new(key.span(), message))?;
    Ok(())
}
