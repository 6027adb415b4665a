//! Which fields are held to be personal, and why: labels, codes, choices, lookups, calculations, the form around them,
//! and what people decided.

use naiki::kintone::field::{self, Field};
use naiki::personal::app_class::{Duty, duties};
use naiki::personal::classifier::Classifier;
use naiki::personal::labels::{Classified, Reason};
use naiki::personal::overrule::{Decision, OfficeWord, OfficeWords};
use naiki::personal::train;
use naiki::personal::whole_form::{Form, classify};
use naiki::personal::{Class, Confidence};
use naiki::policy::built_in::BuiltIn;
use naiki::text::Lang;
use proptest::prelude::*;
use serde_json::{Value, json};

fn form(properties: &Value) -> Vec<Field> {
    field::read(&json!({ "properties": properties })).unwrap()
}

fn judged(properties: &Value, app: &str) -> Vec<Classified> {
    let fields = form(properties);
    classify(Form { fields: &fields, app, office: &OfficeWords::default(), decided: &[] })
}

fn text(label: &str) -> Value {
    json!({ "type": "SINGLE_LINE_TEXT", "label": label })
}

fn chosen(kind: &str, label: &str, options: &[&str]) -> Value {
    let options: serde_json::Map<String, Value> = options
        .iter()
        .enumerate()
        .map(|(at, name)| ((*name).to_owned(), json!({ "label": name, "index": at.to_string() })))
        .collect();
    json!({ "type": kind, "label": label, "options": options })
}

fn of<'a>(found: &'a [Classified], code: &str) -> Option<&'a Classified> {
    found.iter().find(|one| one.code == code && one.confidence >= Confidence::Medium)
}

#[test]
fn choices_tell_what_a_label_does_not() {
    let found = judged(
        &json!({
            "区分": chosen("DROP_DOWN", "区分", &["要介護1", "要介護2", "要介護3", "要介護4", "要介護5"]),
            "選択1": chosen("CHECK_BOX", "選択1", &["身体", "知的", "精神", "その他"]),
            "型": chosen("RADIO_BUTTON", "型", &["A型", "B型", "O型", "AB型"]),
            "答え": chosen("RADIO_BUTTON", "答え", &["男性", "女性", "回答しない"]),
            "色": chosen("DROP_DOWN", "色", &["赤", "青", "その他", "なし"]),
            "サイズ": chosen("DROP_DOWN", "サイズ", &["S", "M", "L"]),
        }),
        "備品",
    );
    let seen: Vec<(&str, Class)> = found.iter().map(|one| (one.code.as_str(), one.class)).collect();
    let expected =
        [("区分", Class::Sensitive), ("選択1", Class::SpecialCare), ("型", Class::Ordinary), ("答え", Class::Ordinary)];
    for one in expected {
        assert!(seen.contains(&one), "{one:?} in {seen:?}");
    }
    assert_eq!(seen.len(), expected.len(), "{seen:?}");
    let why = of(&found, "区分").map(|one| one.why.text(Lang::Ja));
    assert_eq!(why.as_deref(), Some("選択肢「要介護1」「要介護2」など"));
}

#[test]
fn a_lookup_brings_what_its_source_holds() {
    let lookup = json!({
        "relatedApp": { "app": "12", "code": "" }, "relatedKeyField": "番号", "lookupPickerFields": [], "filterCond": "",
        "sort": "", "fieldMappings": [{ "field": "取得1", "relatedField": "氏名" }, { "field": "取得2", "relatedField": "品名" }],
    });
    let found = judged(
        &json!({
            "検索": { "type": "SINGLE_LINE_TEXT", "label": "検索", "lookup": lookup },
            "取得1": text("取得1"), "取得2": text("取得2"),
            "見えない": { "type": "SINGLE_LINE_TEXT", "label": "参照", "lookup": null },
        }),
        "",
    );
    assert_eq!(of(&found, "取得1").map(|one| &one.why), Some(&Reason::CopiedFrom("氏名".to_owned())));
    assert_eq!(found.iter().filter(|one| one.confidence >= Confidence::Medium).count(), 1, "{found:?}");
}

