//! The data files of the city: complete, and sound among themselves.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use super::Door;

/// Codes in rights rows that stand for nobody any more: the former 児童福祉課.
const GHOSTS: [&str; 1] = ["jido-fukushi"];

/// Apps that no rights row opens to anybody.
const SEEN_BY_NOBODY: [&str; 1] = ["25"];

/// My Numbers that the city may hold: published vectors.
const VECTORS: [&str; 3] = ["123456789018", "983205673214", "621498320257"];

/// Places of Midori; no other address stands in a record.
const PLACES: [&str; 4] = ["架空町", "見本町", "例示", "仮名町"];

/// Kinds that every form has, placed in the layout or not.
const BUILT_IN: [&str; 8] =
    ["RECORD_NUMBER", "CREATOR", "CREATED_TIME", "MODIFIER", "UPDATED_TIME", "STATUS", "STATUS_ASSIGNEE", "CATEGORY"];

/// What is read from `www/city/`, before the server reads it.
struct Files {
    /// By id.
    apps: BTreeMap<String, Value>,
    users: BTreeSet<String>,
    organizations: BTreeSet<String>,
    groups: BTreeSet<String>,
    spaces: Vec<Value>,
}

impl Files {
    fn read() -> Self {
        let folder = tests::root().join("www/city");
        let json = |name: &str| -> Value {
            serde_json::from_str(&std::fs::read_to_string(folder.join(name)).unwrap())
                .unwrap_or_else(|error| panic!("{name}: {error}"))
        };
        let codes =
            |name: &str| -> BTreeSet<String> { list(&json(name)).iter().map(|one| text(&one["code"])).collect() };
        let mut apps = BTreeMap::new();
        for entry in std::fs::read_dir(&folder).unwrap() {
            let name = entry.unwrap().file_name().into_string().unwrap();
            if name.starts_with("app-") {
                let app = json(&name);
                let id = app["id"].to_string();
                assert_eq!(name, format!("app-{id}.json"), "the file is named by the id");
                assert!(apps.insert(id, app).is_none(), "{name}: the id is taken");
            }
        }
        let mut groups = codes("groups.json");
        groups.insert("everyone".into());
        Self {
            apps,
            users: codes("people.json"),
            organizations: codes("organizations.json"),
            groups,
            spaces: list(&json("spaces.json")).to_vec(),
        }
    }

    /// Whether an entity of a rights row or a member row exists; `app` has the fields that `FIELD_ENTITY` names.
    fn knows(&self, entity: &Value, app: &Value) -> bool {
        let code = text(&entity["code"]);
        match entity["type"].as_str().unwrap() {
            "USER" => self.users.contains(&code),
            "GROUP" => self.groups.contains(&code),
            "ORGANIZATION" => self.organizations.contains(&code) || GHOSTS.contains(&code.as_str()),
            "CREATOR" => entity["code"].is_null(),
            "FIELD_ENTITY" => field(app, &code).is_some(),
            other => panic!("no such entity: {other}"),
        }
    }
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

/// The field of that code, at the top or in a table.
fn field<'a>(app: &'a Value, code: &str) -> Option<&'a Value> {
    let top = app["properties"].as_object().unwrap();
    top.get(code).or_else(|| top.values().find_map(|table| table["fields"].get(code)))
}

/// Codes that a layout places, as often as it does.
fn placed(layout: &Value, found: &mut Vec<(String, String)>) {
    for row in list(layout) {
        for item in std::iter::once(row).chain(list(&row["fields"])).filter(|item| item["code"].is_string()) {
            found.push((text(&item["code"]), text(&item["type"])));
        }
        placed(&row["layout"], found);
    }
}

/// Every text in a value.
fn texts(value: &Value, found: &mut Vec<String>) {
    match value {
        Value::String(text) => found.push(text.clone()),
        Value::Array(items) => items.iter().for_each(|item| texts(item, found)),
        Value::Object(map) => map.values().for_each(|item| texts(item, found)),
        _ => (),
    }
}

