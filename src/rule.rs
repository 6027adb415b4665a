//! One thing looked for, as data.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::finding::{Finding, Severity};
use crate::kintone::Part;
use crate::text::json::{Told, Trouble};
use crate::text::{Lang, Text};

/// How a rule acts now, set apart for inspection and for entry. Ordered, the strictest last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, Default)]
#[serde(rename_all = "kebab-case")]
pub enum Stage {
    /// 使わない.
    Off,
    /// 記録のみ.
    #[default]
    Observe,
    /// 警告.
    Warn,
    /// 保存停止.
    Block,
}

impl Told for Stage {
    fn told(raw: &Value, trouble: &mut Trouble) -> Self {
        trouble.word(raw, Self::Off)
    }
}

impl Stage {
    /// The word on screens.
    pub const fn text(self) -> Text {
        match self {
            Self::Off => crate::text!(ja: "使わない", en: "Off"),
            Self::Observe => crate::text!(ja: "記録のみ", en: "Observe"),
            Self::Warn => crate::text!(ja: "警告", en: "Warn"),
            Self::Block => crate::text!(ja: "保存停止", en: "Block"),
        }
    }
}

/// What a person must do to save in spite of a rule that would refuse, the strictest first. The five steps are those that
/// people know from Microsoft Purview's policy tips (`peers.md`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, Default)]
#[serde(rename_all = "kebab-case")]
pub enum Override {
    /// 保存できない.
    Never,
    /// 誤検知として報告する: what was found is not what the rule takes it for.
    FalseAlarm,
    /// 理由を書く.
    #[default]
    Reason,
    /// そのまま保存できる.
    Freely,
    /// 確認したことを示す.
    Acknowledge,
}

impl Told for Override {
    fn told(raw: &Value, trouble: &mut Trouble) -> Self {
        trouble.word(raw, Self::Never)
    }
}

impl Override {
    /// The word in printed policies.
    pub const fn text(self) -> Text {
        match self {
            Self::Never => crate::text!(ja: "保存できない", en: "not allowed"),
            Self::FalseAlarm => crate::text!(ja: "誤検知として報告すれば保存できる", en: "by reporting a false alarm"),
            Self::Reason => crate::text!(ja: "理由を書けば保存できる", en: "by giving a reason"),
            Self::Freely => crate::text!(ja: "そのまま保存できる", en: "freely"),
            Self::Acknowledge => crate::text!(ja: "確認したことを示せば保存できる", en: "by acknowledging it"),
        }
    }
}

/// Where a rule acts. What goes round the screen (CSV import, REST) is reached by none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// The inspection screen.
    Inspection,
    /// Record screens.
    Entry,
    /// Both.
    Both,
    /// The survey of all apps: one app alone does not tell.
    Survey,
}

impl Reach {
    /// Whether it acts on settings: on the inspection screen, or in the survey.
    pub const fn inspects(self) -> bool {
        !matches!(self, Self::Entry)
    }

    /// Whether it acts on record screens.
    pub const fn watches(self) -> bool {
        matches!(self, Self::Entry | Self::Both)
    }
}

/// A parameter that the policy may set, with what it is when the policy says nothing.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Param {
    /// A whole number within bounds.
    Number {
        /// Its key.
        key: &'static str,
        /// The smallest value allowed.
        least: u32,
        /// The largest value allowed.
        most: u32,
        /// When the policy says nothing.
        default: u32,
    },
    /// Words or globs.
    Words {
        /// Its key.
        key: &'static str,
    },
}

impl Param {
    /// Its key.
    pub const fn key(&self) -> &'static str {
        match self {
            Self::Number { key, .. } | Self::Words { key } => key,
        }
    }
}

/// What a rule says to a reader: what is wrong, why it matters, what to do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Words {
    /// What is wrong, with figures.
    pub what: String,
    /// Why it matters.
    pub why: String,
    /// What to do.
    pub fix: String,
}

/// One thing looked for.
#[derive(Debug)]
pub struct Rule {
    /// Kebab-case, names the fault.
    pub id: &'static str,
    /// The code in the catalogue (`governance-rules.md` §10).
    pub code: &'static str,
    /// How grave, unless the policy says otherwise.
    pub severity: Severity,
    /// A short title.
    pub title: Text,
    /// Where it acts.
    pub reach: Reach,
    /// Parts that it reads: for planning a survey, held equal to what it asks for.
    pub needs: &'static [Part],
    /// What a policy may set.
    pub params: &'static [Param],
    /// Sentences about one finding.
    pub speech: Speech,
}

/// How a rule makes its sentences.
#[derive(Debug)]
pub enum Speech {
    /// From these, with `{key}` where the evidence's datum of that key goes.
    Plain {
        /// What is wrong, by the evidence's word `fault`; the first line stands in for a fault that has none.
        what: &'static [(&'static str, Text)],
        /// Why it matters.
        why: Text,
        /// What to do.
        fix: Text,
    },
    /// By itself: where a sentence hangs on more than one word.
    Made(fn(&Finding, Lang) -> Words),
}

impl Rule {
    /// What the rule says about one of its findings.
    pub fn words(&self, finding: &Finding, lang: Lang) -> Words {
        match &self.speech {
            Speech::Made(made) => made(finding, lang),
            Speech::Plain { what, why, fix } => plain(finding, lang, what, *why, *fix),
        }
    }
}

fn plain(finding: &Finding, lang: Lang, what: &[(&str, Text)], why: Text, fix: Text) -> Words {
    let fault = finding.evidence.word("fault");
    let line = what.iter().find(|(key, _)| *key == fault).or_else(|| what.first());
    let say = |text: Text| finding.evidence.fill(text.get(lang), lang);
    Words { what: line.map(|(_, text)| say(*text)).unwrap_or_default(), why: say(why), fix: say(fix) }
}
