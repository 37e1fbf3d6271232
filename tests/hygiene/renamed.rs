//! The dependency has another name, and no prelude brings names into scope.
#![no_implicit_prelude]

mod inner {
    ::nets::network! {
        /// Documented.
        #[derive(::core::clone::Clone, ::core::fmt::Debug)]
        pub(crate) struct Net: f64<
            2 => relu 3 => { tanh 4 => linear 3 } + skip => leaky_relu(0.1) 2 => tanh 2
        > loss = huber, params <= 100
    }
    ::nets::network! { pub(super) struct Outer: f64< 2 => self::Net => sigmoid 1 > }
    ::nets::network! { pub(in crate::inner) struct Wide<const H: usize>< 2 => tanh H => linear 1 > }

    pub(crate) fn wide() -> f32 {
        Wide::<4>::new(1).forward([0.0, 0.0])[0]
    }
}

fn main() {
    let (net, mut gradient) = (inner::Outer::new(1), inner::Outer::ZERO);
    let loss = net.gradient([0.0, 1.0], true, &mut gradient);
    ::std::assert!(loss > 0.0 && inner::wide() == 0.0);
    ::std::assert_eq!(inner::Net::PARAMS, inner::Net::summary().total().params);
    ::std::assert!(::nets::network!(< 1 => tanh 1 > seed = 3).forward([0.0])[0] == 0.0);
}
