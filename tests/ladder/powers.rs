//! だれが何をできるか: the table of one person, of a department, of personal information; on screen and as a file.

use std::fs;

use naiki::app::App;
use naiki::kintone::Part;
use naiki::kintone::refusal::{Reason, Unread};
use naiki::people::{Doing, People, Why, audience, decider, powers};
use naiki::policy::built_in::Documents;
use naiki::screen::inspection::draw::draw;
use naiki::screen::inspection::look::{self, LISTED, Line};
use naiki::screen::inspection::model::{Material, Model, Now, Visit};
use naiki::screen::inspection::msg::{Msg, Save};
use naiki::screen::inspection::update::{Effect, media, update};
use naiki::snapshot::{Both, Reading, Snapshot};
use naiki::text::sorted::Sorted;
use naiki::text::{Lang, day};
use serde_json::{Value, json};
use tests::city::{Example, app, directory};

fn now() -> Now {
    Now { today: day::read("2026-11-25").unwrap(), at: "2026-11-25T02:00:00.000Z".to_owned() }
}

fn model(preview: Snapshot, live: Snapshot, lang: Lang) -> Model {
    let visit = Visit { app: "7".to_owned(), domain: "midori.cybozu.com".to_owned(), user: "sato".to_owned(), lang };
    let mut model = Model::new(visit, now(), &Sorted::new(), Documents::in_the_box());
    update(&mut model, Msg::Read, now());
    let material = Material {
        both: Both { live, preview: preview.clone() },
        preview: App::of(preview),
        directory: Ok(directory()),
        departments: Vec::new(),
    };
    update(&mut model, Msg::Came(1, Box::new(material)), now());
    model
}

fn act(model: &mut Model, act: &str, at: &str, value: &str) -> Vec<Effect> {
    update(model, Msg::of(act, at, value).unwrap(), now())
}

fn markup(model: &Model) -> String {
    draw(model).into_iter().map(|region| region.markup.into_string()).collect::<Vec<_>>().join("\n")
}

/// An app whose draft closes what runs openly.
fn story() -> (Value, Value) {
    let fields = json!({"氏名": "SINGLE_LINE_TEXT", "生年月日": "DATE", "担当": "USER_SELECT"});
    let process = json!({"states": {"申請": [], "承認": ["GROUP:kanri"]}, "steps": ["提出 申請 承認"]});
    let live = json!({"name": "【市民課】相談", "fields": fields, "process": process});
    let preview = json!({
        "name": "【市民課】相談", "fields": fields, "process": process,
        "app-rights": ["CREATOR manage view add edit", "USER:oka view", "ORGANIZATION:shimin subs view add edit", "GROUP:kanri view", "GROUP:everyone"],
        "record-rights": [{"if": "担当 in (LOGINUSER())", "who": ["FIELD_ENTITY:担当 view edit", "ORGANIZATION:shimin subs view"]}],
        "field-rights": {"生年月日": ["ORGANIZATION:madoguchi read", "ORGANIZATION:shimin write", "GROUP:everyone none"]},
    });
    (preview, live)
}

fn screen(lang: Lang) -> Model {
    let (preview, live) = story();
    let mut model = model(Example::new(preview, &[]).snapshot(), Example::new(live, &[]).snapshot(), lang);
    act(&mut model, "tab", "powers", "");
    model
}

fn line<'a>(lines: &'a [Line], what: &str) -> &'a Line {
    lines.iter().find(|line| line.what == what).unwrap_or_else(|| panic!("no line {what} in {lines:#?}"))
}

#[test]
fn one_person_is_told_right_by_right_with_the_row_that_decides() {
    let mut model = screen(Lang::Ja);
    act(&mut model, "look-subject", "", "mori");
    let table = look::table(&model).unwrap();
    let said = |what: &str| {
        let line = line(&table.lines, what);
        let of = |side: &Option<look::Said>| {
            side.clone().map_or_else(String::new, |said| format!("{} [{}]", said.answer, said.by))
        };
        (of(&line.preview), of(&line.live))
    };
    let everyone = "できる [アプリのアクセス権: 「Everyone」の行]".to_owned();
    let own = "できる [アプリのアクセス権: 「市民課」(下位組織を含む)の行]".to_owned();
    assert_eq!(said("レコード閲覧"), (own, everyone));
    assert_eq!(said("レコード削除").0, "できない [アプリのアクセス権: 「市民課」(下位組織を含む)の行]");
    assert_eq!(
        said("条件「担当 in (LOGINUSER())」のレコード: 編集").0,
        "分からない(レコードの項目「担当」にだれが入っているかによる) []"
    );
    assert_eq!(
        said("条件「担当 in (LOGINUSER())」のレコード: 閲覧").0,
        "できる [レコードのアクセス権: 「市民課」(下位組織を含む)の行]",
        "whoever stands in the field, either row lets 森 view"
    );
    assert_eq!(
        said("項目「生年月日」: 閲覧"),
        ("できる [フィールドのアクセス権: 「窓口係」の行]".to_owned(), String::new())
    );
    assert_eq!(said("項目「生年月日」: 編集").0, "できない [フィールドのアクセス権: 「窓口係」の行]");
    assert_eq!(said("ステータス「申請」で作業する").0, "分からない(そのレコードを登録した人かどうかによる) []");
    assert_eq!(said("ステータス「承認」で作業する").0, "できない [プロセス管理: どの行にもない]");
}

