//! `space/thread.json`, `space/thread/comment.json`: for the members of the space.

use serde_json::{Value, json};

use super::comments::{self, MENTIONS};
use super::{Ask, Call};
use crate::city::City;
use crate::clock::second;
use crate::refusal::{Refusal, Text, required};
use crate::space::{Space, Thread};
use crate::store::Holder;

/// Most files of one comment (official page).
const FILES: usize = 5;

/// The space, for whoever may look in.
fn open<'a>(city: &'a City, call: &Call, id: u64) -> Result<&'a Space, Refusal> {
    let space = city.spaces.get(&id).ok_or_else(|| Refusal::space_not_found(id))?;
    if space.admits(&city.people, &call.person) { Ok(space) } else { Err(Refusal::no_right()) }
}

fn not_found(id: u64) -> Refusal {
    let text = Text::new(
        format!("指定したスレッド（id: {id}）が見つかりません。削除されている可能性があります。"),
        format!("The thread (ID: {id}) not found. The thread may have been deleted."),
    );
    Refusal::new(404, "OC_NO02", text)
}

pub(super) fn post(city: &mut City, call: &Call) -> Result<Value, Refusal> {
    let mut ask = call.ask();
    let space = ask.id("space");
    let name = name(&mut ask);
    if name.is_none() {
        ask.refuse("name", required());
    }
    ask.done()?;
    let mut space = open(city, call, space)?.clone();
    if space.switches.get("useMultiThread") == Some(&json!(false)) {
        let text =
            Text::new("スレッドが1つのスペースには追加できません。", "A single-thread space takes no more threads.");
        return Err(Refusal::at("space", text));
    }
    let id = city.next_thread();
    space
        .threads
        .insert(id, Thread { name: name.unwrap_or_default(), creator: call.person.code.clone(), ..Thread::default() });
    city.spaces.insert(space.id, space);
    Ok(json!({ "id": id.to_string() }))
}

/// A name, checked; the caller says whether one must be there.
fn name(ask: &mut Ask<'_>) -> Option<String> {
    let name = ask.text_or("name");
    if name.as_ref().is_some_and(|name| name.is_empty() || name.chars().count() > 128) {
        ask.refuse("name", Text::new("1文字以上128文字以下で入力してください。", "Enter 1 to 128 characters."));
    }
    name
}

pub(super) fn put(city: &mut City, call: &Call) -> Result<Value, Refusal> {
    let mut ask = call.ask();
    let id = ask.id("id");
    let name = name(&mut ask);
    let body = ask.text_or("body");
    ask.done()?;
    let space = city.spaces.values().find(|space| space.thread(id).is_some()).ok_or_else(|| not_found(id))?.id;
    let mut space = open(city, call, space)?.clone();
    let mut thread = space.thread(id).ok_or_else(|| not_found(id))?;
    // Official page: whoever opened the thread, or administers the space.
    if thread.creator != call.person.code && !space.is_run_by(&city.people, &call.person) {
        return Err(Refusal::no_right());
    }
    thread.name = name.unwrap_or(thread.name);
    thread.body = body.or(thread.body);
    space.threads.insert(id, thread);
    city.spaces.insert(space.id, space);
    Ok(json!({}))
}

pub(super) fn comment(city: &mut City, call: &Call) -> Result<Value, Refusal> {
    let mut ask = call.ask();
    let space = ask.id("space");
    let id = ask.id("thread");
    let comment = ask.object("comment");
    ask.done()?;
    let mut space = open(city, call, space)?.clone();
    let mut thread = space.thread(id).ok_or_else(|| not_found(id))?;
    let mut ask = Ask::within(&comment, "comment.");
    let files = ask.short_list("files", FILES);
    let mentions = ask.short_list("mentions", MENTIONS);
    // A comment says something, shows something or calls somebody.
    let text = if files.is_empty() && mentions.is_empty() {
        ask.text("text")
    } else {
        ask.text_or("text").unwrap_or_default()
    };
    ask.done()?;
    let (mentions, names) = comments::mentioned(city, &mentions)?;
    let mut kept = Vec::new();
    for file in &files {
        let key = file["fileKey"].as_str().unwrap_or_default();
        let own = Holder::Uploaded { by: call.person.code.clone() };
        let theirs = city.files.get(key).is_none_or(|file| file.holder != own);
        let held = if theirs { None } else { city.attach(key, Holder::Space { space: space.id }, call.now) };
        kept.push(held.ok_or_else(|| Refusal::file_not_found(key))?);
    }
    let number = thread.comments.len() as u64 + 1;
    thread.comments.push(json!({
        "id": number.to_string(),
        "text": names.into_iter().chain(std::iter::once(text)).collect::<Vec<_>>().join(" "),
        "creator": call.person.badge(),
        "createdAt": second(call.now),
        "mentions": mentions,
        "files": kept,
    }));
    space.threads.insert(id, thread);
    city.spaces.insert(space.id, space);
    Ok(json!({ "id": number.to_string() }))
}
