//! The User API of cybozu.com: any signed-in user may read it (official page).

use serde_json::{Value, json};

use super::{Call, Verb};
use crate::city::City;
use crate::people::{EVERYONE, Group, Organization, People, Person};
use crate::refusal::{Refusal, Text};

pub(super) fn get(city: &City, call: &Call) -> Result<Value, Refusal> {
    let no_such = || {
        Refusal::new(
            404,
            "CB_IL02",
            Text::new("このAPIはローカルkintoneにありません。", "The local kintone has no such API."),
        )
    };
    if call.verb != Verb::Get {
        return Err(no_such());
    }
    match call.name.as_str() {
        "users" => users(city, call),
        "user/services" => user_services(city, call),
        "users/services" => users_services(city, call),
        "organizations" => organizations(city, call),
        "groups" => groups(city, call),
        "organization/users" => organization_users(city, call),
        "group/users" => group_users(city, call),
        "user/organizations" => user_organizations(city, call),
        "user/groups" => user_groups(city, call),
        _ => Err(no_such()),
    }
}

struct Page {
    ids: Vec<u64>,
    codes: Vec<String>,
    size: usize,
    offset: usize,
}

fn page(call: &Call) -> Result<Page, Refusal> {
    let mut ask = call.ask();
    let page = Page {
        ids: ask.ids("ids", 100),
        codes: ask.texts("codes", 100),
        size: ask.count("size", 100, 1, 100),
        offset: ask.count("offset", 0, 0, 2_147_483_647),
    };
    ask.done()?;
    Ok(page)
}

impl Page {
    fn wants(&self, id: u64, code: &str) -> bool {
        (self.ids.is_empty() || self.ids.contains(&id))
            && (self.codes.is_empty() || self.codes.iter().any(|held| held == code))
    }
}

fn code(call: &Call) -> Result<String, Refusal> {
    let mut ask = call.ask();
    let code = ask.text("code");
    ask.done()?;
    Ok(code)
}

fn user(city: &City, person: &Person) -> Value {
    let primary = person.organizations.first().and_then(|code| city.people.organization(code));
    json!({
        "id": person.id.to_string(),
        "code": person.code,
        "ctime": "2024-04-01T00:33:58Z",
        "mtime": "2026-03-31T02:11:11Z",
        "valid": person.valid,
        "name": person.name,
        "surName": person.sur_name,
        "givenName": person.given_name,
        "surNameReading": person.sur_name_reading,
        "givenNameReading": person.given_name_reading,
        "localName": person.demo.as_ref().filter(|_| person.lang == "ja").map(|demo| &demo.en),
        "localNameLocale": person.demo.as_ref().filter(|_| person.lang == "ja").map(|_| "en"),
        "timezone": "Asia/Tokyo",
        "locale": person.lang,
        "description": null,
        "phone": null,
        "mobilePhone": null,
        "extensionNumber": null,
        "email": person.email(),
        "callto": null,
        "url": null,
        "employeeNumber": person.employee_number,
        "birthDate": null,
        "joinDate": null,
        "primaryOrganization": primary.map(|organization| organization.id.to_string()),
        "sortOrder": null,
        "customItemValues": [],
    })
}

fn organization(found: &Organization) -> Value {
    json!({
        "id": found.id.to_string(),
        "code": found.code,
        "name": found.name,
        "localName": null,
        "localNameLocale": null,
        "parentCode": found.parent_code,
        "description": found.description,
    })
}

fn group(found: &Group) -> Value {
    json!({ "id": found.id.to_string(), "code": found.code, "name": found.name, "description": found.description })
}

fn users(city: &City, call: &Call) -> Result<Value, Refusal> {
    let page = page(call)?;
    let people = city.people.by_id().into_iter().filter(|person| page.wants(person.id, &person.code));
    let rows: Vec<Value> = people.skip(page.offset).take(page.size).map(|person| user(city, person)).collect();
    Ok(json!({ "users": rows }))
}

/// The services of cybozu.com that a person may use: this city has kintone only.
fn services(person: &Person) -> Value {
    if person.may_enter() { json!(["kintone"]) } else { json!([]) }
}

fn user_services(city: &City, call: &Call) -> Result<Value, Refusal> {
    let code = code(call)?;
    let person = city.people.person(&code).ok_or_else(|| not_found(&code))?;
    Ok(json!({ "services": services(person) }))
}

fn users_services(city: &City, call: &Call) -> Result<Value, Refusal> {
    let page = page(call)?;
    let people = city.people.by_id().into_iter().filter(|person| page.wants(person.id, &person.code));
    let rows = people.skip(page.offset).take(page.size);
    let rows: Vec<Value> = rows.map(|person| json!({ "code": person.code, "services": services(person) })).collect();
    Ok(json!({ "users": rows }))
}

fn organizations(city: &City, call: &Call) -> Result<Value, Refusal> {
    let page = page(call)?;
    let found = city.people.organizations.iter().filter(|found| page.wants(found.id, &found.code));
    let rows: Vec<Value> = found.skip(page.offset).take(page.size).map(organization).collect();
    Ok(json!({ "organizations": rows }))
}

fn groups(city: &City, call: &Call) -> Result<Value, Refusal> {
    let page = page(call)?;
    let found = city.people.groups.iter().filter(|found| page.wants(found.id, &found.code));
    let rows: Vec<Value> = found.skip(page.offset).take(page.size).map(group).collect();
    Ok(json!({ "groups": rows }))
}

fn not_found(code: &str) -> Refusal {
    let text = Text::new(
        format!("指定されたコード（{code}）が見つかりません。"),
        format!("The specified code ({code}) is not found."),
    );
    Refusal::new(404, "CB_IL03", text)
}

fn organization_users(city: &City, call: &Call) -> Result<Value, Refusal> {
    let code = code(call)?;
    let page = page(call)?;
    city.people.organization(&code).ok_or_else(|| not_found(&code))?;
    let people = city.people.by_id().into_iter().filter(|person| person.organizations.contains(&code));
    let rows: Vec<Value> = people
        .skip(page.offset)
        .take(page.size)
        .map(|person| json!({ "user": user(city, person), "title": null }))
        .collect();
    Ok(json!({ "userTitles": rows }))
}

fn group_users(city: &City, call: &Call) -> Result<Value, Refusal> {
    let code = code(call)?;
    let page = page(call)?;
    if code != EVERYONE {
        city.people.group(&code).ok_or_else(|| not_found(&code))?;
    }
    let people = city.people.by_id().into_iter().filter(|person| People::in_group(person, &code));
    let rows: Vec<Value> = people.skip(page.offset).take(page.size).map(|person| user(city, person)).collect();
    Ok(json!({ "users": rows }))
}

fn user_organizations(city: &City, call: &Call) -> Result<Value, Refusal> {
    let code = code(call)?;
    let person = city.people.person(&code).ok_or_else(|| not_found(&code))?;
    let found = person.organizations.iter().filter_map(|code| city.people.organization(code));
    let rows: Vec<Value> = found.map(|found| json!({ "organization": organization(found), "title": null })).collect();
    Ok(json!({ "organizationTitles": rows }))
}

fn user_groups(city: &City, call: &Call) -> Result<Value, Refusal> {
    let code = code(call)?;
    let person = city.people.person(&code).ok_or_else(|| not_found(&code))?;
    let everyone = Group { id: 7_532_782, code: EVERYONE.into(), name: "Everyone".into(), description: String::new() };
    let found = person.groups.iter().filter_map(|code| city.people.group(code));
    let rows: Vec<Value> = found.chain(std::iter::once(&everyone)).map(group).collect();
    Ok(json!({ "groups": rows }))
}
