//! JSON as it is written, read from the front: texts are borrowed where nothing in them is escaped, and a mistake has its
//! place and no words. What serde brings along for this, most of it for its sentences about mistakes, is a tenth of the
//! guard's wasm. A law holds both to the same reading, but for the last digit of a number that is no whole one.

use std::borrow::Cow;

use serde_json::{Map, Number, Value};

/// So deep may lists and maps stand in each other, as in `serde_json`.
const DEPTH: usize = 127;

/// A text and how far it was read. Whatever finds something else than it looks for returns nothing, and reading ends there.
#[derive(Debug)]
pub struct Reader<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Reader<'a> {
    /// At the beginning of a text.
    pub fn new(text: &'a str) -> Self {
        Self { text, at: 0 }
    }

    /// How many bytes were read: after a mistake, where it is.
    pub fn at(&self) -> usize {
        self.at
    }

    fn byte(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn next(&mut self) -> Option<u8> {
        let byte = self.byte()?;
        self.at += 1;
        Some(byte)
    }

    fn space(&mut self) {
        while matches!(self.byte(), Some(b' ' | b'\n' | b'\r' | b'\t')) {
            self.at += 1;
        }
    }

    /// Whether this letter is the next one; if so, goes on behind it.
    #[inline(never)]
    fn has(&mut self, letter: u8) -> bool {
        if self.byte() != Some(letter) {
            self.space(); // seldom: the boot script writes none
        }
        let has = self.byte() == Some(letter);
        self.at += usize::from(has);
        has
    }

    /// Reads this letter.
    pub fn letter(&mut self, letter: u8) -> Option<()> {
        self.has(letter).then_some(())
    }

    /// Whether this word is the next one; if so, goes on behind it.
    #[inline(never)]
    fn is(&mut self, word: &str) -> bool {
        self.space();
        let is = self.text.as_bytes().get(self.at..).is_some_and(|rest| rest.starts_with(word.as_bytes()));
        self.at += if is { word.len() } else { 0 };
        is
    }

    /// Whether `null` is next.
    pub fn nothing(&mut self) -> bool {
        self.is("null")
    }

    /// Reads `true` or `false`.
    pub fn truth(&mut self) -> Option<bool> {
        let truth = self.is("true");
        (truth || self.is("false")).then_some(truth)
    }

    /// Reads a text.
    #[inline(never)]
    pub fn text(&mut self) -> Option<Cow<'a, str>> {
        self.letter(b'"')?;
        let plain = self.plain();
        if self.byte() == Some(b'"') {
            self.at += 1;
            return Some(Cow::Borrowed(plain));
        }
        let mut out = String::with_capacity(2 * plain.len() + 32);
        out.push_str(plain);
        loop {
            match self.next()? {
                b'"' => return Some(Cow::Owned(out)),
                b'\\' => out.push(self.escaped()?),
                _ => return None, // a control letter
            }
            out.push_str(self.plain());
        }
    }

    /// What stands before the next letter of a text that is not for itself. Every such letter is of ASCII.
    fn plain(&mut self) -> &'a str {
        let rest = self.text.get(self.at..).unwrap_or_default();
        let len = plain(rest.as_bytes());
        self.at += len;
        rest.get(..len).unwrap_or_default()
    }

    fn escaped(&mut self) -> Option<char> {
        Some(match self.next()? {
            same @ (b'"' | b'\\' | b'/') => char::from(same),
            b'b' => '\u{8}',
            b'f' => '\u{c}',
            b'n' => '\n',
            b'r' => '\r',
            b't' => '\t',
            b'u' => {
                let unit = self.unit()?;
                // The first half of a pair; any other half is no letter.
                let Some(high) = unit.checked_sub(0xd800).filter(|high| *high < 0x400) else {
                    return char::from_u32(unit);
                };
                if (self.next()?, self.next()?) != (b'\\', b'u') {
                    return None;
                }
                let low = self.unit()?.checked_sub(0xdc00).filter(|low| *low < 0x400)?;
                return char::from_u32(0x1_0000 + high * 0x400 + low);
            }
            _ => return None,
        })
    }

    /// Four digits of sixteen.
    fn unit(&mut self) -> Option<u32> {
        let mut unit = 0;
        for _ in 0..4 {
            unit = unit * 16 + char::from(self.next()?).to_digit(16)?;
        }
        Some(unit)
    }

    /// Reads a list, entry by entry.
    pub fn list(&mut self, one: &mut dyn FnMut(&mut Self) -> Option<()>) -> Option<()> {
        self.each(b'[', b']', one)
    }

    #[inline(never)]
    fn each(&mut self, open: u8, close: u8, one: &mut dyn FnMut(&mut Self) -> Option<()>) -> Option<()> {
        self.letter(open)?;
        if self.has(close) {
            return Some(());
        }
        loop {
            one(self)?;
            if self.has(close) {
                return Some(());
            }
            self.letter(b',')?;
        }
    }

    /// Whether nothing follows.
    pub fn end(&mut self) -> Option<()> {
        self.space();
        self.byte().is_none().then_some(())
    }

    fn value(&mut self, depth: usize) -> Option<Value> {
        self.space();
        Some(match self.byte()? {
            b'"' => Value::String(self.text()?.into_owned()),
            b'[' => {
                let (inner, mut list) = (depth.checked_sub(1)?, Vec::new());
                self.list(&mut |reader| {
                    list.push(reader.value(inner)?);
                    Some(())
                })?;
                Value::Array(list)
            }
            b'{' => {
                let (inner, mut map) = (depth.checked_sub(1)?, Map::new());
                self.each(b'{', b'}', &mut |reader| {
                    let key = reader.text()?.into_owned();
                    reader.letter(b':')?;
                    map.insert(key, reader.value(inner)?);
                    Some(())
                })?;
                Value::Object(map)
            }
            b'n' => self.is("null").then_some(Value::Null)?,
            b't' | b'f' => Value::Bool(self.truth()?),
            _ => Value::Number(self.number()?),
        })
    }

    fn number(&mut self) -> Option<Number> {
        let negative = self.is("-");
        let zero = self.byte() == Some(b'0');
        let mut figure = Figure { whole: Some(0), about: 0.0 };
        if self.digits(&mut figure)? > 1 && zero {
            return None;
        }
        let mut power = 0;
        let mut whole = figure.whole.filter(|whole| !negative || *whole > 0); // there is no -0
        if self.byte() == Some(b'.') {
            self.at += 1;
            power = self.digits(&mut figure)?.saturating_neg();
            whole = None;
        }
        if matches!(self.byte(), Some(b'e' | b'E')) {
            self.at += 1;
            let less = self.byte() == Some(b'-');
            self.at += usize::from(less || self.byte() == Some(b'+'));
            let mut tens = Figure { whole: Some(0), about: 0.0 };
            self.digits(&mut tens)?;
            let tens = tens.whole.and_then(|tens| i32::try_from(tens).ok()).unwrap_or(i32::MAX);
            power = power.saturating_add(if less { -tens } else { tens });
            whole = None;
        }
        match whole {
            Some(whole) if !negative => return Some(whole.into()),
            Some(whole) => {
                if let Some(whole) = 0_i64.checked_sub_unsigned(whole) {
                    return Some(whole.into());
                }
            }
            None => {}
        }
        let mut about = figure.about;
        if about > 0.0 {
            let scale = (0..power.unsigned_abs().min(MOST)).fold(1.0, |scale, _| scale * 10.0);
            about = if power < 0 { about / scale } else { about * scale };
        }
        Number::from_f64(if negative { -about } else { about })
    }

    /// Reads digits, at least one, behind those of a figure; says how many.
    fn digits(&mut self, figure: &mut Figure) -> Option<i32> {
        let mut count: i32 = 0;
        while let Some(digit) = self.byte().filter(u8::is_ascii_digit) {
            self.at += 1;
            count = count.saturating_add(1);
            let digit = digit - b'0';
            figure.whole = figure.whole.and_then(|whole| whole.checked_mul(10)?.checked_add(digit.into()));
            figure.about = figure.about * 10.0 + f64::from(digit);
        }
        (count > 0).then_some(count)
    }
}

