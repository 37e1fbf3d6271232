//! What was parsed → a model that is right, or every mistake in it.
//!
//! Only what rustc cannot say better is checked here: what an activation is, and whether sizes of
//! different networks fit, is a question of types.

mod block;
mod function;
mod options;
mod stage;
mod text;
mod training;
mod width;

pub use text::{activation_text, width_text};

use crate::errors::Errors;
use crate::model::{Budget, Chain, FileKind, Form, Limited, Network, Scalar, Width};
use crate::parse::Declaration;
use options::Chosen;
use proc_macro2::{Ident, Span};
use syn::{GenericParam, Generics, Type};
use width::span_of;

/// The most parameters: what `Count` can write in three digits to the base 1024.
const MOST_PARAMETERS: u64 = 1 << 30;

/// Judges a declaration; `kind` is what its file of weights is, if it has one.
pub fn network(declaration: Declaration, kind: FileKind, errors: &mut Errors) -> Network {
    let Declaration {
        library,
        head,
        scalar,
        opening,
        input,
        stages,
        options,
        from,
    } = declaration;
    let generics = head
        .as_ref()
        .map(|head| head.generics.clone())
        .unwrap_or_default();
    let attributes = head.iter().flat_map(|head| &head.attributes);
    for attribute in attributes.filter(|attribute| attribute.path().is_ident("repr")) {
        let message =
            "how a network lies in memory is fixed: it is its parameters and nothing else";
        errors.add(last_word(attribute.path()).span(), message);
    }
    let parameters = const_parameters(&generics, errors);
    let check = Check { parameters };
    let scalar = check_scalar(scalar, errors);
    let input = match input {
        Some(input) => check.width(input, errors),
        // a file that could not be read has been reported
        None if from.is_some() => Width::Literal(1, opening),
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
    check_count(&name, &chain, &chosen.budgets, opening, errors);
    let weights = chosen.weights(kind, errors);
    let form = match head {
        Some(head) => Form::Item {
            attributes: head.attributes,
            visibility: head.visibility,
            generics,
        },
        None => Form::Expression { seed: chosen.seed },
    };
    let Chosen { loss, budgets, .. } = chosen;
    Network {
        library,
        form,
        name,
        scalar,
        chain,
        loss,
        budgets,
        weights,
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
    budgets: &[Budget],
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
    let of_params = budgets.iter().filter(|budget| budget.of == Limited::Params);
    for budget in of_params.filter(|budget| params > budget.limit) {
        let limit = budget.limit;
        let message = format!("`{name}` has {params} parameters, more than its budget of {limit}");
        errors.add(budget.span, message);
    }
}

/// Judges the parts of a declaration, knowing its const parameters.
struct Check {
    parameters: Vec<Ident>,
}

/// The last word of a path: the one that mistakes belong to.
fn last_word(path: &syn::Path) -> Ident {
    let last = path.segments.last().map(|segment| segment.ident.clone());
    last.unwrap_or_else(|| Ident::new("_", Span::call_site()))
}
