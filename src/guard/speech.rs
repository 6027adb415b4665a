//! What the guard answers to the boot script: which cells are refused with which words, what is asked before the save
//! goes on, and what is only told.

use serde::Serialize;

use crate::rule::{Override, Stage};
use crate::rules::entry::{Note, Occasion};
use crate::seal::chunks::Damage;
use crate::seal::orders::Order;
use crate::text::{Lang, Text};

/// A refused cell: code, table, row, sentence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Refused(pub String, pub Option<String>, pub Option<usize>, pub String);

/// What a person is asked about one refusal before the save goes on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Question {
    /// The rule's id, for the record of reasons.
    pub rule: String,
    /// What the person must do.
    pub over: Override,
    /// The place in the words of the screen; empty for the record as a whole.
    pub place: String,
    /// The sentence, with the article.
    pub says: String,
    /// What [`super::Guard::allow`] takes when the person goes on.
    pub mark: String,
}

/// The answer about one record.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Answer {
    /// For the top of the screen when the save is refused: what, where, by which article.
    pub top: Option<String>,
    /// Cells that refuse the save.
    pub cells: Vec<Refused>,
    /// What the refusals ask for. The save can go on when none is [`Override::Never`] and the person answers all.
    pub questions: Vec<Question>,
    /// Sentences to show without refusing.
    pub tips: Vec<String>,
    /// Codes of the fields outside tables that tips are about, to be marked on the screen.
    pub tipped: Vec<String>,
    /// Rules that would have refused at a stricter stage, by id: what the office raises a stage by.
    pub spared: Vec<String>,
    /// The marks of what would refuse if the person had not gone on with it: what was taken out again is not among them.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub passed: Vec<String>,
    /// What was refused: for the top, and for the tip that each becomes when nothing is refused.
    #[serde(skip)]
    because: Vec<Because>,
    /// What a rule is sure of and warns of at least: its id and the place.
    #[serde(skip)]
    certain: Vec<(String, String)>,
}

/// Why something is refused.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Because {
    code: Option<String>,
    place: String,
    article: String,
    text: String,
    tip: String,
}

/// What the policy and the form say of a note.
#[derive(Clone, Debug)]
pub struct Said<'a> {
    /// The order that the rule acts by.
    pub order: &'a Order,
    /// What a person must do to go on.
    pub over: Override,
    /// The stage today.
    pub stage: Stage,
    /// The place in the words of the screen.
    pub place: String,
    /// A number for rule, place and value.
    pub mark: u64,
    /// Whether the person cannot type into the place.
    pub fixed: bool,
}

impl Answer {
    /// Adds what a rule said, as its stage and its sureness have it.
    pub fn add(&mut self, note: &Note<'_>, said: &Said<'_>, lang: Lang) {
        let Said { order, over, stage, ref place, mark, fixed } = *said;
        let article = order.article(lang);
        // A guess cites no article: nothing is broken yet.
        let cited = if note.sure { format!(" [{article}]") } else { String::new() };
        let at = if place.is_empty() { String::new() } else { format!("{place}: ") };
        let tip = format!("{at}{}{cited}", note.tip);
        let refuses = note.sure && !fixed;
        let code = note.at.filter(|cell| cell.row.is_none()).map(|cell| cell.code.to_owned());
        if refuses && stage >= Stage::Warn {
            self.certain.push((order.rule.clone(), place.clone()));
        }
        if stage == Stage::Block && refuses {
            let text = format!("{}{cited}", note.text);
            if let Some(cell) = note.at {
                let (table, row) = cell.row.unzip();
                self.cells.push(Refused(cell.code.to_owned(), table.map(str::to_owned), row, text.clone()));
            }
            self.questions.push(Question {
                rule: order.rule.clone(),
                over,
                place: place.clone(),
                says: text,
                mark: format!("{mark:x}"),
            });
            let text = note.text.clone();
            self.because.push(Because { code, place: place.clone(), article: article.to_owned(), text, tip });
            return;
        }
        if stage >= Stage::Warn {
            self.tips.push(tip);
            self.tipped.extend(code);
        }
        if refuses {
            self.spared.push(order.rule.clone());
        }
    }

