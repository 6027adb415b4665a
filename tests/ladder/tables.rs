//! Generated files are what their data says. `UPDATE=1` rewrites them.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use naiki::finding::Safety;
use naiki::kintone::user::Organization;
use naiki::personal::train::{self, Example};
use naiki::policy::built_in::BuiltIn;
use naiki::policy::draft::Alias;
use naiki::rule::Reach;
use naiki::rules::{ALL, ON_APP};
use naiki::seal::orders::Orders;
use naiki::seal::published::{self, Contact, Document, Published};
use naiki::text::fold;
use serde_json::{Value, json};

use super::pages;

#[test]
fn lexicon() {
    let json = std::fs::read_to_string(tests::root().join("src/personal/lexicon.json")).unwrap();
    let data: Value = serde_json::from_str(&json).unwrap();
    let mut groups: Vec<String> = Vec::new();
    let mut lines: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for term in data["terms"].as_array().unwrap() {
        let exclusions: Vec<String> =
            term["exclusions"].as_array().unwrap().iter().map(|word| fold::label(word.as_str().unwrap())).collect();
        let first = |key: &str| term[key].as_str().unwrap().chars().next().unwrap();
        let mode = match term["match"].as_str().unwrap() {
            "exact" => 'e',
            "code" => 'k',
            _ => 'c',
        };
        let list = exclusions.join(",");
        let group = groups.iter().position(|group| *group == list).unwrap_or_else(|| {
            groups.push(list);
            groups.len() - 1
        });
        let head = format!("{} {} {mode} {group}", term["category"].as_str().unwrap(), first("strength"));
        lines.entry(head).or_default().insert(fold::label(term["term"].as_str().unwrap()));
    }
    let lines: Vec<String> = lines
        .into_iter()
        .map(|(head, terms)| format!("{head} {}", terms.into_iter().collect::<Vec<_>>().join(" ")))
        .collect();
    let mut vetoes: Vec<String> =
        data["veto"].as_array().unwrap().iter().map(|veto| fold::label(veto["term"].as_str().unwrap())).collect();
    vetoes.sort();
    vetoes.dedup();
    let blocks = [lines.join("\n"), vetoes.join("\n"), groups.join("\n")];
    tests::generated("src/personal/lexicon.txt", &(blocks.join("\n\n") + "\n"));
}

/// For apps without a seal; the boot script hands them to the guard.
#[test]
fn built_in_orders() {
    let policy = BuiltIn::Standard.policy().unwrap();
    let orders = serde_json::to_string(&Orders::compile(&policy)).unwrap();
    tests::generated("plugin/orders.json", &(orders + "\n"));
}

/// What the office of Midori publishes: a policy, whom to ask, and no switch.
fn published(policy: BuiltIn) -> String {
    let organisations = std::fs::read_to_string(tests::root().join("www/city/organizations.json")).unwrap();
    let organisations: Vec<Organization> = serde_json::from_str(&organisations).unwrap();
    let document = Document {
        guards: Published {
            schema: published::SCHEMA,
            domain: "localhost".to_owned(),
            app: "32".to_owned(),
            at: "2026-11-20T02:00:00Z".to_owned(),
            orders: Some(Orders::compile(&policy.policy().unwrap())),
            emergency: None,
            stops: Vec::new(),
            exempt: Vec::new(),
            contacts: vec![Contact { apps: Vec::new(), ja: CONTACT.to_owned(), en: CONTACT_EN.to_owned() }],
            reasons: Some("33".to_owned()),
            closed: Vec::new(),
            hours: 24,
        },
        organisations: organisations.iter().map(Into::into).collect(),
        aliases: vec![Alias { old: "児童福祉課".to_owned(), new: "子育て支援課".to_owned() }],
    };
    let text = serde_json::to_string(&document).unwrap();
    assert!(published::fits(&text), "{} bytes", text.len());
    text
}

const CONTACT: &str = "情報政策課（内線 2345）";
const CONTACT_EN: &str = "Digital Policy Division (ext. 2345)";

/// The record that stands in the city, and the one of the strict policy that a journey puts in its place.
#[test]
fn published_records() {
    let path = "www/city/app-32.json";
    let mut app: Value = serde_json::from_str(&std::fs::read_to_string(tests::root().join(path)).unwrap()).unwrap();
    let policy = BuiltIn::Standard.policy().unwrap();
    let said = policy.document();
    let values = json!({
        "policy": said.title.ja,
        "version": said.version,
        "effective": said.effective.to_string(),
        "contact": CONTACT,
        published::FIELD: published(BuiltIn::Standard),
    });
    for (code, value) in values.as_object().unwrap() {
        app["records"][0]["values"][code] = value.clone();
    }
    // The city's files are indented by one.
    let lines = serde_json::to_string_pretty(&app).unwrap();
    let lines = lines.lines().map(|line| &line[(line.len() - line.trim_start().len()) / 2..]);
    tests::generated(path, &lines.collect::<Vec<_>>().join("\n"));
    tests::generated("tests/e2e/published-strict.json", &(published(BuiltIn::Strict) + "\n"));
}

