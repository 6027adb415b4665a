//! What a person at a record screen meets.

use naiki::guard::speech::Answer;
use naiki::guard::{Guard, Now, Proceeding, Setting};
use naiki::personal::Class;
use naiki::policy::built_in::BuiltIn;
use naiki::policy::read;
use naiki::rule::Override;
use naiki::rules::ALL;
use naiki::seal::orders::Orders;
use naiki::seal::{SCHEMA, Seal, SealedClass};
use naiki::text::json::put_over;
use serde_json::{Value, json};
use tests::city::Example;
use tests::entry::{self, Config, Form};

const TODAY: &str = "2026-11-24";
const TYPED: &str = "本人のマイナンバーは 1234 5678 9018";

fn orders(policy: BuiltIn) -> Orders {
    Orders::compile(&policy.policy().unwrap())
}

fn sealed(policy: BuiltIn) -> Config {
    entry::config(&entry::seal(orders(policy), vec![entry::sealed("氏名", true), entry::sealed("住所", false)]))
}

fn form(fixed: &[&str]) -> Form {
    let fields = json!({
        "氏名": {"type": "SINGLE_LINE_TEXT", "label": "お名前"}, "住所": "SINGLE_LINE_TEXT", "個人番号": "SINGLE_LINE_TEXT",
        "備考": {"type": "RICH_TEXT", "label": "備考欄"},
        "家族": {"type": "SUBTABLE", "label": "世帯員", "fields": {"メモ": {"type": "SINGLE_LINE_TEXT", "code": "メモ", "label": "家族メモ"}}},
    });
    let fixed: Vec<String> = fixed.iter().map(|code| (*code).to_owned()).collect();
    Form::new(&Example::new(json!({"fields": fields}), &[]).form(), &fixed)
}

fn guard(setting: Setting) -> Guard {
    let mut guard = Guard::new(setting);
    guard.form(form(&[]).fields());
    guard
}

fn standard() -> Guard {
    guard(entry::setting(Some(sealed(BuiltIn::Standard)), TODAY))
}

fn strict() -> Guard {
    guard(entry::setting(Some(sealed(BuiltIn::Strict)), TODAY))
}

fn save(guard: &Guard, values: &Value) -> Answer {
    guard.submit(&form(&[]).record(values))
}

fn accepted(name: &str, answer: &Answer) {
    tests::accepted(&format!("guard-{name}"), &serde_json::to_string_pretty(answer).unwrap());
}

#[test]
fn a_my_number_typed_into_a_remark_is_refused_at_its_field_and_at_the_top() {
    let answer = save(&standard(), &json!({"氏名": "緑 花子", "備考": TYPED}));
    assert_eq!(entry::refused(&answer), ["備考"]);
    accepted("a-my-number", &answer);
}

#[test]
fn in_english_too() {
    let setting = Setting { lang: "en".to_owned(), ..entry::setting(Some(sealed(BuiltIn::Standard)), TODAY) };
    let answer = save(&guard(setting), &json!({"備考": TYPED, "家族": [{"メモ": "1234 5678 9018"}]}));
    accepted("in-english", &answer);
}

#[test]
fn a_row_of_a_table_is_named_as_people_count() {
    let answer = save(&standard(), &json!({"家族": [{"メモ": ""}, {"メモ": TYPED}, {"メモ": TYPED}]}));
    assert_eq!(entry::refused(&answer), ["家族.2.メモ", "家族.3.メモ"]);
    assert_eq!(answer.cells[0].2, Some(1), "the boot script counts from 0");
    let top = answer.top.unwrap();
    assert!(top.contains("表「世帯員」の2行目「家族メモ」、表「世帯員」の3行目「家族メモ」"), "{top}");
}

#[test]
fn many_places_are_counted_not_listed() {
    let rows: Vec<Value> = (0..7).map(|_| json!({"メモ": TYPED})).collect();
    let top = save(&standard(), &json!({"家族": rows})).top.unwrap();
    assert!(top.contains("5行目「家族メモ」ほか2か所"), "{top}");
}

