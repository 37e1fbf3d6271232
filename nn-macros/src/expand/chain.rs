//! A chain of stages as a struct of layers and its passes: a network, or what a residual block holds.

use super::{docs, function, tokens};
use crate::model::{Chain, Kind, Stage, Width};
use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, format_ident, quote, quote_spanned};
use syn::Generics;
use tokens::{at, generated, here, local};

/// A chain with what its code is made of.
pub struct Links<'c> {
    pub library: TokenStream,
    pub generics: &'c Generics,
    pub name: Ident,
    pub trace: Ident,
    pub scalar: Ident,
    /// The widths at both ends, by their names among the passes.
    pub input: TokenStream,
    pub output: TokenStream,
    /// The same as they were written, for what users read.
    pub shown_input: TokenStream,
    pub shown_output: TokenStream,
    /// `const __WIDTH1: usize = …;` for each width that is neither a literal nor a parameter.
    widths: TokenStream,
    pub links: Vec<Link<'c>>,
}

/// One stage.
pub struct Link<'c> {
    pub stage: &'c Stage,
    pub span: Span,
    /// The type of its field.
    pub ty: TokenStream,
    /// `Dense<relu, f32, 2, 3> as Layer<f32, 2, 3>` as its parts were written.
    written: TokenStream,
    /// The same with the names among the passes, `__Layer1 as Layer<f32, 2, 3>`, all of it where
    /// the stage stands.
    pub layer: TokenStream,
    pub input: TokenStream,
    pub output: TokenStream,
    /// The name by which `layer` calls the type, if it may.
    alias: Option<Ident>,
    /// The chain in a residual block.
    inner: Option<Links<'c>>,
}

impl<'c> Links<'c> {
    /// Works out the types of a chain called `name`.
    pub fn new(
        library: &TokenStream,
        generics: &'c Generics,
        name: &Ident,
        scalar: &Ident,
        chain: &'c Chain,
    ) -> Self {
        let mut widths = Widths::new(library, &chain.input);
        let links: Vec<_> = chain
            .stages
            .iter()
            .zip(chain.shapes())
            .enumerate()
            .map(|(index, (stage, (_, output)))| {
                let place = here(stage.span);
                let library_here = at(place, library);
                let scalar = at(place, &scalar.to_token_stream());
                let (input, shown_input) = (widths.name.clone(), widths.shown.clone());
                // a name for the type keeps messages short; one with parameters goes without
                let alias = generics
                    .params
                    .is_empty()
                    .then(|| format_ident!("__Layer{}", index + 1, span = place));
                // a residual block ends as wide as it begins: the width keeps its name
                if !matches!(stage.kind, Kind::Residual(_)) {
                    widths.next(index + 1, &output, alias.as_ref());
                }
                let (output, shown_output) = (widths.name.clone(), widths.shown.clone());
                let mut inner = None;
                let ty = match &stage.kind {
                    Kind::Dense { activation, .. } => {
                        let activation = function(library, "activation", activation);
                        quote_spanned! {place=>
                            #library_here::Dense<#activation, #scalar, #shown_input, #shown_output>
                        }
                    }
                    Kind::Network(path) => path.to_token_stream(),
                    Kind::Residual(block) => {
                        let block_name = format_ident!(
                            "{name}{}",
                            pascal_case(&stage.field),
                            span = name.span()
                        );
                        let block_scalar = Ident::new(&scalar.to_string(), generated());
                        inner = Some(Links::new(
                            library,
                            generics,
                            &block_name,
                            &block_scalar,
                            block,
                        ));
                        let arguments = generics.split_for_impl().1;
                        quote_spanned!(place=> #library_here::Residual<#block_name #arguments>)
                    }
                };
                let named = alias
                    .as_ref()
                    .map_or(ty.clone(), |alias| alias.to_token_stream());
                let written = quote_spanned! {place=>
                    #ty as #library_here::Layer<#scalar, #shown_input, #shown_output>
                };
                let layer = {
                    let (input, output) = (at(place, &input), at(place, &output));
                    quote_spanned!(place=> #named as #library_here::Layer<#scalar, #input, #output>)
                };
                Link {
                    stage,
                    span: stage.span,
                    ty,
                    written,
                    layer,
                    input,
                    output,
                    alias,
                    inner,
                }
            })
            .collect();
        let first = Widths::new(library, &chain.input);
        Links {
            library: at(generated(), library),
            generics,
            name: name.clone(),
            trace: format_ident!("{name}Trace"),
            scalar: scalar.clone(),
            input: first.name,
            shown_input: first.shown,
            output: widths.name,
            shown_output: widths.shown,
            widths: widths.definitions,
            links,
        }
    }

    /// The stage that the outputs come from. There is at least one.
    pub fn last(&self) -> &Link<'c> {
        &self.links[self.links.len() - 1]
    }
}

/// The width between two stages, while a chain is walked.
struct Widths<'l> {
    library: &'l TokenStream,
    /// As it was written.
    shown: TokenStream,
    /// Its name among the passes.
    name: TokenStream,
    definitions: TokenStream,
}

