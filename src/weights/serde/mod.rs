//! Networks in every format that serde knows: JSON, RON, postcard, …
//!
//! Where people read it, a layer's tensors stand under its name, a row for each output:
//!
//! ```text
//! { "topology": "8f0c…", "layers": { "layer1": { "weight": [[0.5, -1.0]], "bias": [0.25] } } }
//! ```
//!
//! Other formats get the hash of the topology and all parameters in the order of
//! [`as_slice`](crate::Parameters::as_slice), of a length that both sides know. Neither way allocates.

mod read;
mod write;

pub use read::deserialize;
pub use write::serialize;

/// What the whole is called, and its two fields.
const NAME: &str = "Network";
const FIELDS: [&str; 2] = ["topology", "layers"];

/// `impl Serialize for Net` and `impl Deserialize for Net`.
#[doc(hidden)]
#[macro_export]
macro_rules! __with_serde {
    ({$($parameters:tt)*} {$name:ty} {$($bounds:tt)*}) => {
        impl<$($parameters)*> $crate::__private::serde::Serialize for $name
        where
            $($bounds)*
        {
            fn serialize<__S: $crate::__private::serde::Serializer>(
                &self,
                serializer: __S,
            ) -> $crate::__private::core::result::Result<__S::Ok, __S::Error> {
                $crate::__private::serialize(self, serializer)
            }
        }
        impl<'__de, $($parameters)*> $crate::__private::serde::Deserialize<'__de> for $name
        where
            $($bounds)*
        {
            fn deserialize<__D: $crate::__private::serde::Deserializer<'__de>>(
                deserializer: __D,
            ) -> $crate::__private::core::result::Result<Self, __D::Error> {
                $crate::__private::deserialize(deserializer)
            }
        }
    };
}