#[test]
fn a_place_that_two_rules_refuse_is_named_once() {
    let open = vec![entry::sealed("氏名", true), entry::sealed("備考", true)];
    let config = entry::config(&entry::seal(orders(BuiltIn::Strict), open));
    let answer = save(&guard(entry::setting(Some(config), TODAY)), &json!({"氏名": TYPED, "備考": TYPED}));
    assert_eq!(entry::refused(&answer), ["氏名", "備考", "氏名", "備考"]);
    let top = answer.top.unwrap();
    assert_eq!(top.matches("「お名前」").count(), 1, "{top}");
    assert!(top.contains("第6条") && top.contains("第7条"), "{top}");
}

#[test]
fn an_old_value_is_told_when_the_record_opens_and_never_refused() {
    let mut guard = standard();
    let old = form(&[]).record(&json!({"備考": TYPED, "家族": [{"メモ": TYPED}]}));
    let opened = guard.opened(&old);
    assert_eq!((opened.cells.len(), opened.tips.len(), &opened.top), (0, 2, &None));
    accepted("an-old-value", &opened);
    assert_eq!(guard.submit(&old), Answer::default());
    let moved = json!({"備考": TYPED, "家族": [{"メモ": "新しい行"}, {"メモ": TYPED}], "氏名": "緑 花子"});
    let answer = save(&guard, &moved);
    assert_eq!((entry::refused(&answer), answer.tips.len()), (vec![], 0), "a row that moved is not typed");
    let doubled = json!({"備考": TYPED, "家族": [{"メモ": TYPED}, {"メモ": TYPED}]});
    assert_eq!(entry::refused(&save(&guard, &doubled)), ["家族.2.メモ"], "a second one was typed");
}

#[test]
fn what_the_person_cannot_change_is_told_and_never_refused() {
    let mut guard = standard();
    guard.form(form(&["備考"]).fields());
    let answer = save(&guard, &json!({"備考": TYPED}));
    assert_eq!((answer.cells.len(), answer.tips.len(), &answer.top), (0, 1, &None));
    let both = save(&guard, &json!({"備考": TYPED, "家族": [{"メモ": TYPED}]}));
    assert_eq!((entry::refused(&both), both.tips.len()), (vec!["家族.1.メモ".to_owned()], 1));
    assert!(!both.top.unwrap().contains("備考欄"), "the top names only what refuses");
}

#[test]
fn the_field_made_for_it_takes_it() {
    assert_eq!(save(&standard(), &json!({"個人番号": "1234 5678 9018"})), Answer::default());
    let mut seal = entry::seal(orders(BuiltIn::Standard), vec![entry::sealed("備考", false)]);
    assert_eq!(
        entry::refused(&save(&guard(entry::setting(Some(entry::config(&seal)), TODAY)), &json!({"備考": TYPED}))),
        ["備考"]
    );
    seal.fields[0].for_my_number = true;
    assert_eq!(
        save(&guard(entry::setting(Some(entry::config(&seal)), TODAY)), &json!({"備考": TYPED})),
        Answer::default()
    );
}

#[test]
fn twelve_digits_in_groups_without_a_word_are_only_told() {
    let answer = save(&standard(), &json!({"備考": "1234-5678-9018"}));
    assert_eq!((answer.cells.len(), answer.tips.len()), (0, 1));
    accepted("a-guess", &answer);
    assert_eq!(save(&standard(), &json!({"備考": "123456789018"})), Answer::default());
}

