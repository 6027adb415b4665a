//! Whoever sees it can read and change data with it, and nobody notices.

use crate::case::{Case, Sink};
use crate::finding::Severity;
use crate::kintone::Part;
use crate::kintone::refusal::Unread;
use crate::rule::{Reach, Rule, Speech};
use crate::rules::{On, written};
use crate::text::fold;
use crate::text::search::{around, holds};

/// The rule's name.
pub const ID: &str = "secret-in-settings";

/// The rule.
pub static RULE: Rule = Rule {
    id: ID,
    code: "EXT-04",
    severity: Severity::Critical,
    title: crate::text!(ja: "パスワードやトークンが設定に書かれている", en: "A password or token stands in the settings"),
    reach: Reach::Inspection,
    needs: PARTS,
    params: &[],
    speech: Speech::Plain {
        what: &[
            (
                "told",
                crate::text!(ja: "パスワードやAPIトークンと見られる値が書かれています。", en: "what looks like a password or an API token stands here."),
            ),
            (
                "address",
                crate::text!(ja: "アドレスの中に、利用者名とパスワードが書かれています。", en: "an address holds a user name and a password."),
            ),
            (
                "key",
                crate::text!(ja: "外部サービスに接続するための鍵が書かれています。", en: "the key of an outside service stands here."),
            ),
        ],
        why: crate::text!(ja: "書かれた値を見た人は、だれでもその権限でデータを読み書きでき、だれが使ったかも分かりません。", en: "whoever sees it can read and change data with it, and nobody can tell who did."),
        fix: crate::text!(ja: "まず、その値を発行元で無効にして新しいものに替え、そのあとで設定から消してください。", en: "have it revoked and replaced first; then take it out of the settings."),
    },
};

/// Acts on settings.
pub const ON: On = On { app: Some(check), record: None };

const PARTS: &[Part] = &[Part::Settings, Part::Fields, Part::Customize, Part::Views, Part::Notes];

/// Names before a value that nobody else should know.
const NAMES: [&str; 12] = [
    "token",
    "トークン",
    "password",
    "パスワード",
    "passwd",
    "pass",
    "pw",
    "secret",
    "api_key",
    "apikey",
    "api-key",
    "authorization",
];

/// How keys begin that well-known services give out, and how long the rest is at least.
const KEYS: [(&str, usize); 7] = [
    ("AKIA", 16),
    ("ghp_", 36),
    ("github_pat_", 22),
    ("xoxb-", 20),
    ("xoxp-", 20),
    ("sk_live_", 20),
    ("PRIVATE KEY-----", 0),
];

/// The fewest letters, digits and signs of a text with a secret in it.
const SHORTEST: usize = 8;

fn check(case: &Case<'_>, sink: &mut Sink) -> Result<(), Unread> {
    written::search(case, sink, PARTS, fault)
}

fn fault(text: &str) -> Option<&'static str> {
    // No secret is shorter; in full width a letter takes three bytes.
    if text.len() < SHORTEST || text.chars().filter(|c| fold::width(*c).is_ascii_graphic()).nth(SHORTEST - 1).is_none()
    {
        return None;
    }
    let text: String = text.chars().map(fold::width).collect();
    if around(&text, "//").any(|(_, rest)| carries_password(rest)) {
        return Some("address");
    }
    let part_of_key = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '-';
    let long = |rest: &str, least| rest.chars().take_while(|c| part_of_key(*c)).count() >= least;
    let key = |(mark, least): &(&str, usize)| {
        around(&text, mark).any(|(before, rest)| !before.ends_with(part_of_key) && long(rest, *least))
    };
    if KEYS.iter().any(key) {
        return Some("key");
    }
    let text = text.to_ascii_lowercase();
    let script = holds(&text, "<script");
    (told(&text, script) || told(&fold::plain(&text), script)).then_some("told")
}

/// Whether an address, from behind its `//`, names a user with a password: `name:password@host`.
fn carries_password(rest: &str) -> bool {
    let end = rest.find(|c: char| !c.is_ascii_graphic() || "/\\?#\"'<>".chars().any(|sign| sign == c));
    let authority = rest.get(..end.unwrap_or(rest.len())).unwrap_or_default();
    let password = authority.rsplit_once('@').and_then(|(user, _)| user.split_once(':'));
    // `{password}` is what a guide writes.
    password
        .is_some_and(|(name, password)| name != "mailto" && password.starts_with(|c: char| c.is_ascii_alphanumeric()))
}

/// Whether a value stands behind one of the names, in a text of lower case.
fn told(text: &str, script: bool) -> bool {
    let mut places = NAMES.iter().flat_map(|name| around(text, name).map(|(before, after)| (*name, before, after)));
    places.any(|(name, before, after)| {
        // Short names are parts of other words: `bypass`.
        if name.len() <= 4 && before.ends_with(|c: char| c.is_ascii_alphanumeric()) {
            return false;
        }
        let after = after.trim_start_matches(['"', '\'', ']', ' ']);
        let Some(value) = after.strip_prefix([':', '=', 'は']).map(str::trim_start) else { return false };
        let bare = value.trim_start_matches(['"', '\'', '`', '「']);
        let quoted = bare.len() < value.len();
        let bare = ["basic ", "bearer "].iter().find_map(|scheme| bare.strip_prefix(scheme)).unwrap_or(bare);
        let end = bare.find(|c: char| {
            !c.is_ascii_graphic() || "\"'`<>&;,()[]{}".chars().any(|sign| sign == c) || (c == '.' && !quoted)
        });
        let (value, next) = bare.split_at_checked(end.unwrap_or(bare.len())).unwrap_or_default();
        // What a script writes without quotes is a name of its own, not a value; behind `?` or `&` it is an address.
        let asked = before.trim_end_matches(|c: char| c.is_ascii_alphanumeric() || c == '_' || c == '-');
        let meant = quoted || !(script || next.starts_with(['(', '[', '.'])) || asked.ends_with(['?', '&']);
        // Words alone, and numbers alone, are more often said about a password than one.
        let mixed = value.bytes().any(|c| c.is_ascii_digit()) && value.bytes().any(|c| c.is_ascii_alphabetic());
        meant && mixed && value.len() >= 8 && !value.starts_with("http")
    })
}
