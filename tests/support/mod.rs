//! Small crates, written into the target directory and built there by the cargo that runs the test.
//!
//! They are built without a network: all that they depend on was built for the test already.

use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// Crates that share a workspace and a target directory.
pub struct Workspace {
    root: PathBuf,
    manifest: String,
    members: Vec<String>,
}

impl Workspace {
    /// An empty workspace of this name; `settings` go into its manifest.
    pub fn new(name: &str, settings: &str) -> Self {
        let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        Self {
            root,
            manifest: settings.to_owned(),
            members: vec![],
        }
    }

    /// Adds a program of one source file; `dependencies` are lines of its manifest.
    pub fn add(&mut self, name: &str, edition: &str, dependencies: &str, source: &str) {
        let manifest = format!(
            "[package]\nname = \"{name}\"\nedition = \"{edition}\"\n\n\
             [[bin]]\nname = \"{name}\"\npath = {source:?}\ntest = false\n\n\
             [dependencies]\n{dependencies}\n"
        );
        write(&self.root.join(name).join("Cargo.toml"), &manifest);
        self.members.push(name.to_owned());
    }

    /// Writes the workspace down, with the versions that the library itself is built with.
    pub fn finish(mut self) -> Self {
        writeln!(
            self.manifest,
            "[workspace]\nresolver = \"2\"\nmembers = {:?}",
            self.members
        )
        .unwrap();
        write(&self.root.join("Cargo.toml"), &self.manifest);
        let lock = fs::read_to_string(repository().join("Cargo.lock")).unwrap();
        write(&self.root.join("Cargo.lock"), &lock);
        self
    }

    /// Runs cargo in the workspace.
    pub fn cargo(&self, arguments: &[&str]) -> Output {
        Command::new(env!("CARGO"))
            .current_dir(&self.root)
            .args(arguments)
            .arg("--offline")
            .env("CARGO_TARGET_DIR", self.root.join("target"))
            .env("CARGO_TERM_COLOR", "never")
            .env_remove("RUSTFLAGS")
            .env_remove("CARGO_ENCODED_RUSTFLAGS")
            .output()
            .unwrap()
    }

    /// Runs a program that was built into `profile`.
    pub fn run(&self, profile: &str, name: &str) -> Output {
        let program = format!("{name}{}", std::env::consts::EXE_SUFFIX);
        Command::new(self.root.join("target").join(profile).join(program))
            .output()
            .unwrap()
    }
}

/// The directory of the library, for its own tests and those of a package in it.
pub fn repository() -> &'static Path {
    let package = Path::new(env!("CARGO_MANIFEST_DIR"));
    match package.parent() {
        Some(parent) if parent.join("nn-macros").is_dir() => parent,
        _ => package,
    }
}

/// What a program wrote to its standard error.
pub fn errors(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// Writes a file if it is not there in this form already: an untouched file is not built again.
fn write(path: &Path, text: &str) {
    if fs::read_to_string(path).is_ok_and(|old| old == text) {
        return;
    }
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}
