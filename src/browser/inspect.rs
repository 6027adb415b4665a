//! Carries the inspection screen: events become messages, effects become requests, regions become the page.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;

use gloo::events::{EventListener, EventListenerOptions};
use gloo::utils::{document, window};
use serde_json::Value;
use time::Date;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::spawn_local;
use web_sys::{Element, Event, HtmlInputElement, HtmlSelectElement, HtmlTextAreaElement, InputEvent};

use super::api::{self, Session};
use super::keep;
use super::page::{self, Page};
use crate::app::App;
use crate::kintone::client::{Client, Door};
use crate::kintone::refusal::{Reason, Unread};
use crate::kintone::transport::Transport;
use crate::kintone::{Part, Side};
use crate::people::{self, Directory};
use crate::policy::built_in::Documents;
use crate::repair::files;
use crate::screen::inspection::draw::draw;
use crate::screen::inspection::model::{Material, Model, Now, Visit};
use crate::screen::inspection::msg::Msg;
use crate::screen::inspection::update::{Effect, media, update};
use crate::screen::inspection::workings::{FUNCTIONS, Workings};
use crate::snapshot::{self, Reading};
use crate::text::{Lang, day};

/// The screen and its page.
struct Host {
    model: Model,
    page: Page,
    spoken: Element,
    /// Kept so that they go on listening.
    #[expect(dead_code, reason = "a listener stops listening when it is dropped")]
    listeners: Vec<EventListener>,
}

thread_local! {
    static HOST: RefCell<Option<Host>> = const { RefCell::new(None) };
    /// Messages that wait: a browser may send an event in the middle of a redraw, when an edited control goes.
    static WAITING: RefCell<VecDeque<Msg>> = const { RefCell::new(VecDeque::new()) };
    static AT_WORK: Cell<bool> = const { Cell::new(false) };
}

/// Opens the inspection screen in an element.
///
/// # Errors
/// When the element is not there, or kintone does not say which app this is.
pub fn start(plugin: &str, root: &str, policies: Documents) -> Result<(), JsValue> {
    let root = document().get_element_by_id(root).ok_or_else(|| JsValue::from_str("naiki: no root"))?;
    let app = api::app_id().ok_or_else(|| JsValue::from_str("naiki: no app"))?;
    let (user, language) = api::login_user();
    let domain = window().location().hostname()?;
    let lang = Lang::of(&language);
    let visit = Visit { app, domain, user, lang };
    root.set_text_content(None);
    let spoken = document().create_element("p")?;
    spoken.set_class_name("naiki-spoken");
    spoken.set_attribute("role", "status")?;
    let screen = document().create_element("div")?;
    root.set_attribute("lang", if lang == Lang::Ja { "ja" } else { "en" })?;
    root.append_child(&spoken)?;
    root.append_child(&screen)?;
    let draft = keep::find(&visit.app, &visit.user);
    let model = Model::new(visit, now(), &api::config(plugin), policies);
    let listeners = listen(&screen);
    HOST.with(|host| host.replace(Some(Host { model, page: Page::new(screen), spoken, listeners })));
    if let Some(draft) = draft {
        send(Msg::Found(Box::new(draft)));
    }
    send(Msg::Read);
    Ok(())
}

/// One listener per kind of event, on the root of the screen.
fn listen(root: &Element) -> Vec<EventListener> {
    let options = EventListenerOptions::enable_prevent_default();
    let on = |kind: &'static str, handle: fn(&Event)| EventListener::new_with_options(root, kind, options, handle);
    vec![
        on("click", clicked),
        on("input", typed),
        on("compositionend", typed),
        on("change", typed),
        on("focusout", |_| settle()),
    ]
}

/// The element that says what an event means.
fn acting(event: &Event) -> Option<(Element, String, String)> {
    let target = event.target()?.dyn_into::<Element>().ok()?;
    let element = target.closest("[data-act]").ok().flatten()?;
    let act = element.get_attribute("data-act")?;
    let at = element.get_attribute("data-at").unwrap_or_default();
    Some((element, act, at))
}

