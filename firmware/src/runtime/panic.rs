//! The proof that nothing can panic: the handler calls what nobody defines, so that a program links only if
//! the optimiser has found every panic to be out of reach.

#[cfg(not(feature = "allow-panic"))]
#[panic_handler]
fn panic(_: &core::panic::PanicInfo) -> ! {
    unsafe extern "C" {
        fn a_panic_path_is_left() -> !;
    }
    // SAFETY: never called
    unsafe { a_panic_path_is_left() }
}

#[cfg(feature = "allow-panic")]
#[panic_handler]
fn panic(_: &core::panic::PanicInfo) -> ! {
    super::exit(101)
}