#[test]
fn strict_orders_stop_adding_to_an_open_field_and_never_emptying() {
    let answer = save(&strict(), &json!({"氏名": "緑 花子", "住所": "みどり市1-1", "備考": "受付済み"}));
    assert_eq!(entry::refused(&answer), ["氏名"], "only the field that was found open");
    accepted("an-open-field", &answer);
    let mut guard = strict();
    guard.opened(&form(&[]).record(&json!({"氏名": "緑 花子"})));
    for empty in ["", " ", "\u{3000}", "\n"] {
        assert_eq!(save(&guard, &json!({"氏名": empty})), Answer::default(), "{empty:?}");
    }
    assert_eq!(entry::refused(&save(&guard, &json!({"氏名": "青 太郎"}))), ["氏名"]);
}

#[test]
fn standard_orders_never_stop_an_open_field_but_count_what_a_stricter_stage_would() {
    let answer = save(&standard(), &json!({"氏名": "緑 花子"}));
    assert_eq!((answer.top, answer.cells, answer.tips), (None, vec![], vec![]));
    assert_eq!(answer.spared, Vec::<String>::new(), "nobody waits for what is only recorded");
    assert_eq!(standard().counted(&form(&[]).record(&json!({"氏名": "緑 花子"}))), ["seen-by-too-many"]);
    assert_eq!(standard().counted(&form(&[]).record(&json!({"住所": "みどり市"}))), Vec::<String>::new());
}

#[test]
fn before_its_date_a_policy_only_warns() {
    for policy in BuiltIn::ALL {
        let guard = guard(entry::setting(Some(sealed(policy)), "2026-03-31"));
        let answer = save(&guard, &json!({"備考": TYPED}));
        assert_eq!((answer.cells.len(), answer.tips.len(), &answer.top), (0, 1, &None));
    }
    let guard = guard(entry::setting(Some(sealed(BuiltIn::Standard)), "2026-04-01"));
    assert_eq!(entry::refused(&save(&guard, &json!({"備考": TYPED}))), ["備考"]);
}

#[test]
fn without_a_seal_the_built_in_orders_hold() {
    for config in [None, Some(Config::new()), Some(Config::from_iter([("other".to_owned(), "1".to_owned())]))] {
        let guard = guard(entry::setting(config, TODAY));
        assert_eq!(guard.plan().notice, None);
        assert_eq!(entry::refused(&save(&guard, &json!({"備考": TYPED, "氏名": "緑 花子"}))), ["備考"]);
    }
}

#[test]
fn a_seal_that_cannot_be_read_is_said_and_the_built_in_orders_hold() {
    let whole = sealed(BuiltIn::Strict);
    let with = |key: &str, value: &str| {
        let mut config = whole.clone();
        config.insert(key.to_owned(), value.to_owned());
        config
    };
    let newer = Seal { schema: SCHEMA + 1, ..entry::seal(orders(BuiltIn::Strict), Vec::new()) };
    for (config, word) in [
        (with("seal", "{"), "壊れて"),
        (with("seal.0", "{}"), "壊れて"),
        (with("seal", &format!("{} [\"a\"]", SCHEMA + 1)), "新しい版"),
        (entry::config(&newer), "新しい版"),
    ] {
        let guard = guard(entry::setting(Some(config), TODAY));
        let notice = guard.plan().notice.unwrap();
        assert!(notice.contains(word), "{notice}");
        assert_eq!(entry::refused(&save(&guard, &json!({"備考": TYPED, "氏名": "緑 花子"}))), ["備考"], "not 氏名");
    }
}

#[test]
fn a_bundle_without_the_built_in_orders_is_said_and_the_seal_still_holds() {
    let lacking = |config| guard(Setting { built_in: None, ..entry::setting(config, TODAY) });
    let (bare, sealed) = (lacking(None), lacking(Some(sealed(BuiltIn::Standard))));
    for guard in [&bare, &sealed] {
        let notice = guard.plan().notice.unwrap();
        assert!(notice.contains("標準の内規が入っていません"), "{notice}");
    }
    let values = json!({"備考": TYPED});
    assert_eq!((save(&bare, &values).top, entry::refused(&save(&sealed, &values))), (None, vec!["備考".to_owned()]));
}

