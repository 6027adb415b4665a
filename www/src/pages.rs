//! The page shells: which page a path is, who may see it, and which scripts run on it.

use axum::Form;
use axum::extract::{Path, Request, State};
use axum::http::StatusCode;
use axum::http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, HeaderMap, HeaderValue, LOCATION, SET_COOKIE,
};
use axum::response::{Html, IntoResponse, Response};
use rust_embed::RustEmbed;
use serde::Deserialize;
use serde_json::{Map, Value, json};

use crate::app::{App, Settings};
use crate::boot;
use crate::city::City;
use crate::customize::addresses;
use crate::kintone::Kintone;
use crate::people::Person;
use crate::place::Place;
use crate::plugin::{Plugin, Screen};
use crate::refusal::{Refusal, Text};
use crate::rest::wire::{nested, speaks};
use crate::session::{COOKIE_NAME, cookie};

/// A policy that lets scripts run, but compiles no WebAssembly.
const WITHOUT_WASM: &str = "script-src 'self' 'unsafe-inline'";

#[derive(RustEmbed)]
#[folder = "pages"]
struct Pages;

/// A shell to be filled in.
struct Shell {
    title: String,
    boot: Map<String, Value>,
    styles: Vec<String>,
    /// Ready `<script>` elements.
    scripts: Vec<String>,
    fragment: String,
}

impl Shell {
    fn new(title: &str, boot: Map<String, Value>) -> Self {
        Self { title: title.to_owned(), boot, styles: Vec::new(), scripts: Vec::new(), fragment: String::new() }
    }

    fn run(&mut self, scripts: &[String], styles: Vec<String>) {
        self.scripts.extend(scripts.iter().map(|src| format!("<script src=\"{}\"></script>", escape(src))));
        self.styles.extend(styles);
    }

    /// A plugin's files, after the line that tells them their id.
    fn run_plugin(&mut self, plugin: &Plugin, screen: Screen) {
        self.scripts.push(format!("<script>kintone.$PLUGIN_ID=\"{}\"</script>", plugin.id));
        self.run(&plugin.list(screen, "js"), plugin.list(screen, "css"));
    }

    /// The page. Placeholders are replaced in one pass, so that no value can smuggle one in.
    fn html(&self) -> String {
        let template = Pages::get("shell.html").map(|file| file.data.into_owned()).unwrap_or_default();
        let template = String::from_utf8_lossy(&template).into_owned();
        let mut html = String::new();
        let mut rest = template.as_str();
        while let Some((before, after)) = rest.split_once("{{") {
            html.push_str(before);
            let Some((name, after)) = after.split_once("}}") else {
                rest = "";
                break;
            };
            html.push_str(&self.slot(name));
            rest = after;
        }
        html.push_str(rest);
        html
    }

    fn slot(&self, name: &str) -> String {
        match name {
            "lang" => self.boot.get("lang").and_then(Value::as_str).unwrap_or("ja").to_owned(),
            "title" => escape(&self.title),
            "boot" => Value::Object(self.boot.clone()).to_string().replace('<', "\\u003c"),
            "styles" => {
                let link = |href: &String| format!("<link rel=\"stylesheet\" href=\"{}\">", escape(href));
                self.styles.iter().map(link).collect::<Vec<_>>().join("\n")
            }
            "scripts" => self.scripts.join("\n"),
            "fragment" => self.fragment.clone(),
            "body_class" => {
                format!("page-{}", self.boot.get("page").and_then(Value::as_str).unwrap_or_default())
            }
            _ => String::new(),
        }
    }

    fn response(&self, status: StatusCode) -> Response {
        (status, [(CACHE_CONTROL, "no-store")], Html(self.html())).into_response()
    }
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;").replace('\'', "&#39;")
}

fn see_other(to: &str) -> Response {
    (StatusCode::SEE_OTHER, [(LOCATION, to.to_owned())]).into_response()
}

/// `GET /local/assets/{file}`.
pub(crate) async fn asset(Path(file): Path<String>) -> Response {
    let Some(content) = Pages::get(&file) else { return StatusCode::NOT_FOUND.into_response() };
    let headers = [(CONTENT_TYPE, content_type(&file)), (CACHE_CONTROL, "no-cache")];
    (headers, content.data.into_owned()).into_response()
}

