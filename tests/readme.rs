//! What the README shows is what the library prints.

use typed_nn::network;

const README: &str = include_str!("../README.md");
const HIDDEN: usize = 16;

network! { struct Encoder< 8 => tanh HIDDEN => tanh 4 > }
network! {
    struct Monitor<
        8 => Encoder
          => { leaky_relu(0.02) 8 => linear 4 } + skip
          => output: softmax 3
    >
}

/// The declaration above is the README's; so is its table.
#[test]
fn the_summary_is_the_one_that_is_printed() {
    let table = Monitor::summary().to_string();
    assert!(
        README.contains(&format!("```text\n{table}\n```")),
        "the README lacks\n{table}"
    );
}

/// `<!-- tests/ui/name.stderr -->` stands above each compile error. A line `…` stands for lines
/// that are left out.
#[test]
fn compile_errors_are_the_ones_that_rustc_prints() {
    let mut shown = 0;
    for place in README.split("<!-- ").skip(1) {
        let (file, rest) = place
            .split_once(" -->\n```text\n")
            .expect("a block behind the comment");
        let (block, _) = rest.split_once("\n```").expect("the end of the block");
        let path = format!("{}/{file}", env!("CARGO_MANIFEST_DIR"));
        let printed = std::fs::read_to_string(&path).expect(&path);
        let mut from = 0;
        for part in block.split("\n…\n") {
            let at = printed[from..].find(part.trim_end_matches("\n…"));
            from += at.unwrap_or_else(|| panic!("{file} does not say\n{part}"));
        }
        shown += 1;
    }
    assert!(shown >= 3, "the README shows {shown} compile errors");
}
