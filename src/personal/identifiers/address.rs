//! Postal addresses: a prefecture or a postal code, a municipality, and the numbers at the end.

use super::context::{Nearby, Speech};
use super::numbers::kanji;
use super::place::{Span, Spot};
use super::score::{GROUPS, RARE_PREFIX, SHAPE};
use super::{Find, Identifier, Page, dates, report};
use crate::text::fold;

/// How far the municipality and the prefecture may stand before the numbers, in characters.
const REACH: usize = 40;

/// The prefectures (地方自治法), in order of their characters.
#[rustfmt::skip]
static PREFECTURES: [&str; 47] = [
    "三重県", "京都府", "佐賀県", "兵庫県", "北海道", "千葉県", "和歌山県", "埼玉県", "大分県", "大阪府", "奈良県", "宮城県",
    "宮崎県", "富山県", "山口県", "山形県", "山梨県", "岐阜県", "岡山県", "岩手県", "島根県", "広島県", "徳島県", "愛媛県",
    "愛知県", "新潟県", "東京都", "栃木県", "沖縄県", "滋賀県", "熊本県", "石川県", "神奈川県", "福井県", "福岡県", "福島県",
    "秋田県", "群馬県", "茨城県", "長崎県", "長野県", "青森県", "静岡県", "香川県", "高知県", "鳥取県", "鹿児島県",
];

/// Finds addresses before the numbers that end them.
pub(super) fn find(page: &Page<'_>, finds: &mut Vec<Find>) {
    let mut tails = page.reading.tails.as_slice();
    let mut free = 0;
    let mut end = |finds: &mut Vec<Find>, spot: Spot, town: Option<usize>| {
        if spot.byte >= free && town.is_some_and(|town| town + REACH >= spot.at) {
            free = judge(page, finds, spot, free).unwrap_or(free);
        }
    };
    for group in &page.reading.groups {
        // Both are in order of their place.
        while let [(spot, town), rest @ ..] = tails
            && spot.byte < group.start
        {
            end(finds, *spot, *town);
            tails = rest;
        }
        if written(group.left) {
            end(finds, Spot { byte: group.start, at: group.at }, group.town);
        }
    }
    for (spot, town) in tails {
        end(finds, *spot, *town);
    }
}

/// Judges one end of an address; where it ends, if it is told.
fn judge(page: &Page<'_>, finds: &mut Vec<Find>, spot: Spot, free: usize) -> Option<usize> {
    let (before, after) = page.around(spot.byte);
    let body = before.get(free..)?;
    let body = body.get(body.len() - long(body)..)?;
    // 市内で3か所: a particle before the number makes a sentence.
    let last = body.chars().rev().find(|c| !c.is_whitespace())?;
    if matches!(last, 'で' | 'は' | 'に' | 'を' | 'が' | 'と' | 'へ' | 'も' | 'や') {
        return None;
    }
    let (offset, prefecture) = beginning(body)?;
    let tail = Tail::read(after)?;
    let start = spot.byte - body.len() + offset;
    let (start, code) = postal_code(page, start, free);
    let at = spot.at - page.text.get(start..spot.byte)?.chars().count();
    let to = spot.at + after.get(..tail.bytes)?.chars().count();
    let span = Span { start, end: spot.byte + tail.bytes, at, to, clause: spot.byte };
    let mut evidence = SHAPE;
    for (holds, weight) in [(prefecture, RARE_PREFIX), (code, GROUPS), (tail.several, GROUPS)] {
        evidence += if holds { weight } else { 0 };
    }
    let speech = page.label.speech(Identifier::PostalAddress, &Nearby::of(page, span), &[]);
    // Without them it may be any count of things in a town.
    let worded = matches!(speech, Speech::Named | Speech::Hinted);
    if !(prefecture || code || worded) || !tail.several && !worded {
        return None;
    }
    let told = finds.len();
    report(finds, Identifier::PostalAddress, span, (evidence, speech), "***");
    (finds.len() > told).then_some(span.end)
}

