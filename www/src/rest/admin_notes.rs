//! `app/adminNotes.json`: アプリ管理者用メモ.

use serde_json::{Value, json};

use super::Call;
use crate::city::City;
use crate::refusal::{Refusal, Text};

pub(super) fn get(city: &City, call: &Call) -> Result<Value, Refusal> {
    let mut ask = call.ask();
    let id = ask.id("app");
    ask.done()?;
    let (_, side) = city.managed(id, call.preview, &call.person)?;
    Ok(side.with_revision(side.admin_notes.clone()))
}

pub(super) fn put(city: &mut City, call: &Call) -> Result<Value, Refusal> {
    let mut ask = call.ask();
    let id = ask.id("app");
    let revision = ask.revision("revision");
    let content = ask.text_or("content");
    if content.as_ref().is_some_and(|content| content.chars().count() > 10_000) {
        ask.refuse("content", Text::new("10,000文字以下で入力してください。", "Enter no more than 10,000 characters."));
    }
    let include = ask.flag("includeInTemplateAndDuplicates");
    ask.done()?;
    city.edit(call, id, revision, |_, draft| {
        if let Some(content) = content {
            draft.admin_notes.insert("content".into(), json!(content));
        }
        if let Some(include) = include {
            draft.admin_notes.insert("includeInTemplateAndDuplicates".into(), json!(include));
        }
        Ok(())
    })?;
    let (_, draft) = city.side(id, true)?;
    Ok(json!({ "revision": draft.revision.to_string() }))
}
