//! Why kintone did not answer a request, told apart by code, never by message: messages follow the user's language.

use serde::{Deserialize, Serialize};

use super::Part;
use crate::text::json::{Keys, Misread, Shape};
use crate::text::{Lang, Text};

/// kintone's error body: `{"code","id","message"}` (`kintone-rest-api.md` §2).
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
pub struct ErrorBody {
    /// Such as `CB_NO02`.
    #[serde(default)]
    pub code: String,
    /// In the user's language.
    #[serde(default)]
    pub message: String,
}

impl Shape for ErrorBody {
    fn of(keys: &mut Keys<'_>) -> Self {
        Self { code: keys.may("code"), message: keys.may("message") }
    }
}

/// Why something is not known.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "why")]
pub enum Reason {
    /// The person at the screen may not read it (`CB_NO02`, `GAIA_NO01`).
    Forbidden,
    /// The app has never been deployed, so there is no live side.
    NeverDeployed,
    /// It is not there, or was deleted (`GAIA_AP01`, `OC_NO01`).
    NotFound,
    /// Too many requests at once in the domain (`GAIA_TO04`).
    Busy,
    /// Somebody changed the settings meanwhile (`GAIA_CO03`).
    Conflict,
    /// The session ended (`CB_AU01`, `CB_WA01`, `CB_JH01`).
    SignedOut,
    /// Nothing came back.
    Network,
    /// kintone sent something that we cannot read; the place and kind of the trouble, never a value.
    Malformed {
        /// What the reader said.
        detail: String,
    },
    /// The answer is in a place that only a person can see.
    NotTold,
    /// kintone does not tell which other app this one takes from: the person may not see that app, or nobody has chosen
    /// one yet (a lookup or 関連レコード一覧 comes as `null`; observed).
    Elsewhere,
    /// The contents of a file, which this inspection does not read.
    Contents,
    /// Another answer of kintone.
    Other {
        /// kintone's code.
        code: String,
        /// kintone's words, in the user's language.
        message: String,
    },
}

impl Reason {
    /// Reads kintone's code.
    pub fn of(error: ErrorBody) -> Self {
        match error.code.as_str() {
            "CB_NO02" | "GAIA_NO01" | "GAIA_NO02" => Self::Forbidden,
            "GAIA_AP01" | "OC_NO01" | "OC_NO02" | "GAIA_RE01" => Self::NotFound,
            "GAIA_TO04" => Self::Busy,
            "GAIA_CO03" | "GAIA_CO02" => Self::Conflict,
            "CB_AU01" | "CB_WA01" | "CB_JH01" => Self::SignedOut,
            "" => Self::Network,
            _ => Self::Other { code: error.code, message: error.message },
        }
    }

    /// One of kintone's codes for it; none where nothing came.
    pub fn code(&self) -> &str {
        match self {
            Self::Forbidden => "CB_NO02",
            Self::NotFound | Self::NeverDeployed => "GAIA_AP01",
            Self::Busy => "GAIA_TO04",
            Self::Conflict => "GAIA_CO03",
            Self::SignedOut => "CB_AU01",
            Self::Other { code, .. } => code,
            Self::Network | Self::NotTold | Self::Elsewhere | Self::Contents | Self::Malformed { .. } => "",
        }
    }

    /// Whether waiting a little may help.
    pub fn passing(&self) -> bool {
        matches!(self, Self::Busy) || matches!(self, Self::Other { code, .. } if code.starts_with("GAIA_DA"))
    }

    /// Whether the person at the screen can do something about it on this app, now. What is unknown before the first
    /// [アプリを更新] no longer matters once the rights themselves are narrow.
    pub const fn curable(&self) -> bool {
        matches!(
            self,
            Self::NotTold | Self::NeverDeployed | Self::Network | Self::Busy | Self::SignedOut | Self::Conflict
        )
    }

    /// The reason as a sentence.
    pub fn say(&self, lang: Lang) -> String {
        let fixed: Text = match self {
            Self::Forbidden => crate::text!(
                ja: "閲覧する権限がありません。cybozu.com共通管理者か、このアプリの管理者が開くと確認できます",
                en: "you may not read it; a cybozu.com administrator or a manager of this app can"
            ),
            Self::NeverDeployed => crate::text!(
                ja: "アプリがまだ公開されていないため、確認できません。[アプリを更新]のあとに、もう一度点検してください",
                en: "the app has not been deployed yet; inspect it again after [Update App]"
            ),
            Self::NotFound => {
                crate::text!(ja: "見つかりません。削除された可能性があります", en: "not found; it may have been deleted")
            }
            Self::Busy => {
                crate::text!(ja: "kintoneが混み合っています。時間をおいてください", en: "kintone is busy; try again later")
            }
            Self::Conflict => crate::text!(
                ja: "ほかの人が設定を変更しました。読み込み直してください",
                en: "somebody changed the settings; reload"
            ),
            Self::SignedOut => crate::text!(ja: "ログインの期限が切れました", en: "your session has ended"),
            Self::Network => crate::text!(ja: "通信できませんでした", en: "no answer from kintone"),
            Self::Elsewhere => crate::text!(
                ja: "参照先のアプリを見る権限がないか、参照先がまだ選ばれていません。参照先を見られる人が開くと確認できます",
                en: "you may not see the app that it takes from, or none was chosen yet; whoever may see that app can"
            ),
            Self::Contents => crate::text!(
                ja: "ファイルの中身は、この点検では読みません。承認したものと同じかどうかは、主管課で確かめてください",
                en: "contents of files are not read; the office must compare the file with the approved one"
            ),
            Self::NotTold => crate::text!(ja: "届出に記入がありません", en: "the declaration does not say"),
            Self::Malformed { detail } => {
                return crate::say!(lang, ja: "kintoneから届いた内容を読み取れませんでした(詳細: {detail})",
                    en: "cannot be read ({detail})", detail);
            }
            Self::Other { code, message } => {
                return crate::say!(lang, ja: "kintoneの応答: {message}({code})",
                    en: "kintone says: {message} ({code})", message, code);
            }
        };
        fixed.get(lang).to_owned()
    }
}

/// A part that could not be read, and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unread {
    /// What.
    pub part: Part,
    /// Why.
    #[serde(flatten)]
    pub reason: Reason,
}

impl Unread {
    /// A part with its reason.
    pub const fn new(part: Part, reason: Reason) -> Self {
        Self { part, reason }
    }

    /// A part that kintone sent but we cannot read.
    pub fn malformed(part: Part, error: &Misread) -> Self {
        Self { part, reason: Reason::Malformed { detail: error.to_string() } }
    }
}
