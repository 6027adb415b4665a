//! The declaration: all items, which of them must be answered, and what the settings tell of them.

use naiki::declaration::{Declaration, Sharing};
use naiki::finding::Item;
use naiki::policy::built_in::BuiltIn;
use naiki::policy::read;
use naiki::rules::ALL;
use naiki::screen::inspection::integrations::{Number, integrations};
use naiki::screen::inspection::update::Effect;
use naiki::text::json::{self, put_over};
use naiki::text::sorted::Sorted;
use serde_json::{Value, json};
use tests::screen::Screen;

fn app() -> Value {
    json!({
        "name": "【市民課】相談受付簿",
        "fields": {"氏名": "SINGLE_LINE_TEXT", "<b>住所</b>": "SINGLE_LINE_TEXT", "備考": "NUMBER"},
        "app-rights": ["CREATOR manage view", "ORGANIZATION:shimin manage view add", "GROUP:everyone"],
    })
}

/// What every item takes, and what it says then.
const SAID: [(Item, &str); 16] = [
    (Item::Purpose, "窓口の相談を記録する"),
    (Item::Contents, "氏名と相談の内容"),
    (Item::DataClass, "personal"),
    (Item::People, "300"),
    (Item::Collection, "窓口で本人から"),
    (Item::Sharing, "inside"),
    (Item::Recipients, "福祉課"),
    (Item::Users, "市民課の職員"),
    (Item::Owner, "市民課長"),
    (Item::Maintainer, "窓口係"),
    (Item::Until, "2027-03-31"),
    (Item::Retention, "5"),
    (Item::Public, "intake"),
    (Item::Service, "FormBridge"),
    (Item::Approval, "情-7"),
    (Item::Checked, "2026-11-01"),
];

#[test]
fn what_is_typed_into_each_item_is_kept_saved_and_read_again() {
    let mut screen = Screen::open(app(), &Sorted::new());
    for (item, value) in SAID {
        screen.act("type", item.id(), value);
        assert_eq!(screen.model.draft.said(item), value, "{item:?}");
    }
    let later = Screen::open(app(), &screen.saved());
    for (item, value) in SAID {
        assert_eq!(later.model.draft.said(item), value, "{item:?} was not saved");
        screen.act("type", item.id(), "");
        assert_eq!(screen.model.draft.said(item), "", "{item:?} cannot be emptied");
    }
    assert_eq!(screen.model.draft, Declaration::default());
}

#[test]
fn a_number_that_is_none_is_kept_as_typed_and_said() {
    let mut screen = Screen::open(app(), &Sorted::new());
    screen.act("type", "retention", "五年");
    assert!(screen.region("naiki-item-retention").unwrap().contains("五年"));
    assert!(screen.region("naiki-error-retention").unwrap().contains("0以上の整数で書いてください。"));
}

#[test]
fn what_is_no_longer_asked_for_does_not_stop_saving() {
    let mut screen = Screen::open(app(), &Sorted::new());
    screen.act("type", "public", "intake");
    screen.act("type", "checked", "2026-02-30");
    screen.act("type", "retention", "五年");
    screen.act("save-pass", "", "");
    let refusal = screen.region("naiki-refusal").unwrap();
    assert!(
        refusal.contains("公開設定の確認日: この日付はありません")
            && refusal.contains("保存期間(年): 数として読めません"),
        "{refusal}"
    );
    screen.act("type", "public", "none");
    screen.act("type", "retention", "5");
    assert!(matches!(screen.act("save-pass", "", "").as_slice(), [Effect::Save(_)]), "{}", screen.markup());
}

#[test]
fn which_items_must_be_answered_follows_the_declared_class_and_the_office() {
    let required = |screen: &Screen, item: Item| {
        screen.region(&format!("naiki-item-{}", item.id())).is_some_and(|region| region.contains("必須"))
    };
    let mut screen = Screen::open(app(), &Sorted::new());
    assert!(required(&screen, Item::Purpose) && !required(&screen, Item::Contents), "no class is declared yet");
    screen.act("type", "data-class", "personal");
    assert!(required(&screen, Item::Contents) && required(&screen, Item::Retention));
    assert_eq!(screen.region("naiki-item-recipients"), None, "nothing is given to anybody");
    screen.act("type", "sharing", "outside");
    assert!(required(&screen, Item::Recipients));
    screen.act("type", "data-class", "internal");
    assert!(!required(&screen, Item::Contents) && !required(&screen, Item::Recipients));

    let mut document = BuiltIn::Standard.document();
    put_over(&mut document, json!({"items": [{"item": "users"}]}));
    let policy = read(&document.to_string(), ALL).unwrap();
    assert!(policy.requires(Item::Users, "") && !policy.requires(Item::Purpose, "personal"));
    put_over(&mut document, json!({"items": []}));
    let policy = read(&document.to_string(), ALL).unwrap();
    let six = Item::ALL.into_iter().filter(|item| policy.requires(*item, "personal")).count();
    assert_eq!(six, 6, "where the office says nothing");
    for (items, place) in [
        (json!([{"item": "users"}, {"item": "users"}]), "items[1].item"),
        (json!([{"item": "users", "classes": ["personal", "secret"]}]), "items[0].classes[1]"),
        (json!([{"item": "colour"}]), "items[0].item"),
    ] {
        put_over(&mut document, json!({"items": items}));
        let mistakes = read(&document.to_string(), ALL).unwrap_err();
        assert!(mistakes.iter().any(|mistake| mistake.place == place), "{items}: {mistakes:?}");
    }
}

