//! Tokens → anything that is shaped like a network.
//!
//! What stands at a place is taken as it is; `check` judges it. A stage that has no shape at all is
//! reported and skipped, so that one look finds every mistake.

mod option;
mod stage;
mod training;
mod width;

use crate::errors::Errors;
use crate::model::Limited;
use option::options;
use proc_macro2::{Group, Ident, Span, TokenStream};
use stage::stages;
use syn::ext::IdentExt;
use syn::parse::{ParseStream, Parser};
use syn::spanned::Spanned;
use syn::{Attribute, Generics, Lit, LitStr, Path, Result, Token, Visibility};
use width::{starts_width, width};

/// `[$crate] attrs pub struct Name<const H: usize>: f32 < width => stage => … > options`
pub struct Declaration {
    pub library: TokenStream,
    pub head: Option<Head>,
    pub scalar: Option<Ident>,
    pub opening: Span,
    pub input: Option<Width>,
    pub stages: Vec<Stage>,
    pub options: Vec<Choice>,
    /// `from "net.onnx" as f32` in place of the layers.
    pub from: Option<(Ident, LitStr, Option<Ident>)>,
}

/// What stands before the layers; an expression has none.
pub struct Head {
    pub attributes: Vec<Attribute>,
    pub visibility: Visibility,
    pub name: Ident,
    pub generics: Generics,
}

/// A width, whatever it is.
pub struct Width {
    pub minus: Option<Span>,
    pub kind: WidthKind,
}
pub enum WidthKind {
    Literal(Lit),
    Path(Path),
    Braced(Group),
}

/// `name: relu 3`, `name: Encoder`, `name: { … } + skip`
pub struct Stage {
    pub name: Option<Ident>,
    /// `frozen` or `bias_only`
    pub training: Vec<Ident>,
    pub kind: StageKind,
}
pub enum StageKind {
    Function {
        function: Function,
        width: Option<Width>,
    },
    Width(Width),
    Block {
        braces: Group,
        stages: Vec<Stage>,
        skips: bool,
    },
}

/// `relu`, `leaky_relu(0.02)`, `my::swish`, `Encoder`
pub struct Function {
    pub path: Path,
    pub arguments: Option<Vec<TokenStream>>,
}

/// What stands behind the layers.
pub enum Choice {
    Loss(Ident, Function),
    /// The key, what it limits, and to how much.
    Budget(Ident, Limited, Lit),
    Seed(Ident, TokenStream),
    /// The key, the file, and the type that it is converted from.
    Weights(Ident, LitStr, Option<Ident>),
    Names(Ident, Vec<LitStr>),
    Unknown(Ident),
}

/// Reads a declaration; `None` if too little of it can be read.
pub fn declaration(input: TokenStream, errors: &mut Errors) -> Option<Declaration> {
    let parser = |input: ParseStream| {
        let parsed = whole(input, errors);
        // what is left after a mistake belongs to the mistake
        input.step(|cursor| Ok(((), stage::skip_all(*cursor))))?;
        parsed
    };
    let result = parser.parse2(input);
    errors.keep(result)
}

fn whole(input: ParseStream, errors: &mut Errors) -> Result<Declaration> {
    let library = input.parse::<Group>()?.stream();
    let is_expression = input.peek(Token![<]) || input.peek(Token![:]);
    let head = (!is_expression).then(|| head(input)).transpose()?;
    let colon: Option<Token![:]> = input.parse()?;
    let scalar = colon.map(|_| scalar(input)).transpose()?;
    if let Some(from) = from(input)? {
        return Ok(Declaration {
            library,
            head,
            scalar,
            opening: from.1.span(),
            input: None,
            stages: vec![],
            options: options(input, errors)?,
            from: Some(from),
        });
    }
    let name = head.as_ref().map(|head| head.name.clone());
    let opening = open(input, name)?;
    let first = starts_width(input).then(|| width(input)).transpose()?;
    if first.is_none() && !input.peek(Token![=>]) && !input.peek(Token![>]) {
        let message = "expected the number of inputs, as in `< 2 => relu 3 >`";
        errors.add(input.span(), message);
    }
    let stages = stages(input, errors, "`>` to close the network")?;
    let close: Option<Token![>]> = input.parse()?;
    let options = match close {
        Some(_) => options(input, errors)?,
        None => {
            let message = "the network is not closed: `>` is missing behind its last layer";
            errors.add(opening, message);
            vec![]
        }
    };
    Ok(Declaration {
        library,
        head,
        scalar,
        opening,
        input: first,
        stages,
        options,
        from: None,
    })
}

