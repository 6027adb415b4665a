//! What a rule says about one place, as data until it is shown.

mod place;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::kintone::Part;
use crate::kintone::right::Entity;
use crate::text::json::{Told, Trouble};
use crate::text::sorted::Sorted;
use crate::text::{self, Lang, Text};

pub use place::{Item, Place};

/// How grave a finding is. Ordered, the gravest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Severity {
    /// Personal data within reach of people it is not for, or anyone can change settings.
    Critical,
    /// A likely path to a leak or loss.
    High,
    /// A record of governance is missing or wrong.
    Medium,
    /// Tidiness.
    Low,
    /// Worth knowing.
    Info,
}

impl Told for Severity {
    fn told(raw: &Value, trouble: &mut Trouble) -> Self {
        trouble.word(raw, Self::Info)
    }
}

impl Severity {
    /// The word on screens.
    pub const fn text(self) -> Text {
        match self {
            Self::Critical => crate::text!(ja: "重大", en: "Critical"),
            Self::High => crate::text!(ja: "高", en: "High"),
            Self::Medium => crate::text!(ja: "中", en: "Medium"),
            Self::Low => crate::text!(ja: "低", en: "Low"),
            Self::Info => crate::text!(ja: "参考", en: "Info"),
        }
    }
}

/// How an app stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// No counted finding, and every readable part was read.
    Pass,
    /// Something that matters could not be read.
    Unknown,
    /// A counted finding stands.
    Fail,
    /// Nobody has looked. Never milder than [`Verdict::Fail`].
    NotInspected,
}

impl Told for Verdict {
    fn told(raw: &Value, trouble: &mut Trouble) -> Self {
        trouble.word(raw, Self::NotInspected)
    }
}

impl Verdict {
    /// The word on screens.
    pub const fn text(self) -> Text {
        match self {
            Self::Pass => crate::text!(ja: "適合", en: "Pass"),
            Self::Unknown => crate::text!(ja: "未確認", en: "Unknown"),
            Self::Fail => crate::text!(ja: "不適合", en: "Fail"),
            Self::NotInspected => crate::text!(ja: "未点検", en: "Not inspected"),
        }
    }
}

/// The smallest set of settings that a verdict rests on, in kintone's own values: what the fingerprint is made of.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Because(Sorted<String, Value>);

impl Because {
    /// Nothing yet.
    pub const fn new() -> Self {
        Self(Sorted::new())
    }

    /// One setting more.
    #[must_use]
    pub fn and(mut self, setting: impl Into<String>, value: impl Into<Value>) -> Self {
        self.0.insert(setting.into(), value.into());
        self
    }

    /// The settings, in order of their keys.
    pub fn settings(&self) -> impl Iterator<Item = (&str, &Value)> {
        self.0.iter().map(|(key, value)| (key.as_str(), value))
    }
}

/// One figure or word for the reader.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum Datum {
    /// A count of people, fields, days.
    Count(u64),
    /// One word: a name, a label.
    Word(String),
    /// Several.
    Words(Vec<String>),
    /// One that the office wrote in both languages.
    Both {
        /// Japanese.
        ja: String,
        /// English.
        en: String,
    },
}

/// What a finding is of: the core of 届出 is what was said against what is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Nature {
    /// 違反: what is there breaks a rule.
    Violation,
    /// 未届: it is there, and nobody said so.
    Undeclared,
    /// 届出相違: it is there otherwise than was said.
    Differs,
    /// 期限切れ: it was in order until a day that is over.
    Expired,
}

impl Nature {
    /// By the word `fault` of the evidence, which rules of the 届出 share.
    const FAULTS: [(&'static str, Self); 11] = [
        ("undeclared", Self::Undeclared),
        ("service", Self::Undeclared),
        ("approval", Self::Undeclared),
        ("unchecked", Self::Undeclared),
        ("incomplete", Self::Undeclared),
        ("differs", Self::Differs),
        ("shared-with-guests", Self::Differs),
        ("shared-with-everyone", Self::Differs),
        ("shared-by-action", Self::Differs),
        ("expired", Self::Expired),
        ("late", Self::Expired),
    ];

    /// The word on screens.
    pub const fn text(self) -> Text {
        match self {
            Self::Violation => crate::text!(ja: "違反", en: "Violation"),
            Self::Undeclared => crate::text!(ja: "未届", en: "Undeclared"),
            Self::Differs => crate::text!(ja: "届出と相違", en: "Differs from declaration"),
            Self::Expired => crate::text!(ja: "期限切れ", en: "Expired"),
        }
    }
}

/// What the reader is told beside the verdict; never part of the fingerprint, never a value of a record.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Evidence(Sorted<&'static str, Datum>);

impl Evidence {
    /// Nothing yet.
    pub const fn new() -> Self {
        Self(Sorted::new())
    }

    /// One more.
    #[must_use]
    pub fn and(mut self, key: &'static str, datum: Datum) -> Self {
        self.0.insert(key, datum);
        self
    }

    /// What the finding is of.
    pub fn nature(&self) -> Nature {
        let fault = self.word("fault");
        Nature::FAULTS.iter().find(|(word, _)| *word == fault).map_or(Nature::Violation, |(_, nature)| *nature)
    }

