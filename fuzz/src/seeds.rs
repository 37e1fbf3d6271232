//! What the fuzzer begins with.

/// Files that are good, each with the target that it is for, and its name.
pub fn seeds() -> impl Iterator<Item = (&'static str, &'static str, Vec<u8>)> {
    let of = |target, files: Vec<_>| {
        files
            .into_iter()
            .map(move |(name, bytes)| (target, name, bytes))
    };
    of("safetensors", super::safetensors::files())
        .chain(of("checkpoint", super::checkpoint::files()))
}
