//! Weights from files, while the program is compiled and at run time.

use super::Item;
use super::links::Links;
use super::tokens::{at, generated, here};
use proc_macro2::{Literal, TokenStream};
use quote::quote_spanned;
use syn::LitStr;

/// `impl Net { pub const fn from_safetensors … }`, and `TRAINED` if a file is named.
pub fn weights(item: &Item, links: &Links) -> TokenStream {
    let (library, name) = (item.library(), &item.network.name);
    let (impl_generics, arguments, bounds) = item.generics.split_for_impl();
    let private = quote_spanned!(generated()=> #library::__private);
    let result = quote_spanned!(generated()=> #private::core::result::Result);
    let error = quote_spanned!(generated()=> #library::weights::WeightsError);
    let trained = item.network.weights.as_ref();
    let trained = trained.map(|file| trained_by(file, item, links));
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
                #private::fits(&#private::fill(&mut net, bytes));
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
///     const __TRAINED: Self = {
///         let mut net = Self::ZERO;
///         let failure = fill(&mut net, include_bytes!("net.safetensors"));
///         fits_file(&failure);
///         fits_stage(&failure, 0); …
///         net
///     };
/// }
/// ```
fn trained_by(file: &LitStr, item: &Item, links: &Links) -> TokenStream {
    let (library, name) = (item.library(), &item.network.name);
    let private = quote_spanned!(generated()=> #library::__private);
    let (there, failure) = (here(file.span()), quote_spanned!(generated()=> failure));
    let private_there = at(there, &private);
    let failure_there = at(there, &failure);
    let bytes = quote_spanned!(there=> #private_there::core::include_bytes!(#file));
    let name_there = at(there, &quote_spanned!(there=> #name));
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

            // the interpreter of constants is slow: about a second for 500,000 weights
            #[allow(long_running_const_eval)]
            const __TRAINED: Self = {
                let mut net = Self::ZERO;
                let failure = #private::fill(&mut net, #bytes);
                #fits_file
                #(#fits_stages)*
                net
            };
        }
        #forced
    }
}