    /// A count, 0 when it was not given.
    pub fn count(&self, key: &str) -> u64 {
        match self.0.get(key) {
            Some(Datum::Count(count)) => *count,
            _ => 0,
        }
    }

    /// A word, empty when it was not given.
    pub fn word(&self, key: &str) -> &str {
        match self.0.get(key) {
            Some(Datum::Word(word)) => word,
            _ => "",
        }
    }

    /// A sentence with `{key}` where the datum of that key goes; several words as a list in quotes.
    pub fn fill(&self, sentence: &str, lang: Lang) -> String {
        let mut out = String::with_capacity(sentence.len());
        for (at, piece) in sentence.split(['{', '}']).enumerate() {
            match self.0.get(piece).filter(|_| at % 2 == 1) {
                None => out.push_str(piece),
                Some(Datum::Count(count)) => out.push_str(&count.to_string()),
                Some(Datum::Word(word)) => out.push_str(word),
                Some(Datum::Words(words)) => out.push_str(&text::listed(words, lang)),
                Some(Datum::Both { ja, en }) => out.push_str(if lang == Lang::En { en } else { ja }),
            }
        }
        out
    }

    /// Words, none when they were not given.
    pub fn words(&self, key: &str) -> &[String] {
        match self.0.get(key) {
            Some(Datum::Words(words)) => words,
            _ => &[],
        }
    }
}

/// How careful one must be with a fix.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Safety {
    /// Nobody loses anything: may be applied with others.
    Safe,
    /// Somebody may lose something: the person sees the difference and decides.
    Review,
}

/// Where an edit goes. Rows are found by whom or what they name, never by their number; where two bear the same name, or
/// none does, nothing is changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case", tag = "in")]
pub enum Address {
    /// The part itself, for a plain key such as `name`.
    Top,
    /// The row of アプリのアクセス権 for an entity.
    AppRight {
        /// Whom the row names.
        entity: Entity,
    },
    /// The rights to the records that meet a condition, or the row for an entity among them.
    RecordRight {
        /// The condition as kintone writes it; empty for all records.
        condition: String,
        /// Whom the row names.
        entity: Option<Entity>,
    },
    /// The rights of a field, or the row for an entity among them.
    FieldRight {
        /// The field code.
        code: String,
        /// Whom the row names.
        entity: Option<Entity>,
    },
    /// アプリの条件通知 to an entity.
    GeneralNotice {
        /// Whom it goes to.
        entity: Entity,
    },
    /// レコードの条件通知 or リマインダーの条件通知, or one of those it goes to.
    Notice {
        /// The condition as kintone writes it; empty for all records.
        condition: String,
        /// Its text.
        title: String,
        /// The code of the field that a reminder counts from; empty for notices of records.
        timing: String,
        /// Whom it goes to.
        entity: Option<Entity>,
    },
    /// A view.
    View {
        /// Its name.
        name: String,
    },
    /// A state of the process, or one of its assignees.
    State {
        /// Its name.
        name: String,
        /// Who works on it.
        entity: Option<Entity>,
    },
    /// An action, or one field that it copies.
    Action {
        /// Its name.
        name: String,
        /// The codes of the field here and of the field there.
        copied: Option<(String, String)>,
    },
    /// A JavaScript or CSS.
    File {
        /// `desktop` or `mobile`.
        device: &'static str,
        /// `js` or `css`.
        kind: &'static str,
        /// Its address as it may be shown, or the name of the uploaded file.
        name: String,
    },
}

/// One change to one part.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case", tag = "do")]
pub enum Edit {
    /// A key gets a value.
    Set {
        /// In which part.
        part: Part,
        /// Where.
        address: Address,
        /// The key.
        key: String,
        /// Its new value.
        value: Value,
    },
    /// A row is added, or replaces the row at the same address. A new row goes below all others, above Everyone where
    /// rows name people, so that nobody loses a right to it.
    Put {
        /// In which part.
        part: Part,
        /// Where.
        address: Address,
        /// The row as kintone writes it.
        row: Value,
    },
    /// A row goes.
    Remove {
        /// In which part.
        part: Part,
        /// Where.
        address: Address,
    },
}

impl Edit {
    /// The part that it changes.
    pub const fn part(&self) -> Part {
        match self {
            Self::Set { part, .. } | Self::Put { part, .. } | Self::Remove { part, .. } => *part,
        }
    }
}

/// Edits that would clear a finding.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Fix {
    /// How careful one must be.
    pub safety: Safety,
    /// What to change, in order.
    pub edits: Vec<Edit>,
}

impl Fix {
    /// Switches off rights or settings at one address; somebody may miss them.
    pub fn off(part: Part, address: &Address, keys: &[&str]) -> Self {
        let off =
            |key: &&str| Edit::Set { part, address: address.clone(), key: (*key).to_owned(), value: false.into() };
        Self { safety: Safety::Review, edits: keys.iter().map(off).collect() }
    }
}

/// What a rule says about one place.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Finding {
    /// The rule's id.
    pub rule: &'static str,
    /// Where.
    pub place: Place,
    /// What the verdict rests on.
    pub because: Because,
    /// Figures for the reader.
    pub evidence: Evidence,
    /// What would clear it, where kintone's API can.
    pub fix: Option<Fix>,
}
