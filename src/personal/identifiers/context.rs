//! What the words around a value say of it: the label of its field first, then what stands near it in the text.

use super::names::kana;
use super::numbers::kanji;
use super::place::{Span, one_clause};
use super::runs::{Group, Spoken};
use super::words::{self, Says};
use super::{Identifier, Page};
use crate::text::fold;

/// How far back a word may stand to speak of a value, in characters (`personal-information.md` §5).
const NEAR: usize = 24;
/// How soon after a value a word must stand to speak of it: 「…がマイナンバーです」, 「…(個人番号)」.
const SOON: usize = 10;

/// What a label that goes on after a word is about, instead of the value that the word names: 口座振替日, 携帯品.
const HEADS: [&str; 12] = ["日", "数", "コード", "品", "有無", "区分", "状況", "日時", "期限", "続柄", "理由", "方法"];

/// What may go on after a word without naming something else.
const TAILS: [&str; 10] = ["番号", "の番号", "欄", "等", "カナ", "かな", "漢字", "ローマ字", "西暦", "和暦"];

/// What the label of a field speaks of. Made once for a field, asked for each of its values.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Context {
    of: u32,
    perhaps: u32,
    about: u8,
}

const THING: u8 = 1;
const ORGANISATION: u8 = 2;
const PERSON: u8 = 4;
const OTHER_DAY: u8 = 8;

/// What all the words together say of one value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Speech {
    /// A word names the kind.
    Named,
    /// A word may mean the kind.
    Hinted,
    /// No word speaks of it.
    Silent,
    /// A word names something else.
    Denied,
    /// A word names an organisation, whose telephone or address it would be.
    Office,
}

pub(super) const fn bit(kind: Identifier) -> u32 {
    1 << kind as u32
}

impl Context {
    /// No label, or one that is not known.
    pub const NONE: Self = Self { of: 0, perhaps: 0, about: 0 };

    /// Reads a label, such as 「携帯電話」.
    pub fn of_label(label: &str) -> Self {
        let mut context = Self::NONE;
        let mut quiet = 0;
        let mut before = '\n';
        for (at, c) in label.char_indices() {
            if at >= quiet
                && let Some((says, end, _)) = words::at(label.get(at..).unwrap_or_default(), fold::width(c), || before)
            {
                context.hear(says);
                quiet = at + end;
            }
            before = c;
        }
        let rest = label.get(quiet..).unwrap_or_default().trim_end();
        if HEADS.iter().any(|head| rest.ends_with(head)) {
            context.forget();
        } else if rest.starts_with(|c| kanji(c) || kana(c)) && !TAILS.contains(&rest) {
            // 口座名義 and 旅券発行地 have to do with the kind and name something else.
            (context.of, context.perhaps) = (0, context.of | context.perhaps);
        }
        context
    }

    /// A label says last what it is: 電話受付番号 is a number of a receipt.
    const fn forget(&mut self) {
        (self.of, self.perhaps) = (0, 0);
    }

    const fn hear(&mut self, says: Says) {
        match says {
            Says::Of(kind) => self.of |= bit(kind),
            Says::Perhaps(kind) => self.perhaps |= bit(kind),
            Says::Thing => {
                self.forget();
                self.about |= THING;
            }
            Says::Organisation => self.about |= ORGANISATION,
            Says::Person => self.about |= PERSON,
            Says::OtherDay => {
                self.forget();
                self.about |= OTHER_DAY;
            }
            // The card is asked for, not its number; and a label with 様 names nobody.
            Says::MyNumberCard | Says::Honorific => {}
            Says::Born => self.of |= bit(Identifier::BirthDate),
        }
    }

    const fn is(self, about: u8) -> bool {
        self.about & about != 0
    }

    /// The kinds that the label names or hints at, a bit for each.
    pub(super) const fn kinds(self) -> u32 {
        self.of | self.perhaps
    }

    /// Whether the label names anything that marks or reaches a person.
    pub const fn personal(self) -> bool {
        self.of != 0
    }

    /// Whether the label names a kind.
    pub const fn names(self, kind: Identifier) -> bool {
        self.of & bit(kind) != 0
    }

    /// What label and text say of a value that may be of one kind, or of its rivals.
    pub(super) fn speech(self, kind: Identifier, nearby: &Nearby<'_>, rivals: &[Identifier]) -> Speech {
        let contact = matches!(kind, Identifier::Phone | Identifier::Email | Identifier::PostalAddress);
        let near = nearby.before(kind, rivals);
        let person = near.person || !near.organisation && self.is(PERSON);
        if contact && !person && (near.organisation || self.is(ORGANISATION)) {
            return Speech::Office;
        }
        match (near.own, near.denied) {
            (Some(speech), _) => speech,
            // Label and text say different things: neither counts.
            (None, true) if self.names(kind) => Speech::Silent,
            (None, true) => Speech::Denied,
            (None, false) => nearby.after(kind).unwrap_or_else(|| self.labelled(kind, rivals)),
        }
    }

