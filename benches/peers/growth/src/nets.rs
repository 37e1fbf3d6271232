//! Three layers of one width each.

use crate::passes::{self, Square, Work};
use measure::Pass;
use typed_nn::{Network, network};

/// A network that can be measured.
pub struct Net {
    pub width: usize,
    pub parameters: usize,
    pub pass: for<'a> fn(&'a [f32], Work, usize) -> Box<dyn Pass + 'a>,
}

macro_rules! nets {
    ($($width:literal $net:ident)*) => {
        $(
            network! { pub struct $net< $width => relu $width => relu $width => linear $width > }

            impl Square for $net {
                type Values = [f32; $width];
                const ZEROS: [f32; $width] = [0.0; $width];

                fn values(memory: &[f32]) -> &[[f32; $width]] {
                    memory.as_chunks().0
                }
                fn one(&self, input: &[f32; $width]) -> [f32; $width] {
                    self.forward(input).into()
                }
                fn many(&self, inputs: &[[f32; $width]], outputs: &mut [[f32; $width]]) {
                    self.forward_batch(inputs, outputs).expect("as many outputs as inputs");
                }
                fn slopes(&self, input: &[f32; $width], target: &[f32; $width], gradient: &mut Self) -> f32 {
                    self.gradient(input, target, gradient)
                }
                fn many_slopes(&self, inputs: &[[f32; $width]], targets: &[[f32; $width]], gradient: &mut Self) -> f32 {
                    self.gradient_batch(inputs, targets, gradient).expect("as many targets as inputs")
                }
            }
        )*

        pub const ALL: &[Net] = &[$(
            Net {
                width: $width,
                parameters: <$net as Network>::FLASH_BYTES / 4,
                pass: passes::pass::<$net>,
            },
        )*];
    };
}
nets! {
    1 N1 2 N2 3 N3 4 N4 6 N6 8 N8 12 N12 16 N16 24 N24 32 N32 48 N48 64 N64 96 N96 128 N128 192 N192 256 N256
    384 N384 512 N512 768 N768 1024 N1024 1448 N1448 1826 N1826
}
