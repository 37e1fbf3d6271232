//! Weights from files, while the program is compiled and at run time.

use super::Item;
use super::links::Links;
use super::tokens::{at, generated, here};
use crate::model::Weights;
use proc_macro2::{Literal, TokenStream};
use quote::{format_ident, quote_spanned};

/// `impl Net { pub const fn from_safetensors … }`, and `TRAINED` if a file is named.
pub fn weights(item: &Item, links: &Links) -> TokenStream {
    let (library, name) = (item.library(), &item.network.name);
    let (impl_generics, arguments, bounds) = item.generics.split_for_impl();
    let private = quote_spanned!(generated()=> #library::__private);
    let result = quote_spanned!(generated()=> #private::core::result::Result);
    let error = quote_spanned!(generated()=> #library::weights::WeightsError);
    let trained = item.network.weights.as_ref();
    let trained = trained.map(|weights| trained_by(weights, item, links));
    quote_spanned! {generated()=>
        impl #impl_generics #name #arguments #bounds {
            /// The weights in the bytes of a safetensors file, for constants:
            /// `static NET: Net = Net::from_safetensors(include_bytes!("net.safetensors"));`
            ///
            /// # Panics
            /// If the file does not fit: in a constant, that is an error of compilation. At run time
            /// use [`load`](Self::load).
            #[track_caller]
            pub const fn from_safetensors(bytes: &[#private::core::primitive::u8]) -> Self {
                let mut net = Self::ZERO;
                #private::fits(&#private::fill(&mut net, bytes, &[]));
                net
            }

            /// Takes over the weights in the bytes of a safetensors file.
            ///
            /// # Errors
            /// What is wrong with the file; nothing is changed then.
            pub fn load(&mut self, bytes: &[#private::core::primitive::u8]) -> #result<(), #error> {
                #library::weights::load(self, bytes)
            }

            /// Writes the weights to `into` as a safetensors file; returns how many bytes it has.
            ///
            /// # Errors
            /// `WeightsError::Room` says how many bytes there must be; nothing is written then.
            pub fn save(
                &self,
                into: &mut [#private::core::primitive::u8],
            ) -> #result<#private::core::primitive::usize, #error> {
                #library::weights::save(self, into)
            }
        }
        #trained
    }
}

/// Each stage asks whether the file fits it, in its own place.
///
/// ```text
/// impl Net {
///     pub const TRAINED: &'static Self = &Self::__TRAINED;
///     const __FILE: &'static [u8] = include_bytes!("net.safetensors");
///     const __TRAINED: Self = {
///         let mut net = Self::ZERO;
///         let failure = fill(&mut net, Self::__FILE, &[]);
///         fits_file(&failure);
///         fits_stage(&failure, 0); …
///         net
///     };
/// }
/// ```
fn trained_by(weights: &Weights, item: &Item, links: &Links) -> TokenStream {
    let Weights {
        file,
        names,
        embedded,
    } = weights;
    let (library, name) = (item.library(), &item.network.name);
    let private = quote_spanned!(generated()=> #library::__private);
    let named = names.first().map(|first| {
        let (place, layers) = (here(first.span()), names.len());
        let (private, name) = (
            at(place, &private),
            at(place, &quote_spanned!(place=> #name)),
        );
        quote_spanned!(place=> #private::named(<#name as #private::Network>::SHAPE, #layers);)
    });
    let (there, failure) = (here(file.span()), quote_spanned!(generated()=> failure));
    let private_there = at(there, &private);
    let failure_there = at(there, &failure);
    let included = quote_spanned!(there=> #private_there::core::include_bytes!(#file));
    let bytes = match embedded {
        None => included,
        // the file is included so that the build is redone when it changes, and left out of the program
        Some(bytes) => {
            let mut bytes = Literal::byte_string(bytes);
            bytes.set_span(there);
            let slice = quote_spanned!(there=> &'static [#private_there::core::primitive::u8]);
            quote_spanned!(there=> { const _: #slice = #included; #bytes })
        }
    };
    let name_there = at(there, &quote_spanned!(there=> #name));
    let (input, output, scalar) = (
        &links.input.name,
        &links.output.name,
        &item.network.scalar.name,
    );
    let rows = quote_spanned! {there=>
        #private_there::counted(&#private_there::count(
            #name_there::__FILE, #private_there::dtype::<#name_there>(), #name_there::IN, #name_there::OUT,
        ))
    };
    let fits_file = quote_spanned!(there=> #private_there::fits_file(&#failure_there););
    let fits_stages = links.links.iter().enumerate().map(|(index, link)| {
        let place = here(link.span);
        let (private, failure) = (at(place, &private), at(place, &failure));
        let mut index = Literal::usize_unsuffixed(index);
        index.set_span(place);
        quote_spanned!(place=> #private::fits_stage(&#failure, #index);)
    });
    let docs = format!(
        "The weights in `{}`, read while the program was compiled.",
        file.value()
    );
    // a file that does not fit is an error even where nobody asks for it
    let trained = quote_spanned!(there=> &Self::__TRAINED);
    let forced = quote_spanned!(there=> const _: &#name_there = #name_there::TRAINED;);
    quote_spanned! {generated()=>
        impl #name {
            #[doc = #docs]
            pub const TRAINED: &'static Self = #trained;

            const __FILE: &'static [#private::core::primitive::u8] = #bytes;

            // the interpreter of constants is slow: about a second for 500,000 weights
            #[allow(long_running_const_eval)]
            const __TRAINED: Self = {
                let mut net = Self::ZERO;
                let failure = #private::fill(&mut net, Self::__FILE, &[#(#names),*]);
                #named
                #fits_file
                #(#fits_stages)*
                net
            };

            /// Computes the samples that the file holds and compares with its outputs, up to rounding.
            ///
            /// # Errors
            /// `WeightsError::Differs` says for which sample; `WeightsError::NoSamples`.
            #[allow(long_running_const_eval)]
            pub fn self_test() -> #private::core::result::Result<(), #library::weights::WeightsError> {
                const ROWS: #private::core::primitive::usize = #rows;
                const INPUTS: [[#scalar; #input]; ROWS] = #private::rows(#name::__FILE, #private::INPUT);
                const OUTPUTS: [[#scalar; #output]; ROWS] = #private::rows(#name::__FILE, #private::OUTPUT);
                #library::weights::self_test(Self::TRAINED, &INPUTS, &OUTPUTS)
            }
        }
        #forced
    }
}

/// The test of a network whose file holds samples: it stands beside the network, where the test
/// harness finds it.
pub fn test_of(item: &Item) -> Option<TokenStream> {
    item.network.weights.as_ref()?;
    let (library, name) = (item.library(), &item.network.name);
    let private = quote_spanned!(generated()=> #library::__private);
    let test = format_ident!(
        "{}_computes_its_samples",
        snake_case(&name.to_string()),
        span = generated()
    );
    Some(quote_spanned! {generated()=>
        #[cfg(test)]
        #[#private::core::prelude::v1::test]
        fn #test() {
            match #name::self_test() {
                #private::core::result::Result::Err(#library::weights::WeightsError::NoSamples) => {}
                result => result.unwrap(),
            }
        }
    })
}

/// `MyNet` → `my_net`
fn snake_case(name: &str) -> String {
    let mut text = String::new();
    for letter in name.trim_start_matches("r#").chars() {
        if letter.is_uppercase() && !text.is_empty() {
            text.push('_');
        }
        text.extend(letter.to_lowercase());
    }
    text
}