/// How many bytes stand before a control letter, a quote or a backslash; eight are looked at at once.
fn plain(bytes: &[u8]) -> usize {
    const EACH: u64 = 0x0101_0101_0101_0101;
    // The high bit of each byte that is less than another; above the lowest of them there may be more.
    let less = |eight: u64, than: u64| eight.wrapping_sub(EACH * than) & !eight & (EACH << 7);
    let (eights, rest) = bytes.as_chunks::<8>();
    for (at, eight) in eights.iter().enumerate() {
        let eight = u64::from_le_bytes(*eight);
        let found = less(eight, 0x20) | less(eight ^ (EACH * 0x22), 1) | less(eight ^ (EACH * 0x5c), 1);
        if found != 0 {
            return at * 8 + (found.trailing_zeros() / 8) as usize;
        }
    }
    let at = rest.iter().position(|byte| matches!(byte, 0..b' ' | b'"' | b'\\'));
    bytes.len() - rest.len() + at.unwrap_or(rest.len())
}

/// Digits as a number: exact while they fit, and about.
struct Figure {
    whole: Option<u64>,
    about: f64,
}

/// More powers of ten than a number can have.
const MOST: u32 = 400;

/// Reads a whole text; where a key stands twice, the last one counts.
///
/// # Errors
/// Where it ceases to be JSON, in bytes.
pub fn read(text: &str) -> Result<Value, usize> {
    let mut reader = Reader::new(text);
    let value = reader.value(DEPTH);
    value.filter(|_| reader.end().is_some()).ok_or(reader.at)
}
