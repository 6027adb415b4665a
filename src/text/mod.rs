//! What people read: every sentence in Japanese and in English, by type.

pub mod address;
pub mod beside;
pub mod fold;
pub mod day;
pub mod json;
pub mod search;
pub mod sorted;
pub mod syntax;

use std::fmt::{Display, Write as _};

use serde::{Deserialize, Serialize};

/// The language of the person at the screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Lang {
    /// Japanese, also for every language that we do not speak: it is the language of the written rules.
    #[default]
    Ja,
    /// English.
    En,
}

impl Lang {
    /// From `kintone.getLoginUser().language` (`ja`, `en`, `zh`, ...).
    pub fn of(code: &str) -> Self {
        if code.starts_with("en") { Self::En } else { Self::Ja }
    }
}

/// A sentence as the first of its line: English ones are written in lower case, to stand inside others, too.
pub fn sentence(text: &str, lang: Lang) -> String {
    let first = text.chars().next().filter(|first| lang == Lang::En && first.is_ascii_lowercase());
    first.map_or_else(
        || text.to_owned(),
        |first| format!("{}{}", first.to_ascii_uppercase(), text.get(1..).unwrap_or_default()),
    )
}

/// Sentences one after the other: Japanese ones touch.
pub fn joined(sentences: &[&str], lang: Lang) -> String {
    let each: Vec<String> = sentences.iter().map(|text| sentence(text, lang)).collect();
    each.join(if lang == Lang::En { " " } else { "" })
}

/// Names in a sentence, in quotes; the first five, then how many more.
pub fn listed(labels: &[String], lang: Lang) -> String {
    let shown: Vec<String> =
        labels.iter().take(5).map(|label| crate::say!(lang, ja: "「{label}」", en: "“{label}”", label)).collect();
    let more = labels.len().saturating_sub(5);
    let joined = shown.join(crate::text!(ja: "", en: ", ").get(lang));
    if more == 0 {
        joined
    } else {
        crate::say!(lang, ja: "{joined}ほか{more}項目", en: "{joined} and {more} more", joined, more)
    }
}

/// A fixed sentence in both languages.
#[cfg(not(feature = "beside"))]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Text {
    /// Japanese.
    pub ja: &'static str,
    /// English.
    pub en: &'static str,
}

/// A fixed sentence in both languages, which stands beside the program: its key there.
#[cfg(feature = "beside")]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Text(u32);

#[cfg(not(feature = "beside"))]
impl Text {
    /// A sentence by its two texts.
    pub const fn new(ja: &'static str, en: &'static str) -> Self {
        Self { ja, en }
    }

    /// The sentence in one language.
    pub fn get(self, lang: Lang) -> &'static str {
        match lang {
            Lang::Ja => self.ja,
            Lang::En => self.en,
        }
    }
}

#[cfg(feature = "beside")]
impl Text {
    /// A sentence by its two texts, which stand beside the program.
    pub const fn new(ja: &'static str, en: &'static str) -> Self {
        Self(beside::key(ja, en))
    }

    /// The sentence in one language.
    pub fn get(self, lang: Lang) -> &'static str {
        beside::of(self.0, lang)
    }
}

/// A sentence with `{name}` where the figure of that name goes; what the sentence does not name is not said.
pub fn fill(sentence: &str, told: &[(&str, &dyn Display)]) -> String {
    let mut out = String::with_capacity(sentence.len());
    let mut rest = sentence;
    while let Some((before, after)) = rest.split_once('{') {
        let (name, after) = after.split_once('}').unwrap_or((after, ""));
        out.push_str(before);
        if let Some((_, value)) = told.iter().find(|(key, _)| *key == name) {
            // Writing into a string does not fail.
            write!(out, "{value}").unwrap_or_default();
        }
        rest = after;
    }
    out.push_str(rest);
    out
}

/// A fixed sentence: `text!(ja: "保存", en: "Save")`.
#[macro_export]
macro_rules! text {
    (ja: $ja:expr, en: $en:expr $(,)?) => {
        const { $crate::text::Text::new($ja, $en) }
    };
}

/// A sentence with figures: `say!(lang, ja: "{count}人", en: "{count} people", count)`, or `count = people.len()`.
#[macro_export]
macro_rules! say {
    ($lang:expr, ja: $ja:literal, en: $en:literal $(, $name:ident $(= $value:expr)?)* $(,)?) => {
        $crate::text::fill(
            $crate::text!(ja: $ja, en: $en).get($lang),
            &[$((stringify!($name), $crate::told!($name $(, $value)?))),*],
        )
    };
}

/// The figure of a name in [`say!`]: the variable itself where nothing else is given.
#[macro_export]
macro_rules! told {
    ($name:ident) => {
        &$name
    };
    ($name:ident, $value:expr) => {
        &$value
    };
}
