//! What the tests share: where data lies, and how a generated file is compared or rewritten.
#![cfg(not(target_arch = "wasm32"))]

use std::path::{Path, PathBuf};

pub mod audited;
pub mod city;
pub mod entry;
pub mod form;
pub mod screen;
pub mod values;

/// The root of the repository.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_owned()
}

/// A file of the shared data beside the repository; `None`, said aloud, where it is absent.
pub fn shared(path: &str) -> Option<PathBuf> {
    let file = root().parent().unwrap().join("shared").join(path);
    if file.exists() {
        return Some(file);
    }
    println!("SKIPPED: no ../shared/{path} beside the repository");
    None
}

/// Holds a generated file equal to what its data says; `UPDATE=1` rewrites it.
pub fn generated(path: &str, text: &str) {
    generated_bytes(path, text.as_bytes());
}

/// The same for a file that is no text.
pub fn generated_bytes(path: &str, bytes: &[u8]) {
    let file = root().join(path);
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(&file, bytes).unwrap();
    }
    let found = std::fs::read(&file).unwrap_or_default();
    assert!(found == bytes, "{path} is not what its data says: run `UPDATE=1 cargo test -p tests`");
}

/// Holds what people read equal to what was read and accepted, in `tests/golden`; `INSTA_UPDATE=always` rewrites it.
pub fn accepted(name: &str, text: &str) {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(root().join("tests/golden"));
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!(name, text));
}
