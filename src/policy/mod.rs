//! 内規: the organisation's rules as a document that says what is enforced.

pub mod built_in;
pub mod template;

use serde::{Deserialize, Serialize};
use time::Date;

use crate::finding::Severity;
use crate::personal::Class;
use crate::personal::app_class;
use crate::personal::labels::Classified;
use crate::personal::overrule::OfficeWords;
use crate::rule::{Param, Rule, Stage};
use crate::text::json::{Keys, Shape};
use crate::text::sorted::Sorted;
use crate::text::{Lang, Text};

/// A sentence of the policy in both languages; it is written by the office, so it is not `'static`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Phrase {
    /// Japanese.
    pub ja: String,
    /// English; the Japanese stands in when it is empty.
    #[serde(default)]
    pub en: String,
}

impl Shape for Phrase {
    fn of(keys: &mut Keys<'_>) -> Self {
        Self { ja: keys.must("ja"), en: keys.may("en") }
    }
}

impl Phrase {
    /// In one language.
    pub fn get(&self, lang: Lang) -> &str {
        match lang {
            Lang::En if !self.en.is_empty() => &self.en,
            _ => &self.ja,
        }
    }
}

/// 条: a clause of the written rules.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Article {
    /// Its number, such as `第7条第2項`.
    pub number: String,
    /// Its heading.
    pub heading: Phrase,
    /// Its text.
    pub text: Phrase,
}

impl Shape for Article {
    fn of(keys: &mut Keys<'_>) -> Self {
        Self { number: keys.must("number"), heading: keys.must("heading"), text: keys.must("text") }
    }
}

/// 情報区分: a class of information and who may see it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct DataClass {
    /// Kebab-case.
    pub id: String,
    /// Its name.
    pub name: Phrase,
    /// The most people who may view it; no limit when absent.
    #[serde(default)]
    pub viewers: Option<Viewers>,
    /// Legal classes that make an app at least of this class.
    #[serde(default)]
    pub holds: Vec<Class>,
}

impl Shape for DataClass {
    fn of(keys: &mut Keys<'_>) -> Self {
        Self { id: keys.must("id"), name: keys.must("name"), viewers: keys.may("viewers"), holds: keys.may("holds") }
    }
}

/// How many people may view a class of information.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Viewers {
    /// At most so many people,
    pub people: u32,
    /// and at most this share of everybody, in percent.
    pub share: u32,
}

impl Shape for Viewers {
    fn of(keys: &mut Keys<'_>) -> Self {
        Self { people: keys.must("people"), share: keys.must("share") }
    }
}

/// What the policy says about one rule.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Setting {
    /// The number of the article that it enforces.
    pub article: String,
    /// How it acts on the inspection screen.
    #[serde(default)]
    pub inspection: Stage,
    /// How it acts on record screens.
    #[serde(default)]
    pub entry: Stage,
    /// Instead of the rule's own.
    #[serde(default)]
    pub severity: Option<Severity>,
    /// Numbers by key.
    #[serde(default)]
    pub numbers: Sorted<String, u32>,
    /// Words by key.
    #[serde(default)]
    pub words: Sorted<String, Vec<String>>,
}

impl Shape for Setting {
    fn of(keys: &mut Keys<'_>) -> Self {
        let read = Self {
            article: keys.must("article"),
            inspection: keys.may("inspection"),
            entry: keys.may("entry"),
            severity: keys.may("severity"),
            numbers: keys.may("numbers"),
            words: keys.may("words"),
        };
        keys.no_more();
        read
    }
}

/// A policy as it is written: not yet checked.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Draft {
    /// The version of this format.
    pub schema: u32,
    /// Kebab-case, names the document.
    pub id: String,
    /// The city's own title.
    pub title: Phrase,
    /// Its version.
    pub version: String,
    /// 施行日.
    #[serde(with = "crate::text::day")]
    pub effective: Date,
    /// The articles.
    pub articles: Vec<Article>,
    /// The data classes, the least grave first.
    pub classes: Vec<DataClass>,
    /// What it says of the labels of fields.
    #[serde(default)]
    pub labels: OfficeWords,
    /// What it says about each rule, by id.
    pub rules: Sorted<String, Setting>,
}

impl Shape for Draft {
    fn of(keys: &mut Keys<'_>) -> Self {
        Self {
            schema: keys.must("schema"),
            id: keys.must("id"),
            title: keys.must("title"),
            version: keys.must("version"),
            effective: keys.must("effective"),
            articles: keys.must("articles"),
            classes: keys.must("classes"),
            labels: keys.may("labels"),
            rules: keys.must("rules"),
        }
    }
}

/// A mistake in a draft, with its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mistake {
    /// Such as `rules.name-off-template.article`.
    pub place: String,
    /// What is wrong.
    pub what: Text,
}

