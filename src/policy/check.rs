//! A draft is checked into a policy; every mistake is told at its place, and the policy in force stays.

use std::collections::BTreeSet;

use super::draft::{Approval, Draft, Permit, SCHEMA, Scope, number};
use super::hours::{self, Hours};
use super::migrate::migrate;
use super::template::{LONGEST_NAME, Template};
use super::{Policy, Setting};
use crate::rule::{Param, Rule, Stage};
use crate::text::json::{self, MOST, Misread, NO_JSON};
use crate::text::{Lang, Text, syntax};
use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::Value;

/// A mistake in a draft, with its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mistake {
    /// Such as `rules.name-off-template.article`; empty for the whole document.
    pub place: String,
    /// What is wrong.
    pub what: Text,
}

impl Mistake {
    /// Place and sentence on one line.
    pub fn say(&self, lang: Lang) -> String {
        let (place, what) = (&self.place, self.what.get(lang));
        if place.is_empty() {
            what.to_owned()
        } else {
            crate::say!(lang, ja: "{place}：{what}", en: "{place}: {what}", place, what)
        }
    }
}

impl From<Misread> for Mistake {
    fn from(misread: Misread) -> Self {
        Self { place: misread.place, what: misread.what }
    }
}

/// The longest document that is read, in bytes. A policy as saved by default is far below 40 KB; what is longer than
/// this is something else.
pub const LONGEST: usize = 1_000_000;

const TOO_LONG: Text = crate::text!(ja: "長すぎて読めません(1MBまで)", en: "too long to be read (1 MB at most)");
const TWICE: Text = crate::text!(ja: "同じものが2つあります", en: "stands here twice");
const EMPTY: Text = crate::text!(ja: "空です", en: "empty");
const NO_RULE: Text = crate::text!(ja: "この名前の点検項目はありません", en: "no such rule");
const NO_ARTICLE: Text = crate::text!(ja: "根拠となる条がありません", en: "no such article");
const NO_CLASS: Text = crate::text!(ja: "この情報区分はありません", en: "no such class");
const NEVER: Text = crate::text!(ja: "どの名前にも当てはまりません", en: "can never match");
const DAYS: Text = crate::text!(ja: "1から1100(日)までです", en: "1 to 1,100 days");
const BEFORE: Text = crate::text!(ja: "施行日より前です", en: "before the policy takes effect");

