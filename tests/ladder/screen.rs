//! Journeys over the inspection screen as lists of messages, and its markup in both languages.

use std::collections::BTreeSet;

use naiki::app::App;
use naiki::finding::{Item, Severity, Verdict};
use naiki::guard::{Guard, Setting};
use naiki::kintone::Part;
use naiki::kintone::refusal::{Reason, Unread};
use naiki::policy::built_in::{BuiltIn, Documents};
use naiki::screen::inspection::draw::draw;
use naiki::screen::inspection::model::{Material, Model, Now, Saved, Visit};
use naiki::screen::inspection::msg::{Msg, Save};
use naiki::screen::inspection::update::{Effect, REFUSAL, TITLE, UNDO, update};
use naiki::seal::Seal;
use naiki::seal::chunks::{self, Damage};
use naiki::snapshot::{Both, Reading};
use naiki::text::sorted::Sorted;
use naiki::text::{Lang, day};
use serde_json::{Value, json};
use tests::city::{Example, directory};
use tests::entry;

fn now() -> Now {
    Now { today: day::read("2026-11-25").unwrap(), at: "2026-11-25T02:00:00.000Z".to_owned() }
}

fn visit(lang: Lang) -> Visit {
    Visit { app: "7".to_owned(), domain: "midori.cybozu.com".to_owned(), user: "sato".to_owned(), lang }
}

fn open(config: &Sorted<String, String>, lang: Lang) -> Model {
    Model::new(visit(lang), now(), config, Documents::in_the_box())
}

/// The story's app: kintone's default rights, personal fields, a name off the convention.
fn story() -> Value {
    json!({
        "name": "相談受付簿",
        "fields": {"氏名": "SINGLE_LINE_TEXT", "住所": "SINGLE_LINE_TEXT", "生年月日": "DATE", "備考": "MULTI_LINE_TEXT"},
    })
}

fn material(app: Value) -> Box<Material> {
    let preview = Example::new(app, &[]).snapshot();
    let both = Both { live: preview.clone(), preview: preview.clone() };
    Box::new(Material {
        both,
        preview: App::of(preview),
        directory: Ok(directory()),
        departments: vec!["市民課".to_owned()],
    })
}

/// Opens the screen on an app and reads it.
fn read(app: Value) -> Model {
    read_with(app, &Sorted::new(), Lang::Ja)
}

fn read_with(app: Value, config: &Sorted<String, String>, lang: Lang) -> Model {
    let mut model = open(config, lang);
    assert_eq!(update(&mut model, Msg::Read, now()), [Effect::Read(1)]);
    update(&mut model, Msg::Came(1, material(app)), now());
    model
}

fn send(model: &mut Model, msg: Msg) -> Vec<Effect> {
    update(model, msg, now())
}

fn act(model: &mut Model, act: &str, at: &str, value: &str) -> Vec<Effect> {
    send(model, Msg::of(act, at, value).unwrap())
}

fn found(model: &Model, rule: &str) -> Option<String> {
    let report = model.report.as_ref()?;
    report.findings.iter().find(|judged| judged.finding.rule == rule).map(|judged| judged.fingerprint.clone())
}

fn markup(model: &Model) -> String {
    draw(model).into_iter().map(|region| region.markup.into_string()).collect::<Vec<_>>().join("\n")
}

#[test]
fn a_builder_sees_why_and_cannot_save_as_conforming() {
    let mut model = read(story());
    assert_eq!(model.report.as_ref().unwrap().verdict, Verdict::Fail);
    assert_eq!(act(&mut model, "save-pass", "", ""), [Effect::Focus(REFUSAL.to_owned())]);
    let html = markup(&model);
    for words in [
        "保存していません",
        "アプリ名が命名規則に合っていない",
        "個人情報を見られる人が多すぎる",
        "公開しているかどうかを選んでください",
    ] {
        assert!(html.contains(words), "{words}");
    }
}

