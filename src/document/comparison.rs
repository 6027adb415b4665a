//! 新旧対照表: what changes between two versions, for those who decide and those who are told.

use serde_json::Value;

use super::printed::clause;
use super::table;
use crate::policy::Policy;
use crate::policy::difference::{Pair, difference};
use crate::policy::draft::Setting;
use crate::rule::Rule;
use crate::text::{Lang, Text, day};

/// The whole paper; one sentence where nothing changes.
pub fn comparison(old: &Policy, new: &Policy, rules: &[&Rule], lang: Lang) -> String {
    let (before, after) = (old.document(), new.document());
    let found = difference(before, after);
    let (title, version, from) = (after.title.get(lang), &after.version, &before.version);
    let (day, date) = (day::official(after.effective), after.effective);
    let mut out = crate::say!(lang,
        ja: "# {title}　新旧対照表\n\n第{from}版から第{version}版への改正（{day}施行）\n\n",
        en: "# {title}: what changes\n\nVersion {from} to version {version}, in force from {date}\n\n",
        title, from, version, day, date);
    if found.is_empty() {
        out.push_str(crate::text!(ja: "改正はありません。\n", en: "Nothing changes.\n").get(lang));
        return out;
    }
    let sides = [crate::text!(ja: "改正後", en: "after"), crate::text!(ja: "改正前", en: "before")];
    let none = || crate::text!(ja: "（なし）", en: "(none)").get(lang).to_owned();
    if !found.articles.is_empty() {
        out.push_str(crate::text!(ja: "## 条文\n\n", en: "## Articles\n\n").get(lang));
        let side = |article: Option<&crate::policy::Article>| {
            article.map_or_else(none, |article| clause(article, lang).trim().to_owned())
        };
        out.push_str(&table(lang, &sides, found.articles.iter().map(|pair| vec![side(pair.new), side(pair.old)])));
        out.push('\n');
    }
    if !found.rules.is_empty() {
        out.push_str(crate::text!(ja: "## 点検項目\n\n", en: "## Checks\n\n").get(lang));
        let [after, before] = sides;
        let head = [crate::text!(ja: "点検項目", en: "check"), after, before];
        let row = |(id, pair): &(&str, Pair<'_, Setting>)| {
            let rule = rules.iter().find(|rule| rule.id == *id);
            let title = rule.map_or((*id).to_owned(), |rule| rule.title.get(lang).to_owned());
            let side = |setting: Option<&Setting>| setting.map_or_else(none, |setting| told(rule, setting, lang));
            vec![title, side(pair.new), side(pair.old)]
        };
        out.push_str(&table(lang, &head, found.rules.iter().map(row)));
        out.push('\n');
    }
    let others: Vec<_> = found.others.iter().filter(|(key, ..)| !HEAD.contains(&key.as_str())).collect();
    if !others.is_empty() {
        out.push_str(crate::text!(ja: "## そのほか\n\n", en: "## Other settings\n\n").get(lang));
        let [after, before] = sides;
        let head = [crate::text!(ja: "事項", en: "matter"), after, before];
        let side = |value: &Value| {
            let told = plain(value, lang);
            if told.is_empty() { none() } else { told }
        };
        let row = |(key, old, new): &&(String, Value, Value)| vec![matter(key, lang).to_owned(), side(new), side(old)];
        out.push_str(&table(lang, &head, others.iter().map(row)));
    }
    out
}

/// What the head of the paper says already.
const HEAD: [&str; 4] = ["version", "effective", "based-on", "schema"];

/// A setting of a rule in words.
fn told(rule: Option<&&Rule>, setting: &Setting, lang: Lang) -> String {
    let mut lines = vec![setting.article.clone()];
    let mut line = |ja: &str, en: &str, value: &str| {
        lines.push(match lang {
            Lang::Ja => format!("{ja}：{value}"),
            Lang::En => format!("{en}: {value}"),
        });
    };
    if rule.is_none_or(|rule| rule.reach.inspects()) {
        line("設定の点検", "at inspection", setting.inspection.text().get(lang));
    }
    if rule.is_some_and(|rule| rule.reach.watches()) {
        line("入力時", "at entry", setting.entry.text().get(lang));
        line("止まったとき", "when refused", setting.over.unwrap_or_default().text().get(lang));
    }
    if let Some(severity) = setting.severity {
        line("重大度", "severity", severity.text().get(lang));
    }
    for (key, number) in &setting.numbers {
        line(key, key, &number.to_string());
    }
    for (key, words) in &setting.words {
        line(key, key, &words.join(crate::text!(ja: "、", en: ", ").get(lang)));
    }
    if !setting.scope.is_everywhere() {
        let scope = [&setting.scope.spaces, &setting.scope.names, &setting.scope.classes];
        let all: Vec<&str> = scope.into_iter().flatten().map(String::as_str).collect();
        line("対象", "scope", &all.join(crate::text!(ja: "、", en: ", ").get(lang)));
    }
    lines.join("\n")
}

