//! What was parsed → a model that is right, or every mistake in it.
//!
//! Only what rustc cannot say better is checked here: what an activation is, and whether sizes of
//! different networks fit, is a question of types.

use crate::errors::Errors;
use crate::model::{Budget, Chain, Form, Function, Kind, Network, Scalar, Stage, Width};
use crate::parse::{self, Choice, Declaration, StageKind, WidthKind};
use proc_macro2::{Group, Ident, Span, TokenStream, TokenTree};
use quote::{ToTokens, quote};
use syn::{GenericParam, Generics, Lit, Type};

/// The widest layer. Wider ones are typing errors.
const WIDEST: u64 = 1 << 24;
/// The most parameters: what `Count` can write in three digits to the base 1024.
const MOST_PARAMETERS: u64 = 1 << 30;

/// Judges a declaration.
pub fn network(declaration: Declaration, errors: &mut Errors) -> Network {
    let Declaration {
        library,
        head,
        scalar,
        opening,
        input,
        stages,
        options,
    } = declaration;
    let generics = head
        .as_ref()
        .map(|head| head.generics.clone())
        .unwrap_or_default();
    let parameters = const_parameters(&generics, errors);
    let check = Check { parameters };
    let scalar = check_scalar(scalar, errors);
    let input = match input {
        Some(input) => check.width(input, errors),
        None => {
            errors.add(
                opening,
                "the number of inputs is missing, as in `< 2 => relu 3 >`",
            );
            Width::Literal(1, opening)
        }
    };
    // a stage that could not be read has been reported
    if stages.is_empty() && errors.is_empty() {
        errors.add(
            span_of(&input),
            "a network needs at least one layer, as in `< 2 => relu 3 >`",
        );
    }
    let chain = check.chain(input, stages, false, errors);
    let name = head
        .as_ref()
        .map_or(Ident::new("Anonymous", opening), |head| head.name.clone());
    let mut chosen = Chosen::default();
    for option in options {
        chosen.take(option, &check, head.is_some(), errors);
    }
    check_count(&name, &chain, chosen.budget.as_ref(), opening, errors);
    let form = match head {
        Some(head) => Form::Item {
            attributes: head.attributes,
            visibility: head.visibility,
            generics,
        },
        None => Form::Expression { seed: chosen.seed },
    };
    let Chosen { loss, budget, .. } = chosen;
    Network {
        library,
        form,
        name,
        scalar,
        chain,
        loss,
        budget,
    }
}

fn const_parameters(generics: &Generics, errors: &mut Errors) -> Vec<Ident> {
    let mut names = vec![];
    for parameter in &generics.params {
        match parameter {
            GenericParam::Const(parameter) if is_usize(&parameter.ty) => {
                names.push(parameter.ident.clone());
            }
            GenericParam::Const(parameter) => errors.add(
                parameter.ident.span(),
                format!(
                    "a width is a `usize`: write `const {}: usize`",
                    parameter.ident
                ),
            ),
            GenericParam::Type(parameter) => errors.add(
                parameter.ident.span(),
                "a network can be generic over widths only: `<const H: usize>`",
            ),
            GenericParam::Lifetime(parameter) => errors.add(
                parameter.lifetime.span(),
                "a network can be generic over widths only: `<const H: usize>`",
            ),
        }
    }
    names
}

fn is_usize(ty: &Type) -> bool {
    matches!(ty, Type::Path(path) if path.path.is_ident("usize"))
}

fn check_scalar(name: Option<Ident>, errors: &mut Errors) -> Scalar {
    let name = name.unwrap_or_else(|| Ident::new("f32", Span::call_site()));
    if name != "f32" && name != "f64" {
        errors.add(
            name.span(),
            format!("a network computes in `f32` or `f64`, not in `{name}`"),
        );
    }
    let bytes = if name == "f64" { 8 } else { 4 };
    Scalar { name, bytes }
}

fn check_count(
    name: &Ident,
    chain: &Chain,
    budget: Option<&Budget>,
    opening: Span,
    errors: &mut Errors,
) {
    let Some((params, _)) = chain.counts() else {
        return;
    };
    if params > MOST_PARAMETERS {
        let message =
            format!("{params} parameters are more than the {MOST_PARAMETERS} there may be");
        errors.add(opening, message);
    }
    if let Some(budget) = budget.filter(|budget| params > budget.limit) {
        let limit = budget.limit;
        let message = format!("`{name}` has {params} parameters, more than its budget of {limit}");
        errors.add(budget.span, message);
    }
}

