//! Every mistake that the macro itself finds: the word it is placed on and what is said of it.

use super::mistakes;

/// The one mistake in a declaration.
#[track_caller]
fn assert_says(declaration: &str, place: &str, message: &str) {
    let expected = [(place.to_string(), message.to_string())];
    assert_eq!(mistakes(declaration), expected, "{declaration}");
}

#[test]
fn the_head() {
    let form = "a network is declared as `pub struct Name< 2 => relu 3 => softmax 2 >`, or without \
                a name as `< 2 => relu 3 => softmax 2 >`";
    assert_says("enum Net< 2 => relu 3 >", "enum", form);
    assert_says("pub Net< 2 => relu 3 >", "Net", form);
    let name = "the network needs a name, as in `struct Name< 2 => relu 3 >`";
    assert_says("struct < 2 => relu 3 >", "struct", name);
    let layers = "expected the layers, as in `struct Net< 2 => relu 3 => softmax 2 >`";
    assert_says("struct Net", "Net", layers);
    assert_says("struct Net { 2 => relu 3 }", "{", layers);
    let widths = "a network can be generic over widths only: `<const H: usize>`";
    assert_says("struct Net<T>< 2 => relu 3 >", "T", widths);
    assert_says("struct Net<'a>< 2 => relu 3 >", "'a", widths);
    let usize = "a width is a `usize`: write `const H: usize`";
    assert_says("struct Net<const H: u8>< 2 => relu 3 >", "H", usize);
    let repr = "how a network lies in memory is fixed: it is its parameters and nothing else";
    assert_says("#[repr(packed)] struct Net< 2 => relu 3 >", "repr", repr);
}

#[test]
fn the_scalar() {
    let other = "a network computes in `f32` or `f64`, not in `f16`";
    assert_says("struct Net: f16 < 2 => relu 3 >", "f16", other);
    let none = "a network computes in `f32` or `f64`: write one of them here";
    assert_says("struct Net: < 2 => relu 3 >", "<", none);
    let behind = "the scalar stands behind the name, as in `struct Name: f64 < 2 => relu 3 >`";
    assert_says("struct Net< 2 => relu 3 >: f64", ":", behind);
}

#[test]
fn the_arrows() {
    let missing = "expected `=>` and a further layer, or `>` to close the network";
    assert_says("struct Net< 2 relu 3 >", "relu", missing);
    assert_says("struct Net< 2 => relu 3 tanh 2 >", "tanh", missing);
    let nowhere = "`=>` leads nowhere: a layer such as `relu 3` must follow";
    assert_says("struct Net< 2 => relu 3 => >", "=>", nowhere);
    assert_says("struct Net< 2 => => relu 3 >", "=>", nowhere);
    let thin = "layers are joined by `=>`, not by `->`";
    assert_says("struct Net< 2 -> relu 3 >", "->", thin);
    let comma = "layers are joined by `=>`, not by `,`; options such as `loss = …` stand behind \
                 the closing `>`";
    assert_says("struct Net< 2 => relu 3, loss = huber >", ",", comma);
    let open = "the network is not closed: `>` is missing behind its last layer";
    assert_says("struct Net< 2 => relu 3", "<", open);
}

#[test]
fn what_is_trained() {
    let alone = "`frozen` stands before a layer, as in `frozen relu 3`";
    assert_says("struct Net< 2 => frozen => softmax 2 >", "frozen", alone);
    assert_says("struct Net< 2 => frozen 3 => softmax 2 >", "frozen", alone);
    let biases = "`bias_only` stands before a layer, as in `bias_only relu 3`";
    assert_says("struct Net< 2 => bias_only >", "bias_only", biases);
    let twice = "`frozen` is written twice";
    assert_says(
        "struct Net< 2 => frozen frozen relu 3 => relu 2 >",
        "frozen",
        twice,
    );
    let both = "a layer is either `frozen` or `bias_only`, not both";
    assert_says(
        "struct Net< 2 => frozen bias_only relu 3 => relu 2 >",
        "bias_only",
        both,
    );
    let before = "`frozen` stands before the whole layer, as in `frozen relu 3`";
    assert_says(
        "struct Net< 2 => relu frozen 3 => relu 2 >",
        "frozen",
        before,
    );
    let name = "a layer's name stands before `frozen`, as in `hidden: frozen relu 3`";
    assert_says(
        "struct Net< 2 => frozen hidden: relu 3 => relu 2 >",
        "hidden",
        name,
    );
    let all = "every layer is frozen, so there is nothing to train: leave `frozen` out before one of them, \
               or before all if the network is not to be trained anyway";
    assert_says(
        "struct Net< 2 => frozen relu 3 => frozen relu 2 >",
        "frozen",
        all,
    );
    let unknown = "before a layer may stand `frozen` or `bias_only`, not `froze`";
    assert_says(
        "struct Net< 2 => froze relu 3 => relu 2 >",
        "froze",
        unknown,
    );
    let block = "every layer of this block is frozen: write `frozen` before its braces instead";
    assert_says(
        "struct Net< 2 => { frozen relu 2 } + skip => relu 2 >",
        "frozen",
        block,
    );
}

