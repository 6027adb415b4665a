//! What this tab keeps: a draft of the declaration, for the same person only. Nothing of a record is ever kept.

use gloo::utils::window;
use web_sys::Storage;

use crate::screen::inspection::model::Draft;
use crate::text::json;

fn storage() -> Option<Storage> {
    window().session_storage().ok().flatten()
}

fn key(app: &str) -> String {
    format!("naiki:draft:{app}")
}

/// Keeps a draft. A browser that refuses storage costs the draft, nothing else.
pub fn keep(app: &str, draft: &Draft) {
    if let (Some(storage), Ok(text)) = (storage(), serde_json::to_string(draft)) {
        storage.set_item(&key(app), &text).unwrap_or_default();
    }
}

/// The draft of a person; somebody else's is forgotten at once, for a counter's PC is shared.
pub fn find(app: &str, user: &str) -> Option<Draft> {
    let text = storage()?.get_item(&key(app)).ok().flatten()?;
    let draft = json::read::<Draft>(&text).ok().filter(|draft| draft.user == user);
    if draft.is_none() {
        forget(app);
    }
    draft
}

/// Forgets the draft.
pub fn forget(app: &str) {
    if let Some(storage) = storage() {
        storage.remove_item(&key(app)).unwrap_or_default();
    }
}