/// A key of the document in the words of the office.
fn matter(key: &str, lang: Lang) -> &str {
    WORDS.iter().find(|(word, _)| *word == key).map_or(key, |(_, text)| text.get(lang))
}

const WORDS: [(&str, Text); 33] = [
    ("title", crate::text!(ja: "題名", en: "title")),
    ("id", crate::text!(ja: "文書の名前", en: "id")),
    ("organisation", crate::text!(ja: "団体名", en: "organisation")),
    ("supplementary", crate::text!(ja: "附則", en: "supplementary provisions")),
    ("classes", crate::text!(ja: "情報区分", en: "classes of information")),
    ("labels", crate::text!(ja: "項目名の語", en: "words of labels")),
    ("departments", crate::text!(ja: "課名の一覧", en: "departments")),
    ("aliases", crate::text!(ja: "課名の変更", en: "departments that were renamed")),
    ("approved", crate::text!(ja: "承認したもの", en: "what is approved")),
    ("staff", crate::text!(ja: "職員の種類", en: "kinds of staff")),
    ("season", crate::text!(ja: "人事異動の時期", en: "season of personnel changes")),
    ("hours", crate::text!(ja: "利用できる時間", en: "hours")),
    ("devices", crate::text!(ja: "利用できる端末", en: "devices")),
    ("questions", crate::text!(ja: "自己点検", en: "self-checks")),
    ("items", crate::text!(ja: "届け出る事項", en: "items of the declaration")),
    ("item", crate::text!(ja: "事項", en: "item")),
    ("waivers", crate::text!(ja: "例外措置", en: "exceptions")),
    ("own", crate::text!(ja: "アプリの管理者が自ら行えるもの", en: "by managers of apps themselves")),
    ("gravest", crate::text!(ja: "重大度", en: "severity")),
    ("never", crate::text!(ja: "例外を認めない点検項目", en: "checks without exceptions")),
    ("old", crate::text!(ja: "旧", en: "old")),
    ("new", crate::text!(ja: "新", en: "new")),
    ("name", crate::text!(ja: "名称", en: "name")),
    ("number", crate::text!(ja: "番号", en: "number")),
    ("until", crate::text!(ja: "期限", en: "until")),
    ("from", crate::text!(ja: "から", en: "from")),
    ("to", crate::text!(ja: "まで", en: "to")),
    ("rules", crate::text!(ja: "対象", en: "checks")),
    ("article", crate::text!(ja: "条", en: "article")),
    ("days", crate::text!(ja: "日数", en: "days")),
    ("plugins", crate::text!(ja: "プラグイン", en: "plug-ins")),
    ("services", crate::text!(ja: "公開サービス", en: "public services")),
    ("hosts", crate::text!(ja: "読み込み元", en: "hosts")),
];

/// A value without the marks of JSON: what is in it, a line each, sentences in one language.
fn plain(value: &Value, lang: Lang) -> String {
    let mut lines = Vec::new();
    gather("", value, lang, &mut lines);
    lines.join("\n")
}

fn gather(key: &str, value: &Value, lang: Lang, lines: &mut Vec<String>) {
    let named = |text: &str| {
        if key.is_empty() {
            text.to_owned()
        } else {
            let key = matter(key, lang);
            crate::say!(lang, ja: "{key}：{text}", en: "{key}: {text}", key, text)
        }
    };
    match value {
        Value::Object(map) => match (map.get("ja").and_then(Value::as_str), map.get("en").and_then(Value::as_str)) {
            (Some(ja), en) => {
                let text = en.filter(|en| lang == Lang::En && !en.is_empty()).unwrap_or(ja);
                if !text.is_empty() {
                    lines.push(text.to_owned());
                }
            }
            (None, _) => map.iter().for_each(|(key, value)| gather(key, value, lang, lines)),
        },
        Value::Array(list) => list.iter().for_each(|value| gather(key, value, lang, lines)),
        Value::Null => {}
        Value::String(text) if text.is_empty() => {}
        Value::String(text) => lines.push(named(text)),
        other => lines.push(named(&other.to_string())),
    }
}
