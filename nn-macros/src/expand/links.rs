//! A chain of stages with the types that its code is made of.

use super::tokens::{at, generated, here};
use super::widths::{Size, Widths};
use super::{function, tokens};
use crate::model::{Chain, Kind, Stage, Training};
use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, format_ident, quote_spanned};
use syn::Generics;

/// A network, or what a residual block holds.
pub struct Links<'c> {
    pub library: TokenStream,
    pub generics: &'c Generics,
    pub name: Ident,
    pub trace: Ident,
    /// `NetGradient`, for a network that is not, or may not be, trained as a whole.
    pub gradient: Ident,
    /// Whether it is; `None` where that is up to a network among its stages.
    pub is_whole: Option<bool>,
    /// How many stages stand below the lowest that is trained.
    pub untrained: usize,
    /// `f32`, and `__NetScalar`: the same type, if all stages fit.
    pub scalar: Ident,
    pub checked: Ident,
    /// `__Judged`: the same type, if the loss fits too.
    pub judged: Ident,
    pub input: Size,
    pub output: Size,
    /// `const __WIDTH1: usize = …;` for each width that is neither a literal nor a parameter.
    pub widths: TokenStream,
    /// Whether it stands in a residual block.
    pub is_block: bool,
    pub links: Vec<Link<'c>>,
}