    /// Makes the sentence for the top of the screen. A field's error alone may be out of sight.
    pub fn speak(&mut self, occasion: Occasion, lang: Lang) {
        if self.because.is_empty() {
            self.top = None;
            return;
        }
        let mut places: Vec<&str> = Vec::new();
        let mut articles: Vec<&str> = Vec::new();
        let mut whole: Vec<&str> = Vec::new();
        for Because { place, article, text, .. } in &self.because {
            if place.is_empty() {
                whole.push(text);
            } else if !places.contains(&place.as_str()) {
                places.push(place);
            }
            if let Err(at) = articles.binary_search(&article.as_str()) {
                articles.insert(at, article);
            }
        }
        let more = places.len().saturating_sub(5);
        places.truncate(5);
        let places = places.join(crate::text!(ja: "、", en: ", ").get(lang));
        let articles = articles.join(crate::text!(ja: "、", en: "; ").get(lang));
        let what = match occasion {
            Occasion::Deleting => crate::text!(ja: "内規ガード: 削除していません。", en: "Naiki Guard: not deleted."),
            Occasion::Proceeding => {
                crate::text!(ja: "内規ガード: まだ進めていません。", en: "Naiki Guard: the step was not taken.")
            }
            Occasion::Opened | Occasion::Saving => {
                crate::text!(ja: "内規ガード: 保存していません。", en: "Naiki Guard: not saved.")
            }
        };
        let mut top = what.get(lang).to_owned();
        let space = crate::text!(ja: "", en: " ").get(lang);
        for text in whole {
            top.push_str(space);
            top.push_str(text);
        }
        if !places.is_empty() {
            top.push_str(space);
            top.push_str(&if more == 0 {
                crate::say!(lang, ja: "{places}を確認してください。", en: "Please check {places}.", places)
            } else {
                crate::say!(lang, ja: "{places}ほか{more}か所を確認してください。",
                    en: "Please check {places} and {more} more.", places, more)
            });
        }
        top.push_str(space);
        top.push_str(&crate::say!(lang, ja: "根拠: {articles}", en: "Article: {articles}", articles));
        self.top = Some(top);
    }

    /// Turns refusals into tips: what was there before, or what the person cannot change, never refuses.
    pub fn soften(&mut self) {
        self.cells.clear();
        self.questions.clear();
        self.spared.clear();
        for because in std::mem::take(&mut self.because) {
            self.tips.push(because.tip);
            self.tipped.extend(because.code);
        }
        self.top = None;
    }

    /// The places of what some rules are sure of, each once, whether it would be refused or is only warned of: a step is
    /// for the record as it stands. Empty for the record as a whole.
    pub fn unresolved(&self, counts: impl Fn(&str) -> bool) -> Vec<String> {
        let mut out: Vec<String> = Vec::new();
        for (rule, place) in &self.certain {
            if counts(rule) && !out.contains(place) {
                out.push(place.clone());
            }
        }
        out
    }
}

/// Why the guard judges by less than it should: without the seal, or without the built-in orders.
pub fn notice(damage: Option<Damage>, whole: bool) -> Option<Text> {
    match damage {
        Some(Damage::Newer) => Some(crate::text!(
            ja: "入力時チェックの一部が動いていません(点検記録が新しい版で作られています)。保存はできます。",
            en: "Part of the entry check is not running (the inspection record was made by a newer version). You can still save."
        )),
        Some(Damage::Damaged | Damage::Absent) => Some(crate::text!(
            ja: "入力時チェックの一部が動いていません(点検記録が壊れています)。保存はできます。",
            en: "Part of the entry check is not running (the inspection record is damaged). You can still save."
        )),
        None if whole => None,
        None => Some(crate::text!(
            ja: "入力時チェックの一部が動いていません(プラグインのファイルに標準の内規が入っていません)。保存はできます。",
            en: "Part of the entry check is not running (the standard policy is missing from the plug-in’s files). You can still save."
        )),
    }
}