#[test]
fn what_the_settings_tell_is_taken_only_when_somebody_asks() {
    let mut screen = Screen::open(app(), &Sorted::new());
    let seen = screen.region("naiki-seen-contents").unwrap();
    assert!(seen.contains("設定から読み取りました: 「氏名、&lt;b&gt;住所&lt;/b&gt;"), "{seen}");
    assert_eq!(screen.model.draft, Declaration::default(), "nothing is typed by itself");
    let effects = screen.act("use", "contents", "");
    assert!(effects.contains(&Effect::Focus("naiki-contents".to_owned())), "{effects:?}");
    assert!(matches!(effects[0], Effect::Keep(_)), "{effects:?}");
    assert_eq!(screen.model.draft.contents, "氏名、<b>住所</b>");
    assert_eq!(screen.region("naiki-seen-contents").unwrap(), "", "it says so already");

    screen.act("use", "data-class", "");
    assert_eq!(screen.model.draft.data_class, "personal");
    assert!(screen.region("naiki-seen-users").unwrap().contains("市民課"));
    assert!(!screen.region("naiki-seen-users").unwrap().contains("Everyone"), "it may not view");
    assert!(screen.act("use", "owner", "").is_empty(), "the settings do not tell who is responsible");

    let mut hidden = app();
    hidden["app-rights"] = "forbidden".into();
    assert_eq!(Screen::open(hidden, &Sorted::new()).region("naiki-seen-users").unwrap(), "", "unknown is not nobody");
}

#[test]
fn a_contradiction_is_marked_as_soon_as_it_is_chosen() {
    let mut open = app();
    open["app-rights"] = json!(["CREATOR manage view", "GROUP:everyone view add"]);
    let mut screen = Screen::open(open, &Sorted::new());
    let mut document = BuiltIn::Standard.document();
    put_over(&mut document, json!({"rules": {"shared-unlike-declared": {"inspection": "warn"}}}));
    screen.model.policy = Some(read(&document.to_string(), ALL).unwrap());
    screen.act("type", "sharing", "none");
    assert!(screen.region("naiki-error-sharing").unwrap().contains("Everyoneがレコードを閲覧できます"));
    assert!(screen.markup().contains("届出と相違"));
    screen.act("type", "sharing", "inside");
    assert_eq!(screen.region("naiki-error-sharing").unwrap(), "");
}

#[test]
fn a_declaration_of_an_older_version_is_read() {
    let old = r#"{"purpose":"記録する","owner":"課長","people":3,"until":"2027-03-31","opening":"none"}"#;
    let read: Declaration = json::read(old).unwrap();
    assert_eq!((read.purpose.as_str(), read.people, read.sharing), ("記録する", Some(3), None));
    let new = Declaration { sharing: Some(Sharing::Both), retention: Some(0), ..read };
    let text = serde_json::to_string(&new).unwrap();
    assert_eq!(json::read::<Declaration>(&text).unwrap(), new);
    assert_eq!(serde_json::from_str::<Declaration>(&text).unwrap(), new);
}