#[test]
fn a_coarser_lock_is_told_where_it_decides() {
    let mut model = screen(Lang::Ja);
    act(&mut model, "look-subject", "", "baba");
    let table = look::table(&model).unwrap();
    let field = line(&table.lines, "項目「生年月日」: 閲覧").preview.clone().unwrap();
    assert_eq!((field.answer.as_str(), field.by.as_str()), ("できない", "アプリのアクセス権: 「Everyone」の行"));
    let private = app(json!({"space": {"private": true, "members": ["USER:oka"]}}));
    let directory = directory();
    let baba = directory.users.iter().position(|user| user.code == "baba").unwrap();
    let told = powers(&private, &directory, &std::iter::once(baba).collect());
    let all: Vec<String> = told.iter().map(|power| power.answer.reasons(&directory, Lang::Ja)).collect();
    assert_eq!(all[0], "スペースとその参加メンバー: どの行にもない");
    assert_eq!(all[1], all[0], "what the rights of the app say does not matter");
    assert!(told.iter().all(|power| power.answer.yes.is_empty()));
}

#[test]
fn a_department_is_told_as_a_whole() {
    let mut model = screen(Lang::Ja);
    act(&mut model, "look-kind", "", "group");
    act(&mut model, "look-subject", "", "ORGANIZATION:shimin");
    let table = look::table(&model).unwrap();
    assert_eq!(table.name, "市民課(下位組織を含む)");
    let answer = |what: &str| line(&table.lines, what).preview.clone().unwrap().answer;
    assert_eq!(answer("レコード閲覧"), "できる");
    assert_eq!(answer("アプリ管理"), "5人のうち1人ができる");
    assert_eq!(answer("項目「生年月日」: 編集"), "5人のうち3人ができる");
    act(&mut model, "look-subject", "", "GROUP:himitsu");
    assert!(look::table(&model).is_none() && markup(&model).contains("所属する人を読み取れない"));
    act(&mut model, "look-subject", "", "GROUP:everyone");
    assert!(markup(&model).contains("「Everyone」ができること"));
}

#[test]
fn personal_information_tells_who_can_view_and_export_it() {
    let mut model = screen(Lang::Ja);
    act(&mut model, "look-kind", "", "class");
    let (choices, _) = look::choices(&model);
    let [(id, _)] = choices.as_slice() else { panic!("{choices:?}: of one class are both fields") };
    let id = id.clone();
    act(&mut model, "look-subject", "", &id);
    let table = look::table(&model).unwrap();
    let field = line(&table.lines, "「生年月日」を閲覧できる人");
    assert_eq!(field.preview.as_ref().unwrap().answer, "「市民課」(5人)");
    assert_eq!(field.live.as_ref().unwrap().answer, "全員(20人)");
    assert_eq!(line(&table.lines, "「氏名」を書き出せる人").preview.as_ref().unwrap().answer, "だれもいません");
    let markup = markup(&model);
    assert!(markup.contains("を見られる人と書き出せる人</caption>"), "{markup}");
    assert!(!markup.contains("決めている行"), "no row decides by itself who can view a class: {markup}");
}

#[test]
fn both_sides_stand_beside_each_other_in_words() {
    let mut model = screen(Lang::Ja);
    act(&mut model, "look-subject", "", "baba");
    let html = markup(&model);
    assert!(html.contains("準備中: できない / 運用中: できる"), "{html}");
    assert!(html.contains("準備中: できない / 運用中: この設定はない"));
    let (preview, _) = story();
    let preview = Example::new(preview, &[]).snapshot();
    let mut never = preview.clone();
    for part in Part::GOVERNANCE {
        never.parts.insert(part, Reading::NeverDeployed);
    }
    let mut alone = self::model(preview, never, Lang::Ja);
    act(&mut alone, "tab", "powers", "");
    act(&mut alone, "look-subject", "", "baba");
    let html = markup(&alone);
    assert!(!html.contains("/ 運用中:") && html.contains("準備中の設定だけを示しています"), "{html}");
}

