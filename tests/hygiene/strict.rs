//! Every lint that a careful crate may have turned into an error.
#![forbid(unsafe_code)]
#![deny(missing_docs, unused, warnings, nonstandard_style, future_incompatible)]
#![deny(
    rust_2018_idioms,
    rust_2021_compatibility,
    rust_2024_compatibility,
    let_underscore
)]
#![deny(
    missing_copy_implementations,
    missing_debug_implementations,
    unreachable_pub,
    single_use_lifetimes,
    trivial_casts,
    trivial_numeric_casts,
    unused_qualifications,
    elided_lifetimes_in_paths,
    unused_lifetimes,
    unused_results,
    unused_import_braces,
    unused_macro_rules,
    explicit_outlives_requirements,
    absolute_paths_not_starting_with_crate,
    ambiguous_negative_literals,
    meta_variable_misuse,
    non_ascii_idents,
    redundant_imports,
    redundant_lifetimes,
    unit_bindings,
    unsafe_op_in_unsafe_fn,
    variant_size_differences,
    macro_use_extern_crate,
    if_let_rescope,
    keyword_idents,
    tail_expr_drop_order,
    impl_trait_overcaptures
)]

use typed_nn::network;

network! {
    /// A network with all that a declaration can have.
    #[derive(Clone, Debug, PartialEq)]
    pub struct Everything: f64<
        4 => first: relu 8 => { tanh 9 => linear 8 } + skip => Encoder => leaky_relu(0.02) 4
          => softmax 3
    > loss = cross_entropy(0.1), params <= 1000
}

network! {
    /// Another network.
    #[derive(Clone, Copy, Debug, PartialEq)]
    pub struct Encoder: f64< 8 => gelu 5 >
}

network! {
    /// As wide as asked.
    #[derive(Clone, Debug)]
    pub struct Wide<const H: usize>< 2 => tanh H => linear 1 >
}

network! {
    /// Parts of it stay as they are.
    #[derive(Clone, Debug)]
    pub struct Partly<const H: usize>: f64<
        8 => scaler: standardize => frozen Encoder => bias_only tanh H => layer_norm() => dropout(0.2) => frozen { relu 3 => linear H } + skip => softmax 2
    >
}

const WIDTH: usize = 2;

network! { struct Computed< WIDTH => relu { 2 * WIDTH } => tanh 2 => { relu { WIDTH + 1 } => linear 2 } + skip > }

network! { struct Unused< 2 => tanh 3 => linear 1 > }

fn main() {
    assert!(Everything::new(1).forward([0.0; 4])[0] > 0.0);
    assert_eq!(Computed::OUT, 2);
    assert_eq!(Wide::<7>::PARAMS, 29);
    assert!(PartlyGradient::<4>::ZERO.layer3.bias[0] == 0.0);
    assert!(network!(< 1 => tanh 1 >).forward([0.0])[0].abs() < 1.0);
}
