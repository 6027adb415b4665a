//! Vectors of `personal-information.md` §1 and the false friends of §0.

use naiki::personal::Confidence::{High, Low, Medium};
use naiki::personal::identifiers::Identifier::{self, *};
use naiki::personal::identifiers::{Context, Find, check_digit, digits as rules, my_numbers, scan};
use naiki::personal::{Class, Confidence};

fn digits(text: &str) -> [u8; 12] {
    text.bytes().map(|byte| byte - b'0').collect::<Vec<_>>().try_into().unwrap()
}

#[test]
fn check_digits_follow_the_ordinance() {
    for good in ["123456789018", "983205673214", "621498320257", "202610160001"] {
        assert!(check_digit(digits(good)), "{good}");
    }
    for bad in ["983205673210", "123456789010", "202610160002"] {
        assert!(!check_digit(digits(bad)), "{bad}");
    }
}

#[test]
fn confidence_needs_words_beside_the_number() {
    let of = |text: &str| my_numbers(text, false).first().map(|hit| hit.confidence);
    assert_eq!(of("マイナンバー 1234 5678 9018"), Some(High));
    assert_eq!(of("個人番号:１２３４－５６７８－９０１８"), Some(High));
    assert_eq!(of("ﾏｲﾅﾝﾊﾞｰは123456789018です"), Some(High));
    assert_eq!(of("1234 5678 9018"), Some(Medium));
    assert_eq!(of("1234ー5678ー9018"), Some(Medium));
    assert_eq!(of("2026-11-24 1234 5678 9018"), Some(Medium));
    assert_eq!(of("注文 202610160001"), Some(Low));
    for spoken in [
        "マイナンバー No.123456789018",
        "マイナンバーは123456789018.",
        "マイナンバー:123456789018,氏名は見本",
        "マイナンバー123456789018本人確認済",
        "個人番号 1234 5678 9018個人番号カードで確認",
        "マイナンバー#123456789018",
        "123456789018(マイナンバー)",
        "1234 5678 9018 がマイナンバーです",
    ] {
        assert_eq!(of(spoken), Some(High), "{spoken}");
    }
    assert_eq!(
        of("受付 202610160001 マイナンバーカードで確認"),
        Some(Low),
        "the card was shown: the number is another"
    );
    for nothing in [
        "983205673210",
        "000000000019",
        "1234567890180",
        "A123456789018",
        "123456789018円",
        "1234.5678.9018",
        "12345678/9018",
        "1234-5678 9018",
        "",
    ] {
        assert_eq!(of(nothing), None, "{nothing}");
    }
    assert_eq!(my_numbers("家族 1234 5678 9018 9832 0567 3214", true).len(), 2, "one after the other");
    assert_eq!(my_numbers("123456789018", true).first().map(|hit| hit.confidence), Some(High));
}

#[test]
fn a_hit_says_where_it_stands() {
    let text = "番号は１２３４ ５６７８ ９０１８。";
    let hit = my_numbers(text, true)[0];
    assert_eq!(&text[hit.start..hit.end], "１２３４ ５６７８ ９０１８");
}

fn of_digits(text: &str) -> Vec<u8> {
    text.bytes().map(|byte| byte - b'0').collect()
}

#[test]
fn check_digits_agree_with_the_vectors() {
    type Rule = fn(&[u8]) -> bool;
    let good: [(Rule, &[&str]); 7] = [
        (rules::my_number, &["123456789018", "983205673214", "621498320257", "202610160001"]),
        (rules::resident_code, &["12345678903"]),
        (rules::licence, &["300512345680", "909912345690", "451200000161"]),
        (rules::luhn, &["33120015", "01130012", "4111111111111111"]),
        (rules::corporation, &["8700110005901", "7000012050002", "5835678256246", "1180301018771"]),
        (rules::article, &["4901234567894"]),
        (rules::local_government, &["131016", "011002"]),
    ];
    for (rule, numbers) in good {
        for number in numbers {
            let mut wrong = of_digits(number);
            assert!(rule(&wrong), "{number}");
            let last = wrong.len() - 2;
            wrong[last] = (wrong[last] + 3) % 10;
            assert!(!rule(&wrong), "{number} with another digit");
        }
    }
    for nobody in ["000000000019", "111111111111", "123456789012", "987654321098"] {
        assert!(rules::degenerate(&of_digits(nobody)), "{nobody}");
    }
    assert!(!rules::degenerate(&of_digits("123456789018")));
    assert!(rules::dated(&of_digits("202610160001")) && !rules::dated(&of_digits("202613160001")));
}

/// What is told of a text, the values in it.
fn told<'a>(text: &'a str, label: &str) -> Vec<(Identifier, Confidence, &'a str)> {
    let finds = scan(text, Context::of_label(label));
    finds.into_iter().map(|find| (find.class, find.confidence, &text[find.start..find.end])).collect()
}

