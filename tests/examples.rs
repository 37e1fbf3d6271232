//! Every example runs and says what it promises.
//!
//! The examples are built as this test was built and run from where they lie. None of them has a
//! terminal here, so that none may show a progress bar.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::OnceLock;

/// The folder of the built examples, beside that of this test. Cargo builds them with a plain
/// `cargo test`, but not with `cargo test --test examples`.
fn built() -> &'static Path {
    static FOLDER: OnceLock<PathBuf> = OnceLock::new();
    FOLDER.get_or_init(|| {
        let test = std::env::current_exe().unwrap();
        let folder = test.ancestors().nth(2).unwrap(); // target/debug/deps/examples-…
        let profile = match folder.file_name().unwrap().to_str().unwrap() {
            "debug" => "dev",
            other => other,
        };
        let cargo = std::env::var_os("CARGO").unwrap_or("cargo".into());
        let built = Command::new(cargo)
            .current_dir(env!("CARGO_MANIFEST_DIR"))
            .args(["build", "--quiet", "--examples", "--profile", profile])
            .status();
        assert!(built.unwrap().success(), "the examples do not build");
        folder.join("examples")
    })
}

fn run(example: &str, arguments: &[&str]) -> Output {
    let program = built()
        .join(example)
        .with_extension(std::env::consts::EXE_EXTENSION);
    Command::new(program).args(arguments).output().unwrap()
}

/// What an example prints that succeeds and has nothing to complain of.
fn printed(example: &str, arguments: &[&str]) -> String {
    let output = run(example, arguments);
    let complaints = String::from_utf8(output.stderr).unwrap();
    assert!(
        output.status.success(),
        "{example} {arguments:?}: {complaints}"
    );
    assert_eq!(complaints, "", "{example} {arguments:?}");
    let printed = String::from_utf8(output.stdout).unwrap();
    assert!(!printed.contains(['\r', '\x1b']), "{example}: {printed:?}");
    printed
}

/// Fails unless all of `words` stand in `text`, in this order.
#[track_caller]
fn assert_says(text: &str, words: &[&str]) {
    let mut rest = text;
    for word in words {
        let Some((_, behind)) = rest.split_once(word) else {
            panic!("`{word}` is missing, or not in its place, in\n{text}");
        };
        rest = behind;
    }
}

/// What an example that must fail complains of.
fn complaint(example: &str, arguments: &[&str]) -> String {
    let output = run(example, arguments);
    assert!(!output.status.success(), "{example} {arguments:?} succeeds");
    let complaint = String::from_utf8(output.stderr).unwrap();
    assert!(!complaint.contains("panicked"), "{complaint}");
    complaint
}

/// A place for a picture, of this test only.
fn picture(name: &str) -> String {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("examples");
    folder.join(name).to_str().unwrap().to_string()
}

#[test]
fn digits() {
    let picture = picture("digits.svg");
    let _ = std::fs::remove_file(&picture);
    let printed = printed("digits", &["--epochs", "1", "--picture", &picture]);
    assert_says(
        &printed,
        &[
            "Reader: f32, 64 inputs",
            "softmax 10",
            "6570",
            "1297 digits",
            "500",
            "test accuracy",
            "seed 0",
            " 9 |",
            &picture,
        ],
    );
    let svg = std::fs::read_to_string(&picture).unwrap();
    for word in [
        "<svg",
        "handwritten digits",
        "Loss",
        "(nats)",
        "Accuracy",
        "(%)",
        "epoch",
        "training",
        "test",
        "Read wrongly",
        "read as",
    ] {
        assert!(svg.contains(word), "`{word}` is missing in the picture");
    }
    assert!(!svg.contains("NaN") && !svg.contains("inf"));
}

#[test]
#[cfg_attr(
    debug_assertions,
    ignore = "ten trainings: seconds in release, minutes in debug"
)]
fn digits_are_read_for_every_seed() {
    let mut accuracies: Vec<f64> = (0..10)
        .map(|seed| {
            let printed = printed(
                "digits",
                &[
                    "--seed",
                    &seed.to_string(),
                    "--picture",
                    &picture(&format!("{seed}.svg")),
                ],
            );
            let (_, behind) = printed.split_once("test accuracy ").unwrap();
            behind.split(' ').next().unwrap().parse().unwrap()
        })
        .collect();
    accuracies.sort_by(f64::total_cmp);
    assert!(accuracies[0] >= 97.0, "{accuracies:?}");
}

