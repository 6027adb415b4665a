//! Fixes at the screen: several one after another, taken back together, and what becomes of them when the line is cut.

use naiki::kintone::Part;
use naiki::kintone::refusal::Reason;
use naiki::policy;
use naiki::policy::built_in::BuiltIn;
use naiki::rules::ALL;
use naiki::screen::inspection::msg::Msg;
use naiki::screen::inspection::update::Effect;
use naiki::screen::inspection::update::repairing::safe;
use naiki::snapshot::Reading;
use naiki::text::json::put_over;
use naiki::text::sorted::Sorted;
use serde_json::{Value, json};
use tests::city::directory;
use tests::screen::Screen;

/// An app with a name off the template and without a description: two fixes that take nothing from anybody.
fn screen() -> Screen {
    let app = json!({
        "name": "相談受付簿",
        "fields": {"氏名": "SINGLE_LINE_TEXT"},
        "app-rights": ["CREATOR manage view add edit", "ORGANIZATION:shimin view add edit"],
    });
    let mut screen = Screen::open(app, &Sorted::new());
    for (item, value) in [("purpose", "窓口の相談を記録する"), ("owner", "市民課長"), ("maintainer", "窓口係")]
    {
        screen.act("type", item, value);
    }
    screen
}

/// kintone on the other side: what a write makes of the part, at the next revision.
fn write(screen: &Screen, effects: &[Effect]) -> (Part, Value, String) {
    let [Effect::Write { part, body, revision, .. }] = effects else { panic!("{effects:?}") };
    assert_eq!(Some(revision), screen.model.revision.as_ref(), "at the revision that was last read or written");
    let next = (revision.parse::<u32>().unwrap() + 1).to_string();
    let mut after = body_of(screen, *part);
    for (key, value) in body.as_object().unwrap() {
        after[key] = value.clone();
    }
    after["revision"] = next.clone().into();
    (*part, after, next)
}

fn body_of(screen: &Screen, part: Part) -> Value {
    screen.model.material().unwrap().both.preview.body(part).unwrap().clone()
}

/// Answers a write, and the reading that follows it.
fn answer(screen: &mut Screen, effects: &[Effect]) -> Vec<Effect> {
    let (part, after, revision) = write(screen, effects);
    assert_eq!(screen.send(Msg::Wrote(1, Ok(revision))), [Effect::ReadPart(1, part)]);
    screen.send(Msg::Again(1, part, Reading::Read(after), Ok(directory())))
}

#[test]
fn safe_fixes_are_made_one_after_another_and_taken_back_together() {
    let mut screen = screen();
    let before = body_of(&screen, Part::Settings);
    let count = safe(&screen.model).len();
    assert!(count > 1, "{:?}", safe(&screen.model));
    assert!(screen.markup().contains(&format!("だれの権限も変えずに直せる{count}件をまとめて直す")));
    let mut effects = screen.act("apply-safe", "", "");
    for left in (0..count).rev() {
        assert_eq!(screen.act("apply-safe", "", ""), [], "a second click sends nothing");
        assert_eq!(screen.model.queue.len(), left);
        effects = answer(&mut screen, &effects);
    }
    assert!(safe(&screen.model).is_empty(), "each was inspected again and is gone");
    assert_eq!(screen.model.made.len(), count);
    let mut effects = screen.act("undo-all", "", "");
    for _ in 0..count {
        effects = answer(&mut screen, &effects);
    }
    assert!(screen.model.made.is_empty() && !screen.model.back);
    let mut after = body_of(&screen, Part::Settings);
    after["revision"] = before["revision"].clone();
    assert_eq!(after, before);
}

#[test]
fn a_batch_that_is_refused_says_what_was_done_and_what_was_not() {
    let mut screen = screen();
    let effects = screen.act("apply-safe", "", "");
    let effects = answer(&mut screen, &effects);
    assert!(matches!(effects.as_slice(), [Effect::Write { .. }]));
    let done = screen.model.made[0].rule;
    screen.send(Msg::Wrote(1, Err(Reason::Conflict)));
    let html = screen.region("naiki-made").unwrap();
    assert!(html.contains("ほかの人が設定を変更しました"), "{html}");
    assert!(html.contains(naiki::audit::rule(done).unwrap().title.ja), "{html}");
    assert!(screen.model.pending.is_none());
    // What was made can still be taken back, and the batch does not go on by itself.
    let effects = screen.act("undo", "", "");
    answer(&mut screen, &effects);
    assert!(screen.model.made.is_empty() && screen.model.pending.is_none());
}

#[test]
fn a_refused_change_keeps_the_focus_and_speaks_of_changing() {
    let mut screen = screen();
    let name = screen.found("name-off-template").unwrap();
    screen.act("show", &name, "");
    screen.act("apply", &name, "");
    let effects = screen.send(Msg::Wrote(1, Err(Reason::Forbidden)));
    assert_eq!(effects.last(), Some(&Effect::Focus(format!("naiki-apply-{name}"))));
    let html = screen.region(&format!("naiki-at-{name}")).unwrap();
    assert!(html.contains("この設定を変える権限がありません") && !html.contains("閲覧する権限"), "{html}");
    // What takes a change back is refused at its own button.
    let effects = screen.act("apply", &name, "");
    answer(&mut screen, &effects);
    screen.act("undo", "", "");
    let effects = screen.send(Msg::Wrote(1, Err(Reason::SignedOut)));
    assert_eq!(effects.last(), Some(&Effect::Focus("naiki-undo".to_owned())));
}

