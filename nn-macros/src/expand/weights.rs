//! Weights from files, while the program is compiled and at run time.

use super::Item;
use super::links::Links;
use super::tokens::{at, generated, here};
use crate::model::{FileKind, Weights};
use nn_formats::safetensors::Prepared;
use proc_macro2::{Literal, Span, TokenStream};
use quote::{ToTokens, format_ident, quote_spanned};
use syn::LitStr;

/// `impl Net { pub const fn from_safetensors … }`, and `TRAINED` if a file is named.
pub fn weights(item: &Item, links: &Links) -> TokenStream {
    let (library, name) = (item.library(), &item.network.name);
    let (impl_generics, arguments, bounds) = item.generics.split_for_impl();
    let private = quote_spanned!(generated()=> #library::__private);
    let result = quote_spanned!(generated()=> #private::core::result::Result);
    let error = quote_spanned!(generated()=> #library::weights::WeightsError);
    let reading = quote_spanned!(generated()=> #library::weights::Reading);
    let trained = item.network.weights.as_ref();
    let trained = trained.map(|weights| match weights.kind {
        FileKind::Image => trained_image(&weights.file, item),
        _ => trained_by(weights, item, links),
    });
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
                #private::fits(&#private::fill(&mut net, bytes, &#reading::PLAIN));
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

/// ```text
/// impl Net {
///     pub const TRAINED: &'static Self = &Self::__TRAINED;
///     const __FILE: Result<File<'static>, WeightsError> = File::open(include_bytes!("net.safetensors"));
///     const __READING: Reading<'static> = Reading { names: &[], convert: None };
///     const __READ: (Self, Faults<2>) = {
///         let mut net = Self::ZERO;
///         let faults = read(&mut net, &Self::__FILE, &Self::__READING);
///         (net, faults)
///     };
///     const __TRAINED: Self = Self::__READ.0;
/// }
/// const _: () = Net::__READ.1.fits();
/// const _: () = Net::__READ.1.fits_stage(0);
/// ```
///
/// Each stage asks whether the file fits it, in its own place.
fn trained_by(weights: &Weights, item: &Item, links: &Links) -> TokenStream {
    let Weights { file, names, .. } = weights;
    let (library, name) = (item.library(), &item.network.name);
    let private = quote_spanned!(generated()=> #library::__private);
    let reading = quote_spanned!(generated()=> #library::weights::Reading);
    let convert = match &weights.convert {
        None => quote_spanned!(generated()=> #private::core::option::Option::None),
        Some(dtype) => {
            let dtype = quote_spanned!(generated()=> #library::weights::Dtype::#dtype);
            quote_spanned!(generated()=> #private::core::option::Option::Some(#dtype))
        }
    };
    let there = here(file.span());
    let name_there = at(there, &name.to_token_stream());
    let opened = opened(weights, &at(there, &private));
    let named = names.first().map(|first| {
        let (place, layers) = (here(first.span()), names.len());
        let (private, name) = (at(place, &private), at(place, &name.to_token_stream()));
        quote_spanned!(place=> #private::named(<#name as #private::Network>::SHAPE, #layers);)
    });
    let result = quote_spanned!(generated()=> #private::core::result::Result);
    let stages = links.links.len();
    let fits_stages = links.links.iter().enumerate().map(|(index, link)| {
        let place = here(link.span);
        let name = at(place, &name.to_token_stream());
        let mut index = Literal::usize_unsuffixed(index);
        index.set_span(place);
        quote_spanned!(place=> const _: () = #name::__READ.1.fits_stage(#index);)
    });
    let docs = docs(file);
    // a file that does not fit is an error even where nobody asks for it
    let trained = quote_spanned!(there=> &Self::__TRAINED);
    let fits = quote_spanned!(there=> const _: () = #name_there::__READ.1.fits(););
    let self_test = self_test(item, links, there);
    quote_spanned! {generated()=>
        impl #name {
            #[doc = #docs]
            pub const TRAINED: &'static Self = #trained;

            const __FILE: #result<#private::File<'static>, #library::weights::WeightsError> = #opened;

            const __READING: #reading<'static> = #reading {
                names: &[#(#names),*],
                convert: #convert,
            };

            // a file that could not be prepared is read by the interpreter of constants, which is slow
            #[allow(long_running_const_eval)]
            const __READ: (Self, #private::Faults<#stages>) = {
                #named
                let mut net = Self::ZERO;
                let faults = #private::read(&mut net, &Self::__FILE, &Self::__READING);
                (net, faults)
            };

            const __TRAINED: Self = Self::__READ.0;

            #self_test
        }
        #fits
        #(#fits_stages)*
    }
}

/// The file, or what is wrong with it as a whole.
fn opened(weights: &Weights, private: &TokenStream) -> TokenStream {
    let (file, there) = (&weights.file, here(weights.file.span()));
    let included = quote_spanned!(there=> #private::core::include_bytes!(#file));
    let open = |bytes| quote_spanned!(there=> #private::File::open(#bytes));
    let opened = match &weights.kind {
        FileKind::Prepared(prepared) => prepared_file(prepared, private, there),
        FileKind::Converted(bytes) => open(byte_string(bytes, there)),
        FileKind::Safetensors | FileKind::Image => return open(included),
    };
    // the file is included so that the build is redone when it changes, and left out of the program
    let slice = quote_spanned!(there=> &'static [#private::core::primitive::u8]);
    quote_spanned!(there=> { const _: #slice = #included; #opened })
}

/// `Ok(File::prepared(&[entry("0.bias", "F32", &[3], 0, 12), …], None, b"…"))`
fn prepared_file(prepared: &Prepared, private: &TokenStream, there: Span) -> TokenStream {
    let entries = prepared.tensors.iter().map(|tensor| {
        let (name, dtype, shape) = (&tensor.name, &tensor.dtype, &tensor.shape);
        let (begin, end) = (tensor.place.start, tensor.place.end);
        quote_spanned!(there=> #private::entry(#name, #dtype, &[#(#shape),*], #begin, #end))
    });
    let topology = match prepared.topology {
        Some(hash) => quote_spanned!(there=> #private::core::option::Option::Some(#hash)),
        None => quote_spanned!(there=> #private::core::option::Option::None),
    };
    let data = byte_string(&prepared.data, there);
    let file = quote_spanned!(there=> #private::File::prepared(&[#(#entries),*], #topology, #data));
    quote_spanned!(there=> #private::core::result::Result::Ok(#file))
}

fn byte_string(bytes: &[u8], there: Span) -> TokenStream {
    let mut bytes = Literal::byte_string(bytes);
    bytes.set_span(there);
    bytes.to_token_stream()
}

/// A network that computes its samples.
fn self_test(item: &Item, links: &Links, there: Span) -> TokenStream {
    let (library, name) = (item.library(), &item.network.name);
    let private = quote_spanned!(generated()=> #library::__private);
    let (private_there, name_there) = (at(there, &private), at(there, &name.to_token_stream()));
    let (input, output) = (&links.input.name, &links.output.name);
    let scalar = &item.network.scalar.name;
    let samples = quote_spanned! {there=>
        #private_there::sound(&#private_there::samples::<#name_there>(
            &#name_there::__FILE, &#name_there::__READING, #name_there::IN, #name_there::OUT,
        ))
    };
    quote_spanned! {generated()=>
        /// Computes the samples that the file holds and compares with its outputs, up to rounding.
        ///
        /// # Errors
        /// `WeightsError::Differs` says for which sample; `WeightsError::NoSamples`.
        #[allow(long_running_const_eval)]
        pub fn self_test() -> #private::core::result::Result<(), #library::weights::WeightsError> {
            const SAMPLES: #private::Samples = #samples;
            const INPUTS: [[#scalar; #input]; SAMPLES.count] = #private::rows(&#name::__FILE, #private::INPUT);
            const OUTPUTS: [[#scalar; #output]; SAMPLES.count] = #private::rows(&#name::__FILE, #private::OUTPUT);
            #library::weights::self_test(Self::TRAINED, &INPUTS, &OUTPUTS, SAMPLES.outputs)
        }
    }
}

/// An image of the parameters needs no reading.
///
/// ```text
/// impl Net {
///     pub const TRAINED: &'static Self = embedded(include_weights!("net.weights"));
/// }
/// ```
fn trained_image(file: &LitStr, item: &Item) -> TokenStream {
    let (library, name) = (item.library(), &item.network.name);
    let private = quote_spanned!(generated()=> #library::__private);
    let there = here(file.span());
    let (library_there, name_there) = (at(there, &library), at(there, &name.to_token_stream()));
    let docs = docs(file);
    let image = quote_spanned!(there=> #library_there::include_weights!(#file));
    let trained = quote_spanned!(there=> #library_there::weights::embedded(#image));
    let forced = quote_spanned!(there=> const _: &#name_there = #name_there::TRAINED;);
    quote_spanned! {generated()=>
        impl #name {
            #[doc = #docs]
            pub const TRAINED: &'static Self = #trained;

            /// Compares the parameters with the checksum in the file.
            ///
            /// # Errors
            /// `WeightsError::Checksum`, `WeightsError::NotFinite`.
            pub fn self_test() -> #private::core::result::Result<(), #library::weights::WeightsError> {
                #library::weights::view::<Self>(&#image.0).map(|_| ())
            }
        }
        #forced
    }
}

fn docs(file: &LitStr) -> String {
    let file = file.value();
    format!("The weights in `{file}`, read while the program was compiled.")
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