#[test]
fn classes_and_a_number_from_tables() {
    for (example, words, drawn) in [
        (
            "breast_cancer",
            [
                "Diagnosis: f32, 30 inputs",
                "400 tumours",
                "169",
                "test accuracy 9",
            ],
            "tumours told apart",
        ),
        (
            "wine",
            [
                "Grower: f32, 13 inputs",
                "120 wines",
                "58",
                "test accuracy ",
            ],
            "wines told apart",
        ),
        (
            "diabetes",
            [
                "Progression: f32, 10 inputs",
                "300 patients",
                "142",
                "R² 0.",
            ],
            "guessed (points)",
        ),
        (
            "motions",
            [
                "Activity: f32, 12 inputs",
                "360 windows",
                "360",
                "test accuracy 9",
            ],
            "told apart",
        ),
    ] {
        let file = picture(&format!("{example}.svg"));
        let _ = std::fs::remove_file(&file);
        let printed = printed(example, &["--epochs", "40", "--picture", &file]);
        assert_says(&printed, &words);
        assert_says(&printed, &["trained", &file]);
        let svg = std::fs::read_to_string(&file).unwrap();
        assert_says(&svg, &["<svg", "Loss", "epoch", "</svg>"]);
        assert!(svg.contains(drawn), "`{drawn}` is missing in the picture");
        assert!(!svg.contains("NaN") && !svg.contains("inf"));

        let missing = complaint(example, &["--data", "no/such/file"]);
        assert_says(&missing, &["no/such/file", "examples/data/README.md"]);
        assert_says(
            &complaint(example, &["--data", "Cargo.toml"]),
            &["Cargo.toml"],
        );
        assert_says(&complaint(example, &["--epochs", "0"]), &["0", "--epochs"]);
    }
}

#[test]
fn scores_of_some_seeds() {
    let printed = printed("wine", &["--epochs", "30", "--seeds", "3"]);
    assert_says(
        &printed,
        &["test accuracy (%) of each seed: ", ", ", ", ", "; mean "],
    );
}

/// What is frozen takes no memory, and the head alone makes up for a watch that is worn otherwise.
#[test]
fn personalise() {
    let printed = printed("personalise", &["--turned"]);
    assert_says(
        &printed,
        &["Whole: f32, 12 inputs", "360 windows", "RAM (bytes)"],
    );
    let row = |choice: &str| -> Vec<f32> {
        let line = printed
            .lines()
            .find(|line| line.starts_with(choice))
            .unwrap();
        let numbers = line[choice.len()..].split_whitespace();
        numbers.filter_map(|number| number.parse().ok()).collect()
    };
    let (whole, biases, head) = (row("everything"), row("biases and head"), row("head "));
    for row in [&whole, &biases, &head] {
        let [.., before, after] = row[..] else {
            panic!("{printed}")
        };
        assert!(before < 85.0 && after > 88.0, "{printed}");
    }
    assert_eq!([whole[0], biases[0], head[0]], [664.0, 88.0, 52.0]);
    assert!(
        head[4] < 1000.0 && biases[4] < 2000.0 && whole[4] > 10_000.0,
        "{printed}"
    );
}

#[test]
fn help() {
    for (example, words) in [
        (
            "digits",
            ["--epochs", "--seed", "--picture", "--data"].as_slice(),
        ),
        ("iris", &["--regress", "--epochs", "--seed", "--data"]),
        ("sub_network", &["--epochs", "--seed"]),
        (
            "wine",
            &["--epochs", "--seed", "--seeds", "--picture", "--data"],
        ),
        (
            "personalise",
            &["--turned", "--epochs", "--seed", "--data", "--export"],
        ),
    ] {
        assert_says(&printed(example, &["--help"]), words);
    }
}

#[test]
fn wrong_arguments_are_named() {
    for example in ["digits", "iris", "sub_network"] {
        assert_says(
            &complaint(example, &["--epochs", "many"]),
            &["many", "--epochs"],
        );
        assert_says(&complaint(example, &["--epochs", "0"]), &["0", "--epochs"]);
        assert_says(&complaint(example, &["--seed", "-1"]), &["-1"]);
        assert_says(&complaint(example, &["--epoch5"]), &["--epoch5"]);
    }
}

