//! A network declared by a macro of the user's, from fragments of every kind.
#![deny(unused)]

macro_rules! by_literals {
    ($visibility:vis $name:ident: $scalar:ident, $input:literal => $hidden:literal => $output:literal) => {
        typed_nn::network! {
            $visibility struct $name: $scalar< $input => relu $hidden => softmax $output >
        }
    };
}
by_literals!(pub(crate) Literals: f64, 2 => 3 => 2);

macro_rules! by_expressions {
    ($(#[$attribute:meta])* $name:ident, $input:expr, $hidden:expr) => {
        typed_nn::network! {
            $(#[$attribute])* struct $name< $input => relu $hidden => tanh { $hidden + 1 } => softmax 2 >
        }
    };
}
by_expressions!(#[derive(Clone)] Expressions, 2, 3);
by_expressions!(#[derive(Clone)] Computed, 2, 1 + 2);

macro_rules! by_tokens {
    ($name:ident, $($stages:tt)*) => {
        typed_nn::network! { struct $name< $($stages)* > loss = cross_entropy }
    };
}
by_tokens!(Tokens, 2 => relu 3 => { tanh 4 => linear 3 } + skip => softmax 2);

macro_rules! by_layers {
    ($name:ident, $input:tt $(, $activation:ident $width:tt)*) => {
        typed_nn::network! { struct $name< $input $(=> $activation $width)* > loss = huber }
    };
}
by_layers!(Layers, 2, relu 3, tanh 4, linear 2);

macro_rules! by_paths {
    ($name:ident, $encoder:path, $activation:path, $loss:ident, $budget:literal) => {
        typed_nn::network! {
            struct $name< 2 => $encoder => $activation 3 => softmax 2 > loss = $loss, params <= $budget
        }
    };
}
by_paths!(Paths, crate::Layers, typed_nn::activation::relu, cross_entropy, 100);

macro_rules! by_types {
    ($name:ident, $encoder:ty) => {
        typed_nn::network! { struct $name< 2 => $encoder => softmax 2 > }
    };
}
by_types!(Types, Layers);

macro_rules! by_blocks {
    ($name:ident, $width:block) => {
        typed_nn::network! { struct $name< 2 => relu $width => softmax 2 > }
    };
}
by_blocks!(Blocks, { 2 + 3 });

macro_rules! generic {
    ($name:ident<$width:ident>) => {
        typed_nn::network! { struct $name<const $width: usize>< 2 => relu $width => softmax 2 > }
    };
}
generic!(Generic<H>);

macro_rules! expression {
    ($input:literal, $seed:expr) => {
        typed_nn::network!(< $input => tanh 3 => linear 1 > seed = $seed)
    };
}

macro_rules! hygienic {
    () => {
        const WIDTH: usize = 4;
        typed_nn::network! { struct Hygienic< 2 => relu WIDTH => softmax 2 > }
    };
}
hygienic!();

fn main() {
    assert_eq!(Literals::PARAMS, 17);
    assert_eq!(Expressions::PARAMS, 9 + 16 + 10);
    assert_eq!(Computed::PARAMS, Expressions::PARAMS);
    assert_eq!(Tokens::PARAMS, 9 + 16 + 15 + 8);
    assert_eq!(Layers::PARAMS, 9 + 16 + 10);
    assert_eq!(Paths::PARAMS, Layers::PARAMS + 17);
    assert_eq!(Types::PARAMS, Layers::PARAMS + 6);
    assert_eq!(Blocks::PARAMS, 15 + 12);
    assert_eq!(Generic::<3>::PARAMS, 17);
    assert_eq!(Hygienic::PARAMS, 12 + 10);
    assert!(expression!(1, 40 + 2).forward([1.0])[0].is_finite());
}