/// Runs of digits, single hyphens or spaces inside them allowed: as written, and the digits alone.
fn numbers(text: &str) -> Vec<(String, String)> {
    let text: Vec<char> = text.chars().collect();
    let mut found = Vec::new();
    let mut at = 0;
    while at < text.len() {
        let mut end = at;
        while text.get(end).is_some_and(char::is_ascii_digit)
            || (end > at
                && text.get(end).is_some_and(|char| "- ".contains(*char))
                && text.get(end + 1).is_some_and(char::is_ascii_digit))
        {
            end += 1;
        }
        if end > at {
            let written: String = text[at..end].iter().collect();
            found.push((written.clone(), written.chars().filter(char::is_ascii_digit).collect()));
        }
        at = end.max(at + 1);
    }
    found
}

/// The check digit of the ordinance (`personal-information.md` §1), written apart from the product's.
fn is_my_number(digits: &str) -> bool {
    let digits: Vec<u32> = digits.chars().filter_map(|char| char.to_digit(10)).collect();
    let [head @ .., last] = digits.as_slice() else { return false };
    let weights = [6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2];
    let rest = head.iter().zip(weights).map(|(digit, weight)| digit * weight).sum::<u32>() % 11;
    head.len() == 11 && *last == if rest <= 1 { 0 } else { 11 - rest }
}

/// What is wrong with a value of a record.
fn fault(files: &Files, property: &Value, value: &Value) -> Option<String> {
    let option = |value: &Value| property["options"].get(value.as_str().unwrap_or_default()).is_some();
    let known = |codes: &BTreeSet<String>| list(value).iter().all(|code| codes.contains(&text(code)));
    let shaped = |shape: &str| {
        let text = text(value);
        text.len() == shape.len()
            && text
                .chars()
                .zip(shape.chars())
                .all(|(char, like)| if like == '0' { char.is_ascii_digit() } else { char == like })
    };
    let is_empty = value.is_null() || value == "" || value.as_array().is_some_and(Vec::is_empty);
    if is_empty {
        return (property["required"] == true).then(|| "is required".to_owned());
    }
    let good = match property["type"].as_str().unwrap() {
        "SINGLE_LINE_TEXT" | "LINK" => {
            let most = text(&property["maxLength"]).parse().unwrap_or(usize::MAX);
            value.as_str().is_some_and(|text| text.chars().count() <= most)
        }
        "MULTI_LINE_TEXT" | "RICH_TEXT" => value.is_string(),
        "NUMBER" => text(value).parse::<f64>().is_ok_and(|number| {
            let bound = |key: &str| text(&property[key]).parse::<f64>().ok();
            bound("maxValue").is_none_or(|most| number <= most) && bound("minValue").is_none_or(|least| number >= least)
        }),
        "DROP_DOWN" | "RADIO_BUTTON" => option(value),
        "CHECK_BOX" | "MULTI_SELECT" => list(value).iter().all(option),
        "DATE" => shaped("0000-00-00"),
        "TIME" => shaped("00:00"),
        "DATETIME" => shaped("0000-00-00T00:00:00Z"),
        "USER_SELECT" => known(&files.users),
        "ORGANIZATION_SELECT" => known(&files.organizations),
        "GROUP_SELECT" => known(&files.groups),
        other => return Some(format!("no record file gives a value to a {other}")),
    };
    (!good).then(|| format!("is not as the form asks: {value}"))
}

#[tokio::test]
async fn every_app_file_is_an_app() {
    let files = Files::read();
    let ids: BTreeSet<u64> = files.apps.keys().map(|id| id.parse().unwrap()).collect();
    assert_eq!(ids, (1..=ids.len() as u64).collect(), "no gaps");
    assert!(ids.len() >= 30);
    let door = Door::midori();
    let made = door.post("office", "/k/v1/preview/app.json", json!({ "name": "次のアプリ" })).await;
    assert_eq!(made["app"], (ids.len() + 1).to_string(), "all files were read");
}