#[test]
fn rule_index() {
    let mut out = String::from(
        "# 点検項目の一覧 / Index of rules\n\nGenerated from the rules by the test `tables`; `UPDATE=1` rewrites it.\n\n\
         | 項目 / rule | 重大度 / severity | 働く場所 / where | 番号 / code |\n|---|---|---|---|\n",
    );
    for rule in ALL {
        let place = match rule.reach {
            Reach::Inspection => "設定の点検 / settings",
            Reach::Entry => "入力時チェック / entry",
            Reach::Both => "両方 / both",
            Reach::Survey => "全庁点検 / survey",
        };
        let severity = rule.severity.text();
        writeln!(
            out,
            "| [{}]({}) / {} | {} / {} | {place} | {} |",
            rule.title.ja,
            page(rule.id),
            rule.title.en,
            severity.ja,
            severity.en,
            rule.code
        )
        .unwrap();
    }
    tests::generated("docs/rules.md", &out);
}

/// What the source text asks for, by which articles it is ruled, and what looks after it: no row without any.
#[test]
fn coverage() {
    let policy = BuiltIn::Standard.policy().unwrap();
    let mut out = String::from(
        "# 内規の項目と点検 / From the source text to the checks\n\nGenerated from `tests/source-text.tsv` and the standard policy by the test `tables`; `UPDATE=1` rewrites it.\n\n\
         点検項目は設定か入力を見ます。自己点検は、kintoneの設定からは分からないことを人が答えます。\n\n\
         | 項目 | 条 | 点検項目 | 自己点検 |\n|---|---|---|---|\n",
    );
    let items = std::fs::read_to_string(tests::root().join("tests/source-text.tsv")).unwrap();
    let mut ruled = BTreeSet::new();
    for line in items.lines().skip(1) {
        let cells: Vec<&str> = line.split('\t').collect();
        let [number, item, articles] = cells.as_slice() else { panic!("{line}") };
        let articles: Vec<&str> = articles.split(' ').collect();
        let named = articles.iter().map(|number| {
            let article = policy.article_of(number).unwrap_or_else(|| panic!("{item}: no article {number}"));
            format!("{number} {}", article.heading.ja)
        });
        let of = |number: &str| articles.contains(&number);
        let rules = ALL.iter().filter(|rule| policy.setting(rule.id).is_some_and(|setting| of(&setting.article)));
        let rules: Vec<String> = rules.map(|rule| format!("[{}]({})", rule.title.ja, page(rule.id))).collect();
        let questions = policy.questions().iter().filter(|question| of(&question.article));
        let questions: Vec<&str> = questions.map(|question| question.text.ja.as_str()).collect();
        assert!(!rules.is_empty() || !questions.is_empty(), "{item}: nothing looks after it");
        let named: Vec<String> = named.collect();
        writeln!(
            out,
            "| {number} {item} | {} | {} | {} |",
            named.join("<br>"),
            rules.join("<br>"),
            questions.join("<br>")
        )
        .unwrap();
        ruled.extend(articles.iter().map(|number| (*number).to_owned()));
    }
    tests::generated("docs/coverage.md", &out);
    // Every article but that of the purpose answers an item, or has checks of its own.
    for article in policy.document().articles.iter().skip(1) {
        let checked = policy.document().rules.values().any(|setting| setting.article == article.number)
            || policy.questions().iter().any(|question| question.article == article.number);
        assert!(ruled.contains(&article.number) || checked, "{} looks after nothing", article.number);
    }
    // Every rule is one of the standard policy.
    for rule in ALL {
        assert!(policy.setting(rule.id).is_some(), "{} stands in no policy", rule.id);
    }
}

