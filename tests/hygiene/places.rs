//! A network stands wherever an item may, and as often as it likes.
#![deny(unused, unreachable_pub)]

use typed_nn::network;

mod private {
    typed_nn::network! { pub(super) struct Net< 2 => first: relu 3 => second: softmax 2 > }
    typed_nn::network! { pub(crate) struct Twin< 2 => first: relu 3 => second: softmax 2 > }
}

mod parentheses {
    typed_nn::network!(pub struct Net< 2 => relu 3 => softmax 2 >);
    typed_nn::network! [ pub struct Other< 2 => relu 3 => softmax 2 >; ];
}

fn generic<S: Default + PartialOrd, const H: usize>(of: S) -> f32 {
    network! { struct Net< 2 => relu 3 => linear 1 > }
    network! { struct Sized<const W: usize>< 2 => relu W => linear 1 > }
    let limit = if of > S::default() { 1.0 } else { 0.0 };
    Net::new(1).forward([limit, limit])[0] + Sized::<H>::new(1).forward([limit, limit])[0]
}

struct Owner {
    net: private::Net,
    memory: [private::Twin; 2],
}

impl Owner {
    const LATER: Self = Self {
        net: private::Net::ZERO,
        memory: [private::Twin::ZERO; 2],
    };

    fn answer(&self) -> f32 {
        network! { struct Net< 2 => tanh 3 => linear 1 > }
        Net::new(3).forward(self.net.forward([1.0, 2.0]))[0]
            + self.memory[1].forward([1.0, 2.0])[0]
    }
}

static NET: parentheses::Net = parentheses::Net::ZERO;
const OTHER: parentheses::Other = parentheses::Other::ZERO;

fn main() {
    assert!(generic::<_, 4>(1.0).is_finite());
    assert!(Owner::LATER.answer().is_finite());
    assert_eq!(NET.forward([1.0, 2.0]), OTHER.forward([1.0, 2.0]));
    let closure = |x: f32| network!(< 1 => tanh 4 => linear 1 > seed = 2).forward([x])[0];
    assert!(closure(1.0).is_finite());
    {
        network! { struct Local< 1 => tanh 1 > }
        assert_eq!(Local::PARAMS, 2);
    }
    let tests = [1, 2].map(|k| network!(: f64 < 1 => tanh 4 => linear 1 > seed = k).forward([1.0]));
    assert!(tests[0] != tests[1]);
}
