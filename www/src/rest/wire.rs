//! From HTTP to a [`Call`] and back: methods, parameters, tokens.

use axum::body::to_bytes;
use axum::extract::{FromRequest, Multipart, Request, State};
use axum::http::header::{CONTENT_TYPE, HeaderMap};
use axum::http::{Method, StatusCode};
use axum::response::{IntoResponse, Response};
use serde_json::{Map, Value, json};

use super::call::Upload;
use super::{Answer, Call, Verb, answer as resource};
use crate::kintone::Kintone;
use crate::people::Person;
use crate::refusal::Refusal;
use crate::session::Proof;
use crate::token::bearer;

/// Longest URL (official page): 8 KB.
const URL_LIMIT: usize = 8 * 1024;
/// Deepest parameter of a query string that is read; JSON has a bound of its own.
const DEPTH_LIMIT: usize = 16;
const BODY_LIMIT: usize = 64 * 1024 * 1024;

/// Whoever the headers prove, if anybody.
pub(crate) fn asker(kintone: &Kintone, headers: &HeaderMap) -> Option<Person> {
    let city = kintone.city();
    let code = match city.proof(headers) {
        Ok(Proof::Session(session)) => session.person,
        Ok(Proof::Password(code)) => code,
        Ok(Proof::Tokens(tokens)) => return Some(bearer(tokens)),
        Err(_) => city.session(headers)?.person.clone(),
    };
    city.people.person(&code).cloned()
}

/// Every REST path comes here.
pub(crate) async fn answer(State(kintone): State<Kintone>, request: Request) -> Response {
    let lang = speaks(&kintone, request.headers());
    if request.uri().to_string().len() > URL_LIMIT {
        return (StatusCode::URI_TOO_LONG, "Request URL Too Large").into_response();
    }
    let outcome = read(&kintone, request).await.and_then(|call| {
        let mut city = kintone.city();
        for app in call.apps() {
            city.count_request(app, call.now);
        }
        resource(&mut city, &call)
    });
    match outcome {
        Ok(Answer::Json(body)) => axum::Json(body).into_response(),
        Ok(Answer::File(file)) => {
            ([(CONTENT_TYPE, file.content_type.clone())], file.bytes.as_slice().to_vec()).into_response()
        }
        Err(refusal) => refusal.response(&lang),
    }
}

/// The language of the answers: the person's own, else the browser's.
pub(crate) fn speaks(kintone: &Kintone, headers: &HeaderMap) -> String {
    if let Some(person) = asker(kintone, headers) {
        return person.lang;
    }
    let wanted = headers.get("accept-language").and_then(|value| value.to_str().ok()).unwrap_or("ja");
    if wanted.starts_with("en") { "en".to_owned() } else { "ja".to_owned() }
}

/// Reads a request up to the point where a resource can judge it.
pub(crate) async fn read(kintone: &Kintone, request: Request) -> Result<Call, Refusal> {
    let headers = request.headers().clone();
    let (proof, person) = {
        let city = kintone.city();
        let proof = city.proof(&headers)?;
        let known = |code: &String| city.people.person(code).cloned().ok_or_else(Refusal::not_signed_in);
        let person = match &proof {
            Proof::Session(session) => known(&session.person)?,
            Proof::Password(code) => known(code)?,
            Proof::Tokens(tokens) => bearer(tokens.clone()),
        };
        (proof, person)
    };
    let verb = verb(request.method(), &headers)?;
    let path = request.uri().path().to_owned();
    let query = request.uri().query().unwrap_or_default().to_owned();
    let is_json = header(&headers, "content-type").starts_with("application/json");
    let is_form = header(&headers, "content-type").starts_with("multipart/form-data");
    let mut params = nested(&query);
    let mut upload = None;
    if is_form {
        upload = read_form(request, &mut params).await?;
    } else {
        let body = to_bytes(request.into_body(), BODY_LIMIT).await.map_err(|_| Refusal::malformed())?;
        // Observed: a Content-Type on a GET without a body is refused.
        if body.is_empty() && verb == Verb::Get && headers.contains_key(CONTENT_TYPE) {
            return Err(Refusal::malformed());
        }
        if !body.is_empty() {
            if !is_json {
                return Err(Refusal::malformed());
            }
            match serde_json::from_slice(&body) {
                Ok(Value::Object(object)) => params.extend(object),
                _ => return Err(Refusal::bad_json()),
            }
        }
    }
    let token = params.shift_remove("__REQUEST_TOKEN__");
    if let Proof::Session(session) = &proof
        && verb != Verb::Get
        && token.as_ref().and_then(Value::as_str) != Some(&session.token)
    {
        return Err(Refusal::no_token());
    }
    let mut call = Call {
        verb,
        name: String::new(),
        preview: false,
        guest: None,
        user_api: false,
        params,
        person,
        now: kintone.clock().now(),
        upload,
        deploy_takes: kintone.deploy_time(),
    };
    address(&path, &mut call);
    Ok(call)
}

