#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| typed_nn_fuzz::onnx(bytes));
