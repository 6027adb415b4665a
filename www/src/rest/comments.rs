//! `record/comments.json`, `record/comment.json`: what people say about a record. It changes no revision.

use std::sync::Arc;

use serde_json::{Map, Value, json};

use super::record::{eyes, find};
use super::{Ask, Call};
use crate::city::City;
use crate::clock::second;
use crate::form;
use crate::people::EVERYONE;
use crate::record::{Comment, Record};
use crate::refusal::{Refusal, Text, not_in_enum, required};

/// Most mentions of one comment (official page).
pub(super) const MENTIONS: usize = 10;
/// Longest text (official page).
const LENGTH: usize = 65_535;

/// The record, if the person may see it and the app has comments.
fn open<'a>(city: &'a City, call: &'a Call, app: u64, record: u64) -> Result<&'a Record, Refusal> {
    let eyes = eyes(city, call, app)?;
    let rights = city.rights(eyes.app, &call.person);
    if !rights.view {
        return Err(Refusal::no_right());
    }
    let record = find(eyes.app, record)?;
    if !eyes.on_record(rights, record).view {
        return Err(Refusal::no_right());
    }
    if !form::is_true(eyes.side.general.get("enableComments").unwrap_or(&json!(true))) {
        return Err(Refusal::new(
            400,
            "GAIA_RE12",
            Text::new("コメント機能が無効になっています。", "Comment feature is disabled."),
        ));
    }
    Ok(record)
}

pub(super) fn get(city: &City, call: &Call) -> Result<Value, Refusal> {
    let mut ask = call.ask();
    let app = ask.id("app");
    let record = ask.id("record");
    let newest_first = ask.one_of("order", &["asc", "desc"]) != Some("asc");
    let offset = ask.count("offset", 0, 0, 2_147_483_647);
    let limit = ask.count("limit", 10, 0, 10);
    ask.done()?;
    let record = open(city, call, app, record)?;
    let mut all: Vec<&Comment> = record.comments.iter().collect();
    if newest_first {
        all.reverse();
    }
    let shown: Vec<Value> = all
        .iter()
        .skip(offset)
        .take(limit)
        .map(|comment| {
            json!({
                "id": comment.id.to_string(),
                "text": comment.text,
                "createdAt": second(comment.created),
                "creator": city.people.badge(&comment.creator),
                "mentions": comment.mentions,
            })
        })
        .collect();
    let (before, after) = (offset > 0 && !all.is_empty(), offset + shown.len() < all.len());
    let (older, newer) = if newest_first { (after, before) } else { (before, after) };
    Ok(json!({ "comments": shown, "older": older, "newer": newer }))
}

pub(super) fn post(city: &mut City, call: &Call) -> Result<Value, Refusal> {
    let mut ask = call.ask();
    let app = ask.id("app");
    let record = ask.id("record");
    let comment = ask.object("comment");
    ask.done()?;
    let (text, mentions, names) = read(city, &comment)?;
    open(city, call, app, record)?;
    let record = record_mut(city, app, record)?;
    record.last_comment += 1;
    let id = record.last_comment;
    // The names of those mentioned stand before the text.
    let text = names.into_iter().chain(std::iter::once(text)).collect::<Vec<_>>().join(" ");
    let creator = call.person.code.clone();
    record.comments.push(Comment { id, text, created: call.now, creator, mentions });
    Ok(json!({ "id": id.to_string() }))
}

/// Text, mentions, and the names of those mentioned.
fn read(city: &City, comment: &Map<String, Value>) -> Result<(String, Vec<Value>, Vec<String>), Refusal> {
    let mut ask = Ask::within(comment, "comment.");
    let mentions = ask.short_list("mentions", MENTIONS);
    let text = if mentions.is_empty() { ask.text("text") } else { ask.text_or("text").unwrap_or_default() };
    if text.chars().count() > LENGTH {
        ask.refuse("text", Text::new("65,535文字以下で入力してください。", "Enter no more than 65,535 characters."));
    }
    ask.done()?;
    let (kept, names) = mentioned(city, &mentions)?;
    Ok((text, kept, names))
}

/// Who is mentioned, and their names; complaints name `comment.mentions`.
pub(super) fn mentioned(city: &City, mentions: &[Value]) -> Result<(Vec<Value>, Vec<String>), Refusal> {
    let nothing = Map::new();
    let mut ask = Ask::within(&nothing, "comment.");
    let mut kept = Vec::new();
    let mut names = Vec::new();
    for (index, mention) in mentions.iter().enumerate() {
        let (code, kind) = (mention["code"].as_str(), mention["type"].as_str());
        for (key, value) in [("code", code), ("type", kind)] {
            if value.is_none() {
                ask.refuse(&format!("mentions[{index}].{key}"), required());
            }
        }
        let (Some(code), Some(kind)) = (code, kind) else { continue };
        let name = match kind {
            "USER" => city.people.person(code).map(|person| person.name.clone()),
            "GROUP" if code == EVERYONE => Some("Everyone".to_owned()),
            "GROUP" => city.people.group(code).map(|group| group.name.clone()),
            "ORGANIZATION" => city.people.organization(code).map(|organization| organization.name.clone()),
            _ => {
                ask.refuse(&format!("mentions[{index}].type"), not_in_enum());
                continue;
            }
        };
        names.push(name.ok_or_else(|| Refusal::person_not_found(code))?);
        kept.push(json!({ "code": code, "type": kind }));
    }
    ask.done()?;
    Ok((kept, names))
}

pub(super) fn delete(city: &mut City, call: &Call) -> Result<Value, Refusal> {
    let mut ask = call.ask();
    let app = ask.id("app");
    let record = ask.id("record");
    let id = ask.id("comment");
    ask.done()?;
    let comment = open(city, call, app, record)?.comments.iter().find(|comment| comment.id == id);
    let comment = comment.ok_or_else(|| {
        let text = Text::new(
            "指定したコメントは存在しません。コメントが削除された可能性があります。",
            "The specified comment does not exist. The comment may have been deleted.",
        );
        Refusal::new(400, "GAIA_RE02", text)
    })?;
    if comment.creator != call.person.code {
        let text = Text::new(
            format!("コメント（ID: {id}）を削除できません。ほかのユーザーのコメントです。"),
            format!("Cannot delete the comment (ID: {id}). The comment was posted by someone other than you."),
        );
        return Err(Refusal::new(403, "GAIA_RE03", text));
    }
    record_mut(city, app, record)?.comments.retain(|comment| comment.id != id);
    Ok(json!({}))
}

fn record_mut(city: &mut City, app: u64, record: u64) -> Result<&mut Record, Refusal> {
    let slot = city.app_mut(app)?.records.get_mut(&record).ok_or_else(|| Refusal::record_not_found(record))?;
    Ok(Arc::make_mut(slot))
}