#[test]
fn the_widths() {
    let at = |width: &str| format!("struct Net< 2 => relu {width} => softmax 2 >");
    let zero = "a width of zero: every layer needs at least one unit";
    assert_says(&at("0"), "0", zero);
    assert_says("struct Net< 0 => relu 3 >", "0", zero);
    assert_says(&at("-3"), "-", "a width cannot be negative");
    let whole = "a width is a whole number of units, not `3.5`";
    assert_says(&at("3.5"), "3.5", whole);
    assert_says(
        &at("3usize"),
        "3usize",
        "a width is a plain number: write `3`",
    );
    let large = "a width may be at most 16777216";
    assert_says(&at("16777217"), "16777217", large);
    assert_says(&at("99999999999999999999"), "99999999999999999999", large);
    assert_says(&at("{}"), "{}", "the width in the braces is missing");
    let expression = "expected an expression, such as `2 * N`";
    assert_says(&at("{ 2 3 }"), "3", expression);
    let first = "the width stands behind its activation, as in `relu 3`";
    assert_says("struct Net< 2 => 3 relu >", "relu", first);
    let which = "which activation? write `linear 3` for none";
    assert_says("struct Net< 2 => 3 >", "3", which);
    let inputs = "the number of inputs is missing, as in `< 2 => relu 3 >`";
    assert_says("struct Net< => relu 3 >", "<", inputs);
    let layer = "a network needs at least one layer, as in `< 2 => relu 3 >`";
    assert_says("struct Net< 2 >", "2", layer);
    let many = "281474993487872 parameters are more than the 1073741824 there may be";
    assert_says("struct Net< 16777216 => relu 16777216 >", "<", many);
}

#[test]
fn the_numbers() {
    let at = |number: &str| format!("struct Net< 2 => elu({number}) 3 >");
    let string = "`elu` takes a number, such as 0.1, not `\"1\"`";
    assert_says(&at("\"1\""), "\"1\"", string);
    assert_says(
        &at("true"),
        "true",
        "`elu` takes a number, such as 0.1, not `true`",
    );
}

#[test]
fn the_const_parameters() {
    let net = |stages: &str| format!("struct Net<const H: usize, const K: usize>< 2 => {stages} >");
    let compute = "a const parameter stands for a width only by itself: Rust cannot compute with \
                   `H` here; declare a further parameter for this width";
    assert_says(&net("relu { H + 1 }"), "H", compute);
    assert_says(&net("elu(H) 3"), "H", compute);
    let inside = "the sizes of a network within a network are numbers: Rust cannot compute with \
                  `H` here; write one, as in `Policy<16>`";
    assert_says(&net("Policy<H>"), "H", inside);
    let behind = "the network `Encoder` takes a number of values, not `H`: a layer whose width is \
                  that number must stand before it";
    assert_says(&net("relu H => Encoder"), "Encoder", behind);
    assert_says(&net("relu H => { Encoder } + skip"), "Encoder", behind);
}

