//! The guard of the page, behind a few calls of the boot script: JSON in, JSON out.
//!
//! The boot script registers the handlers and touches the page; a trap here costs it one instance, never a record.

use std::cell::RefCell;

use serde::Serialize;
use wasm_bindgen::JsValue;

use crate::guard::Guard;
use crate::guard::record::{self, Column};
use crate::guard::speech::Answer;
use crate::text::json::{self, Told};

thread_local! {
    static GUARD: RefCell<Option<Guard>> = const { RefCell::new(None) };
}

/// Starts the guard with what the boot script knows, and says what it should do.
///
/// # Errors
/// When the boot script's words cannot be read; the position, never a value.
pub fn start(setting: &str) -> Result<String, JsValue> {
    let guard = Guard::new(read(setting)?);
    let plan = write(&guard.plan());
    GUARD.with(|cell| cell.replace(Some(guard)));
    plan
}

/// Takes the labels of the form.
///
/// # Errors
/// As [`start`].
pub fn form(fields: &str) -> Result<(), JsValue> {
    let fields = read(fields)?;
    GUARD.with(|cell| cell.borrow_mut().as_mut().map(|guard| guard.form(fields)));
    Ok(())
}

/// A record was opened.
///
/// # Errors
/// As [`start`].
pub fn opened(values: &str) -> Result<String, JsValue> {
    let columns = record(values)?;
    answer(|guard| guard.opened(&columns))
}

/// A person typed, or is about to save.
///
/// # Errors
/// As [`start`].
pub fn submit(values: &str) -> Result<String, JsValue> {
    let columns = record(values)?;
    answer(|guard| guard.submit(&columns))
}

/// Rules that are only recorded and would refuse what was saved.
///
/// # Errors
/// As [`start`].
pub fn counted(values: &str) -> Result<String, JsValue> {
    let columns = record(values)?;
    say(|guard| guard.counted(&columns))
}

/// Takes what time it is.
///
/// # Errors
/// As [`start`].
pub fn now(moment: &str) -> Result<(), JsValue> {
    let moment = read(moment)?;
    GUARD.with(|cell| cell.borrow_mut().as_mut().map(|guard| guard.now(moment)));
    Ok(())
}

/// A record is about to be deleted.
///
/// # Errors
/// As [`start`].
pub fn deleting() -> Result<String, JsValue> {
    answer(|guard| guard.deleting())
}

/// A step of process management is about to be taken.
///
/// # Errors
/// As [`start`].
pub fn proceeding(step: &str, values: &str) -> Result<String, JsValue> {
    let (step, columns) = (read(step)?, record(values)?);
    answer(|guard| guard.proceeding(&step, &columns))
}

/// The person goes on in spite of some findings.
///
/// # Errors
/// As [`start`].
pub fn allow(marks: &str) -> Result<(), JsValue> {
    let marks: Vec<String> = read(marks)?;
    GUARD.with(|cell| cell.borrow_mut().as_mut().map(|guard| guard.allow(&marks)));
    Ok(())
}

/// Takes the published record, as it stands in the app `app`.
///
/// # Errors
/// As [`start`].
pub fn publish(text: &str, app: &str) -> Result<String, JsValue> {
    say(|guard| guard.publish(text, app))
}

/// Takes what the boot script found out after the page was drawn.
///
/// # Errors
/// As [`start`].
pub fn learn(facts: &str) -> Result<(), JsValue> {
    let facts = read(facts)?;
    GUARD.with(|cell| cell.borrow_mut().as_mut().map(|guard| guard.learn(facts)));
    Ok(())
}

/// What is said of the app on each of its screens.
///
/// # Errors
/// As [`start`].
pub fn standing() -> Result<String, JsValue> {
    say(|guard| guard.standing())
}

/// Fields on the screen whose rights kept this person out when the app was inspected.
///
/// # Errors
/// As [`start`].
pub fn astray() -> Result<String, JsValue> {
    GUARD.with(|cell| write(&cell.borrow().as_ref().map(Guard::astray)))
}

/// A reason that the person typed, as it may be kept.
///
/// # Errors
/// As [`start`].
pub fn reason(typed: &str) -> Result<String, JsValue> {
    say(|guard| guard.reason(typed))
}

/// Null before [`start`].
fn say<T: Serialize>(ask: impl FnOnce(&mut Guard) -> T) -> Result<String, JsValue> {
    GUARD.with(|cell| write(&cell.borrow_mut().as_mut().map(ask)))
}

fn answer(judge: impl FnOnce(&mut Guard) -> Answer) -> Result<String, JsValue> {
    let answer = GUARD.with(|cell| cell.borrow_mut().as_mut().map(judge));
    write(&answer.unwrap_or_default())
}

fn record(text: &str) -> Result<Vec<Column<'_>>, JsValue> {
    record::read(text).map_err(trouble)
}

fn read<T: Told>(text: &str) -> Result<T, JsValue> {
    json::read(text).map_err(|_| trouble(0))
}

fn write<T: Serialize>(value: &T) -> Result<String, JsValue> {
    serde_json::to_string(value).map_err(|_| trouble(0))
}

/// The place alone says enough, and holds nothing that was typed.
fn trouble(at: usize) -> JsValue {
    JsValue::from_str(&format!("naiki: cannot read {at}"))
}
