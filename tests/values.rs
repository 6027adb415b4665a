//! Made-up values of every kind in every way of writing: check digits hold, prefixes are real, nobody has them.

mod hard;
mod measured;
mod typed;

use naiki::personal::identifiers::Identifier::{self, *};
use naiki::personal::identifiers::digits;
use rand::Rng;
use rand::rngs::StdRng;
use rand::seq::SliceRandom;

pub use self::hard::hard;
pub use self::measured::{HARD, Recall, corpus, numbers, recalls, strangers};
pub use self::typed::{Place, Typed, UNNAMED, typed};

/// Every hyphen of `personal-information.md` §3, spaces, and nothing.
const HYPHENS: [&str; 18] = [
    "", "-", " ", "\u{3000}", "\u{2010}", "\u{2011}", "\u{2012}", "\u{2013}", "\u{2014}", "\u{2015}", "\u{2212}",
    "\u{30FC}", "\u{FF70}", "\u{2500}", "\u{2501}", "\u{FE63}", "\u{FF0D}", "\u{301C}",
];

pub(crate) fn any(rng: &mut StdRng, len: usize) -> Vec<u8> {
    (0..len).map(|_| rng.gen_range(0..10)).collect()
}

/// Random digits after a head, the first that a rule holds good for.
pub(crate) fn such(rng: &mut StdRng, head: &[u8], len: usize, rule: impl Fn(&[u8]) -> bool) -> Vec<u8> {
    loop {
        let number = [head.to_vec(), any(rng, len - head.len())].concat();
        if rule(&number) && !digits::degenerate(&number) && !digits::dated(&number) {
            return number;
        }
    }
}

pub(crate) fn written(number: &[u8], sizes: &[usize], hyphen: &str) -> String {
    let mut rest = number.iter().map(|digit| char::from(digit + b'0'));
    let groups: Vec<String> = sizes.iter().map(|size| rest.by_ref().take(*size).collect()).collect();
    assert_eq!(rest.next(), None, "sizes {sizes:?}");
    groups.join(hyphen)
}

pub(crate) fn full_width(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '!'..='~' => char::from_u32(c as u32 + 0xFEE0).unwrap(),
            ' ' => '\u{3000}',
            c => c,
        })
        .collect()
}

/// The ways to write a number: hyphens only where it has groups.
fn ways(number: &[u8], sizes: &[usize]) -> Vec<(String, String)> {
    let hyphens = if sizes.len() == 1 { &HYPHENS[..1] } else { &HYPHENS[..] };
    let way = |hyphen: &&str| {
        let text = written(number, sizes, hyphen);
        let name = format!("{sizes:?} {:?}", hyphen.chars().next().unwrap_or('0'));
        [(format!("half {name}"), text.clone()), (format!("full {name}"), full_width(&text))]
    };
    hyphens.iter().flat_map(way).collect()
}

pub(crate) fn letters(rng: &mut StdRng, len: usize) -> String {
    (0..len).map(|_| char::from(rng.gen_range(b'A'..=b'Z'))).collect()
}

fn with_letters(text: &str) -> Vec<(String, String)> {
    vec![
        ("half".to_owned(), text.to_owned()),
        ("full".to_owned(), full_width(text)),
        ("small".to_owned(), text.to_ascii_lowercase()),
    ]
}

/// Labels under which a kind is written.
pub fn labels(kind: Identifier) -> &'static [&'static str] {
    match kind {
        MyNumber => &["マイナンバー", "個人番号", "ﾏｲﾅﾝﾊﾞｰ"],
        ResidentCode => &["住民票コード"],
        DriversLicence => &["運転免許証番号", "免許証番号"],
        Passport => &["旅券番号", "パスポート番号", "ﾊﾟｽﾎﾟｰﾄ番号"],
        ResidenceCard => &["在留カード番号", "特別永住者証明書番号"],
        BasicPension => &["基礎年金番号", "年金番号"],
        InsurerNumber => &["保険者番号", "公費負担者番号"],
        InsuredNumber => &["被保険者番号", "介護保険被保険者番号", "被保険者証番号"],
        BankAccount => &["口座番号", "振込先口座番号"],
        PostalAccount => &["ゆうちょ口座", "記号番号(ゆうちょ)"],
        Card => &["クレジットカード番号", "カード番号"],
        Phone => &["電話番号", "携帯電話", "TEL", "緊急連絡先"],
        Email => &["メールアドレス", "E-mail"],
        PostalAddress => &["住所", "現住所", "自宅住所"],
        BirthDate => &["生年月日", "誕生日"],
        Name => &["氏名", "お名前", "フリガナ"],
    }
}

const GIVEN: [&str; 10] = ["太郎", "花子", "一郎", "美咲", "健", "さくら", "翔太", "結衣", "大輔", "陽菜"];
const SURNAMES: [&str; 12] =
    ["佐藤", "山田", "長谷川", "佐々木", "小鳥遊", "御手洗", "四十万", "勅使河原", "渡邉", "森", "五十嵐", "月見里"];