fn clicked(event: &Event) {
    let Some((element, act, at)) = acting(event) else { return };
    if element.tag_name() != "BUTTON" {
        return;
    }
    event.prevent_default();
    if let Some(msg) = Msg::of(&act, &at, "") {
        send(msg);
    }
}

fn typed(event: &Event) {
    // While a word is being composed the text is not the person's yet.
    if event.dyn_ref::<InputEvent>().is_some_and(InputEvent::is_composing) {
        return;
    }
    let Some((element, act, at)) = acting(event) else { return };
    let value = if let Some(input) = element.dyn_ref::<HtmlInputElement>() {
        input.value()
    } else if let Some(select) = element.dyn_ref::<HtmlSelectElement>() {
        select.value()
    } else if let Some(area) = element.dyn_ref::<HtmlTextAreaElement>() {
        area.value()
    } else {
        return;
    };
    if let Some(msg) = Msg::of(&act, &at, &value) {
        send(msg);
    }
}

/// Redraws what waited for the focus to leave, once it has arrived elsewhere.
fn settle() {
    gloo::timers::callback::Timeout::new(0, || {
        if AT_WORK.replace(true) {
            return;
        }
        HOST.with(|host| {
            if let Some(host) = host.borrow_mut().as_mut() {
                host.page.show(draw(&host.model));
            }
        });
        AT_WORK.set(false);
        flush();
    })
    .forget();
}

/// Hands a message to the screen, after those that wait.
fn send(msg: Msg) {
    WAITING.with(|waiting| waiting.borrow_mut().push_back(msg));
    flush();
}

/// Takes the messages that wait.
fn flush() {
    if AT_WORK.replace(true) {
        return;
    }
    while let Some(msg) = WAITING.with(|waiting| waiting.borrow_mut().pop_front()) {
        take(msg);
    }
    AT_WORK.set(false);
}

/// Takes a message: updates, draws, and does what is asked for.
fn take(msg: Msg) {
    let effects = HOST.with(|host| {
        let mut host = host.borrow_mut();
        let Some(host) = host.as_mut() else { return Vec::new() };
        let effects = update(&mut host.model, msg, now());
        host.page.show(draw(&host.model));
        effects
    });
    for effect in effects {
        run(effect);
    }
}