fn header<'a>(headers: &'a HeaderMap, name: &str) -> &'a str {
    headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
}

/// The method, or the one that a POST overrides it with (the value is case-sensitive, official page).
fn verb(method: &Method, headers: &HeaderMap) -> Result<Verb, Refusal> {
    let word = match header(headers, "x-http-method-override") {
        "" => method.as_str(),
        _ if method != Method::POST => return Err(Refusal::malformed()),
        word => word,
    };
    match word {
        "GET" => Ok(Verb::Get),
        "POST" => Ok(Verb::Post),
        "PUT" => Ok(Verb::Put),
        "DELETE" => Ok(Verb::Delete),
        _ => Err(Refusal::malformed()),
    }
}

/// Takes a path apart: guest space, User API, preview, resource.
fn address(path: &str, call: &mut Call) {
    let rest = match path.strip_prefix("/k/guest/").and_then(|rest| rest.split_once("/v1/")) {
        Some((space, rest)) => {
            call.guest = Some(space.parse().unwrap_or_default());
            rest
        }
        None => {
            if let Some(rest) = path.strip_prefix("/k/v1/") {
                rest
            } else {
                call.user_api = true;
                path.strip_prefix("/v1/").unwrap_or(path)
            }
        }
    };
    let rest = rest.strip_suffix(".json").unwrap_or(rest);
    let preview = rest.strip_prefix("preview/");
    call.preview = preview.is_some();
    preview.unwrap_or(rest).clone_into(&mut call.name);
}

/// `ids[0]=1&record[a]=b` as a JSON object.
pub(crate) fn nested(query: &str) -> Map<String, Value> {
    let mut tree = Map::new();
    for (key, value) in form_urlencoded::parse(query.as_bytes()) {
        let (head, rest) = key.split_once('[').map_or((&*key, ""), |(head, rest)| (head, rest));
        let steps: Vec<&str> = rest.split('[').map(|step| step.trim_end_matches(']')).collect();
        if steps.len() > DEPTH_LIMIT {
            continue;
        }
        if rest.is_empty() {
            tree.insert(head.to_owned(), json!(value));
        } else {
            let slot = tree.entry(head.to_owned()).or_insert_with(|| json!({}));
            put(slot, &steps, &value);
        }
    }
    for value in tree.values_mut() {
        straighten(value);
    }
    tree
}

fn put(slot: &mut Value, steps: &[&str], value: &str) {
    let Some((first, rest)) = steps.split_first() else {
        *slot = json!(value);
        return;
    };
    if let Value::Object(object) = slot {
        let key = if first.is_empty() { object.len().to_string() } else { (*first).to_owned() };
        put(object.entry(key).or_insert_with(|| json!({})), rest, value);
    }
}

/// Objects with numbers for keys become arrays.
fn straighten(value: &mut Value) {
    let Value::Object(object) = value else { return };
    for inner in object.values_mut() {
        straighten(inner);
    }
    let mut numbered: Vec<(u64, Value)> =
        object.iter().filter_map(|(key, value)| Some((key.parse().ok()?, value.clone()))).collect();
    if !object.is_empty() && numbered.len() == object.len() {
        numbered.sort_by_key(|(index, _)| *index);
        *value = numbered.into_iter().map(|(_, value)| value).collect();
    }
}

async fn read_form(request: Request, params: &mut Map<String, Value>) -> Result<Option<Upload>, Refusal> {
    let mut form = Multipart::from_request(request, &()).await.map_err(|_| Refusal::malformed())?;
    let mut upload = None;
    while let Some(field) = form.next_field().await.map_err(|_| Refusal::malformed())? {
        let key = field.name().unwrap_or_default().to_owned();
        let name = field.file_name().map(str::to_owned);
        let content_type = field.content_type().unwrap_or("application/octet-stream").to_owned();
        let bytes = field.bytes().await.map_err(|_| Refusal::malformed())?;
        match name {
            Some(name) if key == "file" => upload = Some(Upload { name, content_type, bytes: bytes.to_vec() }),
            _ => {
                params.insert(key, json!(String::from_utf8_lossy(&bytes)));
            }
        }
    }
    Ok(upload)
}
