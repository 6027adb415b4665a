//! 例外措置: bound to the exact setting, permitted by the policy, and never hiding anything else.

use naiki::app::App;
use naiki::audit::{self, Judged, Report, Standing};
use naiki::case::Case;
use naiki::declaration::waiver::{Denied, Waiver};
use naiki::policy::built_in::BuiltIn;
use naiki::policy::{Policy, read};
use naiki::rules::ALL;
use naiki::screen::inspection::msg::Msg;
use naiki::screen::inspection::update::{Effect, TITLE};
use naiki::seal::chunks;
use naiki::text::day;
use naiki::text::json::{self, put_over};
use naiki::text::sorted::Sorted;
use proptest::prelude::*;
use serde_json::{Value, json};
use tests::city::{Example, directory};
use tests::screen::Screen;

const NAME: &str = "name-off-template";
const TODAY: &str = "2026-11-25";

/// A name off the convention, rights open to everybody, a field for the My Number.
fn story() -> Value {
    json!({
        "name": "相談受付簿",
        "fields": {"氏名": "SINGLE_LINE_TEXT", "マイナンバー": "SINGLE_LINE_TEXT"},
        "app-rights": ["CREATOR manage view", "GROUP:everyone view add edit delete export"],
    })
}

fn report(app: Value, policy: &Policy, waivers: &[Waiver]) -> Report {
    let app = App::of(Example::new(app, &[]).snapshot());
    let directory = directory();
    let case = Case::new(&app, policy, day::read(TODAY).unwrap()).among(Ok(&directory)).waiving(waivers);
    audit::audit(&case)
}

fn standard() -> Policy {
    BuiltIn::Standard.policy().unwrap()
}

fn waiver(judged: &Judged, until: &str, approval: &str) -> Waiver {
    Waiver {
        rule: judged.finding.rule.to_owned(),
        place: judged.finding.place.key(),
        fingerprint: judged.fingerprint.clone(),
        reason: "改修が来月に終わるため".to_owned(),
        on: day::read("2026-11-20").unwrap(),
        by: "sato".to_owned(),
        until: day::read(until).unwrap(),
        approval: approval.to_owned(),
    }
}

fn of<'a>(report: &'a Report, rule: &str) -> &'a Judged {
    report.findings.iter().find(|judged| judged.finding.rule == rule).unwrap()
}

/// How one waiver of a rule stands, by the standard policy with something said otherwise.
fn standing(says: Value, rule: &str, until: &str, approval: &str) -> Standing {
    let mut document = BuiltIn::Standard.document();
    put_over(&mut document, says);
    let policy = read(&document.to_string(), ALL).unwrap();
    let waiver = waiver(of(&report(story(), &policy, &[]), rule), until, approval);
    report(story(), &policy, &[waiver]).waivers[0].standing
}

#[test]
fn the_policy_says_who_may_permit_what_and_for_how_long() {
    let as_it_is = || json!({});
    assert_eq!(standing(as_it_is(), NAME, "2027-04-01", ""), Standing::InForce);
    assert_eq!(standing(as_it_is(), NAME, "2026-12-25", ""), Standing::EndsSoon);
    assert_eq!(standing(as_it_is(), NAME, TODAY, ""), Standing::EndsSoon, "its last day is a day of it");
    assert_eq!(standing(as_it_is(), NAME, "2026-11-24", ""), Standing::Ended);
    // 180 days from the day of asking by oneself, 365 with the office.
    assert_eq!(standing(as_it_is(), NAME, "2027-05-19", ""), Standing::InForce);
    assert_eq!(standing(as_it_is(), NAME, "2027-05-20", ""), Standing::Denied(Denied::Long));
    assert_eq!(standing(as_it_is(), NAME, "2027-05-20", "情-7"), Standing::InForce);
    assert_eq!(standing(as_it_is(), NAME, "2027-11-21", "情-7"), Standing::Denied(Denied::Long));
    // What is critical needs the office; the My Number nobody permits.
    let critical = json!({"rules": {NAME: {"severity": "critical"}}});
    assert_eq!(standing(critical.clone(), NAME, "2027-04-01", ""), Standing::Denied(Denied::Approval));
    assert_eq!(standing(critical, NAME, "2027-04-01", "情-7"), Standing::InForce);
    assert_eq!(standing(as_it_is(), "my-number-field", "2027-04-01", "情-7"), Standing::Denied(Denied::Never));
    let strict = json!({"waivers": {"own": null}});
    assert_eq!(standing(strict, NAME, "2027-04-01", ""), Standing::Denied(Denied::Approval));
    assert_eq!(BuiltIn::Strict.policy().unwrap().document().waivers.own, None);
}

