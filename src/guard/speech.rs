//! What the guard answers to the boot script: which cells are refused with which words, and what is only told.

use serde::Serialize;

use crate::rule::Stage;
use crate::rules::entry::Note;
use crate::seal::chunks::Damage;
use crate::text::Lang;

/// A refused cell: code, table, row, sentence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Refused(pub String, pub Option<String>, pub Option<usize>, pub String);

/// Why one cell is refused.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Because {
    place: String,
    article: String,
    tip: String,
}

/// The answer about one record.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Answer {
    /// For the top of the screen when the save is refused: what, where, by which article.
    pub top: Option<String>,
    /// Cells that refuse the save.
    pub cells: Vec<Refused>,
    /// Sentences to show without refusing.
    pub tips: Vec<String>,
    /// What the refused cells were for: for the top, and for the tip that each becomes when nothing is refused.
    #[serde(skip)]
    because: Vec<Because>,
}

impl Answer {
    /// Adds what a rule said, as its stage and its sureness have it.
    pub fn add(&mut self, note: &Note<'_>, place: &str, stage: Stage, article: &str) {
        // A guess cites no article: nothing is broken yet.
        let cited = if note.sure { format!(" [{article}]") } else { String::new() };
        let tip = format!("{place}: {}{cited}", note.tip);
        if stage == Stage::Block && note.sure {
            let (table, row) = note.at.row.unzip();
            let (code, table) = (note.at.code.to_owned(), table.map(str::to_owned));
            self.cells.push(Refused(code, table, row, format!("{}{cited}", note.text)));
            self.because.push(Because { place: place.to_owned(), article: article.to_owned(), tip });
        } else {
            self.tips.push(tip);
        }
    }

    /// Makes the sentence for the top of the screen. A field's error alone may be out of sight.
    pub fn speak(&mut self, lang: Lang) {
        if self.because.is_empty() {
            self.top = None;
            return;
        }
        let mut places: Vec<&str> = Vec::new();
        let mut articles: Vec<&str> = Vec::new();
        for Because { place, article, .. } in &self.because {
            if !places.contains(&place.as_str()) {
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
        self.top = Some(if more == 0 {
            crate::say!(lang,
                ja: "内規ガード: 保存していません。{places}を確認してください。根拠: {articles}",
                en: "Naiki Guard: not saved. Please check {places}. Article: {articles}", places, articles)
        } else {
            crate::say!(lang,
                ja: "内規ガード: 保存していません。{places}ほか{more}か所を確認してください。根拠: {articles}",
                en: "Naiki Guard: not saved. Please check {places} and {more} more. Article: {articles}",
                places, more, articles)
        });
    }

    /// Turns refusals into tips: what was there before, or what the person cannot change, never refuses.
    pub fn soften(&mut self) {
        self.cells.clear();
        self.tips.extend(std::mem::take(&mut self.because).into_iter().map(|because| because.tip));
        self.top = None;
    }

    /// Adds the tips of another answer.
    pub fn join(&mut self, other: Self) {
        self.tips.extend(other.tips);
    }
}

/// Why the guard judges without the seal.
pub fn damage(damage: Damage, lang: Lang) -> &'static str {
    match damage {
        Damage::Newer => crate::text!(
            ja: "入力時チェックの一部が動いていません(点検記録が新しい版で作られています)。保存はできます。",
            en: "Part of the entry check is not running (the inspection record was made by a newer version). You can still save."
        ),
        Damage::Damaged | Damage::Absent => crate::text!(
            ja: "入力時チェックの一部が動いていません(点検記録が壊れています)。保存はできます。",
            en: "Part of the entry check is not running (the inspection record is damaged). You can still save."
        ),
    }
    .get(lang)
}