#[test]
fn a_fix_is_shown_then_made_then_taken_back() {
    let mut model = read(story());
    let name = found(&model, "name-off-template").unwrap();
    act(&mut model, "show", &name, "");
    let html = markup(&model);
    assert!(html.contains("【市民課】相談受付簿"), "the difference is on the screen before anything is sent");
    let sent = act(&mut model, "apply", &name, "");
    let body = json!({"name": "【市民課】相談受付簿"});
    let write = |body, revision: &str| Effect::Write {
        generation: 1,
        part: Part::Settings,
        body,
        revision: revision.to_owned(),
    };
    assert_eq!(sent, [write(body, "7")]);
    assert_eq!(act(&mut model, "apply", &name, ""), [], "a second click sends nothing");
    assert_eq!(send(&mut model, Msg::Wrote(1, Ok("8".to_owned()))), [Effect::ReadPart(1, Part::Settings)]);
    let mut settings = model.material().unwrap().both.preview.body(Part::Settings).unwrap().clone();
    settings["name"] = "【市民課】相談受付簿".into();
    settings["revision"] = "8".into();
    let effects = send(&mut model, Msg::Again(1, Part::Settings, Reading::Read(settings), Ok(directory())));
    assert!(effects.contains(&Effect::Focus(UNDO.to_owned())));
    assert_eq!(found(&model, "name-off-template"), None);
    assert_eq!(act(&mut model, "undo", "", ""), [write(json!({"name": "相談受付簿"}), "8")]);
    assert_eq!(act(&mut model, "undo", "", ""), [], "a second click sends nothing");
    send(&mut model, Msg::Wrote(1, Ok("9".to_owned())));
    assert!(model.made.is_empty());
}

#[test]
fn after_a_new_reading_nothing_older_is_taken_back() {
    let mut model = read(story());
    let name = found(&model, "name-off-template").unwrap();
    act(&mut model, "apply", &name, "");
    assert_eq!(act(&mut model, "read", "", ""), [], "a reading now would lose the way back");
    send(&mut model, Msg::Wrote(1, Ok("8".to_owned())));
    assert_eq!(
        send(&mut model, Msg::Save(Save::Part)),
        [Effect::Focus(REFUSAL.to_owned())],
        "the part is not read again yet"
    );
    let settings = model.material().unwrap().both.preview.body(Part::Settings).unwrap().clone();
    send(&mut model, Msg::Again(1, Part::Settings, Reading::Read(settings), Ok(directory())));
    assert_eq!(model.made.len(), 1);
    act(&mut model, "read", "", "");
    send(&mut model, Msg::Came(2, material(story())));
    assert_eq!(act(&mut model, "undo", "", ""), [], "somebody else may have changed the same rows meanwhile");
}

#[test]
fn nothing_is_saved_before_the_inspection_has_finished() {
    let mut model = open(&Sorted::new(), Lang::Ja);
    send(&mut model, Msg::Read);
    for way in [Save::Pass, Save::Part] {
        assert_eq!(send(&mut model, Msg::Save(way)), [Effect::Focus(REFUSAL.to_owned())], "an older seal stays");
    }
    assert!(markup(&model).contains("点検がまだ終わっていません"));
}

#[test]
fn leaving_keeps_the_draft_for_the_next_time() {
    let mut model = read(story());
    act(&mut model, "type", "owner", "市民課長");
    assert_eq!(act(&mut model, "leave", "", ""), [Effect::Ask], "what was typed is not saved");
    assert_eq!(send(&mut model, Msg::Left), [Effect::Leave]);
    act(&mut model, "type", "owner", "");
    assert_eq!(act(&mut model, "leave", "", ""), [Effect::Leave], "nothing differs from what was there");
}

#[test]
fn a_refused_change_says_so_and_changes_nothing() {
    let mut model = read(story());
    let name = found(&model, "name-off-template").unwrap();
    act(&mut model, "show", &name, "");
    act(&mut model, "apply", &name, "");
    send(&mut model, Msg::Wrote(1, Err(Reason::Conflict)));
    assert!(markup(&model).contains("ほかの人が設定を変更しました"));
    assert!(model.made.is_empty() && model.pending.is_none());
}

