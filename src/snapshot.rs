//! What kintone sent of one app, raw, by part.

pub mod export;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::kintone::client::Client;
use crate::kintone::refusal::Reason;
use crate::kintone::transport::Transport;
use crate::kintone::{Part, Side};
use crate::text::sorted::Sorted;

/// One part as it was read.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Reading {
    /// The body, every key that kintone sent.
    Read(Value),
    /// The app has no live side.
    NeverDeployed,
    /// It could not be read.
    Unread(Reason),
}

/// The parts of one side of one app.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Snapshot {
    /// The app's ID.
    pub app: String,
    /// Which side.
    pub side: Side,
    /// What came of each part.
    pub parts: Sorted<Part, Reading>,
}

/// What kintone sent of both sides of an app.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Both {
    /// What will run after [アプリを更新].
    pub preview: Snapshot,
    /// What runs now.
    pub live: Snapshot,
}

impl Snapshot {
    /// An empty one.
    pub fn new(app: impl Into<String>, side: Side) -> Self {
        Self { app: app.into(), side, parts: Sorted::new() }
    }

    /// The body of a part, if it was read.
    pub fn body(&self, part: Part) -> Option<&Value> {
        match self.parts.get(&part)? {
            Reading::Read(body) => Some(body),
            Reading::NeverDeployed | Reading::Unread(_) => None,
        }
    }

    /// Why a part has no body.
    pub fn reason(&self, part: Part) -> Reason {
        match self.parts.get(&part) {
            Some(Reading::Unread(reason)) => reason.clone(),
            Some(Reading::NeverDeployed) => Reason::NeverDeployed,
            Some(Reading::Read(_)) | None => Reason::NotFound,
        }
    }

    /// The revision that this side was read at; kintone counts all settings of an app together.
    pub fn revision(&self) -> Option<&str> {
        self.parts.values().find_map(|reading| match reading {
            Reading::Read(body) => body.get("revision")?.as_str(),
            Reading::NeverDeployed | Reading::Unread(_) => None,
        })
    }
}

/// Reads the seven governance parts and the process of both sides, the app's space, and figures about its records. REST knows no space of an app that was never
/// deployed; `own` is what `kintone.app.get()` says of the app whose screen is open. `step` is called after every answer
/// with how many of how many are in.
pub async fn read<T: Transport>(
    client: &Client<'_, T>,
    app: &str,
    own: Option<Value>,
    mut step: impl FnMut(usize, usize),
) -> Both {
    let total = Part::GOVERNANCE.len() * 2 + Part::MORE.len() + 4;
    let mut done = 0;
    let (mut preview, mut live) = (Snapshot::new(app, Side::Preview), Snapshot::new(app, Side::Live));
    for side in [Side::Preview, Side::Live] {
        let exists = side == Side::Live && preview.revision().is_some();
        // Who can do what tells of both sides, of the process, too.
        let more = if side == Side::Preview { Part::MORE.as_slice() } else { &[Part::Process] };
        for part in Part::GOVERNANCE.iter().chain(more).copied() {
            let reading = came(client.part(side, part, app).await, exists);
            match side {
                Side::Preview => preview.parts.insert(part, reading),
                Side::Live => live.parts.insert(part, reading),
            }
            done += 1;
            step(done, total);
        }
    }
    let info = client.get(Side::Live, "app", Value::from_iter([("id", app)])).await;
    let info = came(info, preview.revision().is_some());
    let never = info == Reading::NeverDeployed;
    let info = own.filter(|_| never).map_or(info, Reading::Read);
    let home = home(client, &info).await;
    step(total - 1, total);
    let records = match live.body(Part::Fields) {
        Some(form) => came(client.sample(app, form).await, false),
        None if never => Reading::NeverDeployed,
        None => Reading::Unread(live.reason(Part::Fields)),
    };
    for (part, reading) in [(Part::Info, info), (Part::Space, home), (Part::Records, records)] {
        live.parts.insert(part, if never { Reading::NeverDeployed } else { reading.clone() });
        preview.parts.insert(part, reading);
    }
    step(total, total);
    Both { preview, live }
}

/// What came of a request. The live side of an app that exists is missing as long as nobody has deployed it; it is for
/// people who may see records, where managers read the same part on the preview side.
fn came(answer: Result<Value, Reason>, exists: bool) -> Reading {
    match answer {
        Ok(body) => Reading::Read(body),
        Err(Reason::NotFound) if exists => Reading::NeverDeployed,
        Err(reason) => Reading::Unread(reason),
    }
}

/// The space that the app's information names, with its members.
async fn home<T: Transport>(client: &Client<'_, T>, info: &Reading) -> Reading {
    let body = match info {
        Reading::Read(body) => body,
        other => return other.clone(),
    };
    match body.get("spaceId") {
        Some(Value::Null) => Reading::Read(Value::Null),
        Some(Value::String(id)) => match space(client, id).await {
            Ok(body) => Reading::Read(body),
            Err(reason) => Reading::Unread(reason),
        },
        // Without the key nobody knows whether a space closes the app.
        _ => Reading::Unread(Reason::Malformed { detail: "spaceId".to_owned() }),
    }
}

/// A space and its members in one body: `{"space": ..., "members": [...]}`.
async fn space<T: Transport>(client: &Client<'_, T>, id: &str) -> Result<Value, Reason> {
    let space = client.get(Side::Live, "space", Value::from_iter([("id", id)])).await?;
    let members = client.get(Side::Live, "space/members", Value::from_iter([("id", id)])).await?;
    Ok(Value::from_iter([("space", space), ("members", members.get("members").cloned().unwrap_or_default())]))
}
