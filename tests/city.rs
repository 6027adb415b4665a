//! みどり市: twenty people who can sign in, and apps written shortly. Rule pages and tests share it.
//!
//! What an app does not say is as kintone makes a new app: Everyone views, adds, edits and deletes; no other rights,
//! no space, no plugins, no declaration. [`Example`] tells the short forms.

use std::collections::BTreeMap;

use naiki::app::App;
use naiki::audit::{self, Report};
use naiki::case::Case;
use naiki::declaration::Declaration;
use naiki::kintone::refusal::{Reason, Unread};
use naiki::kintone::user::{Organization, User};
use naiki::kintone::{Part, Side};
use naiki::people::{Directory, People};
use naiki::personal::overrule::Decision;
use naiki::policy::built_in::BuiltIn;
use naiki::policy::{Draft, Policy};
use naiki::rule::{Reach, Stage};
use naiki::rules::ALL;
use naiki::snapshot::{Reading, Snapshot};
use naiki::text::sorted::Sorted;
use serde_json::{Map, Value, json};

/// Departments: code, name, the one above, people. 窓口係 lies below 市民課, all others below 市長部局.
const DEPARTMENTS: [(&str, &str, Option<&str>, &[&str]); 8] = [
    ("shicho", "市長部局", None, &["mayor", "deputy"]),
    ("shimin", "市民課", Some("shicho"), &["sato", "ito", "kato"]),
    ("madoguchi", "窓口係", Some("shimin"), &["mori", "ono"]),
    ("soumu", "総務課", Some("shicho"), &["tanaka", "abe", "goto"]),
    ("fukushi", "福祉課", Some("shicho"), &["yamada", "kimura", "endo", "hara"]),
    ("zeimu", "税務課", Some("shicho"), &["kondo", "murata"]),
    ("joho", "情報政策課", Some("shicho"), &["suzuki", "nagai"]),
    ("kaikei", "会計課", Some("shicho"), &["oka", "baba"]),
];

/// Groups with their people. `himitsu` cannot be read, its people are unknown; `kaisan` is no more.
const GROUPS: [(&str, &[&str]); 2] = [("kanri", &["tanaka", "yamada", "kondo", "suzuki"]), ("nobody", &[])];

/// The names shown of some; all others are called by their login names.
const NAMES: [(&str, &str); 4] =
    [("sato", "佐藤 昇"), ("mori", "森 林"), ("oka", "会計課 窓口"), ("baba", "会計課(共用)")];
/// Login names and names of those whose accounts are deactivated: a colleague bears the name of one, a department that of
/// another.
const FORMER: [(&str, &str); 4] =
    [("furuta", "古田 一郎"), ("mori2", "mori"), ("kyodo", "市民課"), ("taishoku", "taishoku")];

/// Everybody who can sign in, all departments and groups.
pub fn directory() -> Directory {
    let codes: Vec<&str> = DEPARTMENTS.iter().flat_map(|(_, _, _, people)| *people).copied().collect();
    let at = |people: &[&str]| -> People { people.iter().map(|one| index(&codes, one)).collect() };
    let name = |code: &str| NAMES.iter().find(|(other, _)| *other == code).map_or(code, |(_, name)| name).to_owned();
    let user = |code: &&str| User { code: (*code).to_owned(), name: name(code), valid: true };
    let organization = |(code, name, above, _): &(&str, &str, Option<&str>, &[&str])| Organization {
        code: (*code).to_owned(),
        name: (*name).to_owned(),
        parent_code: above.map(str::to_owned),
    };
    let mut members: Sorted<String, Result<People, Reason>> = Sorted::new();
    for (code, _, _, people) in DEPARTMENTS {
        members.insert(format!("ORGANIZATION:{code}"), Ok(at(people)));
    }
    for (code, people) in GROUPS {
        members.insert(format!("GROUP:{code}"), Ok(at(people)));
    }
    members.insert("GROUP:himitsu".to_owned(), Err(Reason::Forbidden));
    members.insert("GROUP:kaisan".to_owned(), Err(Reason::NotFound));
    Directory {
        users: codes.iter().map(user).collect(),
        stopped: FORMER
            .map(|(code, name)| User { code: code.to_owned(), name: name.to_owned(), valid: false })
            .to_vec(),
        organizations: DEPARTMENTS.iter().map(organization).collect(),
        members,
    }
}