#[test]
fn a_waiver_without_a_reason_or_of_a_day_to_come_permits_no_more() {
    let found = report(story(), &standard(), &[]);
    let mut silent = waiver(of(&found, NAME), "2027-04-01", "");
    silent.reason = " \n".to_owned();
    assert_eq!(report(story(), &standard(), &[silent]).waivers[0].standing, Standing::Denied(Denied::Reason));
    let mut ahead = waiver(of(&found, NAME), "2027-05-30", "");
    ahead.on = day::read("2027-01-01").unwrap();
    assert_eq!(report(story(), &standard(), &[ahead]).waivers[0].standing, Standing::Denied(Denied::Long));
}

#[test]
fn another_setting_at_the_same_place_reopens_and_none_is_unused() {
    let waiver = waiver(of(&report(story(), &standard(), &[]), NAME), "2027-04-01", "");
    let mut renamed = story();
    renamed["name"] = "相談の記録".into();
    let after = report(renamed, &standard(), std::slice::from_ref(&waiver));
    assert_eq!(after.waivers[0].standing, Standing::Reopened);
    let judged = of(&after, NAME);
    assert!(judged.counts() && !judged.waived);
    assert_eq!(after.waiver(judged).unwrap().standing, Standing::Reopened);
    let mut mended = story();
    mended["name"] = "【市民課】相談受付簿".into();
    assert_eq!(report(mended, &standard(), std::slice::from_ref(&waiver)).waivers[0].standing, Standing::Unused);
    let mut unread = story();
    unread["settings"] = "forbidden".into();
    unread.as_object_mut().unwrap().remove("name");
    assert_eq!(report(unread, &standard(), &[waiver]).waivers[0].standing, Standing::Unjudged);
}

/// Everything of a report but what waivers do to it.
fn found(report: &Report) -> Vec<(String, naiki::rule::Stage)> {
    report.findings.iter().map(|judged| (judged.fingerprint.clone(), judged.stage)).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_waiver_hides_nothing_but_its_own_setting(mask in any::<u64>(), approved in any::<bool>()) {
        let policy = standard();
        let bare = report(story(), &policy, &[]);
        let number = if approved { "情-7" } else { "" };
        let asked: Vec<Waiver> = bare.findings.iter().enumerate()
            .filter(|(at, _)| mask >> (at % 64) & 1 == 1)
            .map(|(_, judged)| waiver(judged, "2027-04-01", number))
            .collect();
        let weighed = report(story(), &policy, &asked);
        prop_assert_eq!(found(&weighed), found(&bare));
        prop_assert_eq!(&weighed.unknowns, &bare.unknowns);
        prop_assert_eq!(weighed.waivers.len(), asked.len());
        for judged in &weighed.findings {
            let named = asked.iter().any(|one| one.fingerprint == judged.fingerprint);
            prop_assert!(named || !judged.waived, "{}", judged.finding.rule);
            let permitted = approved || judged.severity > naiki::finding::Severity::Critical;
            let never = judged.finding.rule.starts_with("my-number");
            prop_assert_eq!(judged.waived, named && permitted && !never, "{}", judged.finding.rule);
        }
        let (counted, recorded) = weighed.counts();
        prop_assert_eq!(counted + recorded + weighed.waived(), weighed.findings.len());
    }

    #[test]
    fn a_waiver_is_read_as_it_was_written(reason in "\\PC{0,40}", approval in "\\PC{0,10}", days in 0..1000_i64) {
        let mut one = waiver(of(&report(story(), &standard(), &[]), NAME), "2027-04-01", &approval);
        one.reason = reason;
        one.until += time::Duration::days(days);
        let text = serde_json::to_string(&[one.clone()]).unwrap();
        prop_assert_eq!(json::read::<Vec<Waiver>>(&text).unwrap(), vec![one.clone()]);
        prop_assert_eq!(serde_json::from_str::<Vec<Waiver>>(&text).unwrap(), vec![one]);
    }
}