/// `from "net.onnx" as f32`
fn from(input: ParseStream) -> Result<Option<(Ident, LitStr, Option<Ident>)>> {
    let ahead = input.fork();
    if !ahead.parse::<Ident>().is_ok_and(|word| word == "from") {
        return Ok(None);
    }
    let word: Ident = input.parse()?;
    let file = input.parse().map_err(|_| {
        let message = "`from` is followed by a file in quotes, as in `from \"net.onnx\"`";
        syn::Error::new(word.span(), message)
    })?;
    Ok(Some((word, file, option::convert(input)?)))
}

/// The input width and the layers that a text stands for: `2 => relu 3 => softmax 2`.
pub fn chain(text: TokenStream, errors: &mut Errors) -> Option<(Width, Vec<Stage>)> {
    let parser = |input: ParseStream| {
        let width = width(input)?;
        Ok((width, stages(input, errors, "the end")?))
    };
    let result = parser.parse2(text);
    errors.keep(result)
}

fn scalar(input: ParseStream) -> Result<Ident> {
    let message = "a network computes in `f32` or `f64`: write one of them here";
    let name = input.call(Ident::parse_any);
    name.map_err(|error| syn::Error::new(error.span(), message))
}

/// The `<` before the layers.
fn open(input: ParseStream, name: Option<Ident>) -> Result<Span> {
    let opening = input.span();
    input.parse::<Token![<]>().map_err(|error| {
        let shown = name
            .as_ref()
            .map_or(String::new(), |name| format!("struct {name}"));
        let message = format!("expected the layers, as in `{shown}< 2 => relu 3 => softmax 2 >`");
        // syn reports the end of the input at the macro call
        let last = name.filter(|_| input.is_empty()).map(|name| name.span());
        syn::Error::new(last.unwrap_or(error.span()), message)
    })?;
    Ok(opening)
}

fn head(input: ParseStream) -> Result<Head> {
    let attributes = input.call(Attribute::parse_outer)?;
    let visibility = input.parse()?;
    let keyword = input.parse::<Token![struct]>().map_err(|error| {
        let message = "a network is declared as `pub struct Name< 2 => relu 3 => softmax 2 >`, \
                       or without a name as `< 2 => relu 3 => softmax 2 >`";
        syn::Error::new(error.span(), message)
    })?;
    let name: Ident = input.parse().map_err(|_| {
        let message = "the network needs a name, as in `struct Name< 2 => relu 3 >`";
        syn::Error::new(keyword.span(), message)
    })?;
    // `<` opens generics or the layers: layers start with a width and `=>`
    let opens_generics = input.peek(Token![<])
        && (input.peek2(Token![const])
            || input.peek2(syn::Lifetime)
            || input.peek2(syn::Ident)
                && (input.peek3(Token![:]) || input.peek3(Token![,]) || closes_generics(input)));
    let generics = match opens_generics {
        true => input.parse()?,
        false => Generics::default(),
    };
    Ok(Head {
        attributes,
        visibility,
        name,
        generics,
    })
}

/// Whether `<T>` is followed by the layers' own `<` or by a scalar.
fn closes_generics(input: ParseStream) -> bool {
    let ahead = input.fork();
    let read = |ahead: ParseStream| -> Result<bool> {
        ahead.parse::<Token![<]>()?;
        ahead.parse::<Ident>()?;
        ahead.parse::<Token![>]>()?;
        Ok(ahead.peek(Token![<]) || ahead.peek(Token![:]))
    };
    read(&ahead).unwrap_or(false)
}
