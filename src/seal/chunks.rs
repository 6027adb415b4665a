//! A document in plugin settings: kintone takes strings of at most 65,535 characters, 256 KB together
//! (`kintone-js-api.md` §6).

use crate::text::sorted::Sorted;

/// The longest chunk, in UTF-16 units: room is left for a host that counts otherwise.
const CHUNK: usize = 60_000;
/// The most that all values together may take, in bytes of UTF-8.
pub const TOTAL: usize = 256 * 1024;

/// Why a document cannot be had from the settings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Damage {
    /// There is none.
    Absent,
    /// A chunk is missing, or the sum does not fit.
    Damaged,
    /// It was written by a newer version of this plugin.
    Newer,
}

/// Splits a document into the settings `name`, `name.0`, `name.1`, ... Under its own name stand the version of the
/// format, the number of chunks, and the sum.
pub fn split(name: &str, document: &str) -> Sorted<String, String> {
    let mut chunks = vec![String::new()];
    let mut units = 0;
    for c in document.chars() {
        if units + c.len_utf16() > CHUNK {
            chunks.push(String::new());
            units = 0;
        }
        units += c.len_utf16();
        if let Some(chunk) = chunks.last_mut() {
            chunk.push(c);
        }
    }
    let head = format!("{} {} {}", super::SCHEMA, chunks.len(), sum(document));
    let mut out = Sorted::new();
    out.insert(name.to_owned(), head);
    out.extend(chunks.into_iter().enumerate().map(|(index, chunk)| (format!("{name}.{index}"), chunk)));
    out
}

/// Puts a document together again.
///
/// # Errors
/// When there is none, or it is damaged or newer than we are.
pub fn join(name: &str, config: &Sorted<String, String>) -> Result<String, Damage> {
    let head = config.get(name).ok_or(Damage::Absent)?;
    let (schema, rest) = head.split_once(' ').unwrap_or((head, ""));
    // The version first: what else stands in a newer head is not known.
    if schema.parse::<u32>().map_err(|_| Damage::Damaged)? > super::SCHEMA {
        return Err(Damage::Newer);
    }
    let (chunks, given) = rest.split_once(' ').ok_or(Damage::Damaged)?;
    let chunks: usize = chunks.parse().map_err(|_| Damage::Damaged)?;
    let mut document = String::new();
    for index in 0..chunks {
        // A count that lies must not make us loop: the first chunk that is missing ends it.
        document.push_str(config.get(&format!("{name}.{index}")).ok_or(Damage::Damaged)?);
    }
    if sum(&document) == given { Ok(document) } else { Err(Damage::Damaged) }
}

/// Whether settings fit into what kintone takes.
pub fn fits(config: &Sorted<String, String>) -> bool {
    size(config) <= TOTAL
}

/// How much settings take of [`TOTAL`].
pub fn size(config: &Sorted<String, String>) -> usize {
    config.iter().map(|(key, value)| key.len() + value.len()).sum()
}

/// FNV-1a of 64 bits: tells an accident, not an attacker; whoever can write settings can write the sum, too.
pub(super) fn sum(text: &str) -> String {
    let hash = text
        .bytes()
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
    format!("{hash:016x}")
}