#[test]
fn a_builder_asks_is_told_what_is_missing_and_takes_it_back() {
    let mut screen = Screen::open(story(), &Sorted::new());
    let name = screen.found(NAME).unwrap();
    let before = screen.model.report.as_ref().unwrap().counts().0;
    assert!(screen.region(&format!("naiki-waiver-{name}")).unwrap().contains("例外措置を申し出る"));
    let reason = format!("naiki-waive-reason-{name}");
    assert_eq!(screen.act("waive", &name, ""), [Effect::Focus(reason.clone())]);
    assert!(!screen.markup().contains("理由を書いてください"), "nothing is wrong before it is handed in");
    assert_eq!(screen.act("waive-send", "", ""), [Effect::Focus(reason)]);
    let html = screen.markup();
    assert!(html.contains("理由を書いてください") && html.contains("期限の日付を入れてください"));
    screen.act("waive-reason", &name, "改修が来月に終わるため");
    for (day, said) in [("2026-11-24", "期限が今日より前です"), ("2027-05-25", "内規で認める期限より後です")]
    {
        screen.act("waive-until", &name, day);
        let error = screen.region(&format!("naiki-waive-until-error-{name}")).unwrap();
        assert!(error.contains(said), "{day}: {error}");
    }
    screen.act("waive-until", &name, "2027-05-24");
    let effects = screen.act("waive-send", "", "");
    assert!(matches!(effects[0], Effect::Keep(ref draft) if draft.waivers.len() == 1));
    assert_eq!(effects.last(), Some(&Effect::Focus(format!("naiki-unwaive-{name}"))));
    let report = screen.model.report.as_ref().unwrap();
    assert_eq!((report.counts().0, report.waived()), (before - 1, 1));
    let html = screen.markup();
    assert!(html.contains("期限2027-05-24(2026-11-25に佐藤 昇が申し出)。理由: 改修が来月に終わるため"), "{html}");
    assert!(html.contains("例外措置で認めたものが1件あります"));
    // As if there were none.
    screen.act("look", "", "");
    let html = screen.markup();
    assert!(html.contains("例外措置がないものとして表示しています") && html.contains(&format!("要改善{before}件")));
    let bare = report_of(&screen);
    assert_eq!(screen.model.seen(), Some(&bare), "the auditor's view is an audit without waivers");
    assert_eq!(screen.model.report.as_ref().unwrap().waived(), 1, "what is saved takes it into account");
    screen.act("look", "", "");
    let effects = screen.act("unwaive", &name, "");
    assert_eq!(effects.last(), Some(&Effect::Focus(format!("naiki-waive-{name}"))));
    assert_eq!(screen.model.report.as_ref().unwrap().counts().0, before);
}

/// What an audit of the screen's app says without any waiver.
fn report_of(screen: &Screen) -> Report {
    let material = screen.model.material().unwrap();
    let policy = screen.model.policy.as_ref().unwrap();
    let case = Case::new(&material.preview, policy, screen.now.today)
        .declared(Some(&screen.model.draft))
        .among(material.directory.as_ref().map_err(Clone::clone))
        .seen_from(&material.departments);
    audit::audit(&case)
}

/// A screen on which the name is waived.
fn waived() -> Screen {
    let mut screen = Screen::open(story(), &Sorted::new());
    let name = screen.found(NAME).unwrap();
    screen.act("waive", &name, "");
    screen.act("waive-reason", &name, "<b>山田さん</b>の依頼");
    screen.act("waive-until", &name, "2027-03-31");
    screen.act("waive-send", "", "");
    screen
}