#[test]
fn the_residual_blocks() {
    let ends = |begin: &str, end: &str| {
        format!("a residual block ends as wide as it begins: {begin} values go in, {end} come out")
    };
    assert_says(
        "struct Net< 4 => { relu 8 => linear 6 } + skip >",
        "6",
        &ends("4", "6"),
    );
    let net = |stages: &str| format!("struct Net<const H: usize, const K: usize>< {stages} >");
    assert_says(
        &net("H => { relu 8 => linear K } + skip"),
        "K",
        &ends("H", "K"),
    );
    assert_says(
        &net("H => { relu 8 => linear 4 } + skip"),
        "4",
        &ends("H", "4"),
    );
    assert_says(
        &net("4 => { relu 8 => linear H } + skip"),
        "H",
        &ends("4", "H"),
    );
    let jump = "expected `skip` after `+`, not `jump`";
    assert_says("struct Net< 4 => { relu 4 } + jump >", "jump", jump);
    assert_says(
        "struct Net< 4 => {} + skip >",
        "{",
        "a residual block needs at least one layer",
    );
    let braces = "braces here hold a residual block, as in `{ relu 8 => linear 4 } + skip`; before \
                  a computed width stands its activation, as in `relu { 2 * N }`";
    assert_says("struct Net< 4 => { relu 4 } >", "{", braces);
}

#[test]
fn the_names() {
    let twice = "two layers are called `a`";
    assert_says("struct Net< 2 => a: relu 3 => a: relu 3 >", "a", twice);
    let default = "two layers are called `layer2`";
    assert_says(
        "struct Net< 2 => layer2: relu 3 => relu 3 >",
        "layer2",
        default,
    );
    let numbers = "the network `Encoder` takes no numbers in parentheses";
    assert_says("struct Net< 2 => Encoder(3) >", "Encoder", numbers);
}

#[test]
fn the_options() {
    let net = |options: &str| format!("struct Net< 2 => relu 3 > {options}");
    let unknown = "there is no option `losss`: the options are `loss = …`, `weights = …`, `params <= …`, \
                   `flash <= …`, `ram <= …`, `macs <= …`";
    assert_says(&net("losss = huber"), "losss", unknown);
    let seed = "there is no option `sead`: the options are `loss = …`, `seed = …`, `params <= …`, \
                `flash <= …`, `ram <= …`, `macs <= …`";
    assert_says("< 2 => relu 3 > sead = 1", "sead", seed);
    let twice = "the option `loss` is given twice";
    assert_says(&net("loss = huber, loss = hinge"), "loss", twice);
    let sign = "`loss` is followed by `=`, as in `loss = cross_entropy`";
    assert_says(&net("loss: huber"), "loss", sign);
    assert_says(
        &net("loss = "),
        "",
        "expected a loss, as in `loss = cross_entropy`",
    );
    let sign = "`params` is followed by `<=`, as in `params <= 1000`";
    assert_says(&net("params = 9"), "params", sign);
    let budget = "a budget is a whole number of parameters, as in `params <= 1000`";
    assert_says(&net("params <= \"many\""), "\"many\"", budget);
    assert_says(&net("params <= -1"), "-1", budget);
    let bytes = "a budget is a whole number of bytes, as in `flash <= 4096`";
    assert_says(&net("flash <= 4.5"), "4.5", bytes);
    let sign = "`ram` is followed by `<=`, as in `ram <= 1024`";
    assert_says(&net("ram < 9"), "ram", sign);
    let macs = "the option `macs` is given twice";
    assert_says(&net("macs <= 9, macs <= 10"), "macs", macs);
    let exceeded = "`Net` has 9 parameters, more than its budget of 8";
    assert_says(&net("params <= 8"), "8", exceeded);
    let named = "a named network takes its seed where it is made: `Name::new(seed)`";
    assert_says(&net("seed = 7"), "seed", named);
    assert_says(
        "< 2 => relu 3 > seed = ",
        "seed",
        "`seed` needs a number, as in `seed = 7`",
    );
    let option = "expected an option: `loss = …`, `params <= …` or `weights = …`";
    assert_says(&net("7"), "7", option);
    let second = "nothing may follow the network: a second one has its own `network!`";
    assert_says(&net("; struct Other< 2 => relu 3 >"), "struct", second);
}

#[test]
fn all_at_once() {
    let found = mistakes(
        "struct Net: f16 < 0 => relu -3 => a: 4 => a: softmax 2.5 => > losss = huber, \
         params <= true",
    );
    let places: Vec<_> = found.iter().map(|(place, _)| place.as_str()).collect();
    assert_eq!(
        places,
        ["=>", "f16", "0", "-", "4", "a", "2.5", "losss", "true"]
    );
}
