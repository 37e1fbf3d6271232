//! Files that the macro reads itself: ONNX, for the layers (`from "net.onnx"`) or to compare with
//! those that are written (`weights = "net.onnx"`).
//!
//! Its weights go on as the bytes of a safetensors file, so that one way leads into a network.

use crate::errors::Errors;
use crate::model::FileKind;
use crate::parse::{self, Choice, Declaration, Function, Stage, StageKind, Width, WidthKind};
use nn_formats::{Model, Norm, Stage as Read, onnx, safetensors};
use proc_macro2::{Ident, Span, TokenStream, TokenTree};
use quote::ToTokens;
use std::path::{Path, PathBuf};
use syn::spanned::Spanned;
use syn::{Lit, LitStr};

/// What kind of file a declaration names, read as far as that is the macro's to do.
///
/// With `from`, the layers in the file become those of the declaration.
pub fn kind(declaration: &mut Declaration, errors: &mut Errors) -> FileKind {
    let onnx = embedded(declaration, errors);
    let named = declaration.options.iter().find_map(|option| match option {
        Choice::Weights(_, file, convert) => Some((file, convert)),
        _ => None,
    });
    let Some((file, convert)) = named else {
        return FileKind::Safetensors;
    };
    if has_ending(file, "weights") {
        return FileKind::Image;
    }
    // a file that is not found here is looked for by rustc
    let bytes = onnx.or_else(|| std::fs::read(beside(file.span()).join(file.value())).ok());
    let Some(bytes) = bytes else {
        return FileKind::Safetensors;
    };
    let name = |word: &Ident| word.to_string().to_uppercase();
    let own = declaration.scalar.as_ref().map_or("F32".into(), name);
    let convert = convert.as_ref().map(name);
    match safetensors::prepare(&bytes, &own, convert.as_deref()) {
        Some(prepared) => FileKind::Prepared(prepared),
        None if is_onnx(file) => FileKind::Converted(bytes),
        None => FileKind::Safetensors,
    }
}

/// The weights of an ONNX file.
fn embedded(declaration: &mut Declaration, errors: &mut Errors) -> Option<Vec<u8>> {
    if let Some((word, file, convert)) = declaration.from.clone() {
        if !is_onnx(&file) {
            let message = "layers are taken from an ONNX file, `from \"net.onnx\"`; \
                           weights in a safetensors file belong to layers that are written: `weights = …`";
            errors.add(file.span(), message);
            return None;
        }
        let model = read(&file, errors)?;
        let text: TokenStream = model.chain().parse().ok()?;
        let (input, stages) = parse::chain(located(text, file.span()), errors)?;
        (declaration.input, declaration.stages) = (Some(input), stages);
        if model.is_double && declaration.scalar.is_none() {
            declaration.scalar = Some(Ident::new("f64", file.span()));
        }
        declaration
            .options
            .push(Choice::Weights(word, file, convert));
        return Some(safetensors::write(&model));
    }
    let file = declaration.options.iter().find_map(|option| match option {
        Choice::Weights(_, file, _) if is_onnx(file) => Some(file.clone()),
        _ => None,
    })?;
    let model = read(&file, errors)?;
    compare(declaration, &model, &file.value(), errors);
    Some(safetensors::write(&model))
}

fn is_onnx(file: &LitStr) -> bool {
    has_ending(file, "onnx")
}

fn has_ending(file: &LitStr, ending: &str) -> bool {
    let file = file.value();
    let extension = Path::new(&file).extension();
    extension.is_some_and(|extension| extension.eq_ignore_ascii_case(ending))
}

fn read(file: &LitStr, errors: &mut Errors) -> Option<Model> {
    let name = file.value();
    let bytes = std::fs::read(beside(file.span()).join(&name));
    let bytes = bytes.map_err(|error| format!("`{name}` cannot be read: {error}"));
    let model = bytes.and_then(|bytes| {
        onnx::read(&bytes).map_err(|error| format!("`{name}` cannot be taken: {error}"))
    });
    let noted = |message| errors.add(file.span(), message);
    model.map_err(noted).ok()
}

/// The folder of a source file, as `include_bytes!` has it.
fn beside(span: Span) -> PathBuf {
    let within = proc_macro::is_available().then(|| span.unwrap());
    let source = within.and_then(|span| span.local_file());
    let source = source.unwrap_or_else(|| {
        // in a documentation test
        let test = std::env::var_os("UNSTABLE_RUSTDOC_TEST_PATH").map(PathBuf::from);
        let root = std::env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from);
        let root = root.unwrap_or_default();
        test.unwrap_or_else(|| root.join("src/lib.rs"))
    });
    source.parent().map(Path::to_path_buf).unwrap_or_default()
}

