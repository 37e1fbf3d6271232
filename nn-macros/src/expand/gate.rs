//! Whether the stages fit: asked once, in one place, before anything is made of them.

use super::links::Links;
use super::tokens::{at, generated, here};
use proc_macro2::TokenStream;
use quote::quote_spanned;

/// If a line of the constant is in error, rustc reports it there, and knows of `__Scalar` that it
/// is in error too: nothing that mentions it is reported a second time.
///
/// ```text
/// type __Layer1 = Dense<relu, f32, 2, 3>;
/// const __FITS: bool = {
///     let _ = <__Layer1 as Layer<f32, 2, 3>>::PARAMS;
///     let _ = <<__Layer1 as Layer<f32, 2, 3>>::Activation as Hidden>::FITS;
///     …
///     true
/// };
/// type __Scalar = <f32 as Checked<__FITS>>::Same;
/// ```
pub fn gate(chain: &Links) -> TokenStream {
    let Links {
        library,
        scalar,
        checked,
        widths,
        links,
        ..
    } = chain;
    let aliases = links.iter().filter_map(|link| {
        let (alias, ty) = (link.alias.as_ref()?, &link.ty);
        Some(quote_spanned!(here(link.span)=> type #alias = #ty;))
    });
    let questions = links.iter().enumerate().map(|(index, link)| {
        // what depends on a const parameter cannot be asked in a constant
        link.alias.as_ref()?;
        let place = here(link.span);
        let (library, layer) = (at(place, library), link.layer_of(library, scalar));
        let is_hidden = chain.is_block || index + 1 < links.len();
        let hidden = is_hidden.then(|| {
            quote_spanned! {place=>
                let _ = <<#layer>::Activation as #library::activation::Hidden>::FITS;
            }
        });
        Some(quote_spanned!(place=> let _ = <#layer>::PARAMS; #hidden))
    });
    let questions = questions.flatten();
    quote_spanned! {generated()=>
        #(#aliases)*
        #widths
        const __FITS: bool = { #(#questions)* true };
        type #checked = <#scalar as #library::__private::Checked<__FITS>>::Same;
    }
}
