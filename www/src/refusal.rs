//! How kintone says no: status, code, message in the user's language, and where in the request.
//!
//! Codes and sentences: `rest-observed.json` (observed) and the error catalogue of Cybozu's former SDK tests.

use std::borrow::Cow;

use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use rand::Rng;
use serde_json::{Map, Value, json};

/// One sentence in both languages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Text {
    ja: Cow<'static, str>,
    en: Cow<'static, str>,
}

impl Text {
    pub(crate) fn new(ja: impl Into<Cow<'static, str>>, en: impl Into<Cow<'static, str>>) -> Self {
        Self { ja: ja.into(), en: en.into() }
    }

    pub(crate) fn get(&self, lang: &str) -> &str {
        if lang == "ja" { &self.ja } else { &self.en }
    }
}

/// An answer that refuses.
#[derive(Clone, Debug)]
pub(crate) struct Refusal {
    pub(crate) status: u16,
    pub(crate) code: Cow<'static, str>,
    pub(crate) message: Box<Text>,
    pub(crate) errors: Vec<(String, Text)>,
    /// For `bulkRequest`: what each request came to.
    pub(crate) results: Option<Vec<Value>>,
}

impl Refusal {
    pub(crate) fn new(status: u16, code: impl Into<Cow<'static, str>>, message: Text) -> Self {
        Self { status, code: code.into(), message: Box::new(message), errors: Vec::new(), results: None }
    }

    pub(crate) fn no_right() -> Self {
        Self::new(403, "CB_NO02", Text::new("権限がありません。", "No privilege to proceed."))
    }

    pub(crate) fn not_signed_in() -> Self {
        Self::new(401, "CB_AU01", Text::new("ログインしてください。", "Please login."))
    }

    pub(crate) fn bad_credentials() -> Self {
        Self::new(
            401,
            "CB_WA01",
            Text::new(
                "ユーザーのパスワード認証に失敗しました。「X-Cybozu-Authorization」の値が正しくありません。",
                "Password authentication failed. The value of \"X-Cybozu-Authorization\" is not correct.",
            ),
        )
    }

    pub(crate) fn no_token() -> Self {
        Self::new(401, "CB_JH01", Text::new("不正なリクエストです。", "The request is invalid."))
    }

    pub(crate) fn person_not_found(code: &str) -> Self {
        let text = Text::new(
            format!("指定されたユーザー（code：{code}）が見つかりません。"),
            format!("The specified user (code：{code}) not found."),
        );
        Self::new(400, "GAIA_IL26", text)
    }

    pub(crate) fn malformed() -> Self {
        Self::new(400, "CB_IL02", Text::new("不正なリクエストです。", "Illegal request."))
    }

    pub(crate) fn bad_json() -> Self {
        Self::new(400, "CB_IJ01", Text::new("不正なJSON文字列です。", "Invalid JSON string."))
    }

    pub(crate) fn app_not_found(id: u64) -> Self {
        Self::new(
            404,
            "GAIA_AP01",
            Text::new(
                format!("指定したアプリ（id: {id}）が見つかりません。削除されている可能性があります。"),
                format!("The app (ID: {id}) not found. The app may have been deleted."),
            ),
        )
    }

    pub(crate) fn record_not_found(id: u64) -> Self {
        Self::new(
            404,
            "GAIA_RE01",
            Text::new(
                format!("指定したレコード（id: {id}）が見つかりません。"),
                format!("The specified record (ID: {id}) is not found."),
            ),
        )
    }

    pub(crate) fn file_not_found(key: &str) -> Self {
        Self::new(
            404,
            "GAIA_BL01",
            Text::new(
                format!("指定したファイル（id: {key}）が見つかりません。"),
                format!("The specified file (id: {key}) not found."),
            ),
        )
    }

    pub(crate) fn space_not_found(id: u64) -> Self {
        Self::new(
            404,
            "OC_NO01",
            Text::new(
                format!("指定したスペース（id: {id}）は存在しないか削除されています。"),
                format!("The space (id: {id}) could not be found, or no longer exists."),
            ),
        )
    }

    pub(crate) fn settings_changed(app: u64) -> Self {
        Self::new(
            409,
            "GAIA_CO03",
            Text::new(
                format!(
                    "指定したリビジョンは最新ではありません。ほかのユーザーがアプリ（id: {app}）の設定を更新した可能性があります。"
                ),
                format!("The revision is not the latest. Someone may update the app settings (ID: {app})."),
            ),
        )
    }

    pub(crate) fn record_changed() -> Self {
        Self::new(
            409,
            "GAIA_CO02",
            Text::new(
                "指定したリビジョンは最新ではありません。ほかのユーザーがレコードを更新した可能性があります。",
                "The revision is not the latest. Someone may update a record.",
            ),
        )
    }

    pub(crate) fn field_not_found(code: &str) -> Self {
        Self::new(
            400,
            "GAIA_FC01",
            Text::new(
                format!("指定されたフィールド（code: {code}）が見つかりません。"),
                format!("The field (code: {code}) not found."),
            ),
        )
    }

    /// The envelope of input errors, `CB_VA01`.
    pub(crate) fn input(errors: Vec<(String, Text)>) -> Self {
        let message = Text::new("入力内容が正しくありません。", "Missing or invalid input.");
        Self { errors, ..Self::new(400, "CB_VA01", message) }
    }

    /// One input error.
    pub(crate) fn at(key: impl Into<String>, text: Text) -> Self {
        Self::input(vec![(key.into(), text)])
    }

    /// The body, with a random `id` as kintone's.
    pub(crate) fn body(&self, lang: &str) -> Value {
        if let Some(results) = &self.results {
            return json!({ "results": results });
        }
        let mut body = Map::new();
        body.insert("code".into(), json!(self.code));
        body.insert("id".into(), json!(error_id()));
        body.insert("message".into(), json!(self.message.get(lang)));
        if !self.errors.is_empty() {
            let mut errors = Map::new();
            for (key, text) in &self.errors {
                let entry = errors.entry(key.clone()).or_insert_with(|| json!({ "messages": [] }));
                if let Some(messages) = entry.get_mut("messages").and_then(Value::as_array_mut) {
                    messages.push(json!(text.get(lang)));
                }
            }
            body.insert("errors".into(), Value::Object(errors));
        }
        Value::Object(body)
    }

    /// The answer on the wire.
    pub(crate) fn response(&self, lang: &str) -> Response {
        let status = StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        (status, axum::Json(self.body(lang))).into_response()
    }
}

fn error_id() -> String {
    rand::thread_rng().sample_iter(&rand::distributions::Alphanumeric).take(20).map(char::from).collect()
}

/// 「必須です。」 of a parameter.
pub(crate) fn required() -> Text {
    Text::new("必須です。", "Required field.")
}

/// A parameter outside its list.
pub(crate) fn not_in_enum() -> Text {
    Text::new("Enum値のいずれかでなければなりません。", "must be one of the enum value")
}