#[test]
fn the_repaired_and_declared_app_is_saved_and_the_guard_reads_it() {
    let app = json!({
        "name": "【市民課】相談受付簿",
        "fields": {"氏名": "SINGLE_LINE_TEXT", "住所": "SINGLE_LINE_TEXT", "生年月日": "DATE"},
        "app-rights": ["CREATOR manage view add edit", "ORGANIZATION:shimin view add edit"],
    });
    let mut model = read(app);
    act(&mut model, "type", "public", "none");
    act(&mut model, "type", "owner", "市民課長");
    assert_eq!(model.report.as_ref().unwrap().verdict, Verdict::Pass, "{:#?}", model.report);
    let effects = act(&mut model, "save-pass", "", "");
    let [Effect::Save(config)] = effects.as_slice() else { panic!("{effects:?}") };
    let seal: Seal = serde_json::from_str(&chunks::join("seal", config).unwrap()).unwrap();
    assert_eq!((seal.verdict, seal.revision.as_str()), (Verdict::Pass, "7"));
    assert!(seal.fields.iter().all(|field| !field.open));
    assert!(
        !chunks::join("seal", config).unwrap().contains("市民課長"),
        "the seal carries no words of the declaration"
    );
    let again = read_with(story(), config, Lang::Ja);
    assert_eq!(again.draft.owner, "市民課長");
    assert!(matches!(again.saved, Saved::Sealed(_)));
    let setting = Setting { config: Some(config.clone()), ..entry::setting(None, "2026-11-25") };
    let guard = Guard::new(setting);
    assert_eq!(guard.plan().notice, None);
}

#[test]
fn unfinished_work_is_saved_with_the_verdict_it_has() {
    let mut model = read(story());
    act(&mut model, "policy", "", BuiltIn::Strict.id());
    let effects = act(&mut model, "save-part", "", "");
    let [Effect::Save(config)] = effects.as_slice() else { panic!("{effects:?}") };
    let seal: Seal = serde_json::from_str(&chunks::join("seal", config).unwrap()).unwrap();
    assert_eq!(seal.verdict, Verdict::Fail);
    assert_eq!(seal.orders.policy, "municipal-strict");
    let open: BTreeSet<&str> = seal.fields.iter().filter(|field| field.open).map(|field| field.code.as_str()).collect();
    assert_eq!(open, BTreeSet::from(["住所", "氏名", "生年月日"]));
    let again = read_with(story(), config, Lang::Ja);
    assert_eq!(again.choice, BuiltIn::Strict, "the policy that was chosen is chosen again");
}

#[test]
fn a_public_form_needs_its_items_and_says_so_at_each() {
    let mut model = read(story());
    act(&mut model, "type", "public", "intake");
    let html = markup(&model);
    for id in ["naiki-service", "naiki-approval", "naiki-checked"] {
        assert!(html.contains(&format!("id=\"{id}\"")), "{id}");
    }
    assert!(html.contains("承認番号がありません"));
    act(&mut model, "type", "service", "FormBridge");
    act(&mut model, "type", "approval", "情政第12号");
    act(&mut model, "type", "checked", "2026-11-01");
    assert_eq!(found(&model, "public-form-unapproved"), None);
    act(&mut model, "type", "checked", "2026-02-30");
    assert!(markup(&model).contains("この日付はありません"));
    act(&mut model, "save-pass", "", "");
    assert!(model.refused.is_some());
}

#[test]
fn answers_of_an_older_reading_are_dropped() {
    let mut model = open(&Sorted::new(), Lang::Ja);
    send(&mut model, Msg::Read);
    send(&mut model, Msg::Read);
    send(&mut model, Msg::Came(1, material(story())));
    assert!(model.material().is_none());
    send(&mut model, Msg::Came(2, material(story())));
    assert!(model.material().is_some());
    send(&mut model, Msg::Wrote(1, Ok("99".to_owned())));
    assert_eq!(model.revision.as_deref(), Some("7"));
}

#[test]
fn settings_of_a_newer_version_are_never_written_over() {
    let mut config = chunks::split("seal", "{}");
    let head = config.get("seal").unwrap().replacen("\"schema\":1", "\"schema\":9", 1).replacen("1 ", "9 ", 1);
    config.insert("seal".to_owned(), head);
    let mut model = read_with(story(), &config, Lang::Ja);
    assert_eq!(model.saved, Saved::Damaged(Damage::Newer));
    for way in [Save::Pass, Save::Part] {
        assert_eq!(send(&mut model, Msg::Save(way)), [Effect::Focus(REFUSAL.to_owned())]);
    }
    assert!(markup(&model).contains("新しい版の内規ガード"));
}

