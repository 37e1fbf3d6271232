//! The passes from the inputs to the outputs.

use super::links::{Link, Links};
use super::tokens::here;
use proc_macro2::TokenStream;
use quote::{ToTokens, quote, quote_spanned};

/// ```text
/// let output1 = <__Layer1 as Layer<f32, 2, 3>>::forward::<__L>(&self.layer1, input);
/// <__Layer2 as Layer<f32, 3, 2>>::forward::<__L>(&self.layer2, &output1)
/// ```
pub fn forward(links: &[Link]) -> TokenStream {
    let lines = links.iter().enumerate().map(|(index, link)| {
        let (call, here) = (forward_call(index, link), here(link.span));
        if index + 1 == links.len() {
            return call;
        }
        let output = link.local("output", index + 1);
        quote_spanned!(here=> let #output = #call;)
    });
    quote!(#(#lines)*)
}

/// Below the lowest layer that is trained, the outputs alone:
///
/// ```text
/// let trace1 = <__Layer1 as Layer<f32, 2, 3>>::trace::<__L>(&self.layer1, input, noise);
/// let end1 = <__Layer1 as Layer<f32, 2, 3>>::end::<__L>(&trace1);
/// let trace2 = <__Layer2 as Layer<f32, 3, 2>>::trace::<__L>(&self.layer2, &end1.output, noise);
/// ```
pub fn traces(chain: &Links) -> TokenStream {
    let (frozen, rest) = chain.links.split_at(chain.untrained);
    let below = frozen.iter().enumerate().map(|(index, link)| {
        let output = link.local("output", index + 1);
        let call = forward_call(index, link);
        quote_spanned!(here(link.span)=> let #output = #call;)
    });
    let lines = rest.iter().enumerate().map(|(number, link)| {
        let index = chain.untrained + number;
        let (layer, field, here) = (&link.layer, &link.field, here(link.span));
        let this = link.name("self");
        let (trace, noise) = (link.local("trace", index + 1), link.name("noise"));
        let input = if number == 0 {
            input_of(index, link)
        } else {
            let before = link.local("end", index);
            quote_spanned!(here=> &#before.output)
        };
        let end = (number + 1 < rest.len()).then(|| {
            let end = link.local("end", index + 1);
            quote_spanned!(here=> let #end = <#layer>::end::<__L>(&#trace);)
        });
        quote_spanned! {here=>
            let #trace = <#layer>::trace::<__L>(&#this.#field, #input, #noise);
            #end
        }
    });
    quote!(#(#below)* #(#lines)*)
}

/// `<__Layer2 as Layer<f32, 3, 2>>::forward::<__L>(&self.layer2, &output1)`
fn forward_call(index: usize, link: &Link) -> TokenStream {
    let (layer, field, here) = (&link.layer, &link.field, here(link.span));
    let (this, input) = (link.name("self"), input_of(index, link));
    quote_spanned!(here=> <#layer>::forward::<__L>(&#this.#field, #input))
}

/// `input`, or `&output1`
fn input_of(index: usize, link: &Link) -> TokenStream {
    let before = link.local("output", index);
    match index {
        0 => link.name("input").to_token_stream(),
        _ => quote_spanned!(here(link.span)=> &#before),
    }
}
