//! A program that is asked to work.

use measure::Job;
use serde_json::Value;
use std::error::Error;
use std::io::{BufRead, BufReader, Write};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

pub struct Participant {
    pub name: String,
    pub version: String,
    child: Child,
    requests: ChildStdin,
    answers: BufReader<ChildStdout>,
}

impl Participant {
    /// Starts a program, given as `name=command and its words`.
    pub fn start(words: &str) -> Result<Self, Box<dyn Error>> {
        let (name, command) = words.split_once('=').ok_or("needs `name=command`")?;
        let mut words = command.split_whitespace();
        let mut child = Command::new(words.next().ok_or("no command")?)
            .args(words)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .map_err(|error| format!("{name}: cannot start {command}: {error}"))?;
        let (requests, answers) = (child.stdin.take(), child.stdout.take());
        let mut this = Self {
            name: name.to_owned(),
            version: String::new(),
            child,
            requests: requests.ok_or("no input")?,
            answers: BufReader::new(answers.ok_or("no output")?),
        };
        let answer = this.ask("version")?;
        let version = answer["version"].as_str();
        this.version = version
            .ok_or(format!("{name} has no version: {answer}"))?
            .to_owned();
        Ok(this)
    }

    /// Asks for something, and waits for the answer; nothing if it cannot do such work.
    pub fn ask_for(&mut self, what: &str, job: &Job) -> Result<Option<Value>, Box<dyn Error>> {
        let Job { net, work, batch } = job;
        let answer = self.ask(&format!("{what} {} {} {batch}", net.name, work.name()))?;
        Ok(if answer["cannot"] == true {
            None
        } else {
            Some(answer)
        })
    }

    fn ask(&mut self, request: &str) -> Result<Value, Box<dyn Error>> {
        let ended = |error: &dyn std::fmt::Display| {
            format!("{} has ended at `{request}`: {error}", self.name)
        };
        writeln!(self.requests, "{request}").map_err(|error| ended(&error))?;
        let mut line = String::new();
        self.answers.read_line(&mut line)?;
        let answer: Value = serde_json::from_str(&line).map_err(|error| ended(&error))?;
        match answer.get("error") {
            Some(error) => Err(format!("{}: {error}", self.name).into()),
            None => Ok(answer),
        }
    }
}

impl Drop for Participant {
    fn drop(&mut self) {
        let _ = self.child.kill(); // it may have ended by itself
        let _ = self.child.wait();
    }
}