#[test]
fn a_copy_of_an_app_starts_anew() {
    let mut model = read(story());
    act(&mut model, "type", "owner", "市民課長");
    let effects = act(&mut model, "save-part", "", "");
    let [Effect::Save(config)] = effects.as_slice() else { panic!("{effects:?}") };
    let elsewhere = Visit { app: "8".to_owned(), ..visit(Lang::Ja) };
    let copy = Model::new(elsewhere, now(), config, Documents::in_the_box());
    assert_eq!((copy.saved.clone(), copy.draft.owner.as_str()), (Saved::Copied, ""));
    assert!(markup(&copy).contains("ほかのアプリから作られた"));
}

#[test]
fn a_draft_is_offered_and_not_imposed() {
    let mut model = read(story());
    let Effect::Keep(draft) = act(&mut model, "type", "owner", "市民課長").remove(0) else { panic!("no draft") };
    let mut later = read(story());
    send(&mut later, Msg::Found(draft));
    assert_eq!(later.draft.owner, "", "offered, not imposed");
    assert_eq!(act(&mut later, "take", "", ""), [Effect::Focus(TITLE.to_owned())]);
    assert_eq!(later.draft.owner, "市民課長");
}

#[test]
fn what_cannot_be_read_is_unknown_and_never_fine() {
    let mut app = story();
    app["field-rights"] = "forbidden".into();
    let mut model = read(app);
    act(&mut model, "type", "public", "none");
    let html = markup(&model);
    assert!(html.contains("確認できなかったこと") && html.contains("フィールドのアクセス権"));
    let unread = Unread::new(Part::People, Reason::Network);
    let mut nobody = material(story());
    nobody.directory = Err(unread);
    let mut model = open(&Sorted::new(), Lang::Ja);
    send(&mut model, Msg::Read);
    send(&mut model, Msg::Came(1, nobody));
    act(&mut model, "type", "public", "none");
    act(&mut model, "save-pass", "", "");
    assert!(model.refused.is_some(), "a network fault can be cured here, so it refuses");
}

#[test]
fn names_and_labels_are_text() {
    let app = json!({
        "name": "<img src=x onerror=alert(1)>\"'&",
        "fields": {"氏名": {"type": "SINGLE_LINE_TEXT", "label": "<script>氏名</script>"}, "住所": "SINGLE_LINE_TEXT"},
    });
    for lang in [Lang::Ja, Lang::En] {
        let mut model = read_with(app.clone(), &Sorted::new(), lang);
        act(&mut model, "type", "purpose", "</textarea><script>alert(1)</script>");
        act(&mut model, "type", "owner", "\"><script>");
        act(&mut model, "type", "public", "intake");
        act(&mut model, "type", "service", "\" onfocus=alert(1) x=\"");
        act(&mut model, "save-pass", "", "");
        for rule in ["name-off-template", "seen-by-too-many"] {
            let fingerprint = found(&model, rule).unwrap();
            act(&mut model, "show", &fingerprint, "");
            let html = markup(&model);
            for raw in ["<script", "<img", "\" onfocus"] {
                assert!(!html.contains(raw), "{raw}");
            }
        }
    }
}

/// Values of an attribute in markup.
fn values<'a>(html: &'a str, attribute: &str) -> Vec<&'a str> {
    let mark = format!(" {attribute}=\"");
    html.match_indices(&mark).map(|(at, _)| html[at + mark.len()..].split('"').next().unwrap()).collect()
}