#[test]
fn a_seal_of_another_app_or_domain_is_no_seal() {
    for (app, domain) in [("8", "midori.cybozu.com"), ("7", "aoi.cybozu.com")] {
        let config = Some(sealed(BuiltIn::Strict));
        let guard = guard(Setting { app: app.to_owned(), domain: domain.to_owned(), ..entry::setting(config, TODAY) });
        assert_eq!((guard.plan().codes.len(), guard.plan().notice), (0, None));
        assert_eq!(save(&guard, &json!({"氏名": "緑 花子"})), Answer::default());
    }
}

#[test]
fn the_boot_script_hands_over_personal_fields_whatever_their_kind() {
    assert_eq!(strict().plan().codes, ["氏名", "住所"]);
}

#[test]
fn a_field_without_a_label_is_named_by_its_code() {
    let guard = Guard::new(entry::setting(Some(sealed(BuiltIn::Strict)), TODAY));
    let answer = save(&guard, &json!({"氏名": "緑 花子"}));
    assert!(answer.cells[0].3.starts_with("「氏名」"), "{}", answer.cells[0].3);
}

#[test]
fn a_number_that_was_there_is_not_typed_by_writing_beside_it() {
    let other = "個人番号 9832 0567 3214";
    let (one, phone) = (TYPED, "電話 03-0000-0000");
    let both = format!("{one} {phone}");
    for (old, new, refused) in [
        (both.as_str(), one, false),
        (one, both.as_str(), false),
        (one, "<p>本人のマイナンバーは 1234 5678 9018</p>", false),
        (&format!("{one} {other}"), one, false),
        (one, &format!("{one} {other}"), true),
        (one, other, true),
        (phone, one, true),
    ] {
        let mut guard = standard();
        let form = form(&[]);
        let outcome = entry::play(&mut guard, &form, &json!({"備考": old}), &json!({"備考": new}));
        assert_eq!(!outcome.refused.is_empty(), refused, "{old} -> {new}: {outcome:?}");
    }
}

/// A guard of an app of a data class, by a policy that differs from the standard one.
fn by(says: Value, class: &str, now: Now) -> Guard {
    let mut document = BuiltIn::Standard.document();
    put_over(&mut document, says);
    let policy = read(&document.to_string(), ALL).unwrap();
    let class = Some(SealedClass::of(&policy, policy.class(class).unwrap()));
    let seal = Seal { class, ..entry::seal(Orders::compile(&policy), vec![entry::sealed("氏名", true)]) };
    guard(Setting { now, ..entry::setting(Some(entry::config(&seal)), TODAY) })
}

const LATE: u32 = 20 * 60;

fn now(minutes: u32, phone: bool) -> Now {
    Now { today: TODAY.to_owned(), minutes, weekday: 2, phone }
}

fn stops(rule: &str, over: &str) -> Value {
    json!({"rules": {rule: {"entry": "block", "override": over}}})
}

fn proceed(guard: &Guard, values: &Value, action: &str) -> Answer {
    let step = Proceeding {
        action: action.to_owned(),
        from: "申請中".to_owned(),
        to: "承認済み".to_owned(),
        states: vec!["申請中".to_owned(), "承認済み".to_owned()],
    };
    guard.proceeding(&step, &form(&[]).record(values))
}

/// The top sentence, and what each question asks for: the place, the rule and the way to go on.
fn asked(answer: &Answer) -> (String, Vec<(&str, &str, Override)>) {
    let asked = answer.questions.iter().map(|one| (one.place.as_str(), one.rule.as_str(), one.over));
    (answer.top.clone().unwrap_or_default(), asked.collect())
}