/// The same people as a file (`docs/snapshots.md`): those that can be read.
pub fn file() -> Value {
    let directory = directory();
    let user = |user: &User| json!({"code": user.code, "name": user.name, "valid": user.valid});
    let organization = |one: &Organization| json!({"code": one.code, "name": one.name, "parentCode": one.parent_code});
    let members = directory.members.iter().filter_map(|(key, people)| {
        let codes = people.as_ref().ok()?.iter().map(|at| Value::from(directory.users[at].code.as_str()));
        Some((key.clone(), Value::Array(codes.collect())))
    });
    json!({
        "users": directory.users.iter().chain(&directory.stopped).map(user).collect::<Vec<_>>(),
        "organizations": directory.organizations.iter().map(organization).collect::<Vec<_>>(),
        "members": members.collect::<Map<String, Value>>(),
    })
}

fn index(codes: &[&str], code: &str) -> usize {
    codes.iter().position(|other| *other == code).unwrap()
}

/// Login names of people, in the order of the directory.
pub fn names(people: &People) -> Vec<String> {
    let directory = directory();
    people.iter().map(|at| directory.users[at].code.clone()).collect()
}

/// An app and what is around it, written shortly as JSON. All keys are optional:
///
/// ```text
/// "name", "description"   一般設定
/// "fields"                {"氏名": "SINGLE_LINE_TEXT", "備考": {"type": "RICH_TEXT", "label": "..."}, "表": {"列": "NUMBER"}}
/// "app-rights"            ["ORGANIZATION:shimin subs view add edit", "GROUP:everyone"]
/// "record-rights"         [{"if": "状況 in (\"済\")", "who": ["GROUP:kanri view"]}]
/// "field-rights"          {"生年月日": ["ORGANIZATION:shimin write"]}
/// "customize", "plugins"  ["https://..."], ["a name"]
/// "settings"              keys that differ from a new app's, in kintone's own names
/// "views"                 {"一覧1": {"type": "LIST"}}
/// "general-notices"       ["GROUP:everyone recordAdded commentAdded"]
/// "record-notices", "reminders"   [{"title": "...", "if": "...", "who": ["GROUP:everyone"]}]
/// "process"               {"states": {"申請": [], "承認": ["USER:sato"]}, "steps": ["提出 申請 承認"]}
/// "actions"               {"転記": {"to": "12", "copies": ["氏名"]}}
/// "notes"                 "what the managers wrote"
/// "decided"               what a builder confirmed of fields
/// "space"                 {"private": true, "members": ["ORGANIZATION:shimin subs"]}
/// "records"               {"total": 120, "looked": 100, "tokens": 0, "newest": "2026-11-20T01:00:00Z"}
/// "declaration"           {"opening": "intake", "service": "FormBridge", "approval": "...", "checked": "2026-11-01"}
/// "today", "policy"       "2026-11-24", "municipal-standard"
/// "words", "numbers"      parameters of the page's rule, instead of the policy's
/// "says"                  keys of the policy that differ
/// "entry"                 how the rule acts on record screens
/// "departments"           of the person at the screen
/// ```
///
/// A part may also be the whole body that kintone sends (an object with kintone's own keys), or a word that says why
/// it could not be read: `"field-rights": "forbidden"`, `"people": "network"`, `"space": "never-deployed"`.
#[derive(Clone, Debug)]
pub struct Example(pub Map<String, Value>);

const KEYS: [&str; 29] = [
    "name",
    "description",
    "settings",
    "fields",
    "app-rights",
    "record-rights",
    "field-rights",
    "customize",
    "plugins",
    "views",
    "general-notices",
    "record-notices",
    "reminders",
    "process",
    "actions",
    "notes",
    "decided",
    "info",
    "space",
    "records",
    "people",
    "declaration",
    "today",
    "policy",
    "says",
    "entry",
    "words",
    "numbers",
    "departments",
];

impl Example {
    /// From JSON; `more` are keys that only the caller knows.
    pub fn new(json: Value, more: &[&str]) -> Self {
        let Value::Object(map) = json else { panic!("an example is a JSON object, not {json}") };
        for key in map.keys() {
            assert!(KEYS.contains(&key.as_str()) || more.contains(&key.as_str()), "no such key in an example: {key}");
        }
        Self(map)
    }

    /// A word, or what stands in when there is none.
    pub fn word<'a>(&'a self, key: &str, otherwise: &'a str) -> &'a str {
        self.0.get(key).map_or(otherwise, |value| value.as_str().unwrap())
    }

    /// Words.
    pub fn list(&self, key: &str) -> Vec<String> {
        let list = self.0.get(key).map(|value| value.as_array().unwrap().as_slice()).unwrap_or_default();
        list.iter().map(|word| word.as_str().unwrap().to_owned()).collect()
    }