/// Reads a policy that somebody wrote: text of today's form or of an older one.
///
/// # Errors
/// Every mistake that was found, each with its place, up to [`MOST`]; what is no document of this form at all is told
/// before it is checked further.
pub fn read(text: &str, catalogue: &[&'static Rule]) -> Result<Policy, Vec<Mistake>> {
    let whole = |what| vec![Mistake { place: String::new(), what }];
    if text.len() > LONGEST {
        return Err(whole(TOO_LONG));
    }
    let document: Value = syntax::read(text).map_err(|_| whole(NO_JSON))?;
    let twice = twice(text);
    let document = migrate(document);
    let schema = document.get("schema").and_then(Value::as_u64);
    // Of a newer form nothing else can be said.
    if schema.is_some_and(|schema| schema > u64::from(SCHEMA)) {
        return Err(vec![newer()]);
    }
    let draft = json::examine::<Draft>(&document).map_err(|all| {
        let mut mistakes: Vec<Mistake> = all.into_iter().map(Mistake::from).collect();
        mistakes.extend(twice.iter().cloned());
        mistakes
    })?;
    match (draft.validate(catalogue), twice) {
        (Ok(policy), twice) if twice.is_empty() => Ok(policy),
        (Ok(_), twice) => Err(twice),
        (Err(mut mistakes), twice) => {
            mistakes.extend(twice);
            Err(mistakes)
        }
    }
}

/// A new policy where it has no mistake; otherwise the last good one stays in force.
pub fn adopt(in_force: Policy, text: &str, catalogue: &[&'static Rule]) -> (Policy, Vec<Mistake>) {
    match read(text, catalogue) {
        Ok(policy) => (policy, Vec::new()),
        Err(mistakes) => (in_force, mistakes),
    }
}

fn newer() -> Mistake {
    let what = crate::text!(
        ja: "この版の内規ガードより新しい形式です。新しい版の内規ガードで読んでください",
        en: "a newer form than this version can read; use a newer version"
    );
    Mistake { place: "schema".to_owned(), what }
}

impl Draft {
    /// Checks a draft against the rules that exist.
    ///
    /// # Errors
    /// Every mistake that was found, each with its place, up to [`MOST`].
    pub fn validate(self, catalogue: &[&'static Rule]) -> Result<Policy, Vec<Mistake>> {
        let mut check = Check { draft: &self, catalogue, mistakes: Vec::new() };
        check.head();
        check.articles();
        check.supplementary();
        check.classes();
        check.people();
        check.approved();
        check.questions();
        check.waivers();
        check.items();
        check.rules();
        let mistakes = check.mistakes;
        if mistakes.is_empty() { Ok(Policy(self)) } else { Err(mistakes) }
    }

    /// The policy of a draft of the box, which a test holds to be without mistakes.
    pub(super) const fn trusted(self) -> Policy {
        Policy(self)
    }
}

struct Check<'a> {
    draft: &'a Draft,
    catalogue: &'a [&'static Rule],
    mistakes: Vec<Mistake>,
}

impl Check<'_> {
    fn mistake(&mut self, place: impl Into<String>, what: Text) {
        if self.mistakes.len() < MOST {
            self.mistakes.push(Mistake { place: place.into(), what });
        }
    }

    fn mistake_if(&mut self, wrong: bool, place: impl Into<String>, what: Text) {
        if wrong {
            self.mistake(place, what);
        }
    }

    fn head(&mut self) {
        let draft = self.draft;
        self.mistake_if(
            draft.schema == 0,
            "schema",
            crate::text!(ja: "形式の番号ではありません", en: "not the number of a form"),
        );
        if draft.schema > SCHEMA {
            self.mistakes.push(newer());
        }
        self.mistake_if(!kebab(&draft.id), "id", KEBAB);
        self.mistake_if(draft.title.ja.trim().is_empty(), "title.ja", EMPTY);
        self.mistake_if(draft.version.trim().is_empty(), "version", EMPTY);
    }

    fn articles(&mut self) {
        let mut last: Option<Vec<u32>> = None;
        let mut seen = BTreeSet::new();
        for (at, article) in self.draft.articles.iter().enumerate() {
            let place = |key: &str| format!("articles[{at}].{key}");
            match number(&article.number) {
                None => self.mistake(
                    place("number"),
                    crate::text!(ja: "「第7条」「第7条の2」「第7条第2項」の形ではありません", en: "not of the form 第7条, 第7条の2 or 第7条第2項"),
                ),
                Some(_) if !seen.insert(&article.number) => self.mistake(place("number"), TWICE),
                Some(this) => {
                    self.mistake_if(
                        last.as_ref().is_some_and(|last| *last > this),
                        place("number"),
                        crate::text!(ja: "条の順番が前後しています", en: "out of order"),
                    );
                    last = Some(this);
                }
            }
            self.mistake_if(article.heading.ja.trim().is_empty(), place("heading.ja"), EMPTY);
            self.mistake_if(article.text.ja.trim().is_empty(), place("text.ja"), EMPTY);
        }
    }

    fn supplementary(&mut self) {
        for (at, supplement) in self.draft.supplementary.iter().enumerate() {
            let place = |key: &str| format!("supplementary[{at}].{key}");
            self.known_rules(&supplement.rules, &place("rules"));
            for (key, day) in [("from", supplement.from), ("until", supplement.until)] {
                self.mistake_if(day.is_some_and(|day| day < self.draft.effective), place(key), BEFORE);
            }
        }
        if let Some(season) = &self.draft.season {
            self.known_rules(&season.rules, "season.rules");
        }
    }

    fn known_rules(&mut self, ids: &[String], place: &str) {
        for (at, id) in ids.iter().enumerate() {
            self.mistake_if(!self.catalogue.iter().any(|rule| rule.id == id), format!("{place}[{at}]"), NO_RULE);
        }
    }

    fn classes(&mut self) {
        let mut ids = BTreeSet::new();
        let mut held = BTreeSet::new();
        for (at, class) in self.draft.classes.iter().enumerate() {
            let place = |key: &str| format!("classes[{at}].{key}");
            self.mistake_if(!kebab(&class.id), place("id"), KEBAB);
            self.mistake_if(!ids.insert(class.id.as_str()), place("id"), TWICE);
            self.mistake_if(class.name.ja.trim().is_empty(), place("name.ja"), EMPTY);
            for one in &class.holds {
                self.mistake_if(!held.insert(*one), place("holds"), TWICE);
            }
            self.mistake_if(
                class.viewers.is_some_and(|viewers| viewers.share > 100),
                place("viewers.share"),
                crate::text!(ja: "100(％)までです", en: "at most 100 per cent"),
            );
            // What everybody may see is not at the same time forbidden to be seen by many.
            self.mistake_if(
                class.uses.everyone == Permit::Declared,
                place("uses.everyone"),
                crate::text!(ja: "「yes」「approved」「no」のどれかです", en: "one of yes, approved and no"),
            );
        }
    }

    fn people(&mut self) {
        let draft = self.draft;
        let mut seen = BTreeSet::new();
        for (at, alias) in draft.aliases.iter().enumerate() {
            let place = |key: &str| format!("aliases[{at}].{key}");
            self.mistake_if(alias.old.trim().is_empty(), place("old"), EMPTY);
            self.mistake_if(alias.new.trim().is_empty(), place("new"), EMPTY);
            self.mistake_if(!seen.insert(alias.old.as_str()), place("old"), TWICE);
            self.mistake_if(
                alias.old == alias.new || draft.aliases.iter().any(|other| other.old == alias.new),
                place("new"),
                crate::text!(ja: "これも古い名前です。いまの名前を書いてください", en: "an old name, too; give the name of today"),
            );
        }
        self.distinct(&draft.departments, "departments");
        for (at, staff) in draft.staff.iter().enumerate() {
            self.mistake_if(staff.groups.is_empty(), format!("staff[{at}].groups"), EMPTY);
            self.distinct(&staff.groups, &format!("staff[{at}].groups"));
        }
    }

    /// A list of words: none empty, none twice.
    fn distinct(&mut self, words: &[String], place: &str) {
        let mut seen = BTreeSet::new();
        for (at, word) in words.iter().enumerate() {
            let place = format!("{place}[{at}]");
            if word.trim().is_empty() {
                self.mistake(
                    place,
                    crate::text!(ja: "空の語は何にも当てはまりません", en: "an empty word matches nothing"),
                );
            } else if !seen.insert(word) {
                self.mistake(place, TWICE);
            }
        }
    }

    fn approved(&mut self) {
        let approved = &self.draft.approved;
        for (list, key) in
            [(&approved.plugins, "plugins"), (&approved.files, "files"), (&approved.services, "services")]
        {
            for (at, approval) in list.iter().enumerate() {
                let twice =
                    list.iter().take(at).any(|other| other.name == approval.name && other.sha256 == approval.sha256);
                self.approval(approval, &format!("approved.{key}[{at}]"), twice);
            }
        }
        for (at, host) in approved.hosts.iter().enumerate() {
            let place = format!("approved.hosts[{at}]");
            self.mistake_if(approved.hosts.iter().take(at).any(|other| other == host), place.clone(), TWICE);
            self.mistake_if(
                !hostname(host),
                place,
                crate::text!(ja: "ホスト名ではないので、何にも当てはまりません(例 cdn.example.jp)", en: "no host, so it matches nothing (such as cdn.example.jp)"),
            );
        }
    }

    fn approval(&mut self, approval: &Approval, place: &str, twice: bool) {
        self.mistake_if(approval.name.trim().is_empty(), format!("{place}.name"), EMPTY);
        self.mistake_if(twice, place, TWICE);
        self.mistake_if(
            approval.until.is_some_and(|until| until < self.draft.effective),
            format!("{place}.until"),
            crate::text!(ja: "施行日より前に終わるので、何も承認しません", en: "ends before the policy takes effect, so it approves nothing"),
        );
        let hash = &approval.sha256;
        self.mistake_if(
            !hash.is_empty() && (hash.len() != 64 || !hash.bytes().all(|byte| byte.is_ascii_hexdigit())),
            format!("{place}.sha256"),
            crate::text!(ja: "SHA-256(16進64桁)ではありません", en: "not a SHA-256 of 64 hexadecimal digits"),
        );
    }

    fn questions(&mut self) {
        let mut ids = BTreeSet::new();
        for (at, question) in self.draft.questions.iter().enumerate() {
            let place = |key: &str| format!("questions[{at}].{key}");
            self.mistake_if(!kebab(&question.id), place("id"), KEBAB);
            self.mistake_if(!ids.insert(question.id.as_str()), place("id"), TWICE);
            self.mistake_if(question.text.ja.trim().is_empty(), place("text.ja"), EMPTY);
            self.known_article(&question.article, place("article"));
            self.mistake_if(!(1..=1_100).contains(&question.days), place("days"), DAYS);
        }
    }

    fn items(&mut self) {
        let draft = self.draft;
        for (at, one) in draft.items.iter().enumerate() {
            let twice = draft.items.iter().take(at).any(|other| other.item == one.item);
            self.mistake_if(twice, format!("items[{at}].item"), TWICE);
            for (class, id) in one.classes.iter().enumerate() {
                let known = draft.classes.iter().any(|class| class.id == *id);
                self.mistake_if(!known, format!("items[{at}].classes[{class}]"), NO_CLASS);
            }
        }
    }

    fn waivers(&mut self) {
        let waivers = &self.draft.waivers;
        self.known_rules(&waivers.never, "waivers.never");
        self.distinct(&waivers.never, "waivers.never");
        let own = waivers.own.map(|own| (own.days, "waivers.own.days"));
        for (days, place) in own.into_iter().chain([(waivers.days, "waivers.days")]) {
            self.mistake_if(!(1..=1_100).contains(&days), place, DAYS);
        }
        self.mistake_if(
            waivers.own.is_some_and(|own| own.days > waivers.days),
            "waivers.own.days",
            crate::text!(ja: "主管課が認める日数より長くなっています", en: "more days than the office itself approves"),
        );
    }

    fn known_article(&mut self, number: &str, place: String) {
        self.mistake_if(!self.draft.articles.iter().any(|article| article.number == number), place, NO_ARTICLE);
    }

    fn rules(&mut self) {
        let draft = self.draft;
        for (id, setting) in &draft.rules {
            let Some(rule) = self.catalogue.iter().find(|rule| rule.id == id) else {
                self.mistake(format!("rules.{id}"), NO_RULE);
                continue;
            };
            self.known_article(&setting.article, format!("rules.{id}.article"));
            self.stages(rule, setting);
            self.params(rule, setting);
            self.scope(&setting.scope, id);
        }
    }

    fn stages(&mut self, rule: &Rule, setting: &Setting) {
        let id = rule.id;
        self.mistake_if(
            !rule.reach.watches() && setting.entry > Stage::Observe,
            format!("rules.{id}.entry"),
            crate::text!(ja: "この点検項目は、入力のときには働きません", en: "this rule does not act at entry"),
        );
        self.mistake_if(
            !rule.reach.watches() && setting.over.is_some(),
            format!("rules.{id}.override"),
            crate::text!(ja: "この点検項目は、入力のときには働きません", en: "this rule does not act at entry"),
        );
        self.mistake_if(
            !rule.reach.inspects() && setting.inspection > Stage::Observe,
            format!("rules.{id}.inspection"),
            crate::text!(ja: "この点検項目は、点検画面では働きません", en: "this rule does not act at inspection"),
        );
    }

    fn params(&mut self, rule: &Rule, setting: &Setting) {
        let id = rule.id;
        for (key, value) in &setting.numbers {
            let place = format!("rules.{id}.numbers.{key}");
            match rule.params.iter().find(|param| matches!(param, Param::Number { .. }) && param.key() == key) {
                Some(Param::Number { least, most, .. }) => self.mistake_if(
                    !(least..=most).contains(&value),
                    place,
                    crate::text!(ja: "決められた範囲の外の値です", en: "out of range"),
                ),
                _ => self.mistake(place, crate::text!(ja: "この名前の数値はありません", en: "no such number")),
            }
        }
        for (key, words) in &setting.words {
            let place = format!("rules.{id}.words.{key}");
            if !rule.params.iter().any(|param| matches!(param, Param::Words { key: name } if name == key)) {
                self.mistake(
                    place.clone(),
                    crate::text!(ja: "この名前の語のリストはありません", en: "no such list of words"),
                );
            }
            self.distinct(words, &place);
            for (at, word) in words.iter().enumerate() {
                let place = format!("{place}[{at}]");
                match key.as_str() {
                    "templates" => self.template(word, place),
                    "hours" => self.form(Hours::read(word).map(drop), place),
                    "closed" => self.form(hours::check(word), place),
                    "classes" => {
                        let known = self.draft.classes.iter().any(|class| class.id == *word);
                        self.mistake_if(!known, place, NO_CLASS);
                    }
                    _ => {}
                }
            }
        }
    }

    fn form(&mut self, read: Result<(), Text>, place: String) {
        if let Err(what) = read {
            self.mistake(place, what);
        }
    }

    fn template(&mut self, text: &str, place: String) {
        match Template::parse(text) {
            Err(what) => self.mistake(place, what),
            Ok(template) => {
                self.mistake_if(template.least() > LONGEST_NAME, place, NEVER);
            }
        }
    }

    fn scope(&mut self, scope: &Scope, id: &str) {
        let place = |key: &str| format!("rules.{id}.scope.{key}");
        self.distinct(&scope.spaces, &place("spaces"));
        self.distinct(&scope.names, &place("names"));
        for (at, name) in scope.names.iter().enumerate() {
            let fixed = name.chars().filter(|c| *c != '*').count();
            self.mistake_if(fixed > LONGEST_NAME, format!("{}[{at}]", place("names")), NEVER);
        }
        for (at, class) in scope.classes.iter().enumerate() {
            let known = self.draft.classes.iter().any(|known| &known.id == class);
            self.mistake_if(!known, format!("{}[{at}]", place("classes")), NO_CLASS);
        }
    }
}

