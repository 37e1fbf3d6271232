//~ Normalized: no loss is known for the output activation `Normalized`
use typed_nn::network;

mod my {
    use typed_nn::Scalar;
    use typed_nn::activation::{Activation, KeepOutput};

    pub struct Normalized;
    impl Activation for Normalized {
        type Keep = KeepOutput;
        fn forward<T: Scalar>(_: &mut [T]) {}
        fn chain<T: Scalar>(_: &[T], _: &[T], _: &mut [T]) {}
    }
}

network! {
    struct Net< 2 => relu 3 => my::Normalized 2 >
}

fn main() {
    Net::new(1);
}