#[test]
fn it_is_saved_beside_the_seal_and_never_in_it() {
    let mut screen = waived();
    assert!(!screen.markup().contains("<b>山田"), "what was typed is text");
    let config = screen.saved();
    let seal = chunks::join("seal", &config).unwrap();
    for word in ["山田", "sato"] {
        assert!(!seal.contains(word), "{word}: {seal}");
    }
    // The last day alone stands there: the guard tells managers when it is over.
    assert!(seal.contains(r#""excused":"2027-03-31""#), "{seal}");
    let again = Screen::open(story(), &config);
    assert_eq!(again.model.waivers, screen.model.waivers);
    assert_eq!(again.model.report.as_ref().unwrap().waived(), 1);
    let copy = Screen::on("8", TODAY, story(), story(), &config);
    assert_eq!(copy.model.waivers, [], "what was permitted there is not permitted in a copy");
}

#[test]
fn a_change_of_the_setting_is_said_at_the_finding_and_it_is_asked_anew() {
    let mut screen = Screen::open(story(), &waived().saved());
    let mut renamed = story();
    renamed["name"] = "相談の記録".into();
    screen.changes(renamed);
    let name = screen.found(NAME).unwrap();
    let said = screen.region(&format!("naiki-waiver-{name}")).unwrap();
    assert!(said.contains("設定が変わったため、例外措置は効きません") && said.contains("例外措置を申し出る"), "{said}");
    assert!(screen.region("naiki-waivers").unwrap().contains("設定が変わったため、効きません"));
    screen.act("waive", &name, "");
    assert_eq!(screen.model.asking.as_ref().unwrap().reason, "<b>山田さん</b>の依頼", "the reason is said again");
    screen.act("waive-until", &name, "2027-03-31");
    screen.act("waive-send", "", "");
    assert_eq!(screen.model.waivers.len(), 1, "the void one went");
    assert_eq!(screen.model.report.as_ref().unwrap().waivers[0].standing, Standing::InForce);
}

#[test]
fn what_is_typed_stays_when_the_setting_changes_meanwhile() {
    let mut screen = Screen::open(story(), &Sorted::new());
    let name = screen.found(NAME).unwrap();
    screen.act("waive", &name, "");
    screen.act("waive-reason", &name, "途中まで書いた理由");
    let mut renamed = story();
    renamed["name"] = "相談の記録".into();
    screen.changes(renamed);
    let name = screen.found(NAME).unwrap();
    assert!(screen.region(&format!("naiki-waive-reason-item-{name}")).unwrap().contains("途中まで書いた理由"));
}

#[test]
fn what_the_office_must_approve_asks_for_a_number_and_says_that_nobody_checked_it() {
    let mut screen = Screen::open(story(), &Sorted::new());
    screen.act("policy", "", BuiltIn::Strict.id());
    let name = screen.found(NAME).unwrap();
    screen.act("waive", &name, "");
    screen.act("waive-reason", &name, "理由");
    screen.act("waive-until", &name, "2027-03-31");
    assert_eq!(screen.act("waive-send", "", ""), [Effect::Focus(format!("naiki-waive-approval-{name}"))]);
    assert!(screen.markup().contains("この例外措置には、主管課の承認番号が要ります"));
    screen.act("waive-approval", &name, "情政第12号");
    screen.act("waive-send", "", "");
    assert!(screen.markup().contains("承認番号情政第12号(台帳と照合していません)"));
    let number = screen.found("my-number-field").unwrap();
    let said = screen.region(&format!("naiki-waiver-{number}")).unwrap();
    assert!(said.contains("この点検項目には例外措置を認めていません") && !said.contains("<button"), "{said}");
}

#[test]
fn the_last_one_taken_back_leaves_the_focus_somewhere() {
    let mut mended = story();
    mended["name"] = "【市民課】相談受付簿".into();
    let mut screen = Screen::open(mended, &waived().saved());
    let fingerprint = screen.model.waivers[0].fingerprint.clone();
    assert!(screen.region("naiki-waivers").unwrap().contains("当てはまる設定がなくなりました"));
    assert_eq!(screen.act("unwaive", &fingerprint, "").last(), Some(&Effect::Focus(TITLE.to_owned())));
    assert_eq!(screen.region("naiki-waivers"), None);
}

#[test]
fn what_is_wrong_with_the_policy_on_waivers_is_told_at_its_place() {
    for (says, place) in [
        (json!({"never": ["no-such"]}), "waivers.never[0]: "),
        (json!({"days": 0, "own": null}), "waivers.days: "),
        (json!({"own": {"gravest": "high", "days": 400}}), "waivers.own.days: "),
        (json!({"own": {"gravest": "grave", "days": 4}}), "waivers.own.gravest: "),
        (json!({"anybody": true}), "waivers.anybody: "),
    ] {
        let mut document = BuiltIn::Standard.document();
        put_over(&mut document, json!({ "waivers": says }));
        let told: Vec<String> =
            read(&document.to_string(), ALL).unwrap_err().iter().map(|one| one.say(naiki::text::Lang::En)).collect();
        assert!(told.iter().any(|said| said.starts_with(place)), "{place} {told:?}");
    }
}

#[test]
fn a_half_filled_form_comes_back_with_the_draft_and_goes_out_with_nothing_else() {
    let mut screen = Screen::open(story(), &Sorted::new());
    let name = screen.found(NAME).unwrap();
    screen.act("waive", &name, "");
    let effects = screen.act("waive-reason", "", "改修が来月に終わるため");
    let [Effect::Keep(draft)] = effects.as_slice() else { panic!("{effects:?}") };
    assert!(screen.act("leave", "", "").contains(&Effect::Ask), "it is not handed in yet");
    let kept = Box::new(json::read(&serde_json::to_string(draft).unwrap()).unwrap());

    let mut later = Screen::open(story(), &Sorted::new());
    later.send(Msg::Found(kept));
    later.act("take", "", "");
    assert_eq!(later.model.asking.as_ref().map(|asking| asking.reason.as_str()), Some("改修が来月に終わるため"));
    assert!(later.markup().contains("改修が来月に終わるため"));
    let file = later.act("export", "", "");
    let [Effect::Hand(_, file)] = file.as_slice() else { panic!("{file:?}") };
    assert_eq!(
        serde_json::from_str::<Value>(file).unwrap()["waivers"],
        json!([]),
        "what was not handed in goes nowhere"
    );

    later.act("waive-until", "", "2026-12-20");
    later.act("waive-send", "", "");
    let file = later.act("export", "", "");
    let [Effect::Hand(_, file)] = file.as_slice() else { panic!("{file:?}") };
    assert_eq!(serde_json::from_str::<Value>(file).unwrap()["waivers"][0]["until"], "2026-12-20");
}