const KEBAB: Text =
    crate::text!(ja: "小文字の英数字とハイフンで書いてください", en: "small letters, digits and hyphens only");

fn kebab(id: &str) -> bool {
    let letter = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
    !id.is_empty() && id.bytes().all(|byte| letter(byte) || byte == b'-') && !id.starts_with('-') && !id.ends_with('-')
}

/// A host, or everything below one: `*.example.jp`.
fn hostname(text: &str) -> bool {
    let host = text.strip_prefix("*.").unwrap_or(text);
    let label =
        |label: &str| !label.is_empty() && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    host.split('.').count() >= 2 && host.split('.').all(label)
}

/// Keys that stand twice in one map: of two entries for a rule only the last would be read, and nobody would know.
fn twice(text: &str) -> Vec<Mistake> {
    let mut found = Vec::new();
    // INVARIANT: the text was read as JSON before, so that nothing can fail here but at the depth limit both share.
    let mut reader = serde_json::Deserializer::from_str(text);
    drop(Twice { place: String::new(), found: &mut found }.deserialize(&mut reader));
    found
}

struct Twice<'a> {
    place: String,
    found: &'a mut Vec<Mistake>,
}

impl<'de> DeserializeSeed<'de> for Twice<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Twice<'_> {
    type Value = ();

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("JSON")
    }

    fn visit_bool<E: Error>(self, _: bool) -> Result<(), E> {
        Ok(())
    }

    fn visit_i64<E: Error>(self, _: i64) -> Result<(), E> {
        Ok(())
    }

    fn visit_u64<E: Error>(self, _: u64) -> Result<(), E> {
        Ok(())
    }

    fn visit_f64<E: Error>(self, _: f64) -> Result<(), E> {
        Ok(())
    }

    fn visit_str<E: Error>(self, _: &str) -> Result<(), E> {
        Ok(())
    }

    fn visit_unit<E: Error>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<(), A::Error> {
        let mut at = 0_usize;
        while seq.next_element_seed(Twice { place: format!("{}[{at}]", self.place), found: self.found })?.is_some() {
            at += 1;
        }
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let mut seen = BTreeSet::new();
        while let Some(key) = map.next_key::<String>()? {
            let dot = if self.place.is_empty() { "" } else { "." };
            let place = format!("{}{dot}{key}", self.place);
            if seen.contains(&key) && self.found.len() < MOST {
                self.found.push(Mistake { place: place.clone(), what: TWICE });
            }
            seen.insert(key);
            map.next_value_seed(Twice { place, found: self.found })?;
        }
        Ok(())
    }
}
