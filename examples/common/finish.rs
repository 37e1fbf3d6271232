//! How the examples end.

use std::error::Error;
use std::process::ExitCode;

/// Says what went wrong in a sentence; returning the error from `main` would print its `Debug`.
pub fn finish(result: Result<(), Box<dyn Error>>) -> ExitCode {
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}
