//! The REST API: one file per resource, named as in the path.

mod acl;
mod admin_notes;
mod app;
mod app_customize;
mod app_move;
mod app_plugins;
mod ask;
mod bulk;
mod call;
mod changes;
mod comments;
mod cursor;
mod deploy;
mod evaluate;
mod field_bounds;
pub(crate) mod fields;
mod file;
mod guest;
mod guests;
mod kept;
mod kinds;
pub(crate) mod layout;
mod new_field;
mod plugin;
mod process;
mod record;
mod records;
mod report;
mod settings;
mod space;
mod statistics;
pub(crate) mod status;
mod thread;
mod users;
mod views;
pub(crate) mod wire;

pub(crate) use ask::Ask;
pub(crate) use call::{Answer, Call, Verb};
pub(crate) use changes::list as record_changes;
pub(crate) use file::may_fetch;
pub(crate) use process::history as status_history;

use crate::city::City;
use crate::refusal::{Refusal, Text};
use crate::token;

/// Answers a call. A write that is refused leaves the city as it was.
pub(crate) fn answer(city: &mut City, call: &Call) -> Result<Answer, Refusal> {
    if call.verb == Verb::Get {
        return dispatch(city, call);
    }
    let before = city.clone();
    let answer = dispatch(city, call);
    if answer.is_err() {
        *city = before;
    }
    answer
}

fn dispatch(city: &mut City, call: &Call) -> Result<Answer, Refusal> {
    use Verb::{Delete, Get, Post, Put};
    guest::admit(city, call)?;
    token::admit(call)?;
    kinds::check(call)?;
    if call.user_api {
        return users::get(city, call).map(Answer::Json);
    }
    let body = match (call.verb, call.name.as_str(), call.preview) {
        (Get, "app", false) => app::get(city, call),
        (Get, "apps", false) => app::list(city, call),
        (Post, "app", true) => app::add(city, call),
        (Get, "app/settings", _) => settings::get(city, call),
        (Put, "app/settings", true) => settings::put(city, call),
        (Get, "app/form/fields", _) => fields::get(city, call),
        (Post, "app/form/fields", true) => fields::post(city, call),
        (Put, "app/form/fields", true) => fields::put(city, call),
        (Delete, "app/form/fields", true) => fields::delete(city, call),
        (Get, "app/form/layout", _) => layout::get(city, call),
        (Put, "app/form/layout", true) => layout::put(city, call),
        (Get, "app/views", _) => views::get(city, call),
        (Put, "app/views", true) => views::put(city, call),
        (Get, "app/status", _) => status::get(city, call),
        (Put, "app/status", true) => status::put(city, call),
        (Get, "app/acl" | "record/acl" | "field/acl", _) => acl::get(city, call),
        (Put, "app/acl" | "record/acl" | "field/acl", _) => acl::put(city, call),
        (Get, name, _) if kept::is_part(name) => kept::get(city, call),
        (Put, name, true) if kept::is_part(name) => kept::put(city, call),
        (Get, "app/customize", _) => app_customize::get(city, call),
        (Put, "app/customize", true) => app_customize::put(city, call),
        (Get, "app/plugins", _) => app_plugins::get(city, call),
        (Post, "app/plugins", true) => app_plugins::post(city, call),
        (Get, "app/adminNotes", _) => admin_notes::get(city, call),
        (Put, "app/adminNotes", true) => admin_notes::put(city, call),
        (Get, "app/deploy", true) => deploy::get(city, call),
        (Post, "app/deploy", true) => deploy::post(city, call),
        (Get, "plugins", false) => plugin::list(city, call),
        (Get, "plugins/required", false) => plugin::required(city, call),
        (Get, "plugin/apps", false) => plugin::apps(city, call),
        (Post | Put, "plugin", false) => plugin::install(city, call),
        (Delete, "plugin", false) => plugin::delete(city, call),
        (Get, "space", false) => space::get(city, call),
        (Put, "space", false) => space::put(city, call),
        (Delete, "space", false) => space::delete(city, call),
        (Put, "space/body", false) => space::body(city, call),
        (Put, "space/members", false) => space::put_members(city, call),
        (Put, "space/guests", false) => guests::put_members(city, call),
        (Post, "template/space", false) => space::from_template(city, call),
        (Post, "space/thread", false) => thread::post(city, call),
        (Put, "space/thread", false) => thread::put(city, call),
        (Post, "space/thread/comment", false) => thread::comment(city, call),
        (Post, "guests", false) => guests::post(city, call),
        (Delete, "guests", false) => guests::delete(city, call),
        (Get, "apps/statistics", false) => statistics::apps(city, call),
        (Get, "spaces/statistics", false) => statistics::spaces(city, call),
        (Post, "app/move", false) => app_move::post(city, call),
        (Get, "space/members", false) => space::members(city, call),
        (Get, "record", false) => record::get(city, call),
        (Post, "record", false) => record::post(city, call),
        (Put, "record", false) => record::put(city, call),
        (Get, "records", false) => records::get(city, call),
        (Post, "records", false) => records::post(city, call),
        (Put, "records", false) => records::put(city, call),
        (Delete, "records", false) => records::delete(city, call),
        (Put, "record/status", false) => process::one(city, call),
        (Put, "records/status", false) => process::many(city, call),
        (Put, "record/assignees", false) => process::assignees(city, call),
        (Get, "record/comments", false) => comments::get(city, call),
        (Post, "record/comment", false) => comments::post(city, call),
        (Delete, "record/comment", false) => comments::delete(city, call),
        (Post, "records/cursor", false) => cursor::post(city, call),
        (Get, "records/cursor", false) => cursor::get(city, call),
        (Delete, "records/cursor", false) => cursor::delete(city, call),
        (Post, "bulkRequest", false) => bulk::post(city, call),
        (Get, "records/acl/evaluate", false) => evaluate::get(city, call),
        (Get, "file", false) => return file::get(city, call),
        (Post, "file", false) => file::post(city, call),
        _ => Err(Refusal::new(
            404,
            "CB_IL02",
            Text::new("このAPIはローカルkintoneにありません。", "The local kintone has no such API."),
        )),
    };
    body.map(Answer::Json)
}
