//! Texts that stand beside the program. In two languages they are a fifth of a wasm, which its boot script
//! would carry a third longer in base64.
//!
//! They are written where they are said, by type, in both languages. With the feature `beside` a [`Text`](super::Text) is a number
//! made of them, a test writes all of them to `plugin/texts.tsv`, and the boot script hands over those whose numbers stand in
//! the wasm (`plugin/embed.mjs`) before anything is said.

use std::sync::OnceLock;

use super::Lang;

/// One line of the file: the key, the Japanese, the English text.
type Line = (u32, &'static str, &'static str);

static GIVEN: OnceLock<Vec<Line>> = OnceLock::new();

/// Takes the file of texts, once and for the life of the program; a second one is not taken.
pub fn give(file: String) {
    GIVEN.get_or_init(|| read(file.leak()));
}

/// The number of a text: FNV-1a of both languages. A test holds that no two texts share one.
pub const fn key(ja: &str, en: &str) -> u32 {
    add(add(0x811c_9dc5, ja.as_bytes()), en.as_bytes())
}

const fn add(mut hash: u32, mut bytes: &[u8]) -> u32 {
    while let Some((first, rest)) = bytes.split_first() {
        hash = (hash ^ *first as u32).wrapping_mul(0x0100_0193);
        bytes = rest;
    }
    hash
}

/// Reads the file: a line a text, in order of their keys; cells are separated by tabs, line ends are written `\n`.
pub fn read(file: &'static str) -> Vec<Line> {
    file.split('\n').filter_map(line).collect()
}

fn line(line: &'static str) -> Option<Line> {
    let (key, texts) = line.split_once('\t')?;
    let (ja, en) = texts.split_once('\t')?;
    Some((key.parse().ok()?, ja, en))
}

/// What was given for a text; empty for one that is not in the file.
pub fn of(at: u32, lang: Lang) -> &'static str {
    let lines = GIVEN.get().map(Vec::as_slice).unwrap_or_default();
    let found = lines.binary_search_by_key(&at, |line| line.0).ok().and_then(|place| lines.get(place));
    found.map_or("", |(_, ja, en)| if lang == Lang::En { en } else { ja })
}