#[test]
fn thousands_of_people_are_narrowed_by_name_and_those_named_come_first() {
    let mut model = screen(Lang::Ja);
    assert_eq!(look::choices(&model).0[0].0, "oka", "a row names 会計課 窓口");
    if let naiki::screen::inspection::model::Reading::Read(material) = &mut model.reading
        && let Ok(directory) = &mut material.directory
    {
        let user = directory.users[0].clone();
        directory.users.extend((0..3_000).map(|at| {
            let mut one = user.clone();
            one.code = format!("u{at}");
            one.name = format!("職員 {at}番");
            one
        }));
    }
    let (choices, count) = look::choices(&model);
    assert_eq!((choices.len(), count, choices[0].0.as_str()), (LISTED, 3_020, "oka"));
    assert!(markup(&model).matches("<option").count() < LISTED + 10);
    act(&mut model, "look-find", "", "2999");
    assert_eq!(look::choices(&model), (vec![("u2999".to_owned(), "職員 2999番 (u2999)".to_owned())], 1));
    let html = markup(&model);
    assert!(html.contains("1件から選べます") && html.contains("value=\"u2999\""), "{html}");
}

#[test]
fn the_table_goes_out_as_a_file_that_is_no_formula() {
    let (mut preview, live) = story();
    preview["record-rights"] = json!([{"if": "=HYPERLINK(\"x\")", "who": ["GROUP:everyone view"]}]);
    preview["process"] = json!({"states": {"=1+1": []}, "steps": []});
    let mut model = model(Example::new(preview, &[]).snapshot(), Example::new(live, &[]).snapshot(), Lang::Ja);
    if let naiki::screen::inspection::model::Reading::Read(material) = &mut model.reading
        && let Ok(directory) = &mut material.directory
    {
        for (at, name) in ["=cmd|' /C calc'!A0", "+81", "-1", "@sum", "=1", "普通 \"名\""].iter().enumerate() {
            directory.users[at].name = (*name).to_owned();
        }
    }
    act(&mut model, "tab", "powers", "");
    assert_eq!(act(&mut model, "look-csv", "", ""), [], "nothing is chosen");
    let codes: Vec<String> = directory().users.iter().take(6).map(|user| user.code.clone()).collect();
    for (at, code) in codes.iter().enumerate() {
        let spoken = act(&mut model, "look-subject", "", code);
        assert!(matches!(spoken.as_slice(), [Effect::Announce(_)]), "{spoken:?}");
        let effects = act(&mut model, "look-csv", "", "");
        let [Effect::Hand(name, text)] = effects.as_slice() else { panic!("{effects:?}") };
        assert_eq!((name.as_str(), media(name)), ("naiki-powers-7-2026-11-25.csv", "text/csv"));
        assert!(text.starts_with(
            "\u{feff}\"対象\",\"設定の種類\",\"内容\",\"準備中\",\"準備中の根拠\",\"運用中\",\"運用中の根拠\"\r\n"
        ));
        for bad in ["\"=", "\"+", "\"-", "\"@", "\"=", ",=", "\n="] {
            assert!(!text.contains(bad), "{bad} in {text}");
        }
        let own = text.lines().nth(1).unwrap();
        assert!(own.starts_with(if at == 5 { "\"普通 \"\"名\"\"\"," } else { "\"'" }), "{own}");
        assert!(text.lines().all(|line| line.matches("\",\"").count() == 6), "{text}");
    }
    assert_eq!(media("naiki-app-7-2026-11-25.json"), "application/json");
}

#[test]
fn saving_and_its_reasons_stay_below_both_tabs_and_lead_back() {
    let mut model = screen(Lang::Ja);
    update(&mut model, Msg::Save(Save::Pass), now());
    let html = markup(&model);
    assert!(html.contains("naiki-save-pass") && html.contains("保存していません"));
    assert!(!html.contains("点検結果"), "the other tab is put away");
    assert_eq!(html.matches("aria-current").count(), 1);
    act(&mut model, "go", "naiki-read", "");
    assert!(markup(&model).contains("点検結果"), "what a reason leads to is there");
    assert!(Msg::of("look-kind", "", "nothing").is_none());
}