/// The checked rule set.
#[derive(Clone, Debug, PartialEq)]
pub struct Policy(Draft);

impl Draft {
    /// Checks a draft against the rules that exist.
    ///
    /// # Errors
    /// Every mistake that was found, each with its place.
    pub fn validate(self, catalogue: &[&'static Rule]) -> Result<Policy, Vec<Mistake>> {
        let mut mistakes = Vec::new();
        let mut mistake = |place: String, what: Text| mistakes.push(Mistake { place, what });
        if self.schema != 1 {
            mistake("schema".to_owned(), crate::text!(ja: "この版では読めない形式です", en: "unknown schema version"));
        }
        for (id, setting) in &self.rules {
            let Some(rule) = catalogue.iter().find(|rule| rule.id == id) else {
                mistake(format!("rules.{id}"), crate::text!(ja: "この名前の点検項目はありません", en: "no such rule"));
                continue;
            };
            if !self.articles.iter().any(|article| article.number == setting.article) {
                let what = crate::text!(ja: "根拠となる条がありません", en: "no such article");
                mistake(format!("rules.{id}.article"), what);
            }
            for (key, value) in &setting.numbers {
                let fits = rule.params.iter().any(|param| {
                    matches!(param, Param::Number { key: name, least, most, .. } if name == key && (least..=most).contains(&value))
                });
                if !fits {
                    let what =
                        crate::text!(ja: "使えない名前か、範囲の外の値です", en: "unknown parameter, or out of range");
                    mistake(format!("rules.{id}.numbers.{key}"), what);
                }
            }
            for key in setting.words.keys() {
                if !rule.params.iter().any(|param| matches!(param, Param::Words { key: name } if name == key)) {
                    let what = crate::text!(ja: "この名前の語のリストはありません", en: "unknown list of words");
                    mistake(format!("rules.{id}.words.{key}"), what);
                }
            }
        }
        for template in self.rules.values().filter_map(|setting| setting.words.get("templates")).flatten() {
            if let Err(what) = template::Template::parse(template) {
                mistake(format!("templates.{template}"), what);
            }
        }
        if mistakes.is_empty() { Ok(Policy(self)) } else { Err(mistakes) }
    }
}

impl Policy {
    /// The document.
    pub const fn document(&self) -> &Draft {
        &self.0
    }

    /// What it says about a rule; a rule it does not name is off.
    pub fn setting(&self, rule: &str) -> Option<&Setting> {
        self.0.rules.get(rule)
    }

    /// How a rule acts on the inspection screen.
    pub fn inspection(&self, rule: &str) -> Stage {
        self.setting(rule).map_or(Stage::Off, |setting| setting.inspection)
    }

    /// How a rule acts on the inspection screen on a day: before the policy takes effect it warns at most.
    pub fn inspection_on(&self, rule: &str, today: Date) -> Stage {
        let stage = self.inspection(rule);
        if today < self.0.effective { stage.min(Stage::Warn) } else { stage }
    }

    /// How a rule acts on record screens.
    pub fn entry(&self, rule: &str) -> Stage {
        self.setting(rule).map_or(Stage::Off, |setting| setting.entry)
    }

    /// The article that a rule enforces.
    pub fn article(&self, rule: &str) -> Option<&Article> {
        let number = &self.setting(rule)?.article;
        self.0.articles.iter().find(|article| &article.number == number)
    }

    /// A number of a rule.
    pub fn number(&self, rule: &Rule, key: &str) -> u32 {
        let set = self.setting(rule.id).and_then(|setting| setting.numbers.get(key)).copied();
        let default = rule.params.iter().find_map(|param| match param {
            Param::Number { key: name, default, .. } if *name == key => Some(*default),
            _ => None,
        });
        set.or(default).unwrap_or_default()
    }

    /// A list of words of a rule.
    pub fn words(&self, rule: &str, key: &str) -> &[String] {
        self.setting(rule).and_then(|setting| setting.words.get(key)).map_or(&[], Vec::as_slice)
    }

    /// What it says of the labels of fields.
    pub const fn labels(&self) -> &OfficeWords {
        &self.0.labels
    }

    /// The data class of an id.
    pub fn class(&self, id: &str) -> Option<&DataClass> {
        self.0.classes.iter().find(|class| class.id == id)
    }

    /// The data class that an app is observed to be of, whatever was declared; none when nothing personal was found.
    pub fn observed(&self, personal: &[Classified]) -> Option<&DataClass> {
        self.class_of(app_class::gravest(personal)?)
    }

    /// The data class that a legal class belongs to.
    pub fn class_of(&self, class: Class) -> Option<&DataClass> {
        self.0.classes.iter().find(|data| data.holds.contains(&class))
    }
}
