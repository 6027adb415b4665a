//! Bytes of uploaded scripts, kept in this tab for taking a change back: `kintone.api` carries no files, so they are
//! fetched with the session (`kintone-rest-api.md` §1).

use std::cell::RefCell;

use gloo::utils::window;
use js_sys::{Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, FormData, RequestInit, Response};

use super::api;
use crate::kintone::refusal::Reason;
use crate::repair::files::File;

thread_local! {
    /// By the key that a file had when it was taken out.
    static KEPT: RefCell<Vec<(String, Blob)>> = const { RefCell::new(Vec::new()) };
}

/// Keeps the bytes of files that a change takes out.
///
/// # Errors
/// The reason kintone gave; then nothing may be taken out.
pub async fn keep(files: &[File]) -> Result<(), Reason> {
    for file in files {
        let query = js_sys::encode_uri_component(&file.key);
        let url = format!("{}?fileKey={query}", api::url("/k/v1/file.json"));
        let answer = fetch(&url, None).await?;
        let blob = answer.blob().map(JsFuture::from).map_err(|_| Reason::Network)?;
        let blob = blob.await.ok().and_then(|blob| blob.dyn_into::<Blob>().ok()).ok_or(Reason::Network)?;
        KEPT.with(|kept| kept.borrow_mut().push((file.key.clone(), blob)));
    }
    Ok(())
}

/// Uploads files again whose bytes were kept: pairs of old and new keys. What was not kept is left to kintone.
///
/// # Errors
/// The reason kintone gave.
pub async fn bring(files: &[File]) -> Result<Vec<(String, String)>, Reason> {
    let mut out = Vec::new();
    for file in files {
        let kept =
            KEPT.with(|kept| kept.borrow().iter().find(|(key, _)| *key == file.key).map(|(_, blob)| blob.clone()));
        let Some(blob) = kept else { continue };
        let form = FormData::new().map_err(|_| Reason::Network)?;
        let token = api::request_token().ok_or(Reason::SignedOut)?;
        form.append_with_str("__REQUEST_TOKEN__", &token).map_err(|_| Reason::Network)?;
        form.append_with_blob_and_filename("file", &blob, &file.name).map_err(|_| Reason::Network)?;
        let answer = fetch(&api::url("/k/v1/file.json"), Some(&form)).await?;
        let body = json(&answer).await?;
        let key = Reflect::get(&body, &JsValue::from_str("fileKey")).ok().and_then(|key| key.as_string());
        out.push((file.key.clone(), key.ok_or_else(|| Reason::Malformed { detail: "fileKey".to_owned() })?));
    }
    Ok(out)
}

/// One request with the session of the person at the screen.
async fn fetch(url: &str, form: Option<&FormData>) -> Result<Response, Reason> {
    let headers = Object::new();
    let (name, value) = (JsValue::from_str("X-Requested-With"), JsValue::from_str("XMLHttpRequest"));
    Reflect::set(&headers, &name, &value).map_err(|_| Reason::Network)?;
    let init = RequestInit::new();
    init.set_headers(&headers);
    if let Some(form) = form {
        init.set_method("POST");
        init.set_body(form);
    }
    let answer = JsFuture::from(window().fetch_with_str_and_init(url, &init)).await.map_err(|_| Reason::Network)?;
    let answer: Response = answer.dyn_into().map_err(|_| Reason::Network)?;
    if answer.ok() { Ok(answer) } else { Err(api::reason(&json(&answer).await?)) }
}

async fn json(answer: &Response) -> Result<JsValue, Reason> {
    let body = answer.json().map(JsFuture::from).map_err(|_| Reason::Network)?;
    body.await.map_err(|_| Reason::Network)
}