const PLACES: [&str; 12] = [
    "東京都千代田区千代田",
    "大阪府大阪市北区梅田",
    "北海道札幌市中央区大通西",
    "京都府京都市中京区寺町通",
    "千葉県四街道市大日",
    "三重県四日市市諏訪町",
    "鹿児島県大島郡大和村国直",
    "埼玉県さいたま市浦和区高砂",
    "東京都西多摩郡奥多摩町氷川",
    "広島県廿日市市下平良",
    "福井県あわら市市姫",
    "愛知県名古屋市中村区名駅",
];

/// A value of a kind in each way of writing, by the name of the way.
pub fn written_values(kind: Identifier, rng: &mut StdRng) -> Vec<(String, String)> {
    let mut out = Vec::new();
    match kind {
        MyNumber => {
            let number = such(rng, &[], 12, digits::my_number);
            out.extend([[12].as_slice(), &[4, 4, 4]].iter().flat_map(|sizes| ways(&number, sizes)));
        }
        ResidentCode => out.extend(ways(&such(rng, &[], 11, digits::resident_code), &[11])),
        DriversLicence => {
            let heads = [[3, 0], [4, 5], [9, 0], [6, 2], [1, 0], [5, 4], [8, 3], [7, 4], [2, 5]];
            let head = *heads.choose(rng).unwrap();
            let number = such(rng, &head, 12, digits::licence);
            out.extend([[12].as_slice(), &[4, 4, 4]].iter().flat_map(|sizes| ways(&number, sizes)));
        }
        Passport => {
            let text =
                format!("{}{}{}", ["T", "M"].choose(rng).unwrap(), letters(rng, 1), written(&any(rng, 7), &[7], ""));
            out.extend(with_letters(&text));
        }
        ResidenceCard => {
            let text = format!("{}{}{}", letters(rng, 2), written(&any(rng, 8), &[8], ""), letters(rng, 2));
            out.extend(with_letters(&text));
        }
        BasicPension => out.extend(ways(&such(rng, &[], 10, |_| true), &[4, 6])),
        InsurerNumber => {
            let heads = [[0, 1], [0, 6], [3, 3], [3, 9], [6, 3]];
            let head = *heads.choose(rng).unwrap();
            out.extend(ways(&such(rng, &head, 8, digits::luhn), &[8]));
            out.extend(ways(&such(rng, &[1, 3], 6, digits::luhn), &[6]));
        }
        InsuredNumber => {
            out.extend(ways(&such(rng, &[], 8, |_| true), &[8]));
            out.extend(ways(&such(rng, &[], 10, |_| true), &[10]));
            out.extend(ways(&such(rng, &[], 11, |_| true), &[4, 6, 1]));
        }
        BankAccount => {
            out.extend(ways(&such(rng, &[], 7, |_| true), &[7]));
            out.extend(
                ways(&such(rng, &[0], 14, |_| true), &[4, 3, 7]).into_iter().filter(|(way, _)| !way.contains("'0'")),
            );
        }
        PostalAccount => {
            let number = such(rng, &[1], 13, |number| number[4] == 0 && number[12] == 1);
            out.extend(ways(&number, &[5, 8]));
        }
        Card => {
            out.extend(ways(&such(rng, &[4], 16, digits::luhn), &[4, 4, 4, 4]));
            out.extend(ways(&such(rng, &[5, 3], 16, digits::luhn), &[4, 4, 4, 4]));
            out.extend(ways(&such(rng, &[3, 5, 3], 16, digits::luhn), &[16]));
            out.extend(ways(&such(rng, &[3, 7], 15, digits::luhn), &[4, 6, 5]));
        }
        Phone => {
            let mobile = [0, *[7, 8, 9].choose(rng).unwrap(), 0, rng.gen_range(1..10)];
            out.extend(ways(&such(rng, &mobile, 11, |_| true), &[3, 4, 4]));
            out.extend(ways(&such(rng, &[0, 5, 0, 3], 11, |_| true), &[3, 4, 4]));
            for (area, sizes) in [
                (&[0, 3][..], [2, 4, 4]),
                (&[0, 6], [2, 4, 4]),
                (&[0, 4, 5], [3, 3, 4]),
                (&[0, 9, 2], [3, 3, 4]),
                (&[0, 2, 6, 3], [4, 2, 4]),
                (&[0, 4, 9, 9, 2], [5, 1, 4]),
            ] {
                let number = such(rng, &[area, &[2]].concat(), 10, |_| true);
                out.extend(ways(&number, &sizes));
                let [a, b, _] = sizes;
                let text = written(&number, &[10], "");
                out.push((format!("{a} brackets"), format!("({}){}-{}", &text[..a], &text[a..a + b], &text[a + b..])));
                out.push((
                    format!("{a} inner brackets"),
                    format!("{}({}){}", &text[..a], &text[a..a + b], &text[a + b..]),
                ));
            }
            let number = written(&such(rng, &mobile[1..], 10, |_| true), &[2, 4, 4], "-");
            out.push(("abroad".to_owned(), format!("+81-{number}")));
        }
        Email => {
            let (name, host) = (letters(rng, 6), letters(rng, 5));
            let text =
                format!("{name}.{}@{host}.{}", letters(rng, 2), ["co.jp", "jp", "example.com"].choose(rng).unwrap());
            out.extend(with_letters(&text));
        }
        PostalAddress => {
            let place = PLACES.choose(rng).unwrap();
            let (a, b, c) = (rng.gen_range(1..9), rng.gen_range(1..30), rng.gen_range(1..30));
            let kanji = |number: u32| {
                let one = |digit: u32| "〇一二三四五六七八九".chars().nth(digit as usize).unwrap().to_string();
                match (number / 10, number % 10) {
                    (0, unit) => one(unit),
                    (tens, unit) => {
                        let tens = if tens == 1 { String::new() } else { one(tens) };
                        format!("{tens}十{}", if unit == 0 { String::new() } else { one(unit) })
                    }
                }
            };
            let code = written(&any(rng, 7), &[3, 4], "-");
            let tails = HYPHENS[1..].iter().filter(|hyphen| !hyphen.trim().is_empty());
            let tails = tails.map(|hyphen| (format!("{hyphen:?}"), format!("{place}{a}{hyphen}{b}{hyphen}{c}")));
            let mut texts: Vec<(String, String)> = tails.collect();
            texts.push(("chome".to_owned(), format!("{place}{a}丁目{b}番{c}号")));
            texts.push(("banchi".to_owned(), format!("{place}{b}番地{c}")));
            texts.push(("kanji".to_owned(), format!("{place}{}丁目{}番{}号", kanji(a), kanji(b), kanji(c))));
            for (way, text) in texts {
                out.push((format!("{way} full"), full_width(&text)));
                out.push((format!("{way} code"), format!("〒{code} {text}")));
                out.push((way, text));
            }
            let short = place.split_once(['都', '府', '県']).map_or(*place, |(_, rest)| rest);
            out.push(("no prefecture".to_owned(), format!("{short}{a}-{b}-{c}")));
        }
        BirthDate => out.extend(births(rng)),
        Name => {
            let (surname, given) = (SURNAMES.choose(rng).unwrap(), GIVEN.choose(rng).unwrap());
            out.push(("space".to_owned(), format!("{surname} {given}")));
            out.push(("wide space".to_owned(), format!("{surname}\u{3000}{given}")));
            out.push(("joined".to_owned(), format!("{surname}{given}")));
            out.push(("kana".to_owned(), "ヤマダ　タロウ".to_owned()));
            out.push(("half kana".to_owned(), "ﾔﾏﾀﾞ ﾀﾛｳ".to_owned()));
            out.push(("hiragana".to_owned(), "やまだ はなこ".to_owned()));
            out.push(("latin".to_owned(), "Taro Yamada".to_owned()));
        }
    }
    out
}