#[test]
fn what_is_about_the_whole_stops_a_save_a_deletion_and_a_step_with_a_question_for_each() {
    for (over, of_step) in [
        ("never", Override::Reason),
        ("false-alarm", Override::Reason),
        ("reason", Override::Reason),
        ("acknowledge", Override::Acknowledge),
    ] {
        let guard = by(stops("outside-hours", over), "internal", now(LATE, false));
        let told: Override = serde_json::from_value(json!(over)).unwrap();
        for (answer, begins, over) in [
            (save(&guard, &json!({"住所": "みどり市1-1"})), "内規ガード: 保存していません。いまは利用時間外です", told),
            (guard.deleting(), "内規ガード: 削除していません。いまは利用時間外です", told),
            (proceed(&guard, &json!({}), "提出"), "内規ガード: まだ進めていません。いまは利用時間外です", of_step),
        ] {
            let (top, asked) = asked(&answer);
            assert!(top.starts_with(begins) && top.ends_with("第22条(端末と利用時間)"), "{top}");
            assert_eq!(asked, [("", "outside-hours", over)]);
            assert_eq!((answer.cells.len(), answer.tips.len()), (0, 0), "no cell is to blame");
        }
    }
    let day = by(stops("outside-hours", "never"), "internal", now(10 * 60, false));
    assert_eq!(day.deleting(), Answer::default());
}

#[test]
fn who_gave_a_reason_is_not_asked_again_for_what_is_about_the_whole() {
    let mut guard = by(stops("outside-hours", "reason"), "internal", now(LATE, false));
    let marks: Vec<String> = guard.deleting().questions.iter().map(|question| question.mark.clone()).collect();
    assert_eq!(marks.len(), 1);
    guard.allow(&marks);
    let asks = |answer: Answer| (answer.top, answer.questions, answer.tips, answer.passed);
    let nothing = (None, Vec::new(), Vec::new(), marks);
    assert_eq!(asks(guard.deleting()), nothing);
    let saving = save(&guard, &json!({"住所": "みどり市1-1"}));
    assert_eq!(asks(saving), nothing, "nor for another thing done at that hour");
    guard.now(Now { today: "2026-11-25".to_owned(), ..now(LATE, false) });
    assert_eq!(guard.deleting().questions.len(), 1, "another day is another matter");
}

#[test]
fn what_is_about_the_whole_is_told_once_beside_what_nobody_can_type_into() {
    let says = json!({"rules": {"outside-hours": {"entry": "warn"}}});
    let mut guard = by(says, "internal", now(LATE, false));
    guard.form(form(&["備考"]).fields());
    let answer = save(&guard, &json!({"備考": TYPED, "住所": "みどり市1-1"}));
    assert_eq!(answer.tips.iter().filter(|tip| tip.contains("利用時間外")).count(), 1, "{:?}", answer.tips);
    assert_eq!((answer.tips.len(), answer.cells.len()), (2, 0));
}