#[test]
fn every_control_means_something_and_every_id_is_one() {
    let mut model = read(story());
    act(&mut model, "type", "public", "both");
    act(&mut model, "type", "sharing", "both");
    act(&mut model, "save-pass", "", "");
    let name = found(&model, "name-off-template").unwrap();
    act(&mut model, "show", &name, "");
    let regions = draw(&model);
    let html = markup(&model);
    let ids: Vec<&str> = regions.iter().map(|region| region.id.as_str()).chain(values(&html, "id")).collect();
    let unique: BTreeSet<&str> = ids.iter().copied().collect();
    assert_eq!(unique.len(), ids.len(), "{ids:?}");
    assert!(values(&html, "data-act").len() > 10);
    for at in values(&html, "for")
        .into_iter()
        .chain(values(&html, "aria-describedby").into_iter().flat_map(|list| list.split(' ')))
    {
        assert!(unique.contains(at), "{at} names no element");
    }
    for act in values(&html, "data-act") {
        let (at, value) = match act {
            "type" => ("owner", "x"),
            "use" => ("contents", ""),
            "policy" => ("", BuiltIn::Strict.id()),
            "filter" => ("", "counted"),
            _ => ("", ""),
        };
        assert!(Msg::of(act, at, value).is_some(), "{act}");
    }
    assert!(Msg::of("type", "nothing", "x").is_none());
    for item in Item::ALL {
        assert!(unique.contains(format!("naiki-{}", item.id()).as_str()), "{item:?}");
    }
}

#[test]
fn the_screen_in_both_languages() {
    for (lang, name) in [(Lang::Ja, "ja"), (Lang::En, "en")] {
        let mut model = read_with(story(), &Sorted::new(), lang);
        act(&mut model, "type", "public", "intake");
        act(&mut model, "save-pass", "", "");
        let rights = found(&model, "seen-by-too-many").unwrap();
        act(&mut model, "show", &rights, "");
        let lines = markup(&model).replace("><", ">\n<");
        insta::assert_snapshot!(format!("inspection-{name}"), lines);
    }
}

#[test]
fn one_failed_request_does_not_open_what_was_sealed() {
    let mut model = read(story());
    act(&mut model, "policy", "", BuiltIn::Strict.id());
    let effects = act(&mut model, "save-part", "", "");
    let [Effect::Save(sealed)] = effects.as_slice() else { panic!("{effects:?}") };
    let unread = |app: Value, people: bool| {
        let mut material = material(app);
        if people {
            material.directory = Err(Unread::new(Part::People, Reason::Network));
        }
        let mut model = open(sealed, Lang::Ja);
        send(&mut model, Msg::Read);
        send(&mut model, Msg::Came(1, material));
        let effects = act(&mut model, "save-part", "", "");
        let [Effect::Save(config)] = effects.as_slice() else { panic!("{effects:?}") };
        let seal: Seal = serde_json::from_str(&chunks::join("seal", config).unwrap()).unwrap();
        seal.fields.iter().filter(|field| field.open).count()
    };
    assert_eq!(unread(story(), true), 3, "nobody was counted, so what stood open stands open");
    let mut formless = story();
    formless["fields"] = "network".into();
    assert_eq!(unread(formless, false), 3);
}

#[test]
fn a_draft_that_was_saved_is_forgotten_at_the_next_visit() {
    let mut model = read(story());
    let Effect::Keep(draft) = act(&mut model, "type", "owner", "市民課長").remove(0) else { panic!("no draft") };
    let effects = act(&mut model, "save-part", "", "");
    let [Effect::Save(config)] = effects.as_slice() else { panic!("{effects:?}: kept until it is seen to be saved") };
    let mut later = open(config, Lang::Ja);
    assert_eq!(send(&mut later, Msg::Found(draft)), [Effect::Forget]);
    assert_eq!(later.offer, None);
}

#[test]
fn a_builder_sees_why_a_field_is_personal_and_says_what_it_is() {
    let mut model = read(story());
    assert!(!markup(&model).contains("判断した理由"), "the list waits behind its button");
    act(&mut model, "list", "", "");
    let html = markup(&model);
    for words in ["個人情報と判断した項目(3)", "ラベルの語「氏名」", "自動の判断: 個人情報", "naiki-class-生年月日"]
    {
        assert!(html.contains(words), "{words}");
    }
    act(&mut model, "decide", "氏名", "none");
    act(&mut model, "more", "", "備考");
    act(&mut model, "decide", "備考", "special-care");
    let html = markup(&model);
    assert!(html.contains("アプリの管理者の確認") && html.contains("個人情報と判断した項目(3)"), "{html}");
    assert!(Msg::of("decide", "氏名", "no-such-class").is_none());

    // What was said is saved beside the record, and stands when the screen is opened again.
    let effects = act(&mut model, "save-part", "", "");
    let [Effect::Save(config)] = effects.as_slice() else { panic!("{effects:?}") };
    let seal: Seal = serde_json::from_str(&chunks::join("seal", config).unwrap()).unwrap();
    let sealed: Vec<&str> = seal.fields.iter().map(|field| field.code.as_str()).collect();
    assert_eq!(sealed, ["住所", "生年月日", "備考"]);
    let mut again = read_with(story(), config, Lang::Ja);
    assert_eq!(again.decided, model.decided);
    assert_eq!(again.personal, model.personal);
    act(&mut again, "decide", "氏名", "auto");
    act(&mut again, "decide", "備考", "auto");
    assert_eq!(again.decided, []);
    assert!(again.personal.iter().any(|field| field.code == "氏名"));
}