    /// One side of the app.
    pub fn snapshot(&self) -> Snapshot {
        let mut snapshot = Snapshot::new("7", Side::Preview);
        for part in Part::GOVERNANCE.into_iter().chain(Part::MORE).chain([Part::Info, Part::Space, Part::Records]) {
            let key = serde_json::to_value(part).unwrap();
            let reading = match self.0.get(key.as_str().unwrap()) {
                Some(notes @ Value::String(_)) if part == Part::Notes => Reading::Read(self.body(part, Some(notes))),
                Some(Value::String(why)) if why == "never-deployed" => Reading::NeverDeployed,
                Some(Value::String(why)) => Reading::Unread(reason(why)),
                given => Reading::Read(self.body(part, given)),
            };
            snapshot.parts.insert(part, reading);
        }
        snapshot
    }

    /// The form as kintone sends it.
    pub fn form(&self) -> Value {
        self.body(Part::Fields, self.0.get("fields"))
    }

    fn body(&self, part: Part, given: Option<&Value>) -> Value {
        let whole = match part {
            Part::Fields => "properties",
            Part::AppRights | Part::RecordRights | Part::FieldRights => "rights",
            Part::Customize => "desktop",
            Part::Plugins => "plugins",
            Part::Views => "views",
            Part::GeneralNotices | Part::RecordNotices | Part::Reminders => "notifications",
            Part::Process => "enable",
            Part::Actions => "actions",
            Part::Notes => "content",
            Part::Space => "space",
            Part::Records => "total",
            Part::Info => "creator",
            _ => "revision",
        };
        if let Some(body) = given.filter(|body| body.get(whole).is_some()) {
            return body.clone();
        }
        let list = || given.map(|value| value.as_array().unwrap().clone()).unwrap_or_default();
        let map = || given.map(|value| value.as_object().unwrap().clone()).unwrap_or_default();
        match part {
            Part::Settings => {
                let mut body = json!({
                    "name": self.word("name", "新しいアプリ"), "description": self.word("description", ""),
                    "theme": "WHITE", "enableComments": true, "revision": "7",
                });
                body.as_object_mut().unwrap().extend(map());
                body
            }
            Part::Views => json!({"views": map(), "revision": "7"}),
            Part::GeneralNotices => {
                let notices = list().iter().map(general).collect::<Vec<_>>();
                json!({"notifyToCommenter": true, "notifications": notices, "revision": "7"})
            }
            Part::RecordNotices | Part::Reminders => {
                let notices = list().iter().map(notice).collect::<Vec<_>>();
                json!({"notifications": notices, "revision": "7"})
            }
            Part::Process => given
                .map_or_else(|| json!({"enable": false, "states": null, "actions": null, "revision": "7"}), process),
            Part::Actions => {
                let actions: Map<String, Value> =
                    map().iter().map(|(name, action)| (name.clone(), copying(name, action))).collect();
                json!({"actions": actions, "revision": "7"})
            }
            Part::Notes => {
                let content = given.map_or("", |notes| notes.as_str().unwrap());
                json!({"content": content, "includeInTemplateAndDuplicates": false, "revision": "7"})
            }
            Part::Fields => {
                let mut properties = system_fields();
                properties.extend(properties_of(&map()));
                json!({"properties": properties, "revision": "7"})
            }
            Part::AppRights => {
                let default =
                    ["CREATOR manage view add edit delete import export", "GROUP:everyone view add edit delete"];
                let rows = if given.is_some() { list() } else { default.map(Value::from).to_vec() };
                json!({"rights": rows.iter().map(app_row).collect::<Vec<_>>(), "revision": "7"})
            }
            Part::RecordRights => {
                let rights = list().iter().map(record_right).collect::<Vec<_>>();
                json!({"rights": rights, "revision": "7"})
            }
            Part::FieldRights => {
                let rights = map().iter().map(|(code, rows)| field_right(code, rows)).collect::<Vec<_>>();
                json!({"rights": rights, "revision": "7"})
            }
            Part::Customize => {
                let js = list().iter().map(|url| json!({"type": "URL", "url": url})).collect::<Vec<_>>();
                json!({"scope": "ALL", "desktop": {"js": js, "css": []}, "mobile": {"js": [], "css": []}, "revision": "7"})
            }
            Part::Plugins => {
                let plugin =
                    |name: &Value| json!({"id": "djmhffjhfgmebgnmcggopedaofckljlj", "name": name, "enabled": true});
                json!({"plugins": list().iter().map(plugin).collect::<Vec<_>>(), "revision": "7"})
            }
            Part::Space => given.map_or(Value::Null, space),
            Part::Records => json!({"total": 0, "looked": 0, "tokens": 0, "newest": null}),
            _ => {
                let space = self.0.get("space").map(|_| "12");
                json!({"appId": "7", "code": "", "spaceId": space, "creator": {"code": "sato", "name": "佐藤 昇"}})
            }
        }
    }