#[test]
fn a_code_tells_where_a_label_says_nothing_and_not_where_it_says_something_else() {
    let found = judged(&json!({ "shimei": text("入力1"), "birthday": text("商品の発売日") }), "");
    assert_eq!(of(&found, "birthday"), None);
    let by_code = judged(&json!({ "生年月日": text("項目A"), "氏名": text("項目B") }), "会員名簿");
    assert_eq!(of(&by_code, "生年月日").map(|one| &one.why), Some(&Reason::Code("生年月日".to_owned())));
}

#[test]
fn a_calculation_is_about_whoever_its_inputs_are_about() {
    let calc = |label: &str, expression: &str| json!({ "type": "CALC", "label": label, "expression": expression });
    let found = judged(
        &json!({
            "氏名": text("氏名"),
            "指数": calc("指数", "段階 * 2"),
            "段階": calc("段階", "IF(要介護度 >= 3, 1, \"備考\")"),
            "要介護度": { "type": "NUMBER", "label": "要介護度" },
            "単価": { "type": "NUMBER", "label": "単価" },
            "数量": { "type": "NUMBER", "label": "数量" },
            "小計": calc("小計", "単価*数量"),
        }),
        "",
    );
    assert_eq!(of(&found, "段階").map(|one| &one.why), Some(&Reason::ComputedFrom("要介護度".to_owned())));
    assert_eq!(of(&found, "指数").map(|one| one.class), of(&found, "要介護度").map(|one| one.class));
    assert_eq!(of(&found, "小計"), None);
    let order: Vec<&str> = found.iter().map(|one| one.code.as_str()).filter(|code| *code != "備考").collect();
    assert_eq!(order.first(), Some(&"氏名"), "in the form's order");
}

#[test]
fn an_address_is_that_of_the_person_or_of_the_shop() {
    let person = judged(
        &json!({ "氏名": text("氏名"), "生年月日": text("生年月日"), "住所": text("住所"), "電話": text("電話番号") }),
        "会員名簿",
    );
    assert!(of(&person, "住所").is_some() && of(&person, "電話").is_some());
    let shop = judged(
        &json!({ "店舗名": text("店舗名"), "営業時間": text("営業時間"), "住所": text("住所"), "電話": text("電話番号") }),
        "店舗一覧",
    );
    assert!(of(&shop, "住所").is_none() && of(&shop, "電話").is_none(), "{shop:?}");
}

#[test]
fn the_office_and_the_builder_have_the_last_word() {
    let fields =
        form(&json!({ "氏名": text("氏名"), "地区": text("行政区の組"), "愛称": text("愛称"), "病名": text("病名") }));
    let office = OfficeWords {
        personal: vec![OfficeWord { word: "行政区の組".to_owned(), class: Class::Sensitive }],
        not_personal: vec!["病 名".to_owned()],
    };
    let decide = |code: &str, label: &str, class| Decision { code: code.to_owned(), label: label.to_owned(), class };
    let decided = [
        decide("氏名", "氏名", None),
        decide("愛称", "愛称", Some(Class::Ordinary)),
        // The label was changed since: judged anew.
        decide("地区", "地区", None),
    ];
    let found = classify(Form { fields: &fields, app: "", office: &office, decided: &decided });
    let seen: Vec<(&str, Class, &Reason)> = found.iter().map(|one| (one.code.as_str(), one.class, &one.why)).collect();
    let office = Reason::Office("行政区の組".to_owned());
    assert_eq!(seen, [("地区", Class::Sensitive, &office), ("愛称", Class::Ordinary, &Reason::Decided)]);
}

#[test]
fn markup_in_a_label_is_no_part_of_what_it_says() {
    let plain = judged(&json!({ "a": text("氏名") }), "");
    let markup = judged(&json!({ "a": text("<b>氏名</b><br/>") }), "");
    let verdict = |found: &[Classified]| of(found, "a").map(|one| (one.class, one.confidence));
    assert_eq!(verdict(&plain), verdict(&markup));
    assert!(verdict(&plain).is_some());
}