/// With every token in one place.
fn located(tokens: TokenStream, span: Span) -> TokenStream {
    let located = tokens.into_iter().map(|mut token| {
        if let TokenTree::Group(group) = &token {
            let inner = located(group.stream(), span);
            token = proc_macro2::Group::new(group.delimiter(), inner).into();
        }
        token.set_span(span);
        token
    });
    located.collect()
}

/// That the layers in the file are those of the declaration. Widths that are no literals are
/// compared where the weights are taken over.
fn compare(declaration: &Declaration, model: &Model, file: &str, errors: &mut Errors) {
    if let Some(input) = &declaration.input
        && let Some((width, span)) = literal(input)
        && width != model.inputs()
    {
        let inputs = model.inputs();
        errors.add(span, format!("`{file}` takes {inputs} inputs, not {width}"));
    }
    // at inference there is nothing of a dropout
    let mut found = model
        .stages
        .iter()
        .filter(|stage| !matches!(stage, Read::Dropout(_)));
    let mut last = declaration.opening;
    for stage in &declaration.stages {
        let Some((function, width)) = function(stage) else {
            let message = format!(
                "`{file}` gives the weights of dense layers, `layer_norm` and `standardize`: those \
                 of other stages come from a safetensors file"
            );
            errors.add(place(stage), message);
            return;
        };
        if function.path.is_ident("dropout") {
            continue;
        }
        last = place(stage);
        let Some(read) = found.next() else {
            let count = model
                .stages
                .iter()
                .filter(|stage| !matches!(stage, Read::Dropout(_)))
                .count();
            errors.add(
                last,
                format!("`{file}` has no such layer: it ends after {count}"),
            );
            return;
        };
        if width.is_some() != matches!(read, Read::Dense(_)) {
            let (name, text) = (read.name(), read.text());
            errors.add(last, format!("layer `{name}` of `{file}` is `{text}`"));
            return;
        }
        compare_stage(function, width, read, file, errors);
    }
    if let Some(read) = found.next() {
        let (name, text) = (read.name(), read.text());
        let message = format!("`{file}` goes on behind this layer, with `{text}` (`{name}`)");
        errors.add(last, message);
    }
}

fn compare_stage(
    function: &Function,
    width: Option<&Width>,
    read: &Read,
    file: &str,
    errors: &mut Errors,
) {
    let (name, text) = (read.name(), read.function().text());
    // a path is the user's own function, which may be the file's
    if let Some(word) = function.path.get_ident()
        && (*word != read.function().word || !same_numbers(function, read))
    {
        let message = match width {
            Some(_) => format!("layer `{name}` of `{file}` has the activation `{text}`"),
            None => format!("layer `{name}` of `{file}` is `{}`", read.text()),
        };
        errors.add(word.span(), message);
    }
    if let Some(width) = width
        && let Some((width, span)) = literal(width)
        && let Some(outputs) = read.outputs()
        && width != outputs
    {
        let message = format!("layer `{name}` of `{file}` has {outputs} outputs, not {width}");
        errors.add(span, message);
    }
}

/// Whether the numbers are those of the file, as far as they are literals.
fn same_numbers(function: &Function, read: &Read) -> bool {
    let numbers = function.arguments.as_deref().unwrap_or_default();
    let found = match read {
        Read::LayerNorm(norm) if numbers.is_empty() => return norm.epsilon == Norm::EPSILON,
        Read::LayerNorm(norm) => vec![norm.epsilon],
        read => read.function().numbers,
    };
    let is_same = |(written, number): (&TokenStream, &f32)| {
        let written = written.to_string().replace([' ', '_'], "");
        written
            .parse::<f32>()
            .map_or(true, |written| written == *number)
    };
    numbers.len() == found.len() && numbers.iter().zip(&found).all(is_same)
}

/// The word of a stage that such a file can hold, and its width if it has one.
fn function(stage: &Stage) -> Option<(&Function, Option<&Width>)> {
    let StageKind::Function { function, width } = &stage.kind else {
        return None;
    };
    let is_known = |word| function.path.is_ident(word);
    let taken = width.is_some()
        || ["dropout", "layer_norm", "standardize"]
            .iter()
            .any(is_known);
    taken.then_some((function, width.as_ref()))
}

fn place(stage: &Stage) -> Span {
    match &stage.kind {
        StageKind::Function { function, .. } => function.path.span(),
        StageKind::Width(width) => literal(width).map_or(Span::call_site(), |(_, span)| span),
        StageKind::Block { braces, .. } => braces.span_open(),
    }
}

fn literal(width: &Width) -> Option<(usize, Span)> {
    match &width.kind {
        WidthKind::Literal(Lit::Int(number)) => {
            let digits = number.base10_parse().ok();
            digits.map(|digits| (digits, number.to_token_stream().span()))
        }
        _ => None,
    }
}