/// The options that were taken.
#[derive(Default)]
struct Chosen {
    loss: Option<Function>,
    budget: Option<Budget>,
    seed: Option<TokenStream>,
}

impl Chosen {
    fn take(&mut self, choice: Choice, check: &Check, is_item: bool, errors: &mut Errors) {
        let twice = match choice {
            Choice::Loss(key, function) => {
                let loss = check.function(function, errors);
                self.loss.replace(loss).map(|_| key)
            }
            Choice::Params(key, limit) => {
                let budget = check_budget(&limit, errors);
                self.budget.replace(budget).map(|_| key)
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
                self.seed.replace(seed).map(|_| key)
            }
            Choice::Unknown(key) => {
                let seed = if is_item { "" } else { ", `seed = …`" };
                let message = format!(
                    "there is no option `{key}`: the options are `loss = …`, `params <= …`{seed}"
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

fn check_budget(limit: &Lit, errors: &mut Errors) -> Budget {
    let span = limit.span();
    let number = match limit {
        Lit::Int(number) => number.base10_parse().ok(),
        _ => None,
    };
    if number.is_none() {
        errors.add(
            span,
            "a budget is a whole number of parameters, as in `params <= 1000`",
        );
    }
    Budget {
        limit: number.unwrap_or(u64::MAX),
        span,
    }
}

fn span_of(width: &Width) -> Span {
    match width {
        Width::Literal(_, span) | Width::Constant(_, span) => *span,
        Width::Parameter(name) => name.span(),
        Width::OutputOf(path) => last_word(path).span(),
    }
}

fn last_word(path: &syn::Path) -> Ident {
    let last = path.segments.last().map(|segment| segment.ident.clone());
    last.unwrap_or_else(|| Ident::new("_", Span::call_site()))
}

/// Judges the parts of a declaration, knowing its const parameters.
struct Check {
    parameters: Vec<Ident>,
}

impl Check {
    fn chain(
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
        for (index, stage) in stages.into_iter().enumerate() {
            let field = self.field(&stage, index, &chain.stages, errors);
            let stage = self.stage(field, stage, &width, errors);
            width = stage.output(&width);
            chain.stages.push(stage);
        }
        chain
    }

    fn field(
        &self,
        stage: &parse::Stage,
        index: usize,
        before: &[Stage],
        errors: &mut Errors,
    ) -> Ident {
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

    fn stage(
        &self,
        field: Ident,
        stage: parse::Stage,
        input: &Width,
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
                    kind: Kind::Dense { activation, width },
                }
            }
            StageKind::Function {
                function,
                width: None,
            } => self.network_stage(field, function, errors),
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
                    kind: Kind::Network(syn::parse_quote!(linear)),
                }
            }
            StageKind::Block {
                braces,
                stages,
                skips,
            } => {
                let span = braces.span_open();
                if !skips {
                    let message = "braces here hold a residual block, as in `{ relu 8 => linear 4 } \
                                   + skip`; before a computed width stands its activation, as in \
                                   `relu { 2 * N }`";
                    errors.add(span, message);
                }
                let inner = self.chain(input.clone(), stages, true, errors);
                self.check_ends(&inner, errors);
                let inside: Vec<_> = inner
                    .stages
                    .iter()
                    .map(|stage| stage.text.as_str())
                    .collect();
                let text = format!("{{ {} }} + skip", inside.join(" => "));
                Stage {
                    field,
                    span,
                    text,
                    kind: Kind::Residual(inner),
                }
            }
        }
    }

    /// A word without a width: another network, or an activation whose width is missing.
    fn network_stage(&self, field: Ident, function: parse::Function, errors: &mut Errors) -> Stage {
        let word = last_word(&function.path);
        let text = function.path.to_token_stream().to_string().replace(' ', "");
        let is_type = word.to_string().starts_with(char::is_uppercase);
        if let (Some(_), true) = (&function.arguments, is_type) {
            errors.add(
                word.span(),
                format!("the network `{word}` takes no numbers in parentheses"),
            );
        } else if !is_type {
            let shown = if function.arguments.is_some() {
                format!("{text}(…)")
            } else {
                text.clone()
            };
            let message =
                format!("`{shown}` has no width: write how many units it has, as in `{shown} 3`");
            errors.add(word.span(), message);
        }
        Stage {
            field,
            span: word.span(),
            text,
            kind: Kind::Network(function.path),
        }
    }

    /// A residual block adds its input to its output: both are as wide.
    fn check_ends(&self, inner: &Chain, errors: &mut Errors) {
        let Some((_, output)) = inner.shapes().pop() else {
            return;
        };
        if let (Some(begin), Some(end)) = (inner.input.literal(), output.literal()) {
            if begin != end {
                let message = format!(
                    "a residual block ends as wide as it begins: {begin} values go in, {end} come out"
                );
                errors.add(span_of(&output), message);
            }
        }
    }

    fn width(&self, width: parse::Width, errors: &mut Errors) -> Width {
        if let Some(minus) = width.minus {
            errors.add(minus, "a width cannot be negative");
            return Width::Literal(1, minus);
        }
        match width.kind {
            WidthKind::Literal(literal) => literal_width(&literal, errors),
            WidthKind::Path(path) => match path.get_ident() {
                Some(name) if self.parameters.contains(name) => Width::Parameter(name.clone()),
                _ => Width::Constant(quote!({ #path }), last_word(&path).span()),
            },
            WidthKind::Braced(group) => self.braced_width(group, errors),
        }
    }

    fn braced_width(&self, group: Group, errors: &mut Errors) -> Width {
        let mut inside = group.stream().into_iter();
        if let (Some(TokenTree::Ident(only)), None) = (inside.next(), inside.next()) {
            if self.parameters.contains(&only) {
                return Width::Parameter(only);
            }
        }
        if group.stream().is_empty() {
            errors.add(group.span(), "the width in the braces is missing");
        }
        self.check_no_parameter(&group.stream(), errors);
        Width::Constant(group.to_token_stream(), group.span())
    }

    /// Stable Rust computes with constants in a type, not with const parameters.
    fn check_no_parameter(&self, expression: &TokenStream, errors: &mut Errors) {
        for token in expression.clone() {
            match token {
                TokenTree::Ident(name) if self.parameters.contains(&name) => {
                    let message = format!(
                        "a const parameter stands for a width only by itself: Rust cannot compute \
                         with `{name}` here; declare a further parameter for this width"
                    );
                    errors.add(name.span(), message);
                }
                TokenTree::Group(group) => self.check_no_parameter(&group.stream(), errors),
                _ => {}
            }
        }
    }

    fn function(&self, function: parse::Function, errors: &mut Errors) -> Function {
        let parse::Function { path, arguments } = function;
        let word = last_word(&path);
        let numbers = arguments.unwrap_or_default();
        for number in &numbers {
            self.check_no_parameter(number, errors);
            check_number(&word, number, errors);
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

fn literal_width(literal: &Lit, errors: &mut Errors) -> Width {
    let span = literal.span();
    let number = match literal {
        Lit::Int(number) => {
            let digits = number.base10_digits();
            if !number.suffix().is_empty() {
                errors.add(span, format!("a width is a plain number: write `{digits}`"));
            }
            match digits.parse::<u64>() {
                Ok(0) => {
                    errors.add(span, "a width of zero: every layer needs at least one unit");
                    None
                }
                Ok(number) if number <= WIDEST => Some(number),
                _ => {
                    let message = format!("a width may be at most {WIDEST}");
                    errors.add(span, message);
                    None
                }
            }
        }
        other => {
            let written = other.to_token_stream();
            errors.add(
                span,
                format!("a width is a whole number of units, not `{written}`"),
            );
            None
        }
    };
    Width::Literal(number.unwrap_or(1), span)
}

/// The activation as it was written.
fn activation_text(function: &Function) -> String {
    let path = function.path.to_token_stream().to_string().replace(' ', "");
    if function.numbers.is_empty() {
        return path;
    }
    let numbers: Vec<_> = function.numbers.iter().map(compact).collect();
    format!("{path}({})", numbers.join(", "))
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

/// Tokens as text, without the spaces around `::` and behind `-`.
fn compact(tokens: &TokenStream) -> String {
    tokens.to_string().replace(" :: ", "::").replace("- ", "-")
}