/// How many of the personal ones are found, and how many of the others are held to be personal.
#[derive(Debug, Default)]
struct Shares {
    found: f64,
    personal: f64,
    wrong: f64,
    other: f64,
}

impl Shares {
    fn count(&mut self, personal: bool, flagged: bool) {
        let (all, hits) =
            if personal { (&mut self.personal, &mut self.found) } else { (&mut self.other, &mut self.wrong) };
        *all += 1.0;
        *hits += f64::from(u8::from(flagged));
    }
}

#[test]
fn the_promised_figures_hold_on_the_labels_at_hand() {
    let (Some(yes), Some(no), Some(forms)) = (
        tests::shared("labels/positive.tsv"),
        tests::shared("labels/negative.tsv"),
        tests::shared("labels/forms.jsonl"),
    ) else {
        return;
    };
    let text = |path| std::fs::read_to_string(path).unwrap();
    let (mut alone, mut special) = (Shares::default(), Shares::default());
    let classifier = Classifier::default();
    for example in [train::labelled(&text(yes)), train::labelled(&text(no))].concat() {
        if !example.undecided() {
            let flagged = classifier.said(&example.label).sum > 0;
            alone.count(example.personal(), flagged);
            if example.special() {
                special.count(true, flagged);
            }
        }
    }
    assert!(alone.found / alone.personal >= 0.95 && alone.wrong / alone.other <= 0.015, "{alone:?}");
    assert!(special.found / special.personal >= 0.97, "{special:?}");

    let (mut around, mut clean, mut wrong) = (Shares::default(), 0.0, 0.0);
    for form in train::answered(&text(forms)).unwrap() {
        let office = OfficeWords::default();
        let found = classify(Form { fields: &form.fields, app: &form.app, office: &office, decided: &[] });
        let personal = form.answers.iter().any(|answer| answer.personal == Some(true));
        clean += f64::from(u8::from(!personal));
        for (field, answer) in form.fields.iter().zip(&form.answers) {
            let Some(yes) = answer.personal else { continue };
            let flagged = of(&found, &field.code).is_some();
            around.count(yes, flagged);
            wrong += f64::from(u8::from(flagged && !personal));
        }
    }
    assert!(around.found / around.personal >= 0.97 && wrong / clean <= 0.2, "{around:?} {wrong} in {clean}");
}

proptest! {
    #[test]
    fn no_form_is_too_strange(
        labels in proptest::collection::vec(any::<String>(), 0..20),
        codes in any::<[String; 3]>(),
        app in any::<String>(),
        formula in any::<String>(),
        options in proptest::collection::vec(any::<String>(), 0..5),
    ) {
        let mut properties = serde_json::Map::new();
        for (at, label) in labels.iter().enumerate() {
            properties.insert(format!("項目{at}"), text(label));
        }
        let options: Vec<&str> = options.iter().map(String::as_str).collect();
        properties.insert(codes[0].clone(), chosen("DROP_DOWN", &codes[1], &options));
        properties.insert(codes[1].clone(), json!({ "type": "CALC", "label": codes[2], "expression": formula }));
        let found = judged(&Value::Object(properties), &app);
        for one in found {
            prop_assert!(!one.why.text(Lang::Ja).is_empty());
        }
    }
}

