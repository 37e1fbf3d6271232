//! Mistakes and what the compiler says of them: a file of `tests/ui` for each.
//!
//! A case begins with a line `//~ word: message` for every error that it gets. The word is the part
//! of the source that rustc underlines (its first line; ` or ` where compilers differ), the message a
//! part of the text; ` … ` in it leaves something out. That much holds under every compiler, for all cases are built once. Under
//! the one that the repository is pinned to, the whole text is compared with the `.stderr` beside the
//! case; `TRYBUILD=overwrite cargo test --test ui` writes it anew.

use serde_json::Value;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

/// The compiler whose very words are kept.
const PINNED: &str = "rustc 1.95.0 ";

/// An error as rustc reports it.
struct Report {
    /// What is underlined.
    place: String,
    /// The text as it is shown.
    text: String,
}

#[test]
fn exact_text() {
    let rustc = env::var("RUSTC").unwrap_or("rustc".into());
    let version = Command::new(rustc).arg("--version").output().unwrap();
    if String::from_utf8_lossy(&version.stdout).starts_with(PINNED) {
        trybuild::TestCases::new().compile_fail("tests/ui/*.rs");
    }
}

#[test]
fn one_error_on_the_word_that_is_wrong() {
    let reports = build();
    let complaints = |folder: &str| {
        let cases = cases(folder).into_iter();
        let judged = cases.map(|case| (name(&case), judge(&case, &reports)));
        judged.collect::<BTreeMap<_, _>>()
    };
    let found: Vec<_> = complaints("ui").into_values().flatten().collect();
    assert!(found.is_empty(), "{}", found.join("\n"));

    // the judge itself: a case that compiles, other words, another place, one error too many
    let control = complaints("ui_control");
    assert!(
        control.len() == 4 && control.values().all(|found| found.len() == 1),
        "{control:?}"
    );
}

/// The errors of every case, by its name: one build of a package that has them all as programs.
fn build() -> BTreeMap<String, Vec<Report>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let package = Path::new(env!("CARGO_TARGET_TMPDIR")).join("ui");
    fs::create_dir_all(&package).unwrap();
    let mut manifest = format!(
        "[package]\nname = \"ui\"\nedition = \"2024\"\n\n[workspace]\n\n\
         [dependencies]\ntyped-nn = {{ path = {root:?} }}\n"
    );
    for case in cases("ui").into_iter().chain(cases("ui_control")) {
        manifest += &format!("\n[[bin]]\nname = {:?}\npath = {case:?}\n", name(&case));
    }
    fs::write(package.join("Cargo.toml"), manifest).unwrap();
    fs::copy(root.join("Cargo.lock"), package.join("Cargo.lock")).unwrap();
    let check = [
        "check",
        "--offline",
        "--keep-going",
        "--message-format=json",
    ];
    let output = Command::new(env!("CARGO"))
        .args(check)
        .env("CARGO_TARGET_DIR", package.join("target"))
        // with it, rustc reports an error anew for each item that it is in, and cargo hides that
        .env("CARGO_INCREMENTAL", "0")
        .current_dir(&package)
        .output()
        .unwrap();
    let messages = String::from_utf8_lossy(&output.stdout).into_owned();
    let mut reports = BTreeMap::<_, Vec<_>>::new();
    for line in messages.lines() {
        let line: Value = serde_json::from_str(line).unwrap();
        let message = &line["message"];
        // that the errors end the build is no error of its own
        if message["level"] == "error" && message["spans"] != Value::Array(vec![]) {
            let target = line["target"]["name"].as_str().unwrap().to_string();
            let report = report(message, &target);
            reports.entry(target).or_default().push(report);
        }
    }
    let log = String::from_utf8_lossy(&output.stderr);
    assert!(
        reports.contains_key("width_zero"),
        "the cases were not built:\n{log}"
    );
    reports
}

fn report(message: &Value, case: &str) -> Report {
    let spans = message["spans"].as_array().unwrap();
    let mut span = spans
        .iter()
        .find(|span| span["is_primary"] == true)
        .unwrap();
    // what is placed in the library is shown where the case calls it
    while name(Path::new(span["file_name"].as_str().unwrap())) != case {
        span = &span["expansion"]["span"];
    }
    let line = &span["text"][0];
    let column = |of: &str| line[of].as_u64().unwrap() as usize - 1;
    let (start, end) = (column("highlight_start"), column("highlight_end"));
    let letters = line["text"].as_str().unwrap().chars();
    Report {
        place: letters.skip(start).take(end - start).collect(),
        text: message["rendered"].as_str().unwrap().to_string(),
    }
}

/// What is wrong with a case: its errors are not those that it announces.
fn judge(case: &Path, reports: &BTreeMap<String, Vec<Report>>) -> Vec<String> {
    let (name, source) = (name(case), fs::read_to_string(case).unwrap());
    let announced: Vec<_> = source
        .lines()
        .map_while(|line| line.strip_prefix("//~ "))
        .collect();
    let reports = reports.get(&name).map_or(&[][..], Vec::as_slice);
    let mut complaints = vec![];
    if announced.is_empty() || announced.len() != reports.len() {
        let (promised, found) = (announced.len(), reports.len());
        let mut texts = reports.iter().map(|report| report.text.as_str());
        let texts: String = texts.by_ref().collect();
        return vec![format!(
            "{name}: {promised} errors are announced, {found} reported\n{texts}"
        )];
    }
    for line in announced {
        let (word, words) = line.split_once(": ").expect("`//~ word: message`");
        let is_it = |report: &Report| {
            word.split(" or ").any(|word| word == report.place) && has(&report.text, words)
        };
        if !reports.iter().any(is_it) {
            let texts = reports.iter().map(|report| {
                let Report { place, text } = report;
                format!("at `{place}`:\n{text}")
            });
            let texts: String = texts.collect();
            complaints.push(format!("{name}: no error says `{line}`\n{texts}"));
        }
    }
    complaints
}

/// Whether the parts of `words` stand in `text`, one after the other.
fn has(text: &str, words: &str) -> bool {
    let mut rest = text;
    words.split(" … ").all(|part| match rest.split_once(part) {
        Some((_, behind)) => {
            rest = behind;
            true
        }
        None => false,
    })
}

fn name(case: &Path) -> String {
    case.file_stem().unwrap().to_string_lossy().into_owned()
}

fn cases(folder: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests")
        .join(folder);
    let files = fs::read_dir(folder)
        .unwrap()
        .map(|file| file.unwrap().path());
    let mut cases: Vec<_> = files
        .filter(|file| file.extension().is_some_and(|e| e == "rs"))
        .collect();
    cases.sort();
    cases
}
