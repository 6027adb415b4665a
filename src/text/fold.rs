//! The same word typed in another width is the same word.
//!
//! Full NFKC costs 63 to 135 KB of tables in the wasm; this folds what Japanese forms really mix: full-width ASCII,
//! half-width kana, spaces, and the many hyphens (`personal-information.md` §3).

/// Folds one character: full-width ASCII to ASCII, ideographic and no-break space to space, circled digits to digits.
pub fn width(c: char) -> char {
    match c {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(c as u32 - 0xFEE0).unwrap_or(c),
        '\u{3000}' | '\u{A0}' => ' ',
        '\u{2460}'..='\u{2468}' => char::from_u32(c as u32 - 0x2460 + 0x31).unwrap_or(c),
        _ => c,
    }
}

/// Whether a character stands for a hyphen *between digits*; `ー` is a vowel mark elsewhere.
pub const fn hyphen(c: char) -> bool {
    matches!(
        c,
        '-' | '\u{2010}'
            ..='\u{2015}' | '\u{2212}' | '\u{30FC}' | '\u{FF70}' | '\u{2500}' | '\u{2501}' | '\u{FE63}' | '\u{FF0D}'
    )
}

/// Half-width kana from U+FF66 on, in order of code point, as full-width katakana.
const HALF_KANA: &str =
    "ヲァィゥェォャュョッーアイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワン";

/// Folds a label: widths, half-width kana with its voice marks, ASCII letters to lower case; spaces are dropped.
pub fn label(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\u{FF66}'..='\u{FF9D}' => {
                out.extend(HALF_KANA.chars().nth(c as usize - 0xFF66));
            }
            '\u{FF9E}' | '\u{FF9F}' => match out.pop() {
                Some(kana) => out.push(voiced(kana, c == '\u{FF9F}')),
                None => out.push(c),
            },
            _ => {
                let c = width(c);
                if !c.is_whitespace() {
                    out.push(c.to_ascii_lowercase());
                }
            }
        }
    }
    out
}

/// The characters of a text as [`label`] folds them, each with the byte where it ends; spaces stay, as one kind of space.
pub fn letters(text: &str) -> impl Iterator<Item = (char, usize)> + '_ {
    let mut chars = text.char_indices().peekable();
    std::iter::from_fn(move || {
        let (at, raw) = chars.next()?;
        let mut end = at + raw.len_utf8();
        let c = match raw {
            '\u{FF66}'..='\u{FF9D}' => {
                let kana = HALF_KANA.chars().nth(raw as usize - 0xFF66).unwrap_or(raw);
                match chars.next_if(|(_, next)| matches!(next, '\u{FF9E}' | '\u{FF9F}')) {
                    Some((at, mark)) => {
                        end = at + mark.len_utf8();
                        voiced(kana, mark == '\u{FF9F}')
                    }
                    None => kana,
                }
            }
            _ => width(raw).to_ascii_lowercase(),
        };
        Some((if c.is_whitespace() { ' ' } else { c }, end))
    })
}

/// Folds a text as [`letters`] does; the ends of its lines stay.
pub fn lines(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for (c, end) in letters(text) {
        let ends = end.checked_sub(1).and_then(|last| text.as_bytes().get(last)) == Some(&b'\n');
        out.push(if ends { '\n' } else { c });
    }
    out
}

/// A kana with a voice mark: code points of か..と and は..ほ rows lie beside their voiced forms.
fn voiced(kana: char, half: bool) -> char {
    let step = match (kana, half) {
        ('ウ', false) => return 'ヴ',
        ('カ'..='ト' | 'ハ'..='ホ', false) => 1,
        ('ハ'..='ホ', true) => 2,
        _ => return kana,
    };
    char::from_u32(kana as u32 + step).unwrap_or(kana)
}

/// Cuts a text to a number of characters, with an ellipsis where something was cut.
pub fn cut(text: &str, chars: usize) -> String {
    match text.char_indices().nth(chars) {
        None => text.to_owned(),
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
    }
}

/// The plain text of kintone's rich text: tags dropped, breaks kept as line ends, the five named entities read.
pub fn plain(html: &str) -> String {
    let mut out = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(at) = rest.find(['<', '&']) {
        let Some((before, mark)) = rest.split_at_checked(at) else { break };
        out.push_str(before);
        if mark.starts_with('<') {
            // Not a tag after all: what stands there may be read by somebody.
            let Some(end) = mark.find('>') else {
                out.push_str(mark);
                return out;
            };
            let tag = mark.get(1..end).unwrap_or_default();
            if ["br", "/div", "/p", "/li", "/td"].iter().any(|name| tag.to_ascii_lowercase().starts_with(name)) {
                out.push('\n');
            }
            rest = mark.get(end + 1..).unwrap_or_default();
        } else {
            let named =
                [("&amp;", '&'), ("&lt;", '<'), ("&gt;", '>'), ("&quot;", '"'), ("&#39;", '\''), ("&nbsp;", ' ')];
            let found = named.iter().find(|(name, _)| mark.starts_with(name));
            out.push(found.map_or('&', |(_, c)| *c));
            rest = mark.get(found.map_or(1, |(name, _)| name.len())..).unwrap_or_default();
        }
    }
    out.push_str(rest);
    out
}
