//! Finds identifiers in text: `cargo run --release --example scan -- [--label LABEL] < FILE`.
//!
//! Prints a line of JSON for each: class, confidence, first byte, the byte after the last, mask. The value is not printed.

use std::io::{self, ErrorKind, Read, Write};
use std::process::ExitCode;

use naiki::personal::identifiers::{Context, scan};

const USAGE: &str = "usage: scan [--label LABEL] < TEXT";

fn main() -> ExitCode {
    match label(std::env::args_os().skip(1).map(std::ffi::OsString::into_string)) {
        Ok(Some(label)) => answer(&label),
        Ok(None) => {
            println!("{USAGE}");
            ExitCode::SUCCESS
        }
        Err(why) => fail(&format!("{why}\n{USAGE}")),
    }
}

/// The label among the arguments; `None` when help is asked for.
fn label(mut words: impl Iterator<Item = Result<String, std::ffi::OsString>>) -> Result<Option<String>, String> {
    let mut label = String::new();
    while let Some(word) = words.next() {
        match word.as_deref() {
            Ok("--label") => {
                let given = words.next().ok_or("`--label` needs the label of the field after it")?;
                label = given.map_err(|_| "the label is not UTF-8")?;
            }
            Ok("-h" | "--help") => return Ok(None),
            Ok(other) => return Err(format!("`{other}` is not understood")),
            Err(_) => return Err("an argument is not UTF-8".to_owned()),
        }
    }
    Ok(Some(label))
}

fn answer(label: &str) -> ExitCode {
    let mut bytes = Vec::new();
    if let Err(why) = io::stdin().lock().read_to_end(&mut bytes) {
        return fail(&format!("standard input cannot be read: {why}"));
    }
    let text = match std::str::from_utf8(&bytes) {
        Ok(text) => text,
        Err(why) => return fail(&format!("standard input is not UTF-8 (byte {})", why.valid_up_to())),
    };
    let mut out = io::BufWriter::new(io::stdout().lock());
    for find in scan(text, Context::of_label(label)) {
        let written =
            serde_json::to_writer(&mut out, &find).map_err(io::Error::from).and_then(|()| out.write_all(b"\n"));
        if let Err(why) = written.and_then(|()| out.flush()) {
            // Who reads no further has seen enough: `| head`.
            return if why.kind() == ErrorKind::BrokenPipe { ExitCode::SUCCESS } else { fail(&why.to_string()) };
        }
    }
    ExitCode::SUCCESS
}

fn fail(why: &str) -> ExitCode {
    eprintln!("scan: {why}");
    ExitCode::from(2)
}
