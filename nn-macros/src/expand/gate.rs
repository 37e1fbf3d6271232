//! Whether the stages and the loss fit: asked once, before anything is made of them.

use super::Item;
use super::links::Links;
use super::tokens::{at, generated, here};
use proc_macro2::TokenStream;
use quote::quote_spanned;

/// If a line of the constant is in error, rustc reports it there, and knows of the type that it is
/// in error too: nothing that mentions it is reported a second time.
///
/// ```text
/// type __NetScalar = <f32 as Checked<{
///     let _ = <<Dense<relu, f32, 2, 3> as Layer<f32, 2, 3>>::Activation as Hidden>::FITS;
///     let _ = <Dense<softmax, f32, 3, 2> as Layer<f32, 3, 2>>::PARAMS;
///     true
/// }>>::Same;
/// ```
pub fn gate(chain: &Links) -> TokenStream {
    let Links {
        library,
        scalar,
        checked,
        links,
        ..
    } = chain;
    let questions = links.iter().enumerate().filter_map(|(index, link)| {
        let place = here(link.span);
        let (library, layer) = (at(place, library), link.asked.as_ref()?);
        let is_hidden = chain.is_block || index + 1 < links.len();
        Some(if is_hidden {
            quote_spanned! {place=>
                let _ = <<#layer>::Activation as #library::activation::Hidden>::FITS;
            }
        } else {
            quote_spanned!(place=> let _ = <#layer>::PARAMS;)
        })
    });
    quote_spanned! {generated()=>
        #[doc(hidden)]
        type #checked = <#scalar as #library::__private::Checked<{
            #(#questions)*
            true
        }>>::Same;
    }
}

/// The same for the loss.
///
/// ```text
/// type __Judged = <__NetScalar as Checked<{
///     let _ = <cross_entropy as Loss<<__Layer2 as Layer<__NetScalar, 3, 2>>::Activation>>::METRIC;
///     true
/// }>>::Same;
/// ```
pub fn loss_gate(item: &Item, chain: &Links) -> TokenStream {
    let Links {
        library,
        checked,
        judged,
        ..
    } = chain;
    let last = chain.last();
    // what depends on a const parameter cannot be asked in a constant
    let question = last.alias.is_some().then(|| {
        let (loss, span) = item.loss(chain, checked);
        let place = here(span);
        let (library, layer) = (at(place, library), at(place, &last.layer));
        match &item.network.loss {
            Some(_) => quote_spanned! {place=>
                let _ = <#loss as #library::loss::Loss<<#layer>::Activation>>::METRIC;
            },
            None => quote_spanned! {place=>
                let _ = <<#layer>::Activation as #library::loss::DefaultLoss>::FITS;
            },
        }
    });
    quote_spanned! {generated()=>
        type #judged = <#checked as #library::__private::Checked<{
            #question
            true
        }>>::Same;
    }
}