impl<'l> Widths<'l> {
    fn new(library: &'l TokenStream, input: &Width) -> Self {
        let nothing = TokenStream::new;
        let mut widths = Self {
            library,
            shown: nothing(),
            name: nothing(),
            definitions: nothing(),
        };
        widths.next(0, input, None);
        widths
    }

    /// Goes on to the width behind stage `index`, which is called `alias`.
    fn next(&mut self, index: usize, width: &Width, alias: Option<&Ident>) {
        self.shown = tokens::width(self.library, width);
        self.name = self.shown.clone();
        let (span, value) = match (width, alias) {
            (Width::Literal(..) | Width::Parameter(_), _) => return,
            (Width::OutputOf(path), Some(alias)) => {
                let place = here(tokens::word(path).span());
                let library = at(place, self.library);
                (
                    place,
                    quote_spanned!(place=> <#alias as #library::Network>::OUT),
                )
            }
            (Width::OutputOf(path), None) => (here(tokens::word(path).span()), self.shown.clone()),
            (Width::Constant(_, span), _) => (here(*span), self.shown.clone()),
        };
        let name = format_ident!("__WIDTH{index}", span = span);
        self.definitions
            .extend(quote_spanned!(span=> const #name: usize = #value;));
        self.name = quote_spanned!(span=> { #name });
    }
}

/// `layer2` → `Layer2`, `my_block` → `MyBlock`
fn pascal_case(field: &Ident) -> String {
    let upper = |word: &str| {
        let mut letters = word.chars();
        let first = letters.next().map(|first| first.to_uppercase().to_string());
        first.unwrap_or_default() + letters.as_str()
    };
    field
        .to_string()
        .trim_start_matches("r#")
        .split('_')
        .map(upper)
        .collect()
}

/// The code of a chain.
pub mod code_of {
    use super::*;
    use syn::Visibility;

    /// ```text
    /// #[repr(C)]
    /// pub struct Net { pub layer1: Dense<relu, f32, 2, 3>, … }
    /// pub struct NetTrace<L: Layout = Single> { pub layer1: <Dense<…> as Layer<f32, 2, 3>>::Trace<L>, … }
    /// ```
    pub fn types(
        chain: &Links,
        attributes: &TokenStream,
        visibility: &Visibility,
        trace_docs: &str,
    ) -> TokenStream {
        let Links {
            library,
            generics,
            name,
            trace,
            links,
            ..
        } = chain;
        let (impl_generics, _, bounds) = generics.split_for_impl();
        let parameters = generics.params.iter();
        let blocks = links.iter().filter_map(|link| {
            let docs = format!(
                "The layers of the residual block [`{name}::{}`].",
                link.stage.field
            );
            let trace_docs = format!(
                "What a forward pass of `{name}::{}` leaves.",
                link.stage.field
            );
            // what the user derives for the network, the blocks in it must have too
            let derives = derives(attributes);
            let attributes = quote!(#[doc = #docs] #derives);
            link.inner
                .as_ref()
                .map(|inner| types(inner, &attributes, visibility, &trace_docs))
        });
        let fields: Vec<_> = links.iter().map(|link| &link.stage.field).collect();
        let docs: Vec<_> = links
            .iter()
            .map(|link| docs::of_field(link.stage))
            .collect();
        let field_types = links.iter().map(|link| &link.ty);
        let traces = links.iter().map(|link| {
            let written = &link.written;
            quote_spanned!(here(link.span)=> <#written>::Trace<L>)
        });
        quote_spanned! {generated()=>
            #attributes
            #[repr(C)]
            #visibility struct #name #impl_generics #bounds {
                #(#[doc = #docs] pub #fields: #field_types,)*
            }
            #[doc = #trace_docs]
            #visibility struct #trace<
                #(#parameters,)*
                L: #library::kernel::Layout = #library::kernel::Single
            > #bounds {
                #(#[doc = #docs] pub #fields: #traces,)*
                // last, so that the size of the whole asks nothing of a layer that is in error
                __layout: #library::__private::core::marker::PhantomData<L>,
            }
            #(#blocks)*
        }
    }

    /// The `#[derive(…)]`s among attributes.
    fn derives(attributes: &TokenStream) -> TokenStream {
        use syn::parse::Parser;
        let all = syn::Attribute::parse_outer
            .parse2(attributes.clone())
            .unwrap_or_default();
        let derives = all
            .into_iter()
            .filter(|attribute| attribute.path().is_ident("derive"));
        quote!(#(#derives)*)
    }

    /// ```text
    /// type __Layer1 = Dense<relu, f32, 2, 3>;
    /// impl Layer<f32, 2, 2> for Net { … }
    /// unsafe impl Parameters for Net { … }
    /// ```
    pub fn passes(chain: &Links) -> TokenStream {
        let Links {
            library,
            generics,
            name,
            trace,
            scalar,
            input,
            output,
            widths,
            links,
            ..
        } = chain;
        let private = quote_spanned!(generated()=> #library::__private);
        let (impl_generics, arguments, bounds) = generics.split_for_impl();
        let trace_arguments = {
            let names = generics.const_params().map(|parameter| &parameter.ident);
            quote_spanned!(generated()=> <#(#names,)* L>)
        };
        let aliases = links.iter().filter_map(|link| {
            let (alias, ty) = (link.alias.as_ref()?, &link.ty);
            Some(quote_spanned!(here(link.span)=> type #alias = #ty;))
        });
        // each block has its own `__Layer1`
        let blocks = links.iter().filter_map(|link| {
            let passes = passes(link.inner.as_ref()?);
            Some(quote_spanned!(generated()=> const _: () = { #passes };))
        });
        let fields: Vec<_> = links.iter().map(|link| &link.stage.field).collect();
        let (zeros, params, macs) = (
            each(links, "ZERO"),
            each(links, "PARAMS"),
            each(links, "MACS"),
        );
        let inits = links.iter().map(|link| {
            let (layer, field) = (&link.layer, &link.stage.field);
            let name = |name: &str| name_at(link.span, name);
            let (this, by, rng) = (name("self"), name("initializer"), name("rng"));
            quote_spanned!(here(link.span)=> <#layer>::init_with(&mut #this.#field, #by, #rng);)
        });
        let forward = forward(links);
        let traces = traces(links);
        let (end, last_activation) = {
            let (layer, field, here) = (
                &chain.last().layer,
                &chain.last().stage.field,
                here(chain.last().span),
            );
            let trace = name_at(chain.last().span, "trace");
            (
                quote_spanned!(here=> <#layer>::end::<L>(&#trace.#field)),
                quote_spanned!(here=> <#layer>::Activation),
            )
        };
        let Backward {
            descend,
            first_width,
            accumulate,
            backward,
        } = self::backward(chain);
        let positive = size_checks(chain);
        quote_spanned! {generated()=>
            #(#aliases)*
            #widths
            #(#blocks)*
            impl #impl_generics #library::Layer<#scalar, #input, #output> for #name #arguments #bounds {
                type Activation = #last_activation;
                type Trace<L: #library::kernel::Layout> = #trace #trace_arguments;
                type Gradient = Self;
                const PARAMS: usize = #(#params)+*;
                const MACS: usize = #(#macs)+*;
                const ZERO: Self = {
                    #positive
                    Self { #(#fields: #zeros,)* }
                };

                fn init_with(
                    &mut self,
                    initializer: #private::core::option::Option<#library::Initializer>,
                    rng: &mut #library::Rng,
                ) {
                    #(#inits)*
                }
                #[inline]
                fn forward<L: #library::kernel::Layout>(
                    &self,
                    input: &L::Of<#scalar, #input>,
                ) -> L::Of<#scalar, #output> {
                    #forward
                }
                #[inline]
                fn trace<L: #library::kernel::Layout>(
                    &self,
                    input: &L::Of<#scalar, #input>,
                ) -> #trace #trace_arguments {
                    #traces
                    #trace { #(#fields,)* __layout: #private::core::marker::PhantomData }
                }
                #[inline]
                fn end<L: #library::kernel::Layout>(
                    trace: &#trace #trace_arguments,
                ) -> &#library::activation::Activated<L, #last_activation, #scalar, #output> {
                    #end
                }
                #[inline]
                fn accumulate<L: #library::kernel::Layout>(
                    &self,
                    input: &L::Of<#scalar, #input>,
                    trace: &#trace #trace_arguments,
                    delta: &L::Of<#scalar, #output>,
                    gradient: &mut Self,
                ) {
                    #accumulate
                }
                #[inline]
                fn backward<L: #library::kernel::Layout>(
                    &self,
                    input: &L::Of<#scalar, #input>,
                    trace: &#trace #trace_arguments,
                    delta: &L::Of<#scalar, #output>,
                    gradient: &mut Self,
                ) -> L::Of<#scalar, #input> {
                    #backward
                }
            }
            impl #impl_generics #name #arguments #bounds {
                /// From ∂L/∂z of the last layer to that of the first.
                #[inline]
                #[doc(hidden)]
                fn __descend<L: #library::kernel::Layout>(
                    &self,
                    trace: &#trace #trace_arguments,
                    delta: &L::Of<#scalar, #output>,
                    gradient: &mut Self,
                ) -> L::Of<#scalar, #first_width> {
                    #descend
                }
            }
            // SAFETY: `repr(C)`, and every field consists of scalars of one type.
            unsafe impl #impl_generics #library::Parameters for #name #arguments #bounds {
                type Scalar = #scalar;
                const PARAMS: usize = <Self as #library::Layer<#scalar, #input, #output>>::PARAMS;
            }
            // SAFETY: every field consists of scalars, whose zero is made of zero bytes.
            unsafe impl #impl_generics #library::Zeroed for #name #arguments #bounds {
                const ZERO: Self = <Self as #library::Layer<#scalar, #input, #output>>::ZERO;
            }
        }
    }

    /// A name that belongs to the passes, at the place of a stage: a message about an expression is
    /// placed on all of its words.
    fn name_at(span: Span, name: &str) -> Ident {
        Ident::new(name, here(span))
    }

    /// `<__Layer1 as Layer<f32, 2, 3>>::ZERO` for every layer.
    fn each(links: &[Link], item: &str) -> Vec<TokenStream> {
        let one = |link: &Link| {
            let (layer, item) = (&link.layer, Ident::new(item, here(link.span)));
            quote_spanned!(here(link.span)=> <#layer>::#item)
        };
        links.iter().map(one).collect()
    }

    /// ```text
    /// let output1 = <__Layer1 as Layer<f32, 2, 3>>::forward::<L>(&self.layer1, input);
    /// <__Layer2 as Layer<f32, 3, 2>>::forward::<L>(&self.layer2, &output1)
    /// ```
    fn forward(links: &[Link]) -> TokenStream {
        let lines = links.iter().enumerate().map(|(index, link)| {
            let this = name_at(link.span, "self");
            let (layer, field, here) = (&link.layer, &link.stage.field, here(link.span));
            let input = match index {
                0 => name_at(link.span, "input").to_token_stream(),
                _ => {
                    let before = local("output", index, link.span);
                    quote_spanned!(here=> &#before)
                }
            };
            let call = quote_spanned!(here=> <#layer>::forward::<L>(&#this.#field, #input));
            if index + 1 == links.len() {
                return call;
            }
            let output = local("output", index + 1, link.span);
            quote_spanned!(here=> let #output = #call;)
        });
        quote!(#(#lines)*)
    }

    /// ```text
    /// let layer1 = <__Layer1 as Layer<f32, 2, 3>>::trace::<L>(&self.layer1, input);
    /// let end1 = <__Layer1 as Layer<f32, 2, 3>>::end::<L>(&layer1);
    /// let layer2 = <__Layer2 as Layer<f32, 3, 2>>::trace::<L>(&self.layer2, &end1.output);
    /// ```
    fn traces(links: &[Link]) -> TokenStream {
        let lines = links.iter().enumerate().map(|(index, link)| {
            let this = name_at(link.span, "self");
            let (layer, field, here) = (&link.layer, &link.stage.field, here(link.span));
            let input = match index {
                0 => name_at(link.span, "input").to_token_stream(),
                _ => {
                    let before = local("end", index, link.span);
                    quote_spanned!(here=> &#before.output)
                }
            };
            let end = (index + 1 < links.len()).then(|| {
                let end = local("end", index + 1, link.span);
                quote_spanned!(here=> let #end = <#layer>::end::<L>(&#field);)
            });
            quote_spanned! {here=>
                let #field = <#layer>::trace::<L>(&#this.#field, #input);
                #end
            }
        });
        quote!(#(#lines)*)
    }

    struct Backward {
        descend: TokenStream,
        first_width: TokenStream,
        accumulate: TokenStream,
        backward: TokenStream,
    }

    /// ```text
    /// let end1 = <__Layer1 as Layer<f32, 2, 3>>::end::<L>(&trace.layer1);
    /// let delta1 = <__Layer2 as Layer<f32, 3, 2>>::backward::<L>(
    ///     &self.layer2, &end1.output, &trace.layer2, delta, &mut gradient.layer2);
    /// <<__Layer1 as Layer<f32, 2, 3>>::Activation as Hidden>::chain(end1, delta1)
    /// ```
    fn backward(chain: &Links) -> Backward {
        let Links { library, links, .. } = chain;
        let mut lines = vec![];
        for (index, link) in links.iter().enumerate().skip(1).rev() {
            let name = |name: &str| name_at(link.span, name);
            let (this, trace, gradient) = (name("self"), name("trace"), name("gradient"));
            let before = &links[index - 1];
            let (layer, field) = (&link.layer, &link.stage.field);
            let (layer_before, field_before) = (&before.layer, &before.stage.field);
            let delta_here = match index + 1 == links.len() {
                true => name("delta").to_token_stream(),
                false => {
                    let delta = local("delta", index + 1, link.span);
                    quote_spanned!(here(link.span)=> &#delta)
                }
            };
            let (place, place_before) = (here(link.span), here(before.span));
            let (end, delta_before) = (
                local("end", index, before.span),
                local("delta", index, before.span),
            );
            let library = at(place_before, library);
            let trace_before = name_at(before.span, "trace");
            lines.push(quote_spanned! {place_before=>
                let #end = <#layer_before>::end::<L>(&#trace_before.#field_before);
            });
            lines.push(quote_spanned! {place=>
                let #delta_before = <#layer>::backward::<L>(
                    &#this.#field, &#end.output, &#trace.#field, #delta_here, &mut #gradient.#field,
                );
            });
            lines.push(quote_spanned! {place_before=>
                let #delta_before = <<#layer_before>::Activation as #library::activation::Hidden>
                    ::chain(#end, #delta_before);
            });
        }
        let first = &links[0];
        let name = |name: &str| name_at(first.span, name);
        let (this, trace, gradient) = (name("self"), name("trace"), name("gradient"));
        let (input, delta) = (name("input"), name("delta"));
        let (layer, field, place) = (&first.layer, &first.stage.field, here(first.span));
        let (descend, start, delta1) = match links.len() {
            1 => (
                quote_spanned!(place=> #library::__private::core::clone::Clone::clone(#delta)),
                TokenStream::new(),
                delta.to_token_stream(),
            ),
            _ => {
                let delta1 = local("delta", 1, first.span);
                (
                    quote_spanned!(place=> #(#lines)* #delta1),
                    quote_spanned!(place=> let #delta1 = #this.__descend::<L>(#trace, #delta, #gradient);),
                    quote_spanned!(place=> &#delta1),
                )
            }
        };
        let arguments = quote_spanned!(place=>
            &#this.#field, #input, &#trace.#field, #delta1, &mut #gradient.#field
        );
        Backward {
            descend,
            first_width: first.output.clone(),
            accumulate: quote_spanned!(place=> #start <#layer>::accumulate::<L>(#arguments);),
            backward: quote_spanned!(place=> #start <#layer>::backward::<L>(#arguments)),
        }
    }

    /// Const parameters are checked when a network is made: `Policy::<0>` has no meaning.
    fn size_checks(chain: &Links) -> TokenStream {
        let checks = chain.generics.const_params().map(|parameter| {
            let (library, name) = (&chain.library, &parameter.ident);
            let message = format!("`{}` cannot have a layer of width `{name}` = 0", chain.name);
            quote_spanned!(generated()=> #library::__private::core::assert!(#name > 0, #message);)
        });
        quote!(#(#checks)*)
    }
}