#[test]
fn every_code_stands_for_somebody() {
    let files = Files::read();
    for space in &files.spaces {
        assert!(files.users.contains(&text(&space["creator"])));
        for member in list(&space["members"]) {
            assert!(files.knows(&member["entity"], &Value::Null), "space {}: {member}", space["id"]);
        }
    }
    for (id, app) in &files.apps {
        assert!(files.users.contains(&text(&app["creator"])), "app {id}");
        let home = files.spaces.iter().find(|space| space["id"] == app["space"]);
        assert!(
            home.is_some_and(|space| space["defaultThread"] == app["thread"]) || app["space"].is_null(),
            "app {id}"
        );
        let inner = list(&app["recordRights"]).iter().chain(list(&app["fieldRights"]));
        for row in list(&app["appRights"]).iter().chain(inner.flat_map(|setting| list(&setting["entities"]))) {
            assert!(files.knows(&row["entity"], app), "app {id}: {row}");
        }
        for setting in list(&app["fieldRights"]) {
            assert!(field(app, &text(&setting["code"])).is_some(), "app {id}: {setting}");
        }
    }
    for ghost in GHOSTS {
        let haunts = |app: &Value| list(&app["appRights"]).iter().any(|row| row["entity"]["code"] == ghost);
        assert!(files.apps.values().any(haunts), "{ghost} stands in no rights row");
    }
}

#[test]
fn every_layout_places_every_field_once() {
    for (id, app) in Files::read().apps.iter().filter(|(_, app)| !list(&app["layout"]).is_empty()) {
        let mut found = Vec::new();
        placed(&app["layout"], &mut found);
        let mut wanted = Vec::new();
        for (code, property) in app["properties"].as_object().unwrap() {
            assert_eq!(property["code"], code.as_str(), "app {id}");
            let own = std::iter::once((code, property));
            let inner = property["fields"].as_object().into_iter().flatten();
            wanted.extend(own.chain(inner).map(|(code, property)| (code.clone(), text(&property["type"]))));
        }
        wanted
            .retain(|(code, kind)| !BUILT_IN.contains(&kind.as_str()) || found.iter().any(|(other, _)| other == code));
        found.sort();
        wanted.sort();
        assert_eq!(found, wanted, "app {id}");
    }
}

#[test]
fn views_titles_and_lookups_name_fields_that_exist() {
    let files = Files::read();
    for (id, app) in &files.apps {
        let has = |code: &Value| assert!(field(app, &text(code)).is_some(), "app {id}: {code}");
        list(&app["views"]).iter().flat_map(|view| list(&view["fields"])).for_each(has);
        Some(&app["titleField"]).filter(|code| !code.is_null()).into_iter().for_each(has);
        for property in app["properties"].as_object().unwrap().values() {
            for (key, own, theirs) in
                [("lookup", vec![], vec!["relatedKeyField"]), ("referenceTable", vec!["field"], vec!["relatedField"])]
            {
                let Some(target) = property.get(key) else { continue };
                let source = &files.apps[&text(&target["relatedApp"]["app"])];
                let related =
                    |code: &Value| assert!(field(source, &text(code)).is_some(), "app {id}: {code} elsewhere");
                own.iter().for_each(|step| has(&target["condition"][*step]));
                let root = if key == "lookup" { target } else { &target["condition"] };
                theirs.iter().for_each(|step| related(&root[*step]));
                for mapping in list(&target["fieldMappings"]) {
                    has(&mapping["field"]);
                    related(&mapping["relatedField"]);
                }
                list(&target["lookupPickerFields"]).iter().chain(list(&target["displayFields"])).for_each(related);
            }
        }
    }
}

#[tokio::test]
async fn every_view_is_a_query_that_somebody_may_ask() {
    let files = Files::read();
    let door = Door::midori();
    for (id, app) in files.apps.iter().filter(|(_, app)| app["deployed"] == true) {
        let mut seen = false;
        for user in std::iter::once(text(&app["creator"])).chain(files.users.iter().cloned()) {
            let mut status = 200;
            for view in list(&app["views"]) {
                let query = format!("{} order by {}", text(&view["filterCond"]), text(&view["sort"]));
                let guest = files.spaces.iter().find(|space| space["id"] == app["space"] && space["isGuest"] == true);
                let root = guest.map_or("/k/v1".to_owned(), |space| format!("/k/guest/{}/v1", space["id"]));
                let (code, body) =
                    door.ask(&user, "GET", &format!("{root}/records.json"), json!({ "app": id, "query": query })).await;
                assert!(matches!(code, 200 | 401 | 403), "app {id}: {query}: {body}");
                status = status.max(code);
            }
            if status == 200 {
                seen = true;
                break;
            }
        }
        assert_ne!(seen, SEEN_BY_NOBODY.contains(&id.as_str()), "app {id}");
    }
}