#[test]
fn words_beside_a_value_decide() {
    assert_eq!(told("1234 5678 9018", ""), [(MyNumber, Medium, "1234 5678 9018")]);
    assert_eq!(told("983205673214", ""), [(MyNumber, Low, "983205673214")], "bare, and nobody speaks of it");
    assert_eq!(told("983205673214", "個人番号"), [(MyNumber, High, "983205673214")]);
    assert_eq!(told("983205673214", "注文番号"), []);
    assert_eq!(
        told("注文番号 9832-0567-3214", "マイナンバー"),
        [(MyNumber, Medium, "9832-0567-3214")],
        "label against text"
    );
    assert_eq!(told("受付 202610160001", ""), [], "an order of a day");
    assert_eq!(told("03-1234-5678", "電話番号"), [(Phone, High, "03-1234-5678")]);
    assert_eq!(told("03-1234-5678", "施設電話番号"), []);
    assert_eq!(told("施設代表 03-1234-5678", ""), []);
    assert_eq!(told("窓口で確認。電話 03-1234-5678", ""), [(Phone, High, "03-1234-5678")]);
    assert_eq!(told("090-1234-5678", "施設の担当者"), [(Phone, Medium, "090-1234-5678")], "a person carries it");
    assert_eq!(told("0120-123-456 0570-012-345 0800-123-4567", "電話番号"), []);
    assert_eq!(told("2024-04-01", "発生年月日"), [], "生年月日 stands in it");
    assert_eq!(told("1985年4月1日生、更新 2020年4月1日", ""), [(BirthDate, High, "1985年4月1日")]);
    assert_eq!(told("1985年4月1日生まれ 2020年4月1日受付", ""), [(BirthDate, High, "1985年4月1日")]);
    assert_eq!(told("令和元年4月30日", "生年月日"), [], "令和 began a day later");
    assert_eq!(told("昭和64年1月8日", "生年月日"), [], "昭和 had ended");
    assert_eq!(told("2023-02-29", "生年月日"), [], "no such day");
    assert_eq!(told("TK1234567", ""), [(Passport, Low, "TK1234567")]);
    assert_eq!(told("AB1234567", ""), [], "a code of an article");
    assert_eq!(told("AB1234567", "旅券番号"), [(Passport, High, "AB1234567")]);
    assert_eq!(told("1234567", ""), []);
    assert_eq!(told("info@example.jp", "メール"), [(Email, Low, "info@example.jp")], "a desk");
    assert_eq!(told("icon@2x.png @naiki/guard@1.2.3", ""), []);
    assert_eq!(told("西九条で3人、四日市市で5件。市内1-2か所", ""), []);
    assert_eq!(told("未記入", "氏名"), []);
    assert_eq!(told("市民課", "担当者氏名"), []);
    assert_eq!(told("氏名：山田　太郎（見本）", ""), [(Name, High, "山田　太郎")]);
    assert_eq!(told("佐藤花子様、皆様、様々", ""), [(Name, Low, "佐藤花子")]);
    assert_eq!(told("12,345,678円 ¥1234567 1.2.3.4 10:30", "口座番号"), []);
}

#[test]
fn twelve_digits_may_be_two_kinds() {
    let both = (0..10_000_u32)
        .map(|serial| format!("3005{serial:04}"))
        .flat_map(|head| (0..10_000).step_by(7).map(move |tail| format!("{head}{tail:04}")))
        .find(|number| rules::my_number(&of_digits(number)) && rules::licence(&of_digits(number)))
        .unwrap();
    let grouped = format!("{} {} {}", &both[..4], &both[4..8], &both[8..]);
    let kinds = |label| told(&grouped, label).into_iter().map(|(kind, sure, _)| (kind, sure)).collect::<Vec<_>>();
    assert_eq!(kinds(""), [(MyNumber, Medium), (DriversLicence, Medium)]);
    assert_eq!(kinds("運転免許証番号"), [(DriversLicence, High)]);
    assert_eq!(kinds("マイナンバー"), [(MyNumber, High)]);
}

#[test]
fn an_address_is_one_find() {
    let text = "〒100-0001 東京都千代田区千代田1-1-1 と 大阪市北区梅田三丁目一番三号";
    assert_eq!(told(text, "")[0], (PostalAddress, Medium, "〒100-0001 東京都千代田区千代田1-1-1"));
    assert_eq!(told(text, "住所").len(), 2);
    assert_eq!(told("100-0001", "郵便番号"), [(PostalAddress, Medium, "100-0001")]);
    assert_eq!(told("100-0001", ""), []);
}

#[test]
fn kinds_have_a_word_and_a_class() {
    for kind in Identifier::ALL {
        let text = kind.text();
        assert!(!text.ja.is_empty() && !text.en.is_empty());
        assert_eq!(kind.class() == Class::MyNumber, kind == MyNumber);
    }
    let code = |kind: &Identifier| kind.class() == Class::Code;
    let codes: Vec<_> = Identifier::ALL.into_iter().filter(code).collect();
    assert_eq!(codes, [ResidentCode, DriversLicence, Passport, ResidenceCard, BasicPension, InsuredNumber]);
}

#[test]
fn masks_show_the_shape_alone() {
    let mask = |text: &str| scan(text, Context::NONE).into_iter().map(|find: Find| find.mask).collect::<Vec<_>>();
    assert_eq!(mask("マイナンバー １２３４ー５６７８ー９０１８"), ["****-****-****"]);
    assert_eq!(mask("taro.yamada@example.jp"), ["***@***"]);
}

#[test]
fn bad_input_is_read_to_its_end() {
    let bad = [
        "1", "1 ", "1234 ", "1-", "@", "a@", "a", "市", "市1", "一", "\u{301}", "\u{200F}", "\u{FFFD}", "氏名:", "様",
        "ﾊﾞ", "昭和",
    ];
    for piece in bad {
        let text = piece.repeat(1_000_000 / piece.len());
        let _ = scan(&text, Context::of_label("氏名"));
    }
    let marked = "\u{200F}マイナンバー\u{FFFD} 1234 5678 9018\u{301}";
    assert_eq!(told(marked, ""), [(MyNumber, High, "1234 5678 9018")]);
    assert_eq!(Context::of_label(""), Context::NONE);
    assert_eq!(scan("", Context::NONE), []);
}