#[test]
fn who_was_not_told_what_time_it_is_says_nothing_of_it() {
    for now in ["{}", r#"{"today": "2026-11-24"}"#, r#"{"today": "2026-12-31"}"#] {
        let now = naiki::text::json::read::<Now>(now).unwrap();
        assert_eq!(by(stops("outside-hours", "never"), "internal", now).deleting(), Answer::default());
    }
    let sunday = naiki::text::json::read::<Now>(r#"{"today": "2026-11-29", "minutes": 0, "weekday": 0}"#).unwrap();
    let answer = by(stops("outside-hours", "never"), "internal", sunday).deleting();
    assert!(answer.top.unwrap().contains("利用する日ではありません"));
}

#[test]
fn a_phone_is_told_when_the_record_opens_and_stopped_when_it_is_saved() {
    let mut guard = by(stops("phone-used", "reason"), "special-care", now(600, true));
    let opened = guard.opened(&form(&[]).record(&json!({"住所": "みどり市1-1"})));
    assert_eq!((opened.tips.len(), opened.top, opened.questions), (1, None, vec![]));
    let answer = save(&guard, &json!({"住所": "みどり市1-2"}));
    assert_eq!(asked(&answer).1, [("", "phone-used", Override::Reason)]);
    let mut guard = by(stops("phone-used", "reason"), "special-care", now(600, false));
    assert_eq!(guard.opened(&form(&[]).record(&json!({"住所": "みどり市1-1"}))), Answer::default());
}

#[test]
fn a_step_names_the_places_that_other_rules_are_sure_of() {
    let guard = by(stops("step-before-cure", "never"), "special-care", now(600, false));
    let values = json!({"備考": TYPED, "住所": "運転免許証番号 301234567810", "家族": [{"メモ": ""}, {"メモ": TYPED}]});
    let answer = proceed(&guard, &values, "承認する");
    let (top, asked) = asked(&answer);
    let says = "「承認する」に進む前に、「住所」、「備考欄」、表「世帯員」の2行目「家族メモ」を確認してください。";
    // Of the licence number the standard policy only warns: a step is for the record as it stands.
    assert_eq!(top, format!("内規ガード: まだ進めていません。{says}根拠: 自治体標準内規 第15条(ワークフロー)"));
    assert_eq!(asked, [("", "step-before-cure", Override::Reason)]);
    assert!(!top.contains("1234") && !top.contains("3012"), "{top}");
    let rows: Vec<Value> = (0..7).map(|_| json!({"メモ": TYPED})).collect();
    let top = proceed(&guard, &json!({"家族": rows}), "承認する").top.unwrap();
    assert!(top.contains("5行目「家族メモ」ほか2か所を確認"), "{top}");
}

#[test]
fn a_step_does_not_count_guesses_nor_what_is_only_recorded_nor_what_nobody_can_type_into() {
    let mut guard = by(stops("step-before-cure", "never"), "special-care", now(600, false));
    for values in [json!({"備考": "1234-5678-9018"}), json!({"氏名": "緑 花子"}), json!({"個人番号": "1234 5678 9018"})]
    {
        assert_eq!(proceed(&guard, &values, "承認する"), Answer::default(), "{values}");
    }
    guard.form(form(&["備考"]).fields());
    assert_eq!(proceed(&guard, &json!({"備考": TYPED}), "承認する"), Answer::default());
}

#[test]
fn what_acts_on_steps_itself_is_nothing_that_a_step_leaves_uncured() {
    let says = json!({"rules": {"step-before-cure": {"entry": "block"}, "outside-hours": {"entry": "block"}}});
    let late = by(says, "special-care", now(LATE, false));
    assert_eq!(asked(&proceed(&late, &json!({"住所": "みどり市1-1"}), "承認する")).1.len(), 1, "the hour, and no more");
    let both = proceed(&late, &json!({"備考": TYPED}), "承認する");
    let rules: Vec<&str> = asked(&both).1.iter().map(|(_, rule, _)| *rule).collect();
    assert_eq!(rules, ["outside-hours", "step-before-cure"]);
    assert!(!both.top.unwrap().contains("レコード全体"));
}

#[test]
fn a_reason_for_one_state_of_the_record_is_none_for_another() {
    let mut guard = by(stops("step-before-cure", "reason"), "special-care", now(600, false));
    let answer = proceed(&guard, &json!({"備考": TYPED}), "承認する");
    guard.allow(&answer.questions.iter().map(|question| question.mark.clone()).collect::<Vec<_>>());
    assert_eq!(proceed(&guard, &json!({"備考": TYPED}), "承認する").top, None);
    let more = json!({"備考": TYPED, "住所": TYPED});
    assert_eq!(proceed(&guard, &more, "承認する").questions.len(), 1, "another place was not in the reason");
}

#[test]
fn what_was_gone_on_with_and_taken_out_again_is_not_among_what_passed() {
    let mut guard = by(stops("my-number-typed", "reason"), "special-care", now(600, false));
    let asked = save(&guard, &json!({"備考": TYPED}));
    let marks: Vec<String> = asked.questions.iter().map(|question| question.mark.clone()).collect();
    guard.allow(&marks);
    assert_eq!(save(&guard, &json!({"備考": TYPED})).passed, marks);
    assert_eq!(save(&guard, &json!({"備考": "窓口で受付"})).passed, Vec::<String>::new());
}

#[test]
fn a_reason_is_kept_without_numbers_of_people_also_where_they_are_only_guesses() {
    let guard = by(stops("my-number-typed", "reason"), "special-care", now(600, false));
    let kept = guard.reason("本人(090-1234-5678)から 123456789018 と聞いた");
    assert_eq!(kept.text, "本人(〔電話番号〕)から 〔マイナンバー〕 と聞いた");
    assert_eq!(kept.masked, ["電話番号", "マイナンバー"]);
    assert_eq!(guard.reason("令和8年度の申請100件のため").masked, Vec::<String>::new());
}

#[test]
fn a_record_that_a_newer_version_published_is_told_of_until_an_older_one_stands_there() {
    let mut guard = guard(entry::setting(None, TODAY));
    let told = |guard: &Guard| guard.standing().iter().any(|line| line.contains("公示が新しい版"));
    guard.publish(r#"{"schema": 99}"#, "32");
    assert!(told(&guard));
    guard.publish("", "32");
    assert!(!told(&guard));
}

#[test]
fn a_handling_note_that_is_missing_is_asked_for_at_its_own_field_and_once() {
    let mut fields = vec![entry::sealed("住所", false)];
    fields[0].class = Class::SpecialCare;
    let config = entry::config(&entry::seal(orders(BuiltIn::Strict), fields));
    let mut guard = Guard::new(entry::setting(Some(config), TODAY));
    let form =
        json!({"fields": {"住所": "SINGLE_LINE_TEXT", "注意": {"type": "MULTI_LINE_TEXT", "label": "取扱注意"}}});
    let form = Form::new(&Example::new(form, &[]).form(), &[]);
    guard.form(form.fields());
    let record = form.record(&json!({"住所": "みどり市", "注意": " "}));
    let answer = guard.submit(&record);
    assert_eq!(entry::refused(&answer), ["注意"]);
    assert!(answer.top.unwrap().contains("「取扱注意」"));
    let marks: Vec<String> = answer.questions.iter().map(|question| question.mark.clone()).collect();
    guard.allow(&marks);
    let answer = guard.submit(&record);
    assert_eq!((answer.top, answer.questions, answer.passed), (None, Vec::new(), marks));
}

/// A long text is read once through, however many of the words stand in it.
#[test]
fn a_long_remark_is_told_of_once() {
    let config = entry::config(&entry::seal(orders(BuiltIn::Strict), vec![]));
    let guard = guard(entry::setting(Some(config), TODAY));
    let long = "「死ね".repeat(2_000);
    let answer = save(&guard, &json!({"備考": long}));
    assert_eq!((answer.cells.len(), answer.tips.len()), (0, 1));
}

/// A field that was closed to all but a group, in an app where the person is known or not.
#[test]
fn a_closed_field_on_the_screen_is_told_to_managers_and_in_doubt_to_nobody() {
    let seers = vec![naiki::seal::seers::mark("midori.cybozu.com", "7", "GROUP", "kaikei")];
    let field = naiki::seal::SealedField { seers, ..entry::sealed("住所", false) };
    let config = entry::config(&entry::seal(orders(BuiltIn::Standard), vec![field]));
    let astray = |facts: Value, values: Value| {
        let mut guard = guard(entry::setting(Some(config.clone()), TODAY));
        assert!(guard.plan().closed);
        guard.learn(naiki::text::json::understand(&facts).unwrap());
        guard.opened(&form(&[]).record(&values));
        let told = guard.standing().iter().any(|line| line.contains("見られないはずだった「住所」"));
        (guard.astray().len(), told)
    };
    let shown = json!({"住所": "みどり市1-1"});
    let stranger = json!(["USER:midori", "GROUP:somu"]);
    assert_eq!(astray(json!({"manager": true, "entities": stranger}), shown.clone()), (1, true));
    assert_eq!(astray(json!({"manager": false, "entities": stranger}), shown.clone()), (1, false), "never to staff");
    assert_eq!(astray(json!({"manager": true, "entities": ["GROUP:kaikei"]}), shown.clone()), (0, false));
    assert_eq!(astray(json!({"manager": true, "entities": []}), shown), (0, false), "not known is not told");
    assert_eq!(astray(json!({"manager": true, "entities": stranger}), json!({"氏名": "緑 花子"})), (0, false));
}

/// What the last inspection said, what changed since, and what is over: to managers, and to nobody else.
#[test]
fn managers_are_told_how_the_app_stands_and_staff_are_not() {
    let seal = Seal {
        verdict: naiki::finding::Verdict::Fail,
        until: Some("2026-11-23".to_owned()),
        excused: Some("2026-11-24".to_owned()),
        form: naiki::seal::mark_of("住所", "住所"),
        revision: "7".to_owned(),
        ..entry::seal(orders(BuiltIn::Standard), vec![])
    };
    let standing = |manager: bool, revision: &str, config: Option<Config>| {
        let mut guard = Guard::new(entry::setting(config, TODAY));
        guard.form(form(&[]).fields());
        guard.learn(naiki::text::json::understand(&json!({"manager": manager, "revision": revision})).unwrap());
        guard.standing()
    };
    let sealed = || Some(entry::config(&seal));
    let told = standing(true, "8", sealed());
    // 氏名 (お名前), 個人番号 and 家族氏名 are new; the exception still holds on its last day.
    assert_eq!(told.len(), 3, "{told:#?}");
    assert!(
        told[0].contains("不適合") && told[1].contains("お名前") && told[2].contains("利用期限(2026-11-23)"),
        "{told:#?}"
    );
    assert_eq!(standing(false, "99", sealed()), Vec::<String>::new());
    let plain = Seal { form: String::new(), until: None, verdict: naiki::finding::Verdict::Pass, ..seal.clone() };
    let plain = || Some(entry::config(&plain));
    assert_eq!(standing(true, "8", plain()), Vec::<String>::new(), "saving the seal makes a revision itself");
    assert!(standing(true, "9", plain())[0].contains("設定が更新されました"));
    assert_eq!(standing(true, "", plain()), Vec::<String>::new(), "a revision that is not known is not drift");
    assert!(standing(true, "8", None)[0].contains("プラグイン「内規ガード」をアプリに追加"));
    assert!(standing(true, "8", Some(Config::new()))[0].contains("未点検"));
    assert_eq!(standing(false, "8", None), Vec::<String>::new());
}

#[test]
fn a_rule_is_about_the_apps_of_its_scope_and_in_doubt_about_all() {
    let acts = |scope: Value, facts: Value| {
        let says = json!({"rules": {"my-number-typed": {"scope": scope}}});
        let mut guard = by(says, "special-care", now(600, false));
        guard.learn(naiki::text::json::understand(&facts).unwrap());
        !save(&guard, &json!({"備考": TYPED})).cells.is_empty()
    };
    let told = || json!({"name": "【市民課】相談受付簿", "space": "3"});
    for (scope, expected) in [
        (json!({}), true),
        (json!({"names": ["【市民課】*"]}), true),
        (json!({"names": ["【税務課】*"]}), false),
        (json!({"spaces": ["3"]}), true),
        (json!({"spaces": ["4"]}), false),
        (json!({"classes": ["special-care"]}), true),
        (json!({"classes": ["my-number"]}), false),
        (json!({"names": ["【市民課】*"], "spaces": ["4"]}), false),
    ] {
        assert_eq!(acts(scope.clone(), told()), expected, "{scope}");
    }
    assert!(acts(json!({"names": ["【税務課】*"], "spaces": ["4"]}), json!({})), "kintone did not tell");
    assert!(!acts(json!({"spaces": ["4"]}), json!({"space": ""})), "an app outside of spaces is in none");
}
