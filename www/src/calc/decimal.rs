//! Decimal numbers: formulas must not lose a digit that kintone keeps.

use std::cmp::Ordering;
use std::fmt;

/// How a number loses digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Rounding {
    HalfEven,
    HalfUp,
    /// Away from zero.
    Up,
    /// Towards zero.
    Down,
}

/// `mantissa` over ten to the power of `scale`, without trailing zeros behind the point.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Decimal {
    mantissa: i128,
    scale: u32,
}

impl Decimal {
    pub(super) const ZERO: Self = Self { mantissa: 0, scale: 0 };

    pub(super) fn whole(number: i64) -> Self {
        Self { mantissa: i128::from(number), scale: 0 }
    }

    fn new(mantissa: i128, scale: u32) -> Self {
        let (mut mantissa, mut scale) = (mantissa, scale);
        while scale > 0 && mantissa % 10 == 0 {
            mantissa /= 10;
            scale -= 1;
        }
        Self { mantissa, scale }
    }

    /// Reads `-12.5`, `+3`, `1.2e3`; `None` for anything else and for what has too many digits.
    pub(crate) fn read(text: &str) -> Option<Self> {
        let (body, exponent) = match text.find(['e', 'E']) {
            Some(at) => (text.get(..at)?, text.get(at + 1..)?.parse::<i32>().ok()?),
            None => (text, 0),
        };
        let (negative, body) = match body.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, body.strip_prefix('+').unwrap_or(body)),
        };
        let (whole, fraction) = body.split_once('.').unwrap_or((body, ""));
        let digits = format!("{whole}{fraction}");
        if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        let mantissa: i128 = digits.parse().ok()?;
        let mantissa = if negative { -mantissa } else { mantissa };
        let scale = i32::try_from(fraction.len()).ok()?.checked_sub(exponent)?;
        match u32::try_from(scale) {
            Ok(scale) if scale <= 30 => Some(Self::new(mantissa, scale)),
            Ok(_) => None,
            Err(_) => Some(Self::new(mantissa.checked_mul(ten(scale.unsigned_abs())?)?, 0)),
        }
    }

    /// Both at one scale.
    fn aligned(self, other: Self) -> Option<(i128, i128, u32)> {
        let scale = self.scale.max(other.scale);
        let left = self.mantissa.checked_mul(ten(scale - self.scale)?)?;
        let right = other.mantissa.checked_mul(ten(scale - other.scale)?)?;
        Some((left, right, scale))
    }

    pub(super) fn plus(self, other: Self) -> Option<Self> {
        let (left, right, scale) = self.aligned(other)?;
        Some(Self::new(left.checked_add(right)?, scale))
    }

    pub(super) fn negated(self) -> Self {
        Self { mantissa: -self.mantissa, scale: self.scale }
    }

    pub(super) fn times(self, other: Self) -> Option<Self> {
        Some(Self::new(self.mantissa.checked_mul(other.mantissa)?, self.scale + other.scale))
    }

    /// A quotient of so many places; `None` by zero.
    pub(super) fn over(self, other: Self, places: u32, rounding: Rounding) -> Option<Self> {
        let (left, right, _) = self.aligned(other)?;
        let left = left.checked_mul(ten(places)?)?;
        Some(Self::new(divide(left, right, rounding)?, places))
    }

    /// The power of a whole exponent; a negative one is a quotient.
    pub(super) fn to_the(self, exponent: i32, places: u32, rounding: Rounding) -> Option<Self> {
        let mut power = Self::whole(1);
        for _ in 0..exponent.unsigned_abs() {
            power = power.times(self)?;
        }
        if exponent < 0 { Self::whole(1).over(power, places, rounding) } else { Some(power) }
    }

    /// Keeps so many places behind the point; a negative number of places clears digits before it.
    pub(super) fn rounded(self, places: i32, rounding: Rounding) -> Option<Self> {
        let drop = i32::try_from(self.scale).ok()?.checked_sub(places)?;
        if drop <= 0 {
            return Some(self);
        }
        let Some(unit) = ten(drop.unsigned_abs()) else { return Some(Self::ZERO) };
        let kept = divide(self.mantissa, unit, rounding)?;
        match u32::try_from(places) {
            Ok(places) => Some(Self::new(kept, places)),
            Err(_) => Some(Self::new(kept.checked_mul(ten(places.unsigned_abs())?)?, 0)),
        }
    }

    pub(super) fn is_zero(self) -> bool {
        self.mantissa == 0
    }

    /// Towards minus infinity.
    pub(super) fn floor(self) -> Option<i64> {
        i64::try_from(self.mantissa.div_euclid(ten(self.scale)?)).ok()
    }

    /// How many digits it is written with.
    pub(super) fn digits(self) -> usize {
        let digits = self.mantissa.unsigned_abs().to_string().len();
        digits.max(usize::try_from(self.scale).unwrap_or(usize::MAX))
    }

    pub(crate) fn compared(self, other: Self) -> Ordering {
        match self.aligned(other) {
            Some((left, right, _)) => left.cmp(&right),
            // Only numbers of very different size do not align: the one of fewer places is the larger in size.
            None if self.scale < other.scale => self.mantissa.cmp(&0),
            None => 0.cmp(&other.mantissa),
        }
    }
}

fn ten(power: u32) -> Option<i128> {
    10_i128.checked_pow(power)
}

fn divide(left: i128, right: i128, rounding: Rounding) -> Option<i128> {
    let (quotient, rest) = (left.checked_div(right)?, left.checked_rem(right)?);
    if rest == 0 {
        return Some(quotient);
    }
    let away = if (left < 0) == (right < 0) { 1 } else { -1 };
    let double = rest.unsigned_abs().checked_mul(2)?.cmp(&right.unsigned_abs());
    let up = match rounding {
        Rounding::Up => true,
        Rounding::Down => false,
        Rounding::HalfUp => double != Ordering::Less,
        Rounding::HalfEven => double == Ordering::Greater || double == Ordering::Equal && quotient % 2 != 0,
    };
    Some(if up { quotient + away } else { quotient })
}

impl fmt::Display for Decimal {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.mantissa < 0 { "-" } else { "" };
        let scale = usize::try_from(self.scale).unwrap_or_default();
        let digits = format!("{:0>width$}", self.mantissa.unsigned_abs(), width = scale + 1);
        let (whole, fraction) = digits.split_at(digits.len() - scale);
        if fraction.is_empty() { write!(out, "{sign}{whole}") } else { write!(out, "{sign}{whole}.{fraction}") }
    }
}
