//! スペース: who may see what lies in it.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use crate::city::City;
use crate::clock::millis;
use crate::form::inside;
use crate::people::{People, Person};

/// A space.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Space {
    pub(crate) id: u64,
    pub(crate) name: String,
    pub(crate) default_thread: u64,
    pub(crate) is_private: bool,
    /// ゲストスペース: its apps answer under paths of their own.
    #[serde(default)]
    pub(crate) is_guest: bool,
    pub(crate) creator: String,
    pub(crate) body: Option<String>,
    /// Rows as `space/members.json` answers them.
    pub(crate) members: Vec<Value>,
    /// Switches of `space.json` that somebody has set.
    #[serde(default)]
    pub(crate) switches: Map<String, Value>,
    /// Guests admitted here, by code. They are no members: `space/members.json` leaves them out (official page).
    #[serde(default)]
    pub(crate) guests: Vec<String>,
    /// Threads that somebody has opened or written into; the default one is there from the start.
    #[serde(default)]
    pub(crate) threads: BTreeMap<u64, Thread>,
}

/// スレッド of a space.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(crate) struct Thread {
    pub(crate) name: String,
    pub(crate) body: Option<String>,
    /// Who opened it; nobody in particular opened the first.
    #[serde(default)]
    pub(crate) creator: String,
    /// `{id, text, creator, createdAt, mentions, files}`, the oldest first.
    pub(crate) comments: Vec<Value>,
}

impl Space {
    /// Whether the person is a member, by name, organisation or group.
    pub(crate) fn has(&self, people: &People, person: &Person) -> bool {
        self.members.iter().any(|member| {
            let code = inside(member, &["entity", "code"]).as_str().unwrap_or_default();
            match inside(member, &["entity", "type"]).as_str() {
                Some("USER") => code == person.code,
                Some("ORGANIZATION") => {
                    people.in_organization(person, code, member["includeSubs"].as_bool().unwrap_or_default())
                }
                Some("GROUP") => People::in_group(person, code),
                _ => false,
            }
        })
    }

    /// Whether the person may look in: a private or guest space admits its members only.
    pub(crate) fn admits(&self, people: &People, person: &Person) -> bool {
        if person.is_guest() {
            return self.guests.contains(&person.code);
        }
        !self.is_private && !self.is_guest || self.has(people, person)
    }

    /// The body of `space.json`.
    pub(crate) fn info(&self, city: &City) -> Value {
        let attached: Vec<Value> = city
            .apps
            .values()
            .filter(|app| app.space == Some(self.id) && app.live.is_some())
            .map(|app| {
                json!({
                    "threadId": app.thread.map(|id| id.to_string()),
                    "appId": app.id.to_string(),
                    "code": app.code,
                    "name": app.in_force().name(),
                    "description": app.in_force().general.get("description"),
                    "createdAt": millis(app.created_at),
                    "creator": city.people.badge(&app.creator),
                    "modifiedAt": millis(app.modified_at),
                    "modifier": city.people.badge(&app.modifier),
                })
            })
            .collect();
        let members =
            city.people.persons.values().filter(|person| person.may_enter() && self.has(&city.people, person));
        let mut info = json!({
            "id": self.id.to_string(),
            "name": self.name,
            "defaultThread": self.default_thread.to_string(),
            "isPrivate": self.is_private,
            "creator": city.people.badge(&self.creator),
            "modifier": city.people.badge(&self.creator),
            "memberCount": members.count().to_string(),
            "coverType": "PRESET",
            "coverKey": "GREEN",
            "coverUrl": "/local/assets/space-green.svg",
            "body": self.body,
            "useMultiThread": true,
            "isGuest": self.is_guest,
            "attachedApps": attached,
            "fixedMember": false,
            "showAnnouncement": true,
            "showThreadList": true,
            "showAppList": true,
            "showMemberList": true,
            "showRelatedLinkList": true,
            "permissions": { "createApp": "EVERYONE" },
        });
        if let Some(info) = info.as_object_mut() {
            info.extend(self.switches.clone());
        }
        info
    }

    /// A thread of the space by its number.
    pub(crate) fn thread(&self, id: u64) -> Option<Thread> {
        let first = || Thread {
            name: self.name.clone(),
            body: self.body.clone(),
            creator: String::new(),
            comments: Vec::new(),
        };
        self.threads.get(&id).cloned().or_else(|| (id == self.default_thread).then(first))
    }

    /// Whether the person administers the space.
    pub(crate) fn is_run_by(&self, people: &People, person: &Person) -> bool {
        let rows: Vec<Value> = self.members.iter().filter(|member| member["isAdmin"] == true).cloned().collect();
        Self { members: rows, ..self.clone() }.has(people, person)
    }

    /// Whether only administrators make apps here.
    pub(crate) fn closes_apps(&self) -> bool {
        self.switches.get("permissions").is_some_and(|held| inside(held, &["createApp"]) == "ADMIN")
    }
}
