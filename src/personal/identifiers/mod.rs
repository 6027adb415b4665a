//! Identifiers in typed text: found in one pass by shape, check digit, prefix, groups and the words around them.
//!
//! Formats and their sources: `personal-information.md` §1. What is found is told by kind, place and confidence; the
//! value itself is never kept.

mod address;
mod bank;
mod codes;
mod context;
mod dates;
pub mod digits;
mod licence_prefixes;
mod mail;
mod mask;
mod my_number;
mod names;
mod numbering_plan;
mod numbers;
mod phone;
mod place;
mod runs;
mod score;
mod starts;
mod surnames;
mod unit;
mod word_list;
mod words;

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use serde::{Deserialize, Serialize};

pub use self::context::Context;
use self::context::Speech;
pub use self::mask::Mask;
pub use self::my_number::{Hit, check_digit, my_numbers};
use self::place::Span;
use self::runs::Reading;
use super::{Class, Confidence};
use crate::text::Text;

/// What a typed value may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Identifier {
    /// 個人番号 (番号法 2条5項).
    MyNumber,
    /// 住民票コード (個人情報保護法施行令 1条5号).
    ResidentCode,
    /// 運転免許証の番号 (同 1条4号).
    DriversLicence,
    /// 旅券の番号 (同 1条2号).
    Passport,
    /// 在留カード and 特別永住者証明書の番号 (同施行規則 4条).
    ResidenceCard,
    /// 基礎年金番号 (同施行令 1条3号).
    BasicPension,
    /// 保険者番号 and 公費負担者番号: an insurer's, which marks a person only together with that person's own number.
    InsurerNumber,
    /// Numbers of the insured: health, care, employment (同施行令 1条7号, 同施行規則 4条).
    InsuredNumber,
    /// An account at a bank.
    BankAccount,
    /// 記号番号 of ゆうちょ銀行.
    PostalAccount,
    /// A credit or debit card.
    Card,
    /// A telephone that may be a person's.
    Phone,
    /// An e-mail address.
    Email,
    /// A postal address, or the postal code of one.
    PostalAddress,
    /// A day of birth.
    BirthDate,
    /// A person's name.
    Name,
}

impl Identifier {
    /// Every kind.
    pub const ALL: [Self; 16] = [
        Self::MyNumber,
        Self::ResidentCode,
        Self::DriversLicence,
        Self::Passport,
        Self::ResidenceCard,
        Self::BasicPension,
        Self::InsurerNumber,
        Self::InsuredNumber,
        Self::BankAccount,
        Self::PostalAccount,
        Self::Card,
        Self::Phone,
        Self::Email,
        Self::PostalAddress,
        Self::BirthDate,
        Self::Name,
    ];