#[test]
fn what_cannot_be_read_stays_as_it_was_typed() {
    let mut model = read(story());
    act(&mut model, "type", "people", "-3");
    let html = markup(&model);
    assert!(html.contains("value=\"-3\"") && html.contains("0以上の整数で書いてください"), "{html}");
    act(&mut model, "type", "people", "1200");
    assert_eq!(model.draft.people, Some(1_200));
    assert!(!markup(&model).contains("0以上の整数で書いてください"));
}

#[test]
fn only_fields_that_can_be_personal_are_offered() {
    let mut model = read(story());
    act(&mut model, "list", "", "");
    let html = markup(&model);
    assert!(html.contains("<option value=\"備考\">備考</option>"), "{html}");
    for code in ["作成者", "更新者", "レコード番号"] {
        assert!(
            !html.contains(&format!("<option value=\"{code}\">")),
            "{code}: what a decision cannot change is no choice"
        );
    }
}

#[test]
fn what_was_read_goes_out_as_a_file_that_can_be_audited() {
    let mut model = read(story());
    act(&mut model, "type", "purpose", "窓口の相談を記録する");
    let effects = act(&mut model, "export", "", "");
    let [Effect::Hand(name, text)] = effects.as_slice() else { panic!("{effects:?}") };
    assert_eq!(name, "naiki-app-7-2026-11-25.json");
    let file: Value = serde_json::from_str(text).unwrap();
    let snapshot = naiki::snapshot::export::read(&file).unwrap();
    assert_eq!(snapshot.parts, model.material().unwrap().both.preview.parts);
    assert_eq!(file["declaration"]["purpose"], "窓口の相談を記録する");
}

#[test]
fn a_long_report_is_narrowed_and_what_is_looked_for_is_always_there() {
    type Fits = fn(&naiki::audit::Judged) -> bool;
    let mut model = read(story());
    let shown = |model: &Model| {
        let markup = markup(model);
        let tags = markup.split("<div class=\"naiki-finding").skip(1).map(|rest| rest.split('>').next().unwrap());
        tags.filter(|tag| !tag.ends_with(" hidden")).count()
    };
    let report = model.report.clone().unwrap();
    let (counted, recorded) = report.counts();
    assert_eq!(shown(&model), counted + recorded);
    assert_eq!(act(&mut model, "filter", "", "counted"), [Effect::Announce(format!("{counted}件を表示しています"))]);
    assert_eq!(shown(&model), counted);
    act(&mut model, "filter", "", "recorded");
    assert_eq!(shown(&model), recorded);
    act(&mut model, "filter", "", "stopping");
    assert!(shown(&model) <= counted);
    let fits = |fits: Fits| report.findings.iter().filter(|judged| fits(judged)).count();
    let choices: [(&str, Fits); 3] = [
        ("grave", |judged| matches!(judged.severity, Severity::Critical | Severity::High)),
        ("repairable", |judged| judged.finding.fix.is_some()),
        ("waived", |judged| judged.waived),
    ];
    for (choice, fitting) in choices {
        act(&mut model, "filter", "", choice);
        assert_eq!(shown(&model), fits(fitting), "{choice}");
    }
    assert!(fits(choices[0].1) > 0 && fits(choices[1].1) > 0);
    act(&mut model, "go", "somewhere", "");
    assert_eq!(shown(&model), counted + recorded, "a way to a finding that is hidden shows it");
    assert!(Msg::of("filter", "", "none").is_none());
}
