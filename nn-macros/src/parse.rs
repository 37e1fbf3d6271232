//! Tokens → anything that is shaped like a network.
//!
//! What stands at a place is taken as it is; `check` judges it. A stage that has no shape at all is
//! reported and skipped, so that one look finds every mistake.

use crate::errors::Errors;
use proc_macro2::{Group, Ident, Span, TokenStream, TokenTree};
use syn::ext::IdentExt;
use syn::parse::{ParseStream, Parser};
use syn::spanned::Spanned;
use syn::{Attribute, Generics, Lit, Path, Result, Token, Visibility, parenthesized, token};

/// `[$crate] attrs pub struct Name<const H: usize>: f32 < width => stage => … > options`
pub struct Declaration {
    pub library: TokenStream,
    pub head: Option<Head>,
    pub scalar: Option<Ident>,
    pub opening: Span,
    pub input: Option<Width>,
    pub stages: Vec<Stage>,
    pub options: Vec<Choice>,
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
    Params(Ident, Lit),
    Seed(Ident, TokenStream),
    Unknown(Ident),
}

/// Reads a declaration; `None` if too little of it can be read.
pub fn declaration(input: TokenStream, errors: &mut Errors) -> Option<Declaration> {
    let parser = |input: ParseStream| {
        let parsed = declaration_in(input, errors);
        // what is left after a mistake belongs to the mistake
        input.step(|cursor| {
            let mut rest = *cursor;
            while let Some((_, next)) = rest.token_tree() {
                rest = next;
            }
            Ok(((), rest))
        })?;
        parsed
    };
    let result = parser.parse2(input);
    errors.keep(result)
}

fn declaration_in(input: ParseStream, errors: &mut Errors) -> Result<Declaration> {
    let library = input.parse::<Group>()?.stream();
    let is_expression = input.peek(Token![<]) || input.peek(Token![:]);
    let head = if is_expression {
        None
    } else {
        Some(head(input)?)
    };
    let scalar = if input.peek(Token![:]) {
        input.parse::<Token![:]>()?;
        Some(input.call(Ident::parse_any).map_err(|e| {
            syn::Error::new(
                e.span(),
                "a network computes in `f32` or `f64`: write one of them here",
            )
        })?)
    } else {
        None
    };
    let opening = input.span();
    let name = head
        .as_ref()
        .map_or(String::new(), |head| format!("struct {}", head.name));
    input.parse::<Token![<]>().map_err(|e| {
        let message = format!("expected the layers, as in `{name}< 2 => relu 3 => softmax 2 >`");
        syn::Error::new(place(&e, opening, input), message)
    })?;
    let first = if starts_width(input) {
        Some(width(input)?)
    } else {
        None
    };
    if first.is_none() && !input.peek(Token![=>]) && !input.peek(Token![>]) {
        errors.add(
            input.span(),
            "expected the number of inputs, as in `< 2 => relu 3 >`",
        );
    }
    let stages = stages(input, errors, "`>` to close the network")?;
    let close: Option<Token![>]> = input.parse()?;
    let mut options = vec![];
    if close.is_none() {
        errors.add(
            opening,
            "the network is not closed: `>` is missing behind its last layer",
        );
    } else {
        while !input.is_empty() && !input.peek(Token![;]) {
            if input.peek(Token![,]) {
                input.parse::<Token![,]>()?;
                continue;
            }
            options.push(choice(input)?);
        }
        input.parse::<Option<Token![;]>>()?;
        if !input.is_empty() {
            errors.add(input.span(), "nothing may follow the network's options");
        }
    }
    Ok(Declaration {
        library,
        head,
        scalar,
        opening,
        input: first,
        stages,
        options,
    })
}

/// syn reports the end of the input at the macro call; the last token read is a better place.
fn place(error: &syn::Error, last: Span, input: ParseStream) -> Span {
    if input.is_empty() { last } else { error.span() }
}

