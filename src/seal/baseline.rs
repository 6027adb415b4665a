//! What an app was like when its inspection record was made. It stands beside the seal, not in it: no guard reads it.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::fingerprint;
use crate::kintone::Part;
use crate::snapshot::Snapshot;
use crate::text::json::{Keys, Shape};
use crate::text::sorted::Sorted;

/// Fingerprints of parts, by the keys of the parts.
pub type Prints = Sorted<String, String>;

/// What the next inspection is compared with: hashes and ids of rules, no name and no row of rights.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Baseline {
    /// The day at the screen, as `2026-11-25`; the seal tells the moment in UTC.
    #[serde(default)]
    pub on: String,
    /// The parts that were read.
    #[serde(default)]
    pub parts: Prints,
    /// Rules that were judged to their end, by id: of others nobody can tell what is new.
    #[serde(default)]
    pub judged: Vec<String>,
    /// What was found, as [`found`] names it; also what did not count, which is not new once it does.
    #[serde(default)]
    pub found: Vec<String>,
}

impl Shape for Baseline {
    fn of(keys: &mut Keys<'_>) -> Self {
        Self { on: keys.may("on"), parts: keys.may("parts"), judged: keys.may("judged"), found: keys.may("found") }
    }
}

/// How a baseline names a finding: the rule's id and the fingerprint.
pub fn found(rule: &str, fingerprint: &str) -> String {
    format!("{rule} {fingerprint}")
}

/// The parts that are compared: what somebody sets. What changes with every record says nothing about settings.
pub fn parts() -> impl Iterator<Item = Part> {
    Part::GOVERNANCE.into_iter().chain(Part::MORE).chain([Part::Space])
}

/// The fingerprints of the parts that were read.
pub fn prints(snapshot: &Snapshot) -> Prints {
    parts().filter_map(|part| Some((part.key().to_owned(), print(part, snapshot.body(part)?)))).collect()
}

/// A space counts as long as the same people are in it: it also tells of its other apps and of its text.
fn print(part: Part, body: &Value) -> String {
    if part != Part::Space {
        return fingerprint::of_part(body);
    }
    let members = body.get("members").cloned().unwrap_or_default();
    let private = body.get("space").and_then(|space| space.get("isPrivate")).cloned().unwrap_or_default();
    fingerprint::of_part(&Value::from_iter([("members", members), ("private", private)]))
}
