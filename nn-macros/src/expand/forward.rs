//! The passes from the inputs to the outputs.

use super::links::{Link, Links};
use super::tokens::here;
use proc_macro2::TokenStream;
use quote::{ToTokens, quote, quote_spanned};

/// ```text
/// let output1 = …;
/// <__Layer1 as Layer<f32, 2, 3>>::forward::<__L>(&self.layer1, input, output1);
/// <__Layer2 as Layer<f32, 3, 2>>::forward::<__L>(&self.layer2, output1, output);
/// ```
pub fn forward(chain: &Links) -> TokenStream {
    let lines = chain.links.iter().enumerate().map(|(index, link)| {
        if index + 1 == chain.links.len() {
            let output = link.name("output");
            return forward_call(index, link, quote_spanned!(here(link.span)=> #output));
        }
        forward_between(chain, index, link)
    });
    quote!(#(#lines)*)
}

/// ```text
/// let output1 = …;
/// <__Layer1 as Layer<f32, 2, 3>>::forward::<__L>(&self.layer1, input, output1);
/// ```
fn forward_between(chain: &Links, index: usize, link: &Link) -> TokenStream {
    let output = link.local("output", index + 1);
    let room = chain.room(&output);
    let call = forward_call(index, link, output.to_token_stream());
    quote!(#room #call)
}

/// Below the lowest layer that is trained, the outputs alone, of which the last is kept:
///
/// ```text
/// <__Layer1 as Layer<f32, 2, 3>>::trace::<__L>(&self.layer1, input, noise, &mut trace.layer1);
/// let end1 = <__Layer1 as Layer<f32, 2, 3>>::end::<__L>(&trace.layer1);
/// <__Layer2 as Layer<f32, 3, 2>>::trace::<__L>(&self.layer2, &end1.output, noise, &mut trace.layer2);
/// ```
pub fn traces(chain: &Links) -> TokenStream {
    let (frozen, rest) = chain.links.split_at(chain.untrained);
    let below = frozen.iter().enumerate().map(|(index, link)| {
        if index + 1 == frozen.len() {
            let (trace, field) = (link.name("trace"), &link.field);
            let place = quote_spanned!(here(link.span)=> &mut #trace.#field);
            return forward_call(index, link, place);
        }
        forward_between(chain, index, link)
    });
    let lines = rest.iter().enumerate().map(|(number, link)| {
        let index = chain.untrained + number;
        let (layer, field, here) = (&link.layer, &link.field, here(link.span));
        let this = link.name("self");
        let (trace, noise) = (link.name("trace"), link.name("noise"));
        let input = match (number, frozen.last()) {
            (0, None) => input_of(index, link),
            (0, Some(below)) => {
                let (trace, field) = (below.name("trace"), &below.field);
                quote_spanned!(here=> &#trace.#field)
            }
            _ => {
                let before = link.local("end", index);
                quote_spanned!(here=> &#before.output)
            }
        };
        let end = (number + 1 < rest.len()).then(|| {
            let end = link.local("end", index + 1);
            quote_spanned!(here=> let #end = <#layer>::end::<__L>(&#trace.#field);)
        });
        quote_spanned! {here=>
            <#layer>::trace::<__L>(&#this.#field, #input, #noise, &mut #trace.#field);
            #end
        }
    });
    quote!(#(#below)* #(#lines)*)
}

/// `<__Layer2 as Layer<f32, 3, 2>>::forward::<__L>(&self.layer2, output1, output2);`
fn forward_call(index: usize, link: &Link, output: TokenStream) -> TokenStream {
    let (layer, field, here) = (&link.layer, &link.field, here(link.span));
    let (this, input) = (link.name("self"), input_of(index, link));
    quote_spanned!(here=> <#layer>::forward::<__L>(&#this.#field, #input, #output);)
}

/// `input`, or `output1`
fn input_of(index: usize, link: &Link) -> TokenStream {
    match index {
        0 => link.name("input").to_token_stream(),
        _ => link.local("output", index).to_token_stream(),
    }
}
