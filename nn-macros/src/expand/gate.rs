//! Whether the stages and the loss fit: asked once, before anything is made of them.

use super::Item;
use super::links::Links;
use super::tokens::{at, generated, here};
use crate::model::{Function, Kind};
use proc_macro2::TokenStream;
use quote::{ToTokens, quote, quote_spanned};
use syn::spanned::Spanned;

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
        let fits = if is_hidden {
            quote_spanned! {place=>
                let _ = <<#layer>::Activation as #library::activation::Hidden>::FITS;
            }
        } else {
            quote_spanned!(place=> let _ = <#layer>::PARAMS;)
        };
        let activation =
            quote_spanned!(place=> <#layer>::Activation as #library::activation::Activation);
        let numbers = match &link.stage.kind {
            Kind::Dense {
                activation: function,
                ..
            } => numbers(&library, function, &activation),
            Kind::Other { word, is_first } => {
                let (scalar, width) = (at(place, &scalar.to_token_stream()), &link.input.asked);
                let tag = super::function(&library, "stage", word);
                let stage = quote_spanned!(place=> #tag as #library::stage::Stage<#scalar, #width>);
                let in_place = quote_spanned! {place=>
                    #library::__private::in_place(
                        <#stage>::IS_FITTED,
                        <<#layer>::Gradient as #library::Parameters>::PARAMS,
                        #is_first,
                    );
                };
                let numbers = numbers(&library, word, &stage);
                Some(quote!(#in_place #numbers))
            }
            _ => None,
        };
        Some(quote!(#fits #numbers))
    });
    quote_spanned! {generated()=>
        #[doc(hidden)]
        type #checked = <#scalar as #library::__private::Checked<{
            #(#questions)*
            true
        }>>::Same;
    }
}

/// `in_range(<leaky_relu<Value<…>> as Elementwise>::NUMBERS);`, where the numbers were written.
fn numbers(
    library: &TokenStream,
    function: &Function,
    as_one: &TokenStream,
) -> Option<TokenStream> {
    let number = function.numbers.first()?;
    let place = here(number.span());
    let library = at(place, library);
    // rustc reports the call where it stands, and a mistake in what it asks at the function's name
    Some(quote_spanned!(place=> #library::__private::in_range(<#as_one>::NUMBERS);))
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
    let (loss, span) = item.loss(chain, checked);
    let place = here(span);
    let layer = match last.alias {
        Some(_) => Some(at(place, &last.layer)),
        // a constant cannot ask of a const parameter
        None => last.asked.clone(),
    };
    let question = layer.map(|layer| {
        let library = at(place, library);
        match &item.network.loss {
            Some(function) => {
                let loss =
                    quote_spanned!(place=> #loss as #library::loss::Loss<<#layer>::Activation>);
                let numbers = numbers(&library, function, &loss);
                quote_spanned!(place=> let _ = <#loss>::METRIC; #numbers)
            }
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
