// A panic is a link error; the program has C's `memcpy` and its like, and nothing else.

#[panic_handler]
fn panic(_: &core::panic::PanicInfo) -> ! {
    unsafe extern "C" {
        fn this_program_can_panic() -> !;
    }
    // SAFETY: there is no such function: a program that calls it does not exist
    unsafe { this_program_can_panic() }
}

#[link(name = "c")]
unsafe extern "C" {}