/// By the ending of the name.
pub(crate) fn content_type(name: &str) -> &'static str {
    match name.rsplit_once('.').map_or("", |(_, ending)| ending) {
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "html" => "text/html; charset=utf-8",
        "json" => "application/json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "gif" => "image/gif",
        "bmp" => "image/bmp",
        "woff2" => "font/woff2",
        "wasm" => "application/wasm",
        "txt" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

/// The form of the sign-in page.
#[derive(Deserialize)]
pub(crate) struct Credentials {
    user: String,
    password: String,
    #[serde(default)]
    next: String,
}

fn sign_in_shell(kintone: &Kintone, headers: &HeaderMap, refusal: Option<&Refusal>) -> Shell {
    let lang = speaks(kintone, headers);
    let city = kintone.city();
    let mut boot = boot::plain("login", &lang, None, "");
    let department = |person: &Person| {
        person.organizations.first().and_then(|code| city.people.organization(code)).map(|found| found.name.clone())
    };
    let people: Vec<Value> = city
        .people
        .by_id()
        .into_iter()
        .filter(|person| person.may_enter())
        .filter_map(|person| {
            let demo = person.demo.as_ref()?;
            Some(json!({
                "code": person.code,
                "name": person.name,
                "en": demo.en,
                "department": department(person),
                "note": demo.note,
                "noteEn": demo.note_en,
            }))
        })
        .collect();
    boot.insert("people".into(), json!(people));
    if let Some(refusal) = refusal {
        boot.insert(
            "error".into(),
            json!({ "status": refusal.status, "code": refusal.code, "message": refusal.message.get(&lang) }),
        );
    }
    Shell::new(if lang == "ja" { "ログイン" } else { "Sign in" }, boot)
}

/// `GET /login`.
pub(crate) async fn sign_in_page(State(kintone): State<Kintone>, headers: HeaderMap) -> Response {
    sign_in_shell(&kintone, &headers, None).response(StatusCode::OK)
}

/// `POST /login`.
pub(crate) async fn sign_in(
    State(kintone): State<Kintone>,
    headers: HeaderMap,
    Form(form): Form<Credentials>,
) -> Response {
    let session = kintone.city().sign_in(&form.user, &form.password);
    let Some(session) = session else {
        let text =
            Text::new("ログイン名またはパスワードが正しくありません。", "The login name or password is incorrect.");
        let refusal = Refusal::new(401, "CB_WA01", text);
        return sign_in_shell(&kintone, &headers, Some(&refusal)).response(StatusCode::UNAUTHORIZED);
    };
    // Only paths of this very server: `//elsewhere` would leave it.
    let here = form.next.starts_with('/') && !form.next.starts_with("//") && !form.next.contains('\\');
    let next = if here { form.next } else { "/k/".to_owned() };
    let cookie = format!("{COOKIE_NAME}={session}; Path=/; HttpOnly; SameSite=Lax");
    (StatusCode::SEE_OTHER, [(SET_COOKIE, cookie), (LOCATION, next)]).into_response()
}

/// `GET /local/workshop`: clock, faults, policy and reset, for whoever sits at this machine.
pub(crate) async fn workshop(State(kintone): State<Kintone>, headers: HeaderMap) -> Response {
    let lang = speaks(&kintone, &headers);
    let city = kintone.city();
    let session = city.session(&headers);
    let person = session.and_then(|session| city.people.person(&session.person));
    let mut boot = boot::plain("workshop", &lang, person, session.map_or("", |session| &session.token));
    boot.insert("wasm".into(), json!(!kintone.refuses_wasm()));
    Shell::new(if lang == "ja" { "作業場" } else { "Workshop" }, boot).response(StatusCode::OK)
}

/// `POST /logout`.
pub(crate) async fn sign_out(State(kintone): State<Kintone>, headers: HeaderMap) -> Response {
    if let Some(key) = cookie(&headers) {
        kintone.city().sessions.remove(key);
    }
    let gone = format!("{COOKIE_NAME}=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0");
    (StatusCode::SEE_OTHER, [(SET_COOKIE, gone), (LOCATION, "/login".to_owned())]).into_response()
}

/// Every page but the sign-in.
pub(crate) async fn page(State(kintone): State<Kintone>, request: Request) -> Response {
    let (path, query) = (request.uri().path(), request.uri().query().unwrap_or_default());
    let city = kintone.city();
    let signed_in =
        city.session(request.headers()).and_then(|session| Some((city.people.person(&session.person)?, session)));
    let Some((person, session)) = signed_in else {
        let wanted = if query.is_empty() { path.to_owned() } else { format!("{path}?{query}") };
        let wanted: String = form_urlencoded::byte_serialize(wanted.as_bytes()).collect();
        return see_other(&format!("/login?next={wanted}"));
    };
    let params = nested(query);
    let place = Place::of(path, &params);
    let with_query = |path: &str| if query.is_empty() { path.to_owned() } else { format!("{path}?{query}") };
    if let Some(right) = place.as_ref().and_then(|place| place.right_path(&city, path)) {
        return see_other(&with_query(&right));
    }
    // Links inside pages are relative: a list is a folder.
    let ends = ["/", "/edit", "/show", "/print", "/report"];
    let folder = ends.iter().any(|end| path.ends_with(end));
    if place.as_ref().is_some_and(Place::is_folder) && !folder {
        return see_other(&with_query(&format!("{path}/")));
    }
    let not_found = || Refusal::new(404, "CB_NF01", Text::new("ページが見つかりません。", "The page is not found."));
    let scripted = matches!(place, Some(Place::Record { .. } | Place::PluginConfig { .. }));
    let shell = place.ok_or_else(not_found).and_then(|place| open(&city, person, &session.token, &place));
    match shell {
        Ok(shell) => {
            let mut response = shell.response(StatusCode::OK);
            if scripted && kintone.refuses_wasm() {
                response.headers_mut().insert(CONTENT_SECURITY_POLICY, HeaderValue::from_static(WITHOUT_WASM));
            }
            response
        }
        Err(refusal) => {
            let mut boot = boot::plain("error", &person.lang, Some(person), &session.token);
            let message = refusal.message.get(&person.lang);
            boot.insert("error".into(), json!({ "status": refusal.status, "code": refusal.code, "message": message }));
            let status = StatusCode::from_u16(refusal.status).unwrap_or(StatusCode::NOT_FOUND);
            Shell::new(message, boot).response(status)
        }
    }
}

fn open(city: &City, person: &Person, token: &str, place: &Place) -> Result<Shell, Refusal> {
    let plain = |page: &str| boot::plain(page, &person.lang, Some(person), token);
    let on_preview = |id: u64, page: &str| -> Result<Shell, Refusal> {
        let (app, draft) = city.managed(id, true, person)?;
        let mut boot = plain(page);
        boot::with_app(&mut boot, city, app, draft, person);
        Ok(Shell::new(draft.name(), boot))
    };
    match place {
        Place::Portal { mobile } => {
            let mut boot = plain(if *mobile { "mobile-portal" } else { "portal" });
            boot.insert("guestSpaces".into(), boot::guest_spaces(city, person));
            Ok(Shell::new(if person.lang == "ja" { "ポータル" } else { "Portal" }, boot))
        }
        Place::System { page } if person.administers_kintone() => Ok(Shell::new(
            if person.lang == "ja" { "kintoneシステム管理" } else { "kintone system administration" },
            plain(page),
        )),
        Place::Users if person.common_admin => {
            Ok(Shell::new(if person.lang == "ja" { "ユーザー管理" } else { "Users" }, plain("users")))
        }
        Place::System { .. } | Place::Users => Err(Refusal::no_right()),
        Place::Space { space } => {
            let space = city.spaces.get(space).ok_or_else(|| Refusal::space_not_found(*space))?;
            if !space.admits(&city.people, person) {
                return Err(Refusal::no_right());
            }
            let mut boot = plain("space");
            boot.insert("space".into(), space.info(city));
            boot.insert("members".into(), json!(space.members));
            boot.insert("threads".into(), space.threads.values().map(|thread| json!(thread)).collect());
            boot.insert("spaceAdministration".into(), json!(space.is_run_by(&city.people, person)));
            Ok(Shell::new(&space.name, boot))
        }
        Place::Settings { app } => on_preview(*app, "settings"),
        Place::PluginList { app } => on_preview(*app, "plugin-list"),
        Place::PluginConfig { app, plugin } => {
            let mut shell = on_preview(*app, "plugin-config")?;
            let (_, draft) = city.managed(*app, true, person)?;
            let held = draft.plugins.iter().any(|held| held.id == *plugin);
            let plugin = city.plugins.get(plugin).filter(|plugin| held && plugin.has_config());
            let plugin = plugin.ok_or_else(|| {
                Refusal::new(404, "GAIA_PL18", Text::new("プラグインが見つかりません。", "The plug-in is not found."))
            })?;
            shell.fragment = plugin.config_html();
            shell.run_plugin(plugin, Screen::Config);
            Ok(shell)
        }
        Place::Record { app, page, mobile } => {
            let (app, side) = city.readable(*app, false, person)?;
            let rights = city.rights(app, person);
            let reads = ["show", "print", "report"].iter().any(|end| page.ends_with(end));
            if page.ends_with("create") && !rights.add || reads && !rights.view {
                return Err(Refusal::no_right());
            }
            let mut boot = plain(page);
            boot::with_app(&mut boot, city, app, side, person);
            boot.insert("shortcuts".into(), boot::shortcuts(city, side, person));
            let mut shell = Shell::new(side.name(), boot);
            customise(&mut shell, city, app, side, person, *mobile);
            Ok(shell)
        }
    }
}

/// The scripts of a record screen: of all kintone, of the app, of its plugins, in this order.
fn customise(shell: &mut Shell, city: &City, app: &App, side: &Settings, person: &Person, mobile: bool) {
    let device = if mobile { "mobile" } else { "desktop" };
    let runs = |customize: &Value, administers: bool| match customize["scope"].as_str() {
        Some("ALL") => true,
        Some("ADMIN") => administers,
        _ => false,
    };
    if runs(&city.domain, person.administers_kintone()) {
        shell.run(&addresses(&city.domain, device, "js"), addresses(&city.domain, device, "css"));
    }
    if runs(&side.customize, city.rights(app, person).manage) {
        shell.run(&addresses(&side.customize, device, "js"), addresses(&side.customize, device, "css"));
    }
    let enabled = side.plugins.iter().filter(|plugin| plugin.enabled);
    let installed = enabled.filter_map(|plugin| city.plugins.get(&plugin.id));
    for plugin in installed.filter(|plugin| !plugin.closed_apps.contains(&app.id)) {
        shell.run_plugin(plugin, if mobile { Screen::Mobile } else { Screen::Desktop });
    }
}
