//! What this tab keeps: a draft of the declaration, for the same person only. Nothing of a record is ever kept.

use gloo::utils::window;
use web_sys::Storage;

use crate::screen::inspection::model::Draft;
use crate::text::json;

/// How our keys begin.
const OURS: &str = "naiki:";

fn storage() -> Option<Storage> {
    window().session_storage().ok().flatten()
}

fn key(app: &str) -> String {
    format!("{OURS}draft:{app}")
}

/// Keeps a draft. A browser that refuses storage costs the draft, nothing else.
pub fn keep(app: &str, draft: &Draft) {
    if let (Some(storage), Ok(text)) = (storage(), serde_json::to_string(draft)) {
        storage.set_item(&key(app), &text).unwrap_or_default();
    }
}

/// The draft of a person. Whatever somebody else left on this tab goes first, of every app: a counter's PC is shared.
pub fn find(app: &str, user: &str) -> Option<Draft> {
    let storage = storage()?;
    let kept = (0..storage.length().ok()?).filter_map(|at| storage.key(at).ok().flatten());
    let ours: Vec<String> = kept.filter(|key| key.starts_with(OURS)).collect();
    for key in &ours {
        let draft = storage.get_item(key).ok().flatten().and_then(|text| json::read::<Draft>(&text).ok());
        if draft.is_none_or(|draft| draft.user != user) {
            storage.remove_item(key).unwrap_or_default();
        }
    }
    json::read(&storage.get_item(&key(app)).ok().flatten()?).ok()
}

/// Forgets the draft.
pub fn forget(app: &str) {
    if let Some(storage) = storage() {
        storage.remove_item(&key(app)).unwrap_or_default();
    }
}
