//! What is found of the values, and what is held for one without being it.

use std::collections::BTreeMap;

use naiki::personal::Confidence::{self, High, Medium};
use naiki::personal::identifiers::{Context, Find, Identifier, scan};
use rand::rngs::StdRng;
use rand::seq::SliceRandom;
use rand::{Rng, SeedableRng};

use super::{full_width, hard, labels, written_values};

/// How many values of each way of writing.
const EACH: usize = 200;
/// How many numbers that are no identifiers.
pub const HARD: usize = 100_000;

/// What was found of one kind.
#[derive(Default)]
pub struct Recall {
    /// How many values there were.
    pub all: u32,
    /// How many were told at least as likely.
    pub found: u32,
    /// How many were told as sure.
    pub high: u32,
    /// The ways of writing in which some were missed: how many, and one of them.
    pub missed: BTreeMap<String, (u32, String)>,
}

impl Recall {
    /// A count as a share of all, in per cent.
    pub fn share(&self, count: u32) -> f64 {
        f64::from(count) * 100.0 / f64::from(self.all)
    }
}

fn best(finds: &[Find], kind: Identifier, start: usize, end: usize) -> Option<Confidence> {
    let fits = finds.iter().filter(|find| find.class == kind && find.start <= start && end <= find.end);
    fits.map(|find| find.confidence).max()
}

/// Three places: alone in a field with the label, after the label in a remark, and both. Text, where the value begins in
/// it, and the label of the field.
pub(super) fn places<'a>(label: &'a str, value: &str) -> [(String, usize, &'a str); 3] {
    let remark = format!("本日窓口で確認。{label}：{value}\n以上");
    let at = remark.len() - value.len() - "\n以上".len();
    [(value.to_owned(), 0, label), (remark.clone(), at, ""), (remark, at, label)]
}

/// What the scanner finds of every kind.
pub fn recalls() -> Vec<(Identifier, Recall)> {
    let mut rng = StdRng::seed_from_u64(20_261_125);
    let mut out = Vec::new();
    for kind in Identifier::ALL {
        let mut recall = Recall::default();
        for _ in 0..EACH {
            for (way, value) in written_values(kind, &mut rng) {
                let label = labels(kind).choose(&mut rng).unwrap();
                for (place, (text, at, label)) in places(label, &value).into_iter().enumerate() {
                    let sure = best(&scan(&text, Context::of_label(label)), kind, at, at + value.len());
                    recall.all += 1;
                    recall.high += u32::from(sure == Some(High));
                    if sure >= Some(Medium) {
                        recall.found += 1;
                    } else {
                        let missed = recall.missed.entry(format!("{way} @{place}")).or_default();
                        *missed = (missed.0 + 1, format!("{label} {value} {sure:?}"));
                    }
                }
            }
        }
        out.push((kind, recall));
    }
    out
}

/// Labels that name no kind, or name what is not the value.
const OTHER_LABELS: [&str; 16] = [
    "",
    "備考",
    "メモ",
    "注文番号",
    "商品コード",
    "管理番号",
    "内容",
    "対応状況",
    "会員番号",
    "電話受付番号",
    "口座振替日",
    "免許更新日",
    "住所コード",
    "携帯品",
    "保険証確認日",
    "メール件数",
];

/// A number of something else in a sentence: what it is, the label of the field, the text.
pub(super) fn stranger(rng: &mut StdRng) -> (&'static str, &'static str, String) {
    let (what, value) = hard(rng);
    let value = if rng.gen_bool(0.2) { full_width(&value) } else { value };
    let label = OTHER_LABELS.choose(rng).unwrap();
    let text = match rng.gen_range(0..6) {
        0 => value,
        1 => format!("注文番号：{value} を受け付けた。"),
        2 => format!("{value}を発送しました"),
        3 => format!("No.{value}について担当から連絡があった。"),
        4 => format!("前回({value})と同じ内容。\n次回も同じ。"),
        _ => format!("管理番号 {value}、数量 3、金額 1,200円"),
    };
    (what, label, text)
}

/// Of how many numbers of things nothing is told, and of how many something with low, medium and high confidence; and the
/// high ones in words.
pub fn strangers() -> (BTreeMap<&'static str, [u32; 4]>, Vec<String>) {
    let mut rng = StdRng::seed_from_u64(4);
    let mut tally: BTreeMap<&str, [u32; 4]> = BTreeMap::new();
    let mut high = Vec::new();
    for _ in 0..HARD {
        let (what, label, text) = stranger(&mut rng);
        let finds = scan(&text, Context::of_label(label));
        let sure = finds.iter().map(|find| find.confidence).max();
        tally.entry(what).or_default()[sure.map_or(0, |sure| sure as usize + 1)] += 1;
        if sure == Some(High) {
            high.push(format!("{what}: {label} {text} {finds:?}"));
        }
    }
    (tally, high)
}

/// What breaks engines: long rows of one thing, marks without a letter, half characters (as they cross the border).
const BAD: [&str; 16] = [
    "1",
    "1 ",
    "1234 ",
    "1-",
    "@",
    "a@",
    "市1",
    "一",
    "\u{301}1",
    "\u{200F}",
    "\u{FFFD}1",
    "氏名:",
    "様",
    "ﾊﾞ",
    "昭和",
    "1\u{FFFD}一-e\u{301}\u{200F}１ー@.市丁目昭和氏名：様 ",
];

/// Fields to compare answers on: one value of each way of writing in one of its three places, numbers of things, and bad
/// input. Label and text.
pub fn corpus() -> Vec<(&'static str, String)> {
    let mut rng = StdRng::seed_from_u64(17);
    let mut out = Vec::new();
    for kind in Identifier::ALL {
        for (_, value) in written_values(kind, &mut rng) {
            let label = labels(kind).choose(&mut rng).unwrap();
            let place = places(label, &value).choose(&mut rng).cloned();
            out.extend(place.map(|(text, _, label)| (label, text)));
        }
    }
    out.extend((0..500).map(|_| stranger(&mut rng)).map(|(_, label, text)| (label, text)));
    out.extend(BAD.iter().map(|piece| ("氏名", piece.repeat(600 / piece.len()))));
    out.push(("", "\u{200F}マイナンバー\u{FFFD} 1234 5678 9018\u{301}".to_owned()));
    out
}

/// A find in numbers, as the wasm of the bench gives it (`tests/bench/scanner.rs`): class, confidence, bytes, sum of the mask.
pub fn numbers(find: &Find) -> [u32; 5] {
    let sum = find.mask.bytes().fold(0_u32, |sum, byte| sum.wrapping_mul(31).wrapping_add(byte.into()));
    let byte = |at: usize| u32::try_from(at).unwrap();
    [find.class as u32, find.confidence as u32, byte(find.start), byte(find.end), sum]
}