#[test]
fn files_that_fail_are_named() {
    for example in ["digits", "iris"] {
        let missing = complaint(example, &["--data", "no/such/file"]);
        assert_says(&missing, &["no/such/file", "examples/data/README.md"]);
        let wrong = complaint(example, &["--data", "Cargo.toml"]);
        assert_says(&wrong, &["Cargo.toml"]);
    }
    // a file is no folder
    let inside_a_file = format!("{}/Cargo.toml/digits.svg", env!("CARGO_MANIFEST_DIR"));
    let arguments = ["--epochs", "1", "--picture", &inside_a_file];
    assert_says(&complaint("digits", &arguments), &["Cargo.toml/digits.svg"]);
}

#[test]
fn xor() {
    let printed = printed("xor", &[]);
    assert_says(
        &printed,
        &[
            "with relu",
            "with linear",
            "loss",
            "straight line",
            "ln 2 = 0.693",
        ],
    );
    let loss = printed
        .lines()
        .find(|line| line.starts_with("loss"))
        .unwrap();
    let losses: Vec<f32> = loss
        .split_whitespace()
        .skip(1)
        .map(|loss| loss.parse().unwrap())
        .collect();
    assert!(losses[0] < 0.01 && losses[1] > 0.69, "{losses:?}");
}

/// The numbers are those of the article and what follows from them (shown to six decimals).
#[test]
fn chain_rule() {
    let stages = ["INPUT", "FORWARD", "LOSS", "DERIVATIVE", "BACK", "STEP"];
    let numbers = [
        "0.51",
        "0.562915",
        "0.574627",
        "-1.776468",
        "-0.437085",
        "-0.091788",
        "-0.039338",
        "-0.024914",
        "0.574627 to 0.524006",
    ];
    let printed = printed("chain_rule", &[]);
    assert_says(&printed, &stages);
    assert_says(&printed, &numbers);
    assert_says(
        &printed,
        &[
            "∂L/∂W₃",
            "∂L/∂b₃",
            "∂L/∂W₂",
            "∂L/∂b₂",
            "∂L/∂W₁",
            "∂L/∂b₁",
            "∂L/∂x",
        ],
    );
}

#[test]
fn iris() {
    let classes = printed("iris", &[]);
    assert_says(
        &classes,
        &[
            "Species: f32, 4 inputs",
            "test accuracy 9",
            "of 50 flowers",
            "virginica",
        ],
    );
    let numbers = printed("iris", &["--regress"]);
    assert_says(
        &numbers,
        &[
            "PetalWidth: f32, 3 inputs",
            "mean error 0.1",
            "cm, R² 0.9",
            "guessed (cm)",
        ],
    );
}

#[test]
fn sub_network() {
    let printed = printed("sub_network", &[]);
    assert_says(
        &printed,
        &[
            "Encoder: f32, 3 inputs",
            "same in both: true",
            "88 parameters",
            "156",
            "accuracy of the species: 9",
            "width: 0.1",
        ],
    );
}

#[test]
fn custom_activation() {
    let printed = printed("custom_activation", &[]);
    assert_says(
        &printed,
        &[
            "slope of bent is right",
            "slope of swish(1.5) is right",
            "all 97 parameters is right",
            "y = x²",
        ],
    );
}

#[test]
fn pole() {
    let file = picture("pole.svg");
    for angle in ["5", "-8", "0"] {
        let printed = printed("pole", &["--angle", angle, "--picture", &file]);
        assert_says(
            &printed,
            &[
                "Policy: f32, 5 inputs",
                "0.0 s",
                "10.0 s",
                "still upright",
                &file,
            ],
        );
    }
    let drawn = std::fs::read_to_string(&file).unwrap();
    assert_says(
        &drawn,
        &["<svg", "1.75 s", "pole (degrees", "cart (m)", "</svg>"],
    );
    // no policy holds a pole that lies on the ground
    let printed = printed("pole", &["--angle", "80", "--picture", &file]);
    assert_says(&printed, &["has fallen"]);
    assert_says(
        &complaint("pole", &["--angle", "flat"]),
        &["flat", "--angle", "-90 to 90"],
    );
    let inside_a_file = format!("{}/Cargo.toml/pole.svg", env!("CARGO_MANIFEST_DIR"));
    assert_says(
        &complaint("pole", &["--picture", &inside_a_file]),
        &["Cargo.toml/pole.svg"],
    );
}