fn run(effect: Effect) {
    let Some(visit) = HOST.with(|host| host.borrow().as_ref().map(|host| host.model.visit.clone())) else { return };
    match effect {
        Effect::Read(generation) => spawn_local(async move {
            let (requests, start) = (api::requests(), Session.now());
            let material = read(&visit, generation).await;
            let workings = Workings {
                functions: FUNCTIONS.iter().map(|(path, _)| api::has(path)).collect(),
                decodes: api::decodes(),
                requests: api::requests().wrapping_sub(requests),
                took: Session.now() - start,
            };
            send(Msg::Works(generation, workings));
            send(Msg::Came(generation, Box::new(material)));
        }),
        Effect::ReadPart(generation, part) => spawn_local(async move {
            let client = client();
            let answer = match client.part(Side::Preview, part, &visit.app).await {
                Ok(body) => Reading::Read(body),
                Err(reason) => Reading::Unread(reason),
            };
            let Some(directory) = people(part, answer.clone()).await else { return };
            send(Msg::Again(generation, part, answer, directory));
        }),
        Effect::Meet(generation, part, body) => spawn_local(async move {
            let Some(directory) = people(part, Reading::Read(body)).await else { return };
            send(Msg::Met(generation, directory));
        }),
        Effect::Write { generation, part, body, revision } => spawn_local(async move {
            let answer = match carried(part, body).await {
                Ok(body) => client().put_part(part, &visit.app, body, &revision).await,
                // Nothing was sent.
                Err(reason) => Err(reason),
            };
            send(Msg::Wrote(generation, answer));
        }),
        Effect::Save(config) => {
            if !api::set_config(&config) {
                let text = crate::text!(
                    ja: "保存できませんでした。画面を読み込み直してください。",
                    en: "It could not be saved. Please reload the page."
                );
                api::notify("ERROR", text.get(visit.lang));
            }
        }
        Effect::Keep(draft) => keep::keep(&visit.app, &draft),
        Effect::Forget => keep::forget(&visit.app),
        Effect::Hand(name, text) => page::hand(&name, media(&name), &text).unwrap_or_default(),
        Effect::Focus(id) => page::focus(&id),
        Effect::Announce(sentence) => HOST.with(|host| {
            if let Some(host) = host.borrow().as_ref() {
                host.spoken.set_text_content(Some(&sentence));
            }
        }),
        Effect::Ask => spawn_local(async move {
            let lang = visit.lang;
            let title = crate::text!(ja: "保存していない内容があります", en: "Something is not saved");
            let body = crate::text!(
                ja: "届出や例外措置の変更を、まだ保存していません。この画面を離れても、このタブを閉じるまでは続きから入力できます。",
                en: "Changes of the declaration or of exceptions are not saved. You can continue with them in this tab until it is closed."
            );
            let (leave, stay) = (crate::text!(ja: "離れる", en: "Leave"), crate::text!(ja: "画面に残る", en: "Stay"));
            let answer = api::confirm(title.get(lang), body.get(lang), leave.get(lang), stay.get(lang)).await;
            // Without a dialog nothing is lost either: the draft stays with the tab.
            if answer.unwrap_or(true) {
                send(Msg::Left);
            } else {
                page::focus("naiki-leave");
            }
        }),
        // The list of plugins, relative to `/k/admin/app/{app}/plugin/config`, as Cybozu's own template goes there.
        Effect::Leave => window().location().set_href(&format!("../../{}/plugin/", visit.app)).unwrap_or_default(),
    }
}

const fn client() -> Client<'static, Session> {
    static SESSION: Session = Session;
    Client::new(&SESSION, Door(None))
}

/// The body as kintone takes it. Bytes of scripts that it takes out are kept first, those that it brings back are
/// uploaded.
async fn carried(part: Part, body: Value) -> Result<Value, Reason> {
    if part != Part::Customize {
        return Ok(body);
    }
    let now = HOST.with(|host| {
        let host = host.borrow();
        host.as_ref()?.model.material()?.both.preview.body(part).cloned()
    });
    let now = now.unwrap_or_default();
    super::files::keep(&files::going(&now, &body)).await?;
    let brought = super::files::bring(&files::coming(&now, &body)).await?;
    Ok(files::sent(&now, &body, &brought))
}

/// The people, with those whom a part would name; nothing while no app is read.
async fn people(part: Part, body: Reading) -> Option<Result<Directory, Unread>> {
    let (mut preview, mut directory) = HOST.with(|host| {
        let host = host.borrow();
        let material = host.as_ref()?.model.material()?;
        Some((material.both.preview.clone(), material.directory.clone()))
    })?;
    preview.parts.insert(part, body);
    if let Ok(directory) = &mut directory {
        directory.complete(&client(), &App::of(preview)).await;
    }
    Some(directory)
}

/// Reads everything that an inspection needs, saying how far it is.
async fn read(visit: &Visit, generation: u32) -> Material {
    let client = client();
    let step = |done, total| send(Msg::Progress(generation, done, total));
    let both = snapshot::read(&client, &visit.app, api::app().await, step).await;
    let preview = App::of(both.preview.clone());
    let directory = Directory::read(&client, &[&preview]).await;
    let departments = people::departments(&client, &visit.user).await;
    Material { both, preview, directory, departments }
}

/// The time at the screen: the day where the person is, and the moment everywhere.
fn now() -> Now {
    let now = js_sys::Date::new_0();
    let written = format!("{:04}-{:02}-{:02}", now.get_full_year(), now.get_month() + 1, now.get_date());
    let today = day::read(&written).unwrap_or(Date::MIN);
    Now { today, at: now.to_iso_string().into() }
}
