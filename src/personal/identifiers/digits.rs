//! Check digits. One lets about a tenth of all numbers pass, so none of them proves anything alone.
//!
//! Each function takes the digits of the whole number, first to last, and says whether the last (of the licence the last
//! but one) follows from the others.

/// The My Number, 12 digits (平成26年総務省令85号 5条): weights 6,5,4,3,2,7,6,5,4,3,2, modulus 11, 0 for the rests 0 and 1.
pub fn my_number(digits: &[u8]) -> bool {
    let [head @ .., last] = digits else { return false };
    let rest = weighed(head, &[6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2]) % 11;
    digits.len() == 12 && u32::from(*last) == if rest <= 1 { 0 } else { 11 - rest }
}

/// The resident code (住民票コード), 11 digits: modulus 11 (デジタル庁 コード一覧 463-1). That its weights are those of the My
/// Number is known from public generators only.
pub fn resident_code(digits: &[u8]) -> bool {
    let [head @ .., last] = digits else { return false };
    let rest = back(head, &[2, 3, 4, 5, 6, 7]) % 11;
    digits.len() == 11 && u32::from(*last) == if rest <= 1 { 0 } else { 11 - rest }
}

/// The licence of a driver, 12 digits, of which the 11th is the check digit and the 12th counts re-issues: weights
/// 5,4,3,2,7,6,5,4,3,2, modulus 11 (沖縄県警 要領, as quoted on several pages; no national text was found).
pub fn licence(digits: &[u8]) -> bool {
    let Some((head, [check, _])) = digits.split_at_checked(10) else { return false };
    let rest = back(head, &[2, 3, 4, 5, 6, 7]) % 11;
    u32::from(*check) == (11 - rest) % 10
}

/// Cards, and insurers (保険者番号, 公費負担者番号; 厚生労働省 保険者番号等の設定要領): every second digit doubled from the right.
pub fn luhn(digits: &[u8]) -> bool {
    let mut sum = 0;
    let mut doubled = false;
    for digit in digits.iter().rev() {
        let digit = u32::from(*digit);
        sum += if doubled { digit * 2 / 10 + digit * 2 % 10 } else { digit };
        doubled = !doubled;
    }
    sum.is_multiple_of(10)
}

/// The number of a corporation (法人番号), 13 digits of which the first is the check digit (法人番号の指定等に関する省令 2条). It is
/// no person's.
pub fn corporation(digits: &[u8]) -> bool {
    let Some((first, body)) = digits.split_first() else { return false };
    body.len() == 12 && u32::from(*first) == 9 - back(body, &[1, 2]) % 9
}

/// An article sold in Japan (JAN, 13 digits from 45 or 49): weights 1 and 3, modulus 10.
pub fn article(digits: &[u8]) -> bool {
    let japanese = matches!(digits, [4, 5 | 9, ..]);
    japanese && digits.len() == 13 && back(digits, &[1, 3]).is_multiple_of(10)
}

/// A local government (全国地方公共団体コード, 6 digits; 総務省): weights 6,5,4,3,2, modulus 11, prefecture 01 to 47.
pub fn local_government(digits: &[u8]) -> bool {
    let [a, b, .., last] = digits else { return false };
    let rest = weighed(digits, &[6, 5, 4, 3, 2]) % 11;
    digits.len() == 6 && (1..=47).contains(&(a * 10 + b)) && u32::from(*last) == (11 - rest) % 10
}

fn weighed(digits: &[u8], weights: &[u32]) -> u32 {
    let mut sum = 0;
    for (digit, weight) in digits.iter().zip(weights) {
        sum += u32::from(*digit) * weight;
    }
    sum
}

/// The same from the last digit on, the weights over and over.
fn back(digits: &[u8], weights: &[u32]) -> u32 {
    let mut sum = 0;
    let mut rest = weights;
    for digit in digits.iter().rev() {
        let [weight, after @ ..] = rest else { return 0 };
        sum += u32::from(*digit) * weight;
        rest = if after.is_empty() { weights } else { after };
    }
    sum
}

/// What counts up, stands still or is padded with zeros is a serial number or a dummy: at least six leading zeros, one
/// digit only, or every step the same (`personal-information.md` §3).
pub fn degenerate(digits: &[u8]) -> bool {
    if digits.starts_with(&[0; 6]) {
        return true;
    }
    let [first, second, ..] = digits else { return true };
    let by = (10 + second - first) % 10;
    let mut rest = digits;
    while let [one, after @ ..] = rest {
        if after.first().is_some_and(|other| (one + by) % 10 != *other) {
            return false;
        }
        rest = after;
    }
    matches!(by, 0 | 1 | 9)
}

/// Whether the digits begin with a day (`YYYYMMDD`, 1950 to 2099): order numbers and timestamps do, and one in ten of
/// them passes the check digit of the My Number.
pub fn dated(digits: &[u8]) -> bool {
    let number = |from: usize, to: usize| {
        digits.get(from..to).unwrap_or_default().iter().fold(0_u16, |sum, digit| sum * 10 + u16::from(*digit))
    };
    (1950..=2099).contains(&number(0, 4)) && (1..=12).contains(&number(4, 6)) && (1..=31).contains(&number(6, 8))
}
