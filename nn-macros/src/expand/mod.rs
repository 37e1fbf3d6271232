//! The model → Rust code.
//!
//! Every line calls ordinary library code by its full path and holds no arithmetic of its own.
//! Whatever can fail stands, with all its tokens, on the word of the declaration that it came from:
//! rustc then reports it there, and reports it once.

mod backward;
mod docs;
mod extent;
mod forward;
mod gate;
mod guards;
mod helpers;
mod links;
mod methods;
mod passes;
mod size;
mod tokens;
mod traits;
mod types;
mod weights;
mod widths;

use crate::model::{Form, Function, Network};
use links::Links;
use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use syn::spanned::Spanned;
use syn::{Generics, Visibility};
use tokens::{at, generated};

/// A network's code: an item, or for an expression a block that makes one.
pub fn network(network: &Network) -> TokenStream {
    match &network.form {
        Form::Item {
            attributes,
            visibility,
            generics,
        } => {
            let attributes = quote!(#(#attributes)*);
            // as the macro's own, so that rustc does not propose to write `struct Net<Encoder>`
            let generics = &tokens::placed_here(generics);
            let item = Item {
                network,
                attributes,
                visibility,
                generics,
            };
            item.code()
        }
        Form::Expression { seed } => {
            let (generics, visibility) = (Generics::default(), Visibility::Inherited);
            let attributes = quote!(#[allow(dead_code)]);
            let item = Item {
                network,
                attributes,
                visibility: &visibility,
                generics: &generics,
            }
            .code();
            let name = &network.name;
            // the seed is computed where it stands, out of reach of the names made here
            let default = quote!(0);
            let seed = seed.as_ref().unwrap_or(&default);
            let library = at(generated(), &network.library);
            quote_spanned! {generated()=>
                match { let __seed: #library::__private::core::primitive::u64 = #seed; __seed } {
                    __seed => {
                        #item
                        #name::new(__seed)
                    }
                }
            }
        }
    }
}

/// A named network.
struct Item<'n> {
    network: &'n Network,
    attributes: TokenStream,
    visibility: &'n Visibility,
    generics: &'n Generics,
}

impl Item<'_> {
    fn code(&self) -> TokenStream {
        let Network {
            library,
            name,
            chain,
            scalar,
            ..
        } = self.network;
        let links = Links::new(library, self.generics, name, &scalar.name, chain);
        let attributes = &self.attributes;
        let docs = docs::of_network(self.network);
        let attributes = quote!(#attributes #(#[doc = #docs])*);
        let trace_docs = format!("What a forward pass of [`{name}`] leaves for its backward pass.");
        let types = types::types(&links, &attributes, self.visibility, &trace_docs);
        let guards = guards::guards(&links, chain);
        let passes = passes::passes(&links);
        let loss_gate = gate::loss_gate(self, &links);
        let methods = methods::inherent(self, &links);
        let traits = traits::of_network(self, &links);
        let checks = size::checks(self, &links);
        let weights = weights::weights(self, &links);
        let test = weights::test_of(self);
        quote_spanned! {generated()=>
            #types
            #test
            const _: () = {
                #passes
                #loss_gate
                #methods
                #traits
                #checks
                #weights
                #guards
            };
        }
    }

    /// The path of the library, for what cannot fail.
    fn library(&self) -> TokenStream {
        at(generated(), &self.network.library)
    }

    /// `Self as Supervised<cross_entropy, f32, 2, 2>`, all of it where the loss was written.
    fn supervised(&self, links: &Links) -> TokenStream {
        let (loss, span) = self.loss(links, &links.judged);
        let here = tokens::here(span);
        let library = at(here, &self.network.library);
        let (input, output) = (at(here, &links.input.name), at(here, &links.output.name));
        let scalar = at(here, &links.judged.to_token_stream());
        quote_spanned!(here=> Self as #library::__private::Supervised<#loss, #scalar, #input, #output>)
    }

    /// The loss, as a type, and where it was written.
    fn loss(&self, links: &Links, scalar: &Ident) -> (TokenStream, Span) {
        let last = links.last();
        match &self.network.loss {
            Some(loss) => (
                function(&self.network.library, "loss", loss),
                tokens::word(&loss.path).span(),
            ),
            None => {
                let span = last.span;
                let library = at(tokens::here(span), &self.network.library);
                let layer = last.layer_of(&library, scalar);
                let loss = quote_spanned! {tokens::here(span)=>
                    <<#layer>::Activation as #library::loss::DefaultLoss>::Loss
                };
                (loss, span)
            }
        }
    }
}

/// `relu` is the library's `activation::relu`; a path of several words is the caller's own.
fn function(library: &TokenStream, module: &str, function: &Function) -> TokenStream {
    let Function { path, numbers } = function;
    let span = tokens::word(path).span();
    let here = tokens::here(span);
    let named = match path.get_ident() {
        Some(word) => {
            let (library, module) = (at(here, library), Ident::new(module, here));
            quote_spanned!(here=> #library::#module::#word)
        }
        None => path.to_token_stream(),
    };
    if numbers.is_empty() {
        return named;
    }
    let numbers = numbers.iter().map(|number| {
        let here = tokens::here(number.span());
        let library = at(here, library);
        quote_spanned!(here=> #library::activation::Value<{ f64::to_bits((#number) as f64) }>)
    });
    quote_spanned!(here=> #named<#(#numbers),*>)
}