/// A fix whose answer was lost, and what the part says then.
fn cut(told: impl Fn(Value, Value, String) -> Reading) -> Screen {
    let mut screen = screen();
    let name = screen.found("name-off-template").unwrap();
    let effects = screen.act("apply", &name, "");
    let (part, after, revision) = write(&screen, &effects);
    let before = body_of(&screen, part);
    assert_eq!(screen.send(Msg::Wrote(1, Err(Reason::Network))), [Effect::ReadPart(1, part)]);
    assert!(screen.model.trouble.is_none(), "nothing is said before it is known");
    screen.send(Msg::Again(1, part, told(before, after, revision), Ok(directory())));
    assert!(screen.model.pending.is_none());
    screen
}

#[test]
fn a_lost_answer_of_a_change_that_was_made_keeps_the_way_back() {
    let mut screen = cut(|_, after, _| Reading::Read(after));
    assert_eq!((screen.found("name-off-template"), screen.model.made.len()), (None, 1));
    let effects = screen.act("undo", "", "");
    let (part, after, _) = write(&screen, &effects);
    assert_eq!(after["name"], "相談受付簿");
    // The same for the way back.
    screen.send(Msg::Wrote(1, Err(Reason::Network)));
    screen.send(Msg::Again(1, part, Reading::Read(after), Ok(directory())));
    assert!(screen.model.made.is_empty() && screen.found("name-off-template").is_some());
}

#[test]
fn a_lost_change_that_was_not_made_says_so() {
    let screen = cut(|before, _, _| Reading::Read(before));
    assert!(screen.model.made.is_empty() && screen.found("name-off-template").is_some());
    assert!(screen.region("naiki-made").unwrap().contains("設定は変わっていません"));
}

#[test]
fn where_the_settings_do_not_tell_nobody_is_told_that_they_do() {
    let told: [fn(Value, Value, String) -> Reading; 2] = [
        |_, _, _| Reading::Unread(Reason::Network),
        // Somebody else saved meanwhile.
        |mut before, _, revision| {
            before["name"] = "別の名前".into();
            before["revision"] = revision.into();
            Reading::Read(before)
        },
    ];
    for told in told {
        let screen = cut(told);
        let html = screen.region("naiki-made").unwrap();
        assert!(html.contains("変更が届いたかどうか分かりません") && !html.contains("設定は変わっていません"));
        assert!(screen.model.made.is_empty());
    }
}

/// The department that a fix lets in is named nowhere yet: without its people everybody would seem to lose everything.
#[test]
fn whoever_a_fix_lets_in_is_met_before_it_is_made() {
    let app = json!({
        "name": "【市民課】相談受付簿",
        "fields": {"氏名": "SINGLE_LINE_TEXT", "住所": "SINGLE_LINE_TEXT", "生年月日": "DATE"},
        "app-rights": ["CREATOR manage view add edit", "GROUP:everyone view add edit"],
    });
    let mut screen = Screen::open(app, &Sorted::new());
    let open = screen.found("seen-by-too-many").unwrap();
    let mut known = directory();
    known.members.remove(&"ORGANIZATION:shimin".to_owned());
    screen.send(Msg::Met(1, Ok(known)));
    let effects = screen.act("show", &open, "");
    let Some(Effect::Meet(1, Part::AppRights, body)) = effects.get(1) else { panic!("{effects:?}") };
    let names = body["rights"].as_array().unwrap().iter().map(|row| row["entity"]["code"].as_str());
    assert!(names.flatten().any(|code| code == "shimin"));
    let at = format!("naiki-at-{open}");
    let unread = "構成員を読み取れない";
    assert!(screen.region(&at).unwrap().contains(unread), "{}", screen.region(&at).unwrap());
    screen.send(Msg::Met(0, Err(naiki::kintone::refusal::Unread::new(Part::People, Reason::Network))));
    screen.send(Msg::Met(1, Ok(directory())));
    let html = screen.region(&at).unwrap();
    assert!(!html.contains(unread) && html.contains("できなくなる"), "{html}");
}

#[test]
fn what_a_change_brings_is_told_before_it_is_made() {
    let app = json!({
        "name": "【市民課】備品台帳",
        "fields": {"品名": "SINGLE_LINE_TEXT"},
        "app-rights": ["CREATOR manage view add edit", "GROUP:everyone manage view add edit"],
    });
    let mut screen = Screen::open(app, &Sorted::new());
    let fix = screen.found("everyone-can-manage").unwrap();
    screen.act("show", &fix, "");
    let markup = screen.region(&format!("naiki-at-{fix}")).unwrap();
    assert!(markup.contains("この変更の後、点検の結果に新しく出ること"), "{markup}");
    assert!(markup.contains("アプリの管理者が足りない"), "only the creator is left: {markup}");
    assert!(screen.found("too-few-managers").is_none(), "now everybody manages it");
}

#[test]
fn a_change_that_brings_what_stops_saving_is_refused() {
    let app = json!({
        "name": "【市民課】備品台帳",
        "fields": {"品名": "SINGLE_LINE_TEXT"},
        "app-rights": ["CREATOR manage view add edit", "GROUP:everyone manage view add edit"],
    });
    let mut screen = Screen::open(app, &Sorted::new());
    // The office would not let an app go without two managers.
    let mut document = BuiltIn::Standard.document();
    put_over(&mut document, json!({"rules": {"too-few-managers": {"inspection": "block"}}}));
    screen.model.policy = Some(policy::read(&document.to_string(), ALL).unwrap());
    let fix = screen.found("everyone-can-manage").unwrap();
    let effects = screen.act("apply", &fix, "");
    assert!(effects.is_empty(), "{effects:?}");
    let said = screen.region("naiki-made").unwrap();
    assert!(said.contains("設定は変わっていません。この変更をすると、保存を止める指摘が新しく出るため"), "{said}");
}
