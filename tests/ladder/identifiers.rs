//! Vectors of `personal-information.md` §1 and the false friends of §0.

use naiki::personal::Confidence::{High, Low, Medium};
use naiki::personal::identifiers::{check_digit, my_numbers};

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