    /// As data name it.
    pub const fn id(self) -> &'static str {
        match self {
            Self::MyNumber => "my-number",
            Self::ResidentCode => "resident-code",
            Self::DriversLicence => "drivers-licence",
            Self::Passport => "passport",
            Self::ResidenceCard => "residence-card",
            Self::BasicPension => "basic-pension",
            Self::InsurerNumber => "insurer-number",
            Self::InsuredNumber => "insured-number",
            Self::BankAccount => "bank-account",
            Self::PostalAccount => "postal-account",
            Self::Card => "card",
            Self::Phone => "phone",
            Self::Email => "email",
            Self::PostalAddress => "postal-address",
            Self::BirthDate => "birth-date",
            Self::Name => "name",
        }
    }

    /// The word on screens.
    pub const fn text(self) -> Text {
        match self {
            Self::MyNumber => crate::text!(ja: "マイナンバー", en: "My Number"),
            Self::ResidentCode => crate::text!(ja: "住民票コード", en: "resident code"),
            Self::DriversLicence => crate::text!(ja: "運転免許証番号", en: "driver's licence number"),
            Self::Passport => crate::text!(ja: "旅券番号", en: "passport number"),
            Self::ResidenceCard => crate::text!(ja: "在留カード番号", en: "residence card number"),
            Self::BasicPension => crate::text!(ja: "基礎年金番号", en: "basic pension number"),
            Self::InsurerNumber => crate::text!(ja: "保険者番号", en: "insurer number"),
            Self::InsuredNumber => crate::text!(ja: "被保険者番号", en: "insured person's number"),
            Self::BankAccount => crate::text!(ja: "銀行口座番号", en: "bank account number"),
            Self::PostalAccount => crate::text!(ja: "ゆうちょ口座の記号番号", en: "Japan Post Bank account number"),
            Self::Card => crate::text!(ja: "クレジットカード番号", en: "credit card number"),
            Self::Phone => crate::text!(ja: "電話番号", en: "telephone number"),
            Self::Email => crate::text!(ja: "メールアドレス", en: "e-mail address"),
            Self::PostalAddress => crate::text!(ja: "住所", en: "postal address"),
            Self::BirthDate => crate::text!(ja: "生年月日", en: "date of birth"),
            Self::Name => crate::text!(ja: "氏名", en: "name"),
        }
    }

    /// Its legal class (個人情報保護法 2条, 同施行令 1条, 同施行規則 4条, 番号法 2条).
    pub const fn class(self) -> Class {
        match self {
            Self::MyNumber => Class::MyNumber,
            Self::ResidentCode
            | Self::DriversLicence
            | Self::Passport
            | Self::ResidenceCard
            | Self::BasicPension
            | Self::InsuredNumber => Class::Code,
            // Cards, accounts, telephones and mail are no 個人識別符号 (ガイドライン通則編 2-2).
            Self::InsurerNumber
            | Self::BankAccount
            | Self::PostalAccount
            | Self::Card
            | Self::Phone
            | Self::Email
            | Self::PostalAddress
            | Self::BirthDate
            | Self::Name => Class::Ordinary,
        }
    }
}

/// One value in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Find {
    /// Which kind. Twelve digits may be reported as two kinds when no word decides.
    pub class: Identifier,
    /// How sure.
    pub confidence: Confidence,
    /// Where it starts, in bytes.
    pub start: usize,
    /// Where it ends, in bytes.
    pub end: usize,
    /// Its shape, without any character of it: `****-****-****`.
    pub mask: Mask,
}

/// Every identifier in a text, the first first. Finds of one kind do not overlap. Rich text goes through
/// [`crate::text::fold::plain`] before.
pub fn scan(text: &str, label: Context) -> Vec<Find> {
    let page = Page { text, label, reading: runs::read(text) };
    let mut finds = Vec::new();
    let steps = [address::find, numbers::find, codes::find, mail::find, dates::find, names::find];
    for step in steps {
        step(&page, &mut finds);
    }
    // A heap puts in order with a tenth of the code of the library's sort.
    let mut order: BinaryHeap<_> =
        finds.iter().enumerate().map(|(at, find)| Reverse((find.start, find.class, Reverse(find.end), at))).collect();
    let mut ends = [0; Identifier::ALL.len()];
    let mut out = Vec::with_capacity(finds.len());
    while let Some(Reverse((start, class, _, at))) = order.pop() {
        let Some((find, end)) = finds.get(at).zip(ends.get_mut(class as usize)) else { continue };
        if start >= *end {
            out.push(*find);
        }
        *end = find.end.max(*end);
    }
    out
}

/// A text, read once, and what its label says.
struct Page<'a> {
    text: &'a str,
    label: Context,
    reading: Reading,
}

impl<'a> Page<'a> {
    /// The text before and after a byte.
    fn around(&self, byte: usize) -> (&'a str, &'a str) {
        self.text.split_at_checked(byte).unwrap_or_default()
    }
}

/// Puts down what the evidence and the words around it suffice for.
fn report(finds: &mut Vec<Find>, class: Identifier, span: Span, sure: (i32, Speech), mask: &str) {
    let Some(confidence) = score::judge(sure.0, sure.1) else { return };
    finds.push(Find { class, confidence, start: span.start, end: span.end, mask: Mask::of(mask) });
}
