//! The layers.

use super::training::{misplaced, training};
use super::width::{starts_width, until_comma, width};
use super::{Function, Stage, StageKind};
use crate::errors::Errors;
use proc_macro2::{Group, Ident, Span, TokenTree};
use syn::parse::{ParseStream, Parser};
use syn::spanned::Spanned;
use syn::{Error, Lit, Path, Result, Token, parenthesized, token};

/// `=> stage => stage …`, up to the end of the braces or the closing `>`.
pub fn stages(input: ParseStream, errors: &mut Errors, end: &str) -> Result<Vec<Stage>> {
    let mut stages = vec![];
    while !at_end(input) {
        let Some(arrow) = arrow(input, errors, end)? else {
            skip_stage(input)?;
            continue;
        };
        if at_end(input) || input.peek(Token![=>]) {
            errors.add(
                arrow,
                "`=>` leads nowhere: a layer such as `relu 3` must follow",
            );
            continue;
        }
        match stage(input, errors) {
            Ok(stage) => stages.push(stage),
            Err(error) => {
                errors.keep::<()>(Err(error));
                skip_stage(input)?;
            }
        }
    }
    Ok(stages)
}

/// Nothing is left, or a `>` that is not part of an arrow.
fn at_end(input: ParseStream) -> bool {
    input.is_empty() || input.peek(Token![>])
}

/// `=>`, or what stands in its place; `None` if no stage can follow it.
fn arrow(input: ParseStream, errors: &mut Errors, end: &str) -> Result<Option<Span>> {
    let span = input.span();
    if let Some(arrow) = input.parse::<Option<Token![=>]>>()? {
        return Ok(Some(arrow.span()));
    }
    if let Some(arrow) = input.parse::<Option<Token![->]>>()? {
        errors.add(arrow.span(), "layers are joined by `=>`, not by `->`");
        return Ok(Some(arrow.span()));
    }
    if input.peek(Token![,]) {
        let message = "layers are joined by `=>`, not by `,`; options such as `loss = …` stand \
                       behind the closing `>`";
        errors.add(span, message);
        return Ok(None);
    }
    errors.add(span, format!("expected `=>` and a further layer, or {end}"));
    // `2 relu 3`: read on as if the arrow stood there
    Ok(input.peek(syn::Ident).then_some(span))
}

/// Goes on to the next arrow or the end.
fn skip_stage(input: ParseStream) -> Result<()> {
    while !at_end(input) && !input.peek(Token![=>]) && !input.peek(Token![->]) {
        input.parse::<TokenTree>()?;
    }
    Ok(())
}

fn stage(input: ParseStream, errors: &mut Errors) -> Result<Stage> {
    let is_named = input.peek(syn::Ident) && input.peek2(Token![:]) && !input.peek2(Token![::]);
    let name = if is_named {
        let name = input.parse()?;
        input.parse::<Token![:]>()?;
        Some(name)
    } else {
        None
    };
    let training = training(input, errors)?;
    let kind = if input.peek(token::Brace) {
        block(input, errors)?
    } else if input.peek(Lit) || starts_negative(input) {
        let width = width(input)?;
        if input.peek(syn::Ident) {
            let function = function(input)?;
            let shown = function
                .path
                .segments
                .last()
                .map(|last| last.ident.to_string());
            let message = format!(
                "the width stands behind its activation, as in `{} 3`",
                shown.unwrap_or_default()
            );
            errors.add(function.path.span(), message);
            StageKind::Function {
                function,
                width: Some(width),
            }
        } else {
            StageKind::Width(width)
        }
    } else {
        let function = function(input)?;
        misplaced(input, errors)?;
        let width = starts_width(input).then(|| width(input)).transpose()?;
        StageKind::Function { function, width }
    };
    Ok(Stage {
        name,
        training,
        kind,
    })
}

fn starts_negative(input: ParseStream) -> bool {
    input.peek(Token![-]) && !input.peek(Token![->])
}

/// `{ relu 8 => linear 4 } + skip`
fn block(input: ParseStream, errors: &mut Errors) -> Result<StageKind> {
    let braces: Group = input.parse()?;
    let skips = input.peek(Token![+]) && input.peek2(syn::Ident);
    if skips {
        input.parse::<Token![+]>()?;
        let skip: Ident = input.parse()?;
        if skip != "skip" {
            errors.add(
                skip.span(),
                format!("expected `skip` after `+`, not `{skip}`"),
            );
        }
    }
    let inner = |inner: ParseStream| {
        let mut all = vec![stage(inner, errors)?];
        all.extend(stages(inner, errors, "`}` to close the block")?);
        if !inner.is_empty() {
            errors.add(inner.span(), "expected `=>` and a further layer, or `}`");
            inner.step(|cursor| Ok(((), skip_all(*cursor))))?;
        }
        Ok(all)
    };
    // without `+ skip` the braces may be a stray width: `check` says so
    let stages = match skips {
        true if braces.stream().is_empty() => {
            errors.add(
                braces.span_open(),
                "a residual block needs at least one layer",
            );
            vec![]
        }
        true => inner.parse2(braces.stream())?,
        false => vec![],
    };
    Ok(StageKind::Block {
        braces,
        stages,
        skips,
    })
}

/// Leaves nothing to be read.
pub fn skip_all(mut rest: syn::buffer::Cursor) -> syn::buffer::Cursor {
    while let Some((_, next)) = rest.token_tree() {
        rest = next;
    }
    rest
}

/// `relu`, `leaky_relu(0.02)`, `my::swish`, `Policy<16>`
pub fn function(input: ParseStream) -> Result<Function> {
    let mut path = input.call(Path::parse_mod_style).map_err(|error| {
        let message = "expected a layer: an activation with a width, such as `relu 3`";
        Error::new(error.span(), message)
    })?;
    if input.peek(Token![<])
        && let Some(last) = path.segments.last_mut()
    {
        last.arguments = syn::PathArguments::AngleBracketed(input.parse()?);
    }
    let arguments = if input.peek(token::Paren) {
        let arguments;
        parenthesized!(arguments in input);
        let one = |input: ParseStream| until_comma(input);
        let all = arguments.parse_terminated(one, Token![,])?;
        Some(all.into_iter().collect())
    } else {
        None
    };
    Ok(Function { path, arguments })
}
