//! The procedural half of `typed_nn::network!`: tokens → parse → (file) → check → model → expand.
#![forbid(unsafe_code)]

mod check;
mod errors;
mod expand;
mod file;
mod model;
mod parse;
#[cfg(test)]
mod tests;

/// Called by `typed_nn::network!`, with the library's `[$crate]` before the declaration.
#[proc_macro]
pub fn network(input: proc_macro::TokenStream) -> proc_macro::TokenStream {
    expanded(input.into()).into()
}

/// The seam that tests call: a declaration in, Rust code or all its mistakes out.
fn expanded(input: proc_macro2::TokenStream) -> proc_macro2::TokenStream {
    let mut errors = errors::Errors::default();
    let declaration = parse::declaration(input, &mut errors);
    let network = declaration.map(|mut declaration| {
        let kind = file::kind(&mut declaration, &mut errors);
        check::network(declaration, kind, &mut errors)
    });
    match (network, errors.into_compile_errors()) {
        (Some(network), None) => expand::network(&network),
        // errors alone, and no half of a network: rustc then stays silent about uses of its name
        (_, found) => found.unwrap_or_default(),
    }
}