/// How many bytes at the end are written as names of places are, up to the reach.
fn long(body: &str) -> usize {
    let mut rest = body;
    for _ in 0..REACH {
        let size = match rest.as_bytes() {
            // Kanji, kana and digits without a closer look.
            [.., 0xE4..=0xE9, _, _] | [.., 0xE3, 0x81, 0x81..=0xBF] | [.., 0xE3, 0x82, 0xA1..=0xBF] => 3,
            [.., b'0'..=b'9' | b' '] => 1,
            _ => match rest.chars().next_back() {
                Some(c) if written(c) => c.len_utf8(),
                _ => break,
            },
        };
        rest = rest.get(..rest.len() - size).unwrap_or_default();
    }
    body.len() - rest.len()
}

/// Characters that names of places are written with.
fn written(c: char) -> bool {
    kanji(c) || matches!(c, 'ぁ'..='ん' | 'ァ'..='ヶ' | 'ー' | ' ' | '\u{3000}') || fold::width(c).is_ascii_digit()
}

/// Where the address begins: at its last prefecture, or else with the word that holds the first municipality.
fn beginning(body: &str) -> Option<(usize, bool)> {
    let mut word = 0;
    let mut found: Option<(usize, bool)> = None;
    let mut town = false;
    for (at, c) in body.char_indices() {
        let to = at + c.len_utf8();
        match c {
            ' ' | '\u{3000}' if found.is_none() => word = to,
            '都' | '道' | '府' | '県' => {
                let head = body.get(..to).unwrap_or_default();
                // Three characters, or four.
                for size in [9, 12] {
                    let name = to.checked_sub(size).and_then(|from| head.get(from..));
                    if name.is_some_and(|name| PREFECTURES.binary_search(&name).is_ok()) {
                        (found, town) = (Some((to - size, true)), false);
                    }
                }
            }
            '市' | '区' | '町' | '村' | '郡' => {
                town = true;
                found = found.or(Some((word, false)));
            }
            _ => {}
        }
    }
    found.filter(|_| town)
}

/// A postal code before the address, with 〒 or without.
fn postal_code(page: &Page<'_>, start: usize, free: usize) -> (usize, bool) {
    let groups = &page.reading.groups;
    let groups = groups.get(..groups.partition_point(|group| group.end <= start)).unwrap_or_default();
    let first = match groups {
        [.., a, b] if a.len == 3 && b.len == 4 && b.gap == Some('-') => a,
        [.., a] if a.len == 7 => a,
        _ => return (start, false),
    };
    let end = groups.last().map_or(start, |group| group.end);
    let between = page.text.get(end..start).unwrap_or_default();
    if first.start < free || between.chars().count() > 2 || !between.chars().all(char::is_whitespace) {
        return (start, false);
    }
    let mark = page.around(first.start).0.strip_suffix('〒').map_or(0, |_| '〒'.len_utf8());
    (first.start - mark, true)
}

/// The numbers at the end of an address.
struct Tail {
    bytes: usize,
    /// Whether they are several, or say 丁目, 番 or 号.
    several: bool,
}

impl Tail {
    fn read(text: &str) -> Option<Self> {
        let (mut bytes, mut parts, mut marked, mut within) = (0, 0, false, false);
        let mut rest = text;
        while let Some(raw) = rest.chars().next() {
            let c = fold::width(raw);
            let mut len = raw.len_utf8();
            if c.is_ascii_digit() || dates::numeral(c) {
                parts += usize::from(!within);
                within = true;
                bytes = text.len() - rest.len() + len;
            } else if let Some(mark) = ["丁目", "番地", "番", "号室", "号"].iter().find(|mark| rest.starts_with(**mark))
            {
                len = mark.len();
                bytes = text.len() - rest.len() + len;
                (marked, within) = (true, false);
            } else if within && (fold::hyphen(c) || matches!(c, '\u{301C}' | 'の')) {
                within = false;
            } else {
                break;
            }
            rest = rest.get(len..).unwrap_or_default();
        }
        // 3か所, 5人, 2026年.
        let unit = rest.starts_with([
            '年', '月', '日', '時', '分', '人', '件', '名', '円', '個', '回', '歳', 'か', 'ヶ', 'カ', 'つ', '%',
        ]);
        (bytes > 0 && (marked || !unit)).then_some(Self { bytes, several: parts > 1 || marked })
    }
}