#[test]
fn records_are_as_their_forms_ask() {
    let files = Files::read();
    for (id, app) in &files.apps {
        let mut unique = BTreeSet::new();
        for record in list(&app["records"]) {
            assert!(files.users.contains(&text(&record["creator"])), "app {id}");
            let values = record["values"].as_object().unwrap();
            let properties = app["properties"].as_object().unwrap();
            assert!(values.keys().all(|code| properties.contains_key(code)), "app {id}: {values:?}");
            for (code, property) in properties {
                let value = values.get(code).unwrap_or(&Value::Null);
                let key = text(value);
                let faults = if property["type"] == "SUBTABLE" {
                    let inner = property["fields"].as_object().unwrap();
                    assert!(
                        list(value).iter().all(|row| row
                            .as_object()
                            .unwrap()
                            .keys()
                            .all(|code| inner.contains_key(code))),
                        "app {id}: {code}"
                    );
                    let rows = list(value).iter();
                    rows.flat_map(|row| inner.iter().filter_map(|(code, property)| fault(&files, property, &row[code])))
                        .collect()
                } else {
                    Vec::from_iter(fault(&files, property, value))
                };
                assert!(faults.is_empty(), "app {id}: {code}: {faults:?}");
                assert!(
                    property["unique"] != true || key.is_empty() || unique.insert((code, key.clone())),
                    "app {id}: {code}: {value} twice"
                );
                if let Some(lookup) = property.get("lookup").filter(|_| !key.is_empty()) {
                    let source = &files.apps[&text(&lookup["relatedApp"]["app"])];
                    let from = list(&source["records"])
                        .iter()
                        .find(|record| record["values"][text(&lookup["relatedKeyField"])] == key.as_str());
                    let from = &from.unwrap_or_else(|| panic!("app {id}: {code}: {key} is not there"))["values"];
                    for mapping in list(&lookup["fieldMappings"]) {
                        assert_eq!(values[&text(&mapping["field"])], from[text(&mapping["relatedField"])], "app {id}");
                    }
                }
            }
        }
    }
}

#[test]
fn nobody_real_is_in_the_city() {
    for (id, app) in &Files::read().apps {
        let mut all = Vec::new();
        texts(app, &mut all);
        for (written, digits) in all.iter().flat_map(|text| numbers(text)) {
            let phone = digits.starts_with('0') && (10..=11).contains(&digits.len()) && written.contains('-');
            let safe = ["00-0000-", "03-0000-"].iter().any(|head| written.starts_with(head));
            assert!(!phone || safe, "app {id}: {written} may be a telephone number of somebody");
            assert!(!is_my_number(&digits) || VECTORS.contains(&digits.as_str()), "app {id}: {written} is a My Number");
        }
        let mut records = Vec::new();
        texts(&app["records"], &mut records);
        for text in &records {
            let elsewhere =
                ["みどり市", "市民", "市税", "都市"].iter().fold(text.clone(), |text, own| text.replace(own, ""));
            assert!(!elsewhere.contains(['市', '県']), "app {id}: {text} names a city or prefecture");
            if ["町", "丁目", "番地"].iter().any(|word| text.contains(word)) {
                let fictional = text.starts_with("みどり市") && PLACES.iter().any(|place| text.contains(place));
                assert!(fictional, "app {id}: {text} is an address elsewhere");
            }
        }
        for mail in records.iter().filter(|text| text.contains('@')) {
            assert!(mail.ends_with("example.jp"), "app {id}: {mail} may be an address of somebody");
        }
    }
}