    /// The rule set: a built-in one, with the example's own parameters for a rule.
    pub fn policy(&self, rule: &str) -> Policy {
        let built_in = BuiltIn::of(self.word("policy", "municipal-standard")).unwrap();
        let mut document = built_in.document();
        naiki::text::json::put_over(&mut document, self.0.get("says").cloned().unwrap_or_else(|| json!({})));
        let mut draft: Draft = serde_json::from_value(document).unwrap();
        let setting = draft.rules.get_mut(rule).unwrap();
        // An example of a rule that the policy leaves out shows it at work all the same.
        setting.inspection = setting.inspection.max(Stage::Observe);
        if ALL.iter().any(|one| one.id == rule && one.reach == Reach::Entry) {
            setting.entry = setting.entry.max(Stage::Warn);
        }
        if let Some(stage) = self.0.get("entry") {
            setting.entry = serde_json::from_value(stage.clone()).unwrap();
        }
        if let Some(words) = self.0.get("words") {
            setting.words.extend(serde_json::from_value::<BTreeMap<String, Vec<String>>>(words.clone()).unwrap());
        }
        if let Some(numbers) = self.0.get("numbers") {
            setting.numbers.extend(serde_json::from_value::<BTreeMap<String, u32>>(numbers.clone()).unwrap());
        }
        draft.validate(ALL).unwrap()
    }

    /// What the owner says.
    pub fn declaration(&self) -> Option<Declaration> {
        self.0.get("declaration").map(|value| serde_json::from_value(value.clone()).unwrap())
    }

    /// The report of all rules.
    pub fn audit(&self, rule: &str) -> Report {
        self.audit_of(self.snapshot(), rule)
    }

    /// The same after its settings were changed.
    pub fn audit_of(&self, snapshot: Snapshot, rule: &str) -> Report {
        let app = App::of(snapshot);
        let (policy, declaration, directory) = (self.policy(rule), self.declaration(), directory());
        let today = naiki::text::day::read(self.word("today", "2026-11-24")).unwrap();
        let people = match self.0.get("people") {
            None => Ok(&directory),
            Some(why) => Err(Unread::new(Part::People, reason(why.as_str().unwrap()))),
        };
        let departments = self.list("departments");
        let decided: Vec<Decision> =
            self.0.get("decided").map(|value| serde_json::from_value(value.clone()).unwrap()).unwrap_or_default();
        let case = Case::new(&app, &policy, today)
            .decided(&decided)
            .declared(declaration.as_ref())
            .among(people)
            .seen_from(&departments);
        audit::audit(&case)
    }
}

/// An app as a test writes it: `app(json!({"fields": {...}}))`.
pub fn app(json: Value) -> App {
    App::of(Example::new(json, &[]).snapshot())
}

fn reason(why: &str) -> Reason {
    serde_json::from_value(json!({"why": why})).unwrap()
}

fn system_fields() -> Map<String, Value> {
    let kinds = [
        ("レコード番号", "RECORD_NUMBER"),
        ("作成者", "CREATOR"),
        ("作成日時", "CREATED_TIME"),
        ("更新者", "MODIFIER"),
        ("更新日時", "UPDATED_TIME"),
    ];
    kinds
        .into_iter()
        .map(|(code, kind)| (code.to_owned(), json!({"type": kind, "code": code, "label": code})))
        .collect()
}

/// A field is its kind, or kintone's own property; an object without `type` is a table.
fn properties_of(fields: &Map<String, Value>) -> Map<String, Value> {
    let property = |(code, short): (&String, &Value)| {
        let mut property = json!({"code": code, "label": code, "noLabel": false});
        let body = property.as_object_mut().unwrap();
        match short {
            Value::String(kind) => drop(body.insert("type".to_owned(), kind.as_str().into())),
            Value::Object(own) if own.contains_key("type") => body.extend(own.clone()),
            Value::Object(columns) => {
                body.insert("type".to_owned(), "SUBTABLE".into());
                body.insert("fields".to_owned(), properties_of(columns).into());
            }
            _ => panic!("the field {code} is a kind, a property or a table, not {short}"),
        }
        (code.clone(), property)
    };
    fields.iter().map(property).collect()
}

