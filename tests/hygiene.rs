//! Networks in other people's crates: whatever their edition, their lints and their names.

mod support;

use support::{Workspace, errors, repository};

/// A program of `tests/hygiene`, the edition it is written in, and what it calls the library.
const PROGRAMS: [(&str, &str, &str); 9] = [
    ("strict", "2024", "typed-nn"),
    ("strict", "2018", "typed-nn"),
    ("renamed", "2024", "nets"),
    ("renamed", "2018", "nets"),
    ("names", "2024", "typed-nn"),
    ("names", "2018", "typed-nn"),
    ("places", "2021", "typed-nn"),
    ("macros", "2021", "typed-nn"),
    ("macros", "2024", "typed-nn"),
];

#[test]
fn networks_live_in_every_crate() {
    live("hygiene", "", &PROGRAMS);
}

/// What the features add to a network neither needs the features' crates nor breaks a lint.
#[test]
fn with_every_feature_too() {
    live(
        "hygiene_features",
        "features = [\"serde\", \"bytemuck\"], ",
        &PROGRAMS,
    );
}

/// Builds programs against the library with some features, and runs them.
fn live(folder: &str, features: &str, programs: &[(&str, &str, &str)]) {
    let mut workspace = Workspace::new(folder, "");
    let name = |source: &str, edition: &str| format!("{source}_{edition}");
    for &(source, edition, library) in programs {
        let path = repository().join(format!("tests/hygiene/{source}.rs"));
        let dependency = format!(
            "{library} = {{ {features}path = {:?}, package = \"typed-nn\" }}",
            repository()
        );
        workspace.add(
            &name(source, edition),
            edition,
            &dependency,
            path.to_str().unwrap(),
        );
    }
    let workspace = workspace.finish();
    let built = workspace.cargo(&["build", "--keep-going"]);
    let said = errors(&built);
    assert!(built.status.success(), "{said}");
    assert!(!said.contains("warning"), "{said}");
    for &(source, edition, _) in programs {
        let ran = workspace.run("debug", &name(source, edition));
        assert!(
            ran.status.success(),
            "{source}, {edition}: {}",
            errors(&ran)
        );
    }
}