#[test]
fn every_control_of_the_tab_means_something_and_every_id_is_one() {
    let mut model = screen(Lang::En);
    act(&mut model, "look-subject", "", "oka");
    let html = markup(&model);
    let mut ids: Vec<String> = draw(&model).into_iter().map(|region| region.id).collect();
    for piece in html.split(" id=\"").skip(1) {
        ids.push(piece.split('"').next().unwrap().to_owned());
    }
    let count = ids.len();
    ids.sort();
    ids.dedup();
    assert_eq!(ids.len(), count);
    for piece in html.split(" for=\"").skip(1) {
        assert!(ids.iter().any(|id| id == piece.split('"').next().unwrap()), "{piece}");
    }
    for piece in html.split("data-act=\"").skip(1) {
        let act = piece.split('"').next().unwrap();
        let value = match act {
            "look-kind" => "group",
            "policy" => "municipal-strict",
            _ => "",
        };
        assert!(Msg::of(act, "", value).is_some(), "{act}");
    }
}

#[test]
fn without_people_the_tab_says_so() {
    let mut model = screen(Lang::Ja);
    if let naiki::screen::inspection::model::Reading::Read(material) = &mut model.reading {
        material.directory = Err(Unread::new(Part::People, Reason::Network));
    }
    let html = markup(&model);
    assert!(html.contains("利用者と組織を読み取れないため") && !html.contains("naiki-look-subject"), "{html}");
}

#[test]
fn what_cannot_be_read_is_unknown_and_not_no() {
    let directory = directory();
    let of = |code: &str| std::iter::once(directory.users.iter().position(|user| user.code == code).unwrap()).collect();
    let closed = app(
        json!({"app-rights": ["GROUP:himitsu view", "USER:oka view", "GROUP:everyone"], "field-rights": "forbidden"}),
    );
    let told = powers(&closed, &directory, &of("oka"));
    assert_eq!(told[0].answer.say(Lang::Ja), "できる", "by either row");
    let told = powers(&closed, &directory, &of("baba"));
    assert!(told[0].answer.yes.is_empty() && told[0].answer.no.is_empty());
    assert!(matches!(&told[0].answer.why, Some(Why::Unread(unread)) if unread.reason == Reason::Forbidden));
    let fields = told.iter().find(|power| power.part == Part::FieldRights).unwrap();
    assert!(fields.answer.say(Lang::En).starts_with("unknown ("), "{fields:?}");
}

#[test]
fn the_table_agrees_with_what_the_rules_count() {
    let directory = directory();
    let (mut sure, mut exact) = (0, 0);
    for entry in fs::read_dir(tests::root().join("tests/golden")).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|ext| ext != "json") {
            continue;
        }
        let golden: Value = serde_json::from_str(&fs::read_to_string(&path).unwrap()).unwrap();
        let app = App::of(serde_json::from_value(golden["snapshot"].clone()).unwrap());
        let all = powers(&app, &directory, &directory.everybody());
        for doing in Doing::ALL {
            let power = all.iter().find(|one| one.part == Part::AppRights && one.doing == Some(doing)).unwrap();
            let Ok(counted) = naiki::people::circle(&app, &directory, doing, &naiki::people::Within::App) else {
                assert!(power.answer.yes.is_empty() && power.answer.no.is_empty());
                continue;
            };
            // Where a row cannot be resolved and the next says the same, the table knows more than the count.
            let within = |few: &People, many: &People| few.iter().all(|at| many.iter().any(|other| other == at));
            let mut maybe = directory.everybody();
            drop(maybe.take(&power.answer.no));
            assert!(within(&counted.least, &power.answer.yes), "{doing:?} {}", path.display());
            // Where nobody tells who made the app, the count leaves its row out; the table says that it cannot be told.
            let made = app.info().is_ok();
            assert!(!made || within(&maybe, &counted.people), "{doing:?} {}", path.display());
            if made && counted.unsure.is_empty() {
                assert_eq!(
                    (&power.answer.yes, &maybe),
                    (&counted.least, &counted.people),
                    "{doing:?} {}",
                    path.display()
                );
                exact += 1;
            }
            for at in counted.least.iter().filter(|_| app.home().is_ok()) {
                if let Ok(row) = decider(&app, &directory, at) {
                    assert!(row.is_some_and(|row| doing.by(row)));
                    sure += 1;
                }
            }
        }
        for power in all.iter().filter(|one| one.part == Part::FieldRights && one.doing == Some(Doing::View)) {
            if let Ok(counted) = audience(&app, &directory, Doing::View, Some(&power.what)) {
                assert!(counted.people.len() <= directory.users.len() - power.answer.no.len(), "{}", path.display());
            }
        }
    }
    assert!(sure > 100 && exact > 50, "{sure} {exact}");
}

#[test]
fn the_tab_in_both_languages() {
    for (lang, name) in [(Lang::Ja, "ja"), (Lang::En, "en")] {
        let mut model = screen(lang);
        act(&mut model, "look-subject", "", "mori");
        insta::assert_snapshot!(format!("powers-{name}"), markup(&model).replace("><", ">\n<"));
    }
}