fn head(input: ParseStream) -> Result<Head> {
    let attributes = input.call(Attribute::parse_outer)?;
    let visibility = input.parse()?;
    input.parse::<Token![struct]>().map_err(|e| {
        let message = "a network is declared as `pub struct Name< 2 => relu 3 => softmax 2 >`, \
                       or without a name as `< 2 => relu 3 => softmax 2 >`";
        syn::Error::new(e.span(), message)
    })?;
    let name: Ident = input.parse()?;
    // `<` opens generics or the layers: layers start with a width and `=>`
    let opens_generics = input.peek(Token![<])
        && (input.peek2(Token![const])
            || input.peek2(syn::Lifetime)
            || input.peek2(syn::Ident)
                && (input.peek3(Token![:]) || input.peek3(Token![,]) || closes_generics(input)));
    let generics = if opens_generics {
        input.parse()?
    } else {
        Generics::default()
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

/// `=> stage => stage …`, up to the end of the braces or the closing `>`.
fn stages(input: ParseStream, errors: &mut Errors, end: &str) -> Result<Vec<Stage>> {
    let mut stages = vec![];
    loop {
        if input.is_empty() || closes(input) {
            return Ok(stages);
        }
        if !input.peek(Token![=>]) {
            errors.add(
                input.span(),
                format!("expected `=>` and a further layer, or {end}"),
            );
            // `2 relu 3`: read on as if the arrow stood there
            if !input.peek(syn::Ident) {
                skip_stage(input)?;
                continue;
            }
        }
        let arrow: Option<Token![=>]> = input.parse()?;
        let arrow = arrow.map_or(input.span(), |arrow| arrow.span());
        if input.is_empty() || closes(input) || input.peek(Token![=>]) {
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
}

/// A `>` that is not part of `=>`.
fn closes(input: ParseStream) -> bool {
    input.peek(Token![>])
}

/// Goes on to the next `=>` or the closing `>`.
fn skip_stage(input: ParseStream) -> Result<()> {
    while !input.is_empty() && !closes(input) && !input.peek(Token![=>]) {
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
    let kind = if input.peek(token::Brace) {
        block(input, errors)?
    } else if input.peek(Lit) || input.peek(Token![-]) {
        StageKind::Width(width(input)?)
    } else {
        let function = function(input)?;
        let width = if starts_width(input) {
            Some(width(input)?)
        } else {
            None
        };
        StageKind::Function { function, width }
    };
    Ok(Stage { name, kind })
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
        let first = stage(inner, errors)?;
        let mut all = vec![first];
        all.extend(stages(inner, errors, "`}` to close the block")?);
        if !inner.is_empty() {
            errors.add(inner.span(), "expected `=>` and a further layer, or `}`");
            skip_stage(inner)?;
        }
        Ok(all)
    };
    // without `+ skip` the braces may be a stray width: `check` says so
    let stages = if skips {
        inner.parse2(braces.stream())?
    } else {
        vec![]
    };
    Ok(StageKind::Block {
        braces,
        stages,
        skips,
    })
}

fn function(input: ParseStream) -> Result<Function> {
    let mut path = input.call(Path::parse_mod_style).map_err(|e| {
        syn::Error::new(
            e.span(),
            "expected a layer: an activation with a width, such as `relu 3`",
        )
    })?;
    if input.peek(Token![<]) {
        // a network with const parameters: `Policy<16>`
        if let Some(last) = path.segments.last_mut() {
            last.arguments = syn::PathArguments::AngleBracketed(input.parse()?);
        }
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

fn starts_width(input: ParseStream) -> bool {
    input.peek(Lit)
        || input.peek(Token![-])
        || input.peek(token::Brace)
        || input.peek(syn::Ident)
        || input.peek(Token![::])
        || input.peek(Token![crate])
        || input.peek(Token![self])
        || input.peek(Token![super])
}

fn width(input: ParseStream) -> Result<Width> {
    let minus = input
        .parse::<Option<Token![-]>>()?
        .map(|minus| minus.span());
    let kind = if input.peek(Lit) {
        WidthKind::Literal(input.parse()?)
    } else if input.peek(token::Brace) {
        WidthKind::Braced(input.parse()?)
    } else {
        WidthKind::Path(input.call(Path::parse_mod_style)?)
    };
    Ok(Width { minus, kind })
}

fn choice(input: ParseStream) -> Result<Choice> {
    let key: Ident = input.parse().map_err(|e| {
        syn::Error::new(e.span(), "expected an option: `loss = …` or `params <= …`")
    })?;
    let expected = |sign: &str, example: &str, key: &Ident| {
        let message = format!("`{key}` is followed by `{sign}`, as in `{example}`");
        syn::Error::new(key.span(), message)
    };
    if key == "loss" {
        let sign = input.parse::<Token![=]>();
        sign.map_err(|_| expected("=", "loss = cross_entropy", &key))?;
        Ok(Choice::Loss(key, function(input)?))
    } else if key == "params" {
        let sign = input.parse::<Token![<=]>();
        sign.map_err(|_| expected("<=", "params <= 1000", &key))?;
        let limit = input.parse();
        Ok(Choice::Params(
            key.clone(),
            limit.map_err(|_| expected("<=", "params <= 1000", &key))?,
        ))
    } else if key == "seed" {
        let sign = input.parse::<Token![=]>();
        sign.map_err(|_| expected("=", "seed = 7", &key))?;
        Ok(Choice::Seed(key, until_comma(input)?))
    } else {
        until_comma(input)?;
        Ok(Choice::Unknown(key))
    }
}

/// All tokens before the next comma.
fn until_comma(input: ParseStream) -> Result<TokenStream> {
    let mut tokens = TokenStream::new();
    while !input.is_empty() && !input.peek(Token![,]) && !input.peek(Token![;]) {
        tokens.extend([input.parse::<TokenTree>()?]);
    }
    Ok(tokens)
}