    fn labelled(self, kind: Identifier, rivals: &[Identifier]) -> Speech {
        let rival = rivals.iter().any(|rival| *rival != kind && self.names(*rival));
        if self.names(kind) {
            Speech::Named
        } else if self.perhaps & bit(kind) != 0 {
            Speech::Hinted
        } else if self.is(THING) && numeric(kind) || self.is(OTHER_DAY) && kind == Identifier::BirthDate || rival {
            Speech::Denied
        } else {
            Speech::Silent
        }
    }
}

/// Whether a number of a thing may be taken for it.
const fn numeric(kind: Identifier) -> bool {
    !matches!(kind, Identifier::Email | Identifier::PostalAddress | Identifier::BirthDate | Identifier::Name)
}

#[derive(Default)]
struct Near {
    own: Option<Speech>,
    denied: bool,
    organisation: bool,
    person: bool,
}

/// The words that stand near enough to a value to speak of it.
pub(super) struct Nearby<'a> {
    text: &'a str,
    span: Span,
    before: &'a [Spoken],
    after: &'a [Spoken],
    groups: &'a [Group],
}

impl<'a> Nearby<'a> {
    /// The words near a place in a text.
    pub(super) fn of(page: &'a Page<'_>, span: Span) -> Self {
        let words = page.reading.words.as_slice();
        let split = |at: usize| words.split_at_checked(words.partition_point(|word| word.at < at)).unwrap_or_default();
        let before = split(span.at).0;
        let near = before.iter().rev().take_while(|word| word.at + NEAR >= span.at && word.to <= span.at).count();
        let before = before.get(before.len() - near..).unwrap_or_default();
        Self { text: page.text, span, before, after: split(span.to).1, groups: &page.reading.groups }
    }

    /// What the words before a value say, the nearest first.
    fn before(&self, kind: Identifier, rivals: &[Identifier]) -> Near {
        let mut out = Near::default();
        let together = |word: &Spoken| one_clause(self.text, word.start, self.span.clause);
        for word in self.before.iter().rev() {
            match word.says {
                Says::Of(own) if own == kind => out.own = Some(Speech::Named),
                Says::MyNumberCard if kind == Identifier::MyNumber => out.own = out.own.or(Some(Speech::Named)),
                Says::Perhaps(own) if own == kind => out.own = out.own.or(Some(Speech::Hinted)),
                Says::Thing => out.denied |= numeric(kind) && out.own.is_none(),
                Says::OtherDay => out.denied |= kind == Identifier::BirthDate && out.own.is_none(),
                Says::Of(other) => out.denied |= out.own.is_none() && rivals.contains(&other),
                Says::Organisation => out.organisation |= !out.person && together(word),
                Says::Person => out.person |= !out.organisation && together(word),
                _ => {}
            }
            if out.own == Some(Speech::Named) && out.denied {
                // A nearer word named something else.
                out.own = None;
            }
        }
        out
    }

    /// The words soon after the value, if they are of its clause.
    fn soon(&self) -> impl Iterator<Item = &'a Spoken> {
        let (text, span) = (self.text, self.span);
        self.after.iter().take_while(move |word| word.at <= span.to + SOON && one_clause(text, word.start, span.clause))
    }

    /// What the words right after a value say: a word that another number follows speaks of that one.
    fn after(&self, kind: Identifier) -> Option<Speech> {
        let word = self
            .soon()
            .find(|word| word.says == Says::Of(kind) || word.says == Says::Born && kind == Identifier::BirthDate)?;
        let next = self.groups.get(self.groups.partition_point(|group| group.at < word.to)..).unwrap_or_default();
        let taken =
            next.first().is_some_and(|group| group.at <= word.to + 3 && one_clause(self.text, word.start, group.start));
        (!taken).then_some(Speech::Named)
    }

    /// The kinds that any word near the value names or hints at, a bit for each.
    pub(super) fn kinds(&self) -> u32 {
        let kind = |word: &Spoken| match word.says {
            Says::Of(kind) | Says::Perhaps(kind) => bit(kind),
            Says::MyNumberCard => bit(Identifier::MyNumber),
            _ => 0,
        };
        let before = self.before.iter().map(kind);
        before.chain(self.soon().map(kind)).fold(0, |kinds, kind| kinds | kind)
    }
}