#[test]
fn what_the_law_asks_depends_on_what_is_held_and_about_how_many() {
    let plain = judged(&json!({ "氏名": text("氏名"), "住所": text("自宅住所") }), "");
    let grave = judged(&json!({ "氏名": text("氏名"), "病名": text("病名"), "口座": text("口座番号") }), "");
    let nothing = judged(&json!({ "路線名": text("路線名") }), "");
    assert_eq!(duties(&plain, Some(100)), []);
    assert_eq!(duties(&plain, Some(101)), [Duty::ReportLarge]);
    assert_eq!(duties(&plain, Some(1_000)), [Duty::ReportLarge, Duty::Register]);
    assert_eq!(duties(&plain, Some(999)), [Duty::ReportLarge]);
    assert_eq!(duties(&plain, None), [Duty::ReportIfLarge, Duty::RegisterIfLarge]);
    assert_eq!(duties(&grave, Some(1)), [Duty::ReportAnyLeak, Duty::ReportMoney]);
    assert_eq!(duties(&nothing, Some(5_000)), []);
    let policy = BuiltIn::Standard.policy().unwrap();
    let class = |found: &[Classified]| policy.observed(found).map(|class| class.id.clone());
    assert_eq!(class(&plain).as_deref(), Some("personal"));
    assert_eq!(class(&grave).as_deref(), Some("special-care"));
    assert_eq!(class(&nothing), None);
}

#[test]
fn labels_that_say_nothing_are_held_to_be_nothing() {
    let nothing = ["Number field", "Text area field", "Drop-down", "", " ", "①", "※", "ɣɤɕ", "…"];
    let mut properties = serde_json::Map::new();
    for (at, label) in nothing.iter().enumerate() {
        properties.insert(format!("f{at}"), text(label));
    }
    properties.insert("n".to_owned(), text("氏名"));
    properties.insert("b".to_owned(), text("生年月日"));
    let found = judged(&Value::Object(properties), "住民名簿");
    let codes: Vec<&str> = found.iter().map(|one| one.code.as_str()).collect();
    assert_eq!(codes, ["n", "b"], "{found:?}");
}

/// Forms that both sides answer: labels of every kind, choices, lookups, formulas, and what no form should hold.
fn corpus() -> Vec<(String, String)> {
    let labels = [
        "氏名",
        "ﾌﾘｶﾞﾅ",
        "(1)生年月日※必須",
        "申請者の住所",
        "住所",
        "電話番号",
        "備考",
        "病名",
        "マイナンバー",
        "本籍",
        "<b>氏名</b>",
        "",
        " ",
        "①",
        "𠮷野家",
        "e\u{301}tat",
        "\u{200F}氏名\u{200E}",
        "氏\u{0}名",
        "Text field",
        "BMI",
        "商品名",
        "店舗名",
        "営業時間",
        "路線名",
        "職員番号",
        "既往歴",
        "要介護度",
        "年齢",
        "人口",
        "会員番号",
        "添付ファイル",
        "1月社保",
        "ＴＥＬ",
        "Ｅ－ｍａｉｌ",
        "旅券番号",
    ];
    let mut out = Vec::new();
    for app in ["", "会員名簿", "店舗一覧", "健康診断結果"] {
        for some in labels.chunks(5).chain([&labels[..]]) {
            let mut properties = serde_json::Map::new();
            for (at, label) in some.iter().enumerate() {
                properties.insert(format!("項目{at}"), text(label));
            }
            properties.insert("選択".to_owned(), chosen("DROP_DOWN", "区分", &["要介護1", "要介護2"]));
            let calc = json!({ "type": "CALC", "label": "計算", "expression": "項目0 + 選択 * 2" });
            properties.insert("計算".to_owned(), calc);
            out.push((json!({ "properties": properties }).to_string(), app.to_owned()));
        }
    }
    let long = "名".repeat(100_000);
    out.push((json!({ "properties": { "長": text(&long) } }).to_string(), String::new()));
    out.extend(["", "{", "[]", "{}", "{\"properties\": {\"a\": {}}}"].map(|bad| (bad.to_owned(), String::new())));
    out
}

#[test]
fn one_corpus_of_forms_for_the_wasm_too() {
    let line =
        |(form, app): &(String, String)| serde_json::to_string(&[form, app, &tests::form::judged(form, app)]).unwrap();
    let lines: Vec<String> = corpus().iter().map(line).collect();
    tests::generated("tests/corpus/forms.json", &format!("[\n{}\n]\n", lines.join(",\n")));
}