#[test]
fn plugins_and_scripts_without_an_approval_are_declared_with_their_numbers() {
    let mut app = app();
    app["plugins"] = json!(["帳票 <b>", "内規ガード", "承認済み"]);
    app["customize"] = json!(["https://js.example.com/a.js", "https://cdn.example.lg.jp/b.js"]);
    let mut screen = Screen::open(app.clone(), &Sorted::new());
    let mut document = BuiltIn::Standard.document();
    let plugins =
        json!([{"name": "承認済み", "number": "情-1"}, {"name": "帳票 <b>", "number": "情-2", "until": "2026-10-31"}]);
    put_over(&mut document, json!({"approved": {"plugins": plugins, "hosts": ["*.example.lg.jp"]}}));
    screen.model.policy = Some(read(&document.to_string(), ALL).unwrap());
    let html = screen.markup();
    assert!(html.contains("プラグイン「帳票 &lt;b&gt;」の承認番号"), "{html}");
    assert!(html.contains("承認は2026-10-31で終わっています"));
    assert!(html.contains("JavaScript / CSSでカスタマイズ「https://js.example.com/a.js」の承認番号"));
    for known in ["「内規ガード」の承認番号", "「承認済み」の承認番号", "b.js」の承認番号"]
    {
        assert!(!html.contains(known), "{known}");
    }
    let key = "customize:https://js.example.com/a.js";
    let note = |screen: &Screen| screen.region(&format!("naiki-number-note-{key}")).unwrap();
    assert_eq!(note(&screen), "");
    let effects = screen.act("number", key, "情-9");
    assert!(matches!(effects[0], Effect::Keep(_)), "{effects:?}");
    assert!(note(&screen).contains("主管課の台帳で確かめます"));
    let config = screen.saved();

    // It is taken out, and what was declared of it stays for the day it comes back.
    let mut without = app.clone();
    without["customize"] = json!([]);
    let mut later = Screen::open(without, &config);
    assert_eq!(later.region(&format!("naiki-number-item-{key}")), None);
    let later = Screen::open(app, &later.saved());
    assert!(later.region(&format!("naiki-number-item-{key}")).unwrap().contains("情-9"));
    assert_eq!(Screen::open(self::app(), &Sorted::new()).region("naiki-numbers"), None, "nothing to declare");
}

#[test]
fn a_number_other_than_the_offices_is_said() {
    let mut app = app();
    app["customize"] = json!({"scope": "ALL", "desktop": {"js": [{"type": "FILE", "file": {"name": "a.js"}}], "css": []}, "mobile": {"js": [], "css": []}});
    let mut screen = Screen::open(app, &Sorted::new());
    let number = |screen: &Screen| integrations(&screen.model).first().map(|one| one.number.clone());
    assert_eq!(number(&screen), Some(Number::Untold));
    screen.act("number", "customize:a.js", "情-9");
    assert_eq!(number(&screen), Some(Number::Unlisted));
    let mut document = BuiltIn::Standard.document();
    put_over(&mut document, json!({"approved": {"files": [{"name": "a.js", "number": "情-7"}]}}));
    screen.model.policy = Some(read(&document.to_string(), ALL).unwrap());
    assert_eq!(number(&screen), None, "approved by its name");
    screen.act("number", "customize:a.js", "");
    assert!(screen.model.draft.numbers.is_empty());
}

#[test]
fn the_button_does_not_promise_what_the_record_will_not_say() {
    let hint = "判定は「";
    let mut screen = Screen::open(app(), &Sorted::new());
    assert!(!screen.region("naiki-buttons").unwrap().contains(hint), "it is refused, and says why when it is pressed");
    screen.act("type", "public", "none");
    let mut document = BuiltIn::Standard.document();
    put_over(&mut document, json!({"rules": {"declaration-incomplete": {"inspection": "warn"}}}));
    screen.model.policy = Some(read(&document.to_string(), ALL).unwrap());
    screen.act("type", "owner", "市民課長");
    let report = screen.model.report.as_ref().unwrap();
    assert!(!report.refuses() && report.counts().0 > 0, "{report:?}");
    assert!(screen.region("naiki-buttons").unwrap().contains("判定は「不適合」と記録されます"));
}

#[test]
fn what_is_so_stands_above_what_is_said_and_unknown_is_never_blank() {
    let facts = |app: Value| Screen::open(app, &Sorted::new()).region("naiki-declaration-facts").unwrap();
    let told = facts(app());
    assert!(told.contains("<dd>【市民課】相談受付簿</dd>"), "{told}");
    assert!(told.contains("<dd>3(個人情報と判断したもの 2)</dd>"), "{told}");
    assert!(told.contains("<dd>スペースの外</dd>"), "{told}");
    assert!(told.contains("市民課"), "its managers: {told}");
    let mut hidden = app();
    for part in ["app-rights", "space", "records", "fields"] {
        hidden[part] = "forbidden".into();
    }
    let told = facts(hidden);
    assert_eq!(told.matches("分かりません(閲覧する権限がありません").count(), 4, "{told}");
    let mut unsure = app();
    unsure["app-rights"] = json!(["GROUP:himitsu manage view", "USER:sato manage view", "GROUP:everyone view"]);
    assert!(facts(unsure).contains("分かりません("), "nobody knows who is in that group");
    let mut spaced = app();
    spaced["space"] = json!({"private": true, "members": ["ORGANIZATION:shimin subs"]});
    assert!(facts(spaced).contains("みどり市(非公開)"));
}
