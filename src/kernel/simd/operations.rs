/// Methods of one expression each, made of instructions that the witness stands for.
#[allow(unused_macros)]
macro_rules! operations {
    ($($name:ident $(<const $n:ident>)? ($($arg:ident: $t:ty),*) -> $r:ty = $value:expr;)*) => {$(
        #[inline(always)]
        fn $name $(<const $n: i32>)? (self, $($arg: $t),*) -> $r {
            // SAFETY: `self` exists only where the processor has the instructions
            unsafe { $value }
        }
    )*};
}
#[allow(unused_imports)]
pub(super) use operations;
