//! On bare metal: networks that run and learn in a program without the standard library, without an
//! allocator, and without a single call that could panic.
//!
//! `tests/no_std/program.rs` hands every panic to a function that exists nowhere, so it links only
//! if the optimiser has proved that there is none.

mod support;

use support::{Workspace, errors, repository};

/// The levels that firmware is built at.
const PROFILES: [(&str, &str); 3] = [("speed", "3"), ("size", "\"s\""), ("tiny", "\"z\"")];

#[test]
#[cfg_attr(not(target_os = "linux"), ignore = "links the way Linux does")]
fn no_panic_is_left_in_networks_that_learn() {
    let library = format!(
        "typed-nn = {{ path = {:?}, default-features = false }}",
        repository()
    );
    let source = |name: &str| {
        let path = repository().join("tests/no_std").join(name);
        path.to_str().unwrap().to_owned()
    };
    let mut settings = String::new();
    for (profile, level) in PROFILES {
        settings += &format!(
            "[profile.{profile}]\ninherits = \"release\"\nopt-level = {level}\n\
             panic = \"abort\"\nlto = true\ncodegen-units = 1\n\n"
        );
    }
    let mut workspace = Workspace::new("no_std", &settings);
    workspace.add("program", "2024", &library, &source("program.rs"));
    workspace.add("can_panic", "2024", &library, &source("can_panic.rs"));
    let workspace = workspace.finish();

    for (profile, _) in PROFILES {
        let build = |name| workspace.cargo(&["build", "--profile", profile, "--package", name]);
        let built = build("program");
        assert!(built.status.success(), "{profile}: {}", errors(&built));
        let code = workspace.run(profile, "program").status.code();
        assert_eq!(code, Some(0), "{profile}: what failed, see `main`");

        // the test sees a panic where there is one
        let built = build("can_panic");
        assert!(
            !built.status.success(),
            "{profile}: an index out of bounds was not noticed"
        );
        assert!(
            errors(&built).contains("this_program_can_panic"),
            "{profile}: {}",
            errors(&built)
        );
    }
}