fn births(rng: &mut StdRng) -> Vec<(String, String)> {
    let mut out = Vec::new();
    let (year, month, day) = (rng.gen_range(1930..2020), rng.gen_range(1..13), rng.gen_range(1..29));
    for mark in ["/", ".", "-", "\u{2212}", "\u{30FC}"] {
        out.push((format!("western {mark}"), format!("{year}{mark}{month}{mark}{day}")));
        out.push((format!("western 0 {mark}"), format!("{year}{mark}{month:02}{mark}{day:02}")));
    }
    out.push(("western kanji".to_owned(), format!("{year}年{month}月{day}日")));
    out.push(("western compact".to_owned(), format!("{year}{month:02}{day:02}")));
    let eras = [
        (["明治", "㍾", "明", "M"], 1, 2, 44),
        (["大正", "㍽", "大", "T"], 2, 2, 14),
        (["昭和", "㍼", "昭", "S"], 3, 2, 63),
        (["平成", "㍻", "平", "H"], 4, 2, 30),
        (["令和", "㋿", "令", "R"], 5, 2, 8),
    ];
    for (names, code, first, last) in eras {
        let year = rng.gen_range(first..=last);
        for name in names {
            out.push((format!("{name} kanji"), format!("{name}{year}年{month}月{day}日")));
            for mark in [".", "/", "-"] {
                out.push((format!("{name} {mark}"), format!("{name}{year}{mark}{month}{mark}{day}")));
                out.push((format!("{name} 0{mark}"), format!("{name}{year:02}{mark}{month:02}{mark}{day:02}")));
            }
        }
        out.push((format!("{code} coded"), format!("{code}-{year:02}{month:02}{day:02}")));
    }
    out.push(("first year".to_owned(), "令和元年5月1日".to_owned()));
    out.push(("first year kanji".to_owned(), "平成元年十二月三十一日".to_owned()));
    out.push(("kanji numerals".to_owned(), "昭和六十年四月一日".to_owned()));
    let wide: Vec<_> = out.iter().map(|(way, text)| (format!("{way} full"), full_width(text))).collect();
    out.extend(wide);
    out
}
