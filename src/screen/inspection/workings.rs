//! 動作の確認: what an administrator is asked for when the plugin does not do what it should. Figures and names of
//! settings; no value of a record, no name of a person.

use crate::kintone::Part;
use crate::kintone::refusal::Reason;
use crate::seal::{self, chunks};
use crate::snapshot::{Reading, Snapshot};
use crate::text::{Lang, Text};

use super::model::Model;
use super::update::settings;

/// A function of kintone by its documented name under `kintone`, and what it is for here.
type Function = (&'static [&'static str], Text);

/// The functions that this plugin calls and that kintone documents for the screen of a plugin's settings
/// (`kintone-js-api.md` §3, §5, §6).
pub const FUNCTIONS: [Function; 11] = [
    (&["api"], crate::text!(ja: "設定を読み取り、直す", en: "reads and repairs settings")),
    (&["api", "url"], crate::text!(ja: "ゲストスペースのアプリを読み取る", en: "reads apps of guest spaces")),
    (&["app", "getId"], crate::text!(ja: "どのアプリかを知る", en: "tells which app this is")),
    (
        &["app", "get"],
        crate::text!(ja: "公開前のアプリのスペースを知る", en: "tells the space of an app never deployed"),
    ),
    (
        &["app", "getFormFields"],
        crate::text!(ja: "入力時チェックで項目を知る", en: "tells the fields to the entry check"),
    ),
    (&["getLoginUser"], crate::text!(ja: "使う人と表示言語を知る", en: "tells the person and the language")),
    (&["plugin", "app", "getConfig"], crate::text!(ja: "点検記録と届出を読む", en: "reads record and declaration")),
    (&["plugin", "app", "setConfig"], crate::text!(ja: "点検記録と届出を保存する", en: "saves record and declaration")),
    (
        &["showConfirmDialog"],
        crate::text!(ja: "保存せずに離れるときに確かめる", en: "asks before unsaved work is left"),
    ),
    (&["showNotification"], crate::text!(ja: "保存できないことを知らせる", en: "tells that saving failed")),
    (&["events", "on"], crate::text!(ja: "入力時チェックを動かす", en: "starts the entry check")),
];

/// So many hundredths of what kintone takes are a warning.
const MUCH: usize = 80;

/// What the browser tells of a reading.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Workings {
    /// Which of [`FUNCTIONS`] are there, in their order.
    pub functions: Vec<bool>,
    /// Whether the browser decodes the program itself, by `Uint8Array.fromBase64`.
    pub decodes: bool,
    /// How many requests the reading took.
    pub requests: u32,
    /// How long it took, in milliseconds.
    pub took: i64,
}

/// How much the settings would take if they were saved now, of how much; in whole kilobytes, rounded up.
pub fn room(model: &Model) -> (usize, usize) {
    (chunks::size(&settings(model)).div_ceil(1024), chunks::TOTAL / 1024)
}

/// Whether that is so much that a longer declaration may not fit.
pub const fn narrow((used, of): (usize, usize)) -> bool {
    used * 100 >= of * MUCH
}

/// All that is told, a line each; nothing before the reading is done.
pub fn lines(model: &Model) -> Vec<String> {
    let (Some(material), Some(workings)) = (model.material(), &model.workings) else { return Vec::new() };
    let lang = model.visit.lang;
    let (used, of) = room(model);
    let mut out = vec![
        crate::say!(lang, ja: "内規ガードの版: {version}(点検記録の形式: {schema})", en: "Naiki Guard {version} (format of records: {schema})",
            version = env!("CARGO_PKG_VERSION"), schema = seal::SCHEMA),
        crate::say!(lang, ja: "アプリID: {app}", en: "App ID: {app}", app = model.visit.app.as_str()),
    ];
    if let Some(policy) = &model.policy {
        let policy = policy.document();
        out.push(crate::say!(lang, ja: "内規: {title}(第{version}版、プラグインに同梱)", en: "Policy: {title}, version {version}, part of the plug-in",
            title = policy.title.get(lang), version = policy.version.as_str()));
    }
    let way = if workings.decodes { "Uint8Array.fromBase64" } else { "atob" };
    out.push(crate::say!(lang, ja: "WebAssembly: 動いています(読み込み方: {way})", en: "WebAssembly: works (decoded by {way})", way));
    out.push(crate::say!(lang, ja: "保存したときの設定の大きさ: {used} KB / {of} KB", en: "Settings if saved now: {used} KB of {of} KB", used, of));
    out.push(crate::say!(lang, ja: "読み取りにかかった時間: {took}ミリ秒、リクエスト{requests}回",
        en: "The reading took {took} ms and {requests} requests", took = workings.took, requests = workings.requests));
    for ((path, what), there) in FUNCTIONS.iter().zip(&workings.functions) {
        let there =
            if *there { crate::text!(ja: "あり", en: "there") } else { crate::text!(ja: "なし", en: "missing") };
        out.push(format!("kintone.{}: {} — {}", path.join("."), there.get(lang), what.get(lang)));
    }
    side(crate::text!(ja: "準備中の設定", en: "Settings as prepared"), &material.both.preview, lang, &mut out);
    side(crate::text!(ja: "運用中の設定", en: "Settings that run"), &material.both.live, lang, &mut out);
    let people = material.directory.as_ref().err().map(|unread| &unread.reason);
    out.push(told(Part::People, people, lang));
    out
}

/// What came of the parts of one side.
fn side(title: Text, snapshot: &Snapshot, lang: Lang, out: &mut Vec<String>) {
    let read = snapshot.parts.values().filter(|reading| matches!(reading, Reading::Read(_))).count();
    out.push(crate::say!(lang, ja: "{title}: {of}種類のうち{read}種類を読み取りました", en: "{title}: {read} of {of} kinds were read",
        title = title.get(lang), read, of = snapshot.parts.len()));
    for (part, reading) in &snapshot.parts {
        if !matches!(reading, Reading::Read(_)) {
            out.push(told(*part, Some(&snapshot.reason(*part)), lang));
        }
    }
}

/// A part, and why it was not read. Of another answer than those that are known only the code is told: kintone's words may
/// hold a name.
fn told(part: Part, reason: Option<&Reason>, lang: Lang) -> String {
    let reason = match reason {
        None => crate::text!(ja: "読み取りました", en: "read").get(lang).to_owned(),
        Some(Reason::Other { code, .. }) => code.clone(),
        Some(reason) => reason.say(lang),
    };
    format!("- {}: {reason}", part.name().get(lang))
}
