//! Every form of the grammar is Rust code in the end.

use super::{mistakes, tokens};
use crate::expanded;

#[test]
fn every_form() {
    for declaration in [
        "struct Net< 2 => relu 3 >",
        "struct Net< 2 => relu 3 >;",
        "/// Docs.\n#[derive(Clone)] pub(crate) struct Net: f64 < 2 => relu 3 => softmax 2 >",
        "struct Net< 2 => hidden: relu 3 => my::swish 4 => ::other::swish 2 => crate::act 2 >",
        "struct Net< { P::IN } => relu N => tanh sizes::N => relu { 2 * N } >",
        "struct Net< 2 => leaky_relu(0.02) 3 => elu(-1) 3 => elu(SLOPE) 3 => elu(2.0 * S) 3 >",
        "struct Net<const H: usize>< 2 => relu H => softmax 2 >",
        "struct Net<const H: usize, const K: usize>< H => relu { K } => linear H >",
        "struct Net< 4 => Encoder => head: my::Head => Policy<16> >",
        "struct Net< 4 => { relu 8 => linear 4 } + skip => softmax 2 >",
        "struct Net< 4 => block: { { relu 8 => linear 4 } + skip => tanh 4 } + skip >",
        "struct Net<const H: usize>< 2 => relu H => { tanh 8 => linear H } + skip => softmax 2 >",
        "struct Net< 2 => relu 3 > loss = mean_squared",
        "struct Net< 2 => standardize => relu 3 => layer_norm() => dropout(0.2) => softmax 2 >",
        "struct Net< 2 => scaler: standardize => n: frozen layer_norm(1e-3) => self::whiten() => relu 2 >",
        "struct Net<const H: usize>< 2 => relu H => { layer_norm() } + skip => softmax 2 >",
        "struct Net< 2 => frozen relu 3 => bias_only relu 4 => softmax 2 >",
        "struct Net< 2 => a: frozen Encoder => frozen self::swish 3 => frozen { relu 3 } + skip => softmax 2 >",
        "struct Net<const H: usize>< 2 => frozen relu H => bias_only { tanh H } + skip => softmax 2 >",
        "struct Net< 2 => relu 3 > loss = huber(0.5), params <= 100,",
        "struct Net< 2 => relu 3 > params <= 100, loss = my::loss",
        "< 2 => relu 3 => softmax 2 >",
        ": f64 < 2 => relu 3 > seed = 7, loss = huber",
        "< 2 => Policy<16>>",
    ] {
        assert_eq!(mistakes(declaration), [], "{declaration}");
        let code = expanded(tokens(declaration));
        let is_item = declaration.contains("struct");
        let parsed = match is_item {
            true => syn::parse2::<syn::File>(code).map(drop),
            false => syn::parse2::<syn::Expr>(code).map(drop),
        };
        assert!(parsed.is_ok(), "{declaration}: {parsed:?}");
    }
}