/// What the inspection screen repairs, and why it leaves the rest to people: told by the examples of the pages, and where
/// there is no repair, by `tests/without-repair.tsv`.
#[test]
fn repairs() {
    let reasons = std::fs::read_to_string(tests::root().join("tests/without-repair.tsv")).unwrap();
    let mut reasons: BTreeMap<&str, &str> = reasons.lines().skip(1).filter_map(|line| line.split_once('\t')).collect();
    let mut out = String::from(
        "# 点検画面で直せること / What the inspection screen repairs\n\nGenerated from the examples of the rules and `tests/without-repair.tsv` by the test `tables`; `UPDATE=1` rewrites it.\n\n\
         「まとめて」は、だれの権限も変えずに直せるもの。「確かめて」は、変更の内容と影響を見てから直すもの。「ときどき」は、だれに任せるかなどを画面で決められないときに、人が直すもの。\n\nIn English: まとめて, made together because nobody's rights change; 確かめて, shown first with what it takes from whom; ときどき, left to a person where the screen cannot tell whom to entrust.\n\n\
         | 点検項目 | 直せるか | 変える設定 | 人が直す理由 |\n|---|---|---|---|\n",
    );
    for (rule, _) in ON_APP.iter().flatten() {
        let findings = pages::found(rule);
        assert!(!findings.is_empty(), "{}: no example", rule.id);
        let fixes: Vec<_> = findings.iter().filter_map(|finding| finding.fix.as_ref()).collect();
        let mut parts: Vec<&str> = Vec::new();
        for edit in fixes.iter().flat_map(|fix| &fix.edits) {
            if !parts.contains(&edit.part().name().ja) {
                parts.push(edit.part().name().ja);
            }
        }
        let how = match fixes.first() {
            None => "—",
            Some(fix) if fix.safety == Safety::Safe => "まとめて",
            Some(_) => "確かめて",
        };
        let some = if fixes.is_empty() || fixes.len() == findings.len() { "" } else { "(ときどき)" };
        let why = reasons.remove(rule.id).unwrap_or_default();
        assert_eq!(why.is_empty(), !fixes.is_empty(), "{}: either a repair, or a reason why there is none", rule.id);
        writeln!(out, "| [{}]({}) | {how}{some} | {} | {why} |", rule.title.ja, page(rule.id), parts.join("、"))
            .unwrap();
    }
    assert!(reasons.is_empty(), "no such rules: {reasons:?}");
    tests::generated("docs/repairs.md", &out);
}

/// The page of a rule, from `docs`.
pub(super) fn page(id: &str) -> String {
    let file = format!("{}.md", id.replace('-', "_"));
    let groups = std::fs::read_dir(tests::root().join("src/rules")).unwrap();
    let mut pages = groups.map(|group| group.unwrap().path().join(&file)).filter(|page| page.exists());
    let page = pages.next().unwrap_or_else(|| panic!("{id} has no page"));
    format!("../{}", page.strip_prefix(tests::root()).unwrap().display())
}

/// 「〜場合は指摘する」 follows a title in the guideline, and 「〜」の点検 elsewhere: each is a clause that ends as one.
#[test]
fn a_title_is_a_clause() {
    for rule in ALL {
        assert!(rule.title.ja.ends_with(['る', 'い', 'た', 'く', 'す', 'う']), "{}: {}", rule.id, rule.title.ja);
    }
}

#[test]
fn weights() {
    let mut examples: Vec<Example> = train::CORPUS.iter().flat_map(|text| train::corpus(text)).collect();
    for file in ["labels/positive.tsv", "labels/negative.tsv"] {
        let Some(file) = tests::shared(file) else { return };
        let all = train::labelled(&std::fs::read_to_string(file).unwrap());
        examples.extend(all.into_iter().filter(|example| !example.undecided()));
    }
    let Some(file) = tests::shared("labels/forms.jsonl") else { return };
    let forms = train::answered(&std::fs::read_to_string(file).unwrap()).unwrap();
    examples.extend(train::told(&forms).into_iter().filter(|example| !example.undecided()));
    let rows = train::take_apart(&examples);
    let learnt = [
        train::learn(&rows, |at| Some(examples[at].personal()), train::PIECES),
        train::learn(&rows, |at| examples[at].personal().then(|| examples[at].special()), train::SPECIAL_PIECES),
    ];
    let mut readable = String::new();
    let mut code = String::from(
        "//! Generated from the labels in `corpus` and beside the repository by the test `tables`; `UPDATE=1` rewrites it.\n//! The tables are `personal.bin` and `special.bin`; `weights.tsv` says them in words, `scorer` how they are packed.\n\n",
    );
    for (name, table) in ["PERSONAL", "SPECIAL"].iter().zip(&learnt) {
        tests::generated_bytes(&format!("src/personal/{}.bin", name.to_ascii_lowercase()), &table.table().pack());
        writeln!(code, "pub(super) const {name}_BIAS: i32 = {};", table.bias).unwrap();
        let mut pieces: Vec<&(String, i8)> = table.weights.values().collect();
        pieces.sort_by_key(|(piece, weight)| (-i32::from(*weight), piece.clone()));
        for (piece, weight) in pieces {
            writeln!(readable, "{name}\t{weight}\t{piece}").unwrap();
        }
    }
    tests::generated("src/personal/weights.tsv", &readable);
    tests::generated("src/personal/weights.rs", &code);
}