/// One stage.
pub struct Link<'c> {
    pub stage: &'c Stage,
    pub span: Span,
    /// The name of its field among the passes.
    pub field: Ident,
    /// The type of its field: `Dense<relu, f32, 2, 3>`.
    pub ty: TokenStream,
    /// `__Layer1`, its name among the passes. A type with const parameters goes without.
    pub alias: Option<Ident>,
    pub input: Size,
    pub output: Size,
    /// `__Layer1 as Layer<__NetScalar, 2, 3>`, all of it where the stage stands.
    pub layer: TokenStream,
    /// `Dense<relu, f32, 2, 3> as Layer<f32, 2, 3>`, for the gate. The stages of a residual block
    /// have a gate of their own.
    pub asked: Option<TokenStream>,
    /// The chain in a residual block.
    pub inner: Option<Links<'c>>,
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
        let mut widths = Widths::new(library, chain);
        let input = widths.size.clone();
        let mut links = Links {
            library: at(generated(), library),
            generics,
            name: name.clone(),
            trace: format_ident!("{name}Trace"),
            gradient: format_ident!("{name}Gradient"),
            is_whole: chain.is_whole(),
            // where all are frozen, that has been reported
            untrained: chain.untrained().min(chain.stages.len().saturating_sub(1)),
            scalar: scalar.clone(),
            checked: format_ident!("__{name}Scalar", span = generated()),
            judged: Ident::new("__Judged", generated()),
            input: input.clone(),
            output: input,
            widths: TokenStream::new(),
            is_block: chain.is_block,
            links: vec![],
        };
        for (stage, (_, output)) in chain.stages.iter().zip(chain.shapes()) {
            let input = links.output;
            let mut behind = chain.stages.iter().skip(links.links.len() + 1);
            let is_end = behind.all(Stage::keeps_width);
            // where as many values come out as go in, the width keeps its name
            links.output = match stage.keeps_width() {
                true => input.clone(),
                false => widths.next(&output, is_end),
            };
            let link = links.link(stage, input, links.output.clone());
            links.links.push(link);
        }
        links.widths = widths.definitions;
        links
    }

    fn link(&self, stage: &'c Stage, input: Size, output: Size) -> Link<'c> {
        let place = here(stage.span);
        let library = at(place, &self.library);
        let scalar = at(place, &self.scalar.to_token_stream());
        let dense = |activation, input: &TokenStream, output: &TokenStream| {
            let activation = function(&library, "activation", activation);
            quote_spanned!(place=> #library::Dense<#activation, #scalar, #input, #output>)
        };
        let (ty, asked, inner) = match &stage.kind {
            Kind::Dense { activation, .. } => {
                let asked = dense(activation, &input.asked, &output.asked);
                (
                    dense(activation, &input.shown, &output.shown),
                    Some(asked),
                    None,
                )
            }
            Kind::Network(path) => {
                let path = path.to_token_stream();
                (path.clone(), Some(path), None)
            }
            Kind::Residual(chain) => {
                let field = tokens::pascal_case(&stage.field);
                let name = format_ident!("{}{field}", self.name, span = self.name.span());
                let arguments = self.generics.split_for_impl().1;
                let block = Links::new(&library, self.generics, &name, &self.scalar, chain);
                let ty = quote_spanned!(place=> #library::Residual<#name #arguments>);
                (ty, None, Some(block))
            }
            Kind::Other { word, .. } => {
                let checked = at(place, &self.checked.to_token_stream());
                let word = function(&library, "stage", word);
                let layer_of = |scalar: &TokenStream, width: &TokenStream| quote_spanned!(place=> <#word as #library::stage::Stage<#scalar, #width>>::Layer);
                let asked = layer_of(&scalar, &input.asked);
                (layer_of(&checked, &input.shown), Some(asked), None)
            }
        };
        // how it is trained does not change whether it fits
        let ty = match stage.training {
            Training::All => ty,
            Training::Biases => quote_spanned!(place=> #library::BiasOnly<#ty>),
            Training::Nothing => quote_spanned!(place=> #library::Frozen<#ty>),
        };
        let asked = asked.map(|ty| {
            let (input, output) = (&input.asked, &output.asked);
            quote_spanned!(place=> #ty as #library::Layer<#scalar, #input, #output>)
        });
        let number = self.links.len() + 1;
        let is_generic = !self.generics.params.is_empty();
        let alias = (!is_generic).then(|| format_ident!("__Layer{number}", span = place));
        let mut field = stage.field.clone();
        field.set_span(place);
        let mut link = Link {
            stage,
            field,
            span: stage.span,
            ty,
            alias,
            input,
            output,
            layer: TokenStream::new(),
            asked,
            inner,
        };
        link.layer = link.layer_of(&library, &self.checked);
        link
    }

    /// The stage that the outputs come from. There is at least one.
    pub fn last(&self) -> &Link<'c> {
        &self.links[self.links.len() - 1]
    }

    /// The stages that the trace has a field for, and their numbers from 0 on.
    /// Of the layers below the lowest that is trained only the outputs of the last are kept.
    pub fn kept(&self) -> impl Iterator<Item = (usize, &Link<'_>)> {
        let from = self.untrained.saturating_sub(1);
        self.links.iter().enumerate().skip(from)
    }

    /// Room for values of some samples, which the next line fills:
    ///
    /// ```text
    /// let mut delta1 = MaybeUninit::uninit();
    /// let delta1 = Block::unsaid(&mut delta1);
    /// ```
    pub fn room(&self, name: &Ident) -> TokenStream {
        let (place, library) = (name.span(), at(name.span(), &self.library));
        quote_spanned! {place=>
            let mut #name = #library::__private::core::mem::MaybeUninit::uninit();
            let #name = #library::kernel::Block::unsaid(&mut #name);
        }
    }

    /// Where gradients are added up: `Self`, or a type with less in it.
    pub fn gradient_type(&self, scalar: &Ident) -> TokenStream {
        let (library, input, output) = (&self.library, &self.input.name, &self.output.name);
        match self.is_whole {
            Some(true) => quote_spanned!(generated()=> Self),
            Some(false) => {
                let (name, arguments) = (&self.gradient, self.generics.split_for_impl().1);
                quote_spanned!(generated()=> #name #arguments)
            }
            None => quote_spanned! {generated()=>
                <Self as #library::Layer<#scalar, #input, #output>>::Gradient
            },
        }
    }

    /// `<H, L>`: the arguments of the trace.
    pub fn trace_arguments(&self, layout: TokenStream) -> TokenStream {
        let names = self
            .generics
            .const_params()
            .map(|parameter| &parameter.ident);
        quote_spanned!(generated()=> <#(#names,)* #layout>)
    }
}

impl Link<'_> {
    /// `__Layer1 as Layer<__NetScalar, 2, 3>`
    pub fn layer_of(&self, library: &TokenStream, scalar: &Ident) -> TokenStream {
        let place = here(self.span);
        let (library, scalar) = (at(place, library), at(place, &scalar.to_token_stream()));
        let (input, output) = (at(place, &self.input.name), at(place, &self.output.name));
        let ty = match &self.alias {
            Some(alias) => alias.to_token_stream(),
            None => self.ty.clone(),
        };
        quote_spanned!(place=> #ty as #library::Layer<#scalar, #input, #output>)
    }

    /// `Dense<relu, f32, 2, 3> as Layer<__NetScalar, 2, 3>`, for what users read.
    pub fn shown(&self, library: &TokenStream, scalar: &Ident) -> TokenStream {
        let place = here(self.span);
        let (library, scalar) = (at(place, library), at(place, &scalar.to_token_stream()));
        let (ty, input, output) = (&self.ty, &self.input.shown, &self.output.shown);
        quote_spanned!(place=> #ty as #library::Layer<#scalar, #input, #output>)
    }

    /// A name that belongs to the passes, at the place of the stage: a message about an expression
    /// is placed on all of its words.
    pub fn name(&self, name: &str) -> Ident {
        Ident::new(name, here(self.span))
    }

    /// A local variable, by what it holds and the number of its layer: `delta2`.
    pub fn local(&self, name: &str, number: usize) -> Ident {
        tokens::local(name, number, self.span)
    }
}