/// `ORGANIZATION:shimin subs view add`: whom, then words.
fn row(short: &Value) -> (Value, bool, Vec<&str>) {
    let mut words: Vec<&str> =
        short.as_str().unwrap_or_else(|| panic!("a row is text, not {short}")).split(' ').collect();
    let whom = words.remove(0);
    let (kind, code) = whom.split_once(':').map_or((whom, None), |(kind, code)| (kind, Some(code)));
    let subs = words.contains(&"subs");
    words.retain(|word| *word != "subs");
    (json!({"type": kind, "code": code}), subs, words)
}

fn target(short: &Value) -> Value {
    let (entity, subs, _) = row(short);
    json!({"entity": entity, "includeSubs": subs})
}

fn targets(short: Option<&Value>) -> Vec<Value> {
    short.and_then(Value::as_array).into_iter().flatten().map(target).collect()
}

fn general(short: &Value) -> Value {
    let (entity, subs, words) = row(short);
    let mut out = json!({"entity": entity, "includeSubs": subs});
    for key in ["recordAdded", "recordEdited", "commentAdded", "statusChanged", "fileImported"] {
        out[key] = words.contains(&key).into();
    }
    out
}

fn notice(short: &Value) -> Value {
    let word = |key: &str| short.get(key).and_then(Value::as_str).unwrap_or_default().to_owned();
    json!({"filterCond": word("if"), "title": word("title"), "targets": targets(short.get("who"))})
}

/// States with the people who work on them, and steps as `name from to`.
fn process(short: &Value) -> Value {
    let states: Map<String, Value> = short["states"]
        .as_object()
        .unwrap()
        .iter()
        .enumerate()
        .map(|(index, (name, who))| {
            let assignee = json!({"type": "ONE", "entities": targets(Some(who))});
            (name.clone(), json!({"name": name, "index": index.to_string(), "assignee": assignee}))
        })
        .collect();
    let steps = short.get("steps").and_then(Value::as_array).into_iter().flatten();
    let actions: Vec<Value> = steps
        .map(|step| {
            let words: Vec<&str> = step.as_str().unwrap().split(' ').collect();
            json!({"name": words[0], "from": words[1], "to": words[2], "filterCond": ""})
        })
        .collect();
    json!({"enable": true, "states": states, "actions": actions, "revision": "7"})
}

fn copying(name: &str, short: &Value) -> Value {
    let copies = short.get("copies").and_then(Value::as_array).into_iter().flatten();
    let mappings: Vec<Value> =
        copies.map(|code| json!({"srcType": "FIELD", "srcField": code, "destField": code})).collect();
    json!({"name": name, "destApp": {"app": short["to"], "code": ""}, "mappings": mappings, "entities": []})
}

fn app_row(short: &Value) -> Value {
    let (entity, subs, words) = row(short);
    let keys = [
        ("manage", "appEditable"),
        ("view", "recordViewable"),
        ("add", "recordAddable"),
        ("edit", "recordEditable"),
        ("delete", "recordDeletable"),
        ("import", "recordImportable"),
        ("export", "recordExportable"),
    ];
    let mut out = json!({"entity": entity, "includeSubs": subs});
    for word in &words {
        assert!(keys.iter().any(|(known, _)| known == word), "no such right: {word}");
    }
    for (word, key) in keys {
        out[key] = words.contains(&word).into();
    }
    out
}

fn record_right(short: &Value) -> Value {
    let entities = short["who"].as_array().unwrap().iter().map(|short| {
        let (entity, subs, words) = row(short);
        let may = |word: &str| words.contains(&word);
        json!({"entity": entity, "includeSubs": subs, "viewable": may("view"), "editable": may("edit"), "deletable": may("delete")})
    });
    json!({"filterCond": short.get("if").cloned().unwrap_or_else(|| "".into()), "entities": entities.collect::<Vec<_>>()})
}

fn field_right(code: &str, rows: &Value) -> Value {
    let entities = rows.as_array().unwrap().iter().map(|short| {
        let (entity, subs, words) = row(short);
        json!({"accessibility": words[0].to_ascii_uppercase(), "entity": entity, "includeSubs": subs})
    });
    json!({"code": code, "entities": entities.collect::<Vec<_>>()})
}

fn space(short: &Value) -> Value {
    let members = short["members"].as_array().unwrap().iter().map(|short| {
        let (entity, subs, _) = row(short);
        json!({"entity": entity, "isAdmin": false, "includeSubs": subs})
    });
    let is = |key: &str| short.get(key).and_then(Value::as_bool).unwrap_or_default();
    json!({
        "space": {"id": "12", "name": "みどり市", "isPrivate": is("private"), "isGuest": is("guest")},
        "members": members.collect::<Vec<_>>(),
    })
}
