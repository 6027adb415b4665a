//! Plug-ins and scripts of the app that the office has not approved by name: each is declared with its approval number.

use time::Date;

use crate::finding::Place;
use crate::kintone::Part;
use crate::kintone::customize::Resource;
use crate::policy::approves;
use crate::policy::draft::Approval;
use crate::text::address::Address;

use super::model::Model;

/// The names of this plug-in, which approves itself by being here.
const OURS: [&str; 2] = ["内規ガード", "Naiki Guard"];

/// One of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Integration {
    /// Where it stands.
    pub place: Place,
    /// What is to be said of its number.
    pub number: Number,
}

/// How an approval number stands to what the office approved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Number {
    /// Nothing was typed yet.
    Untold,
    /// A number was typed, and the office's list does not name it: the register tells.
    Unlisted,
    /// The approval ended on this day.
    Ended(Date),
}

/// All of them, as far as the parts were read.
pub fn integrations(model: &Model) -> Vec<Integration> {
    let (Some(material), Some(policy)) = (model.material(), &model.policy) else { return Vec::new() };
    let approved = &policy.document().approved;
    let today = model.now.today;
    let mut out: Vec<Integration> = Vec::new();
    let mut add = |part: Part, name: &str, list: &[Approval], other: &str| {
        if OURS.contains(&name) || approves(list, name, today) || approves(list, other, today) {
            return;
        }
        let place = Place::In { part, name: name.to_owned() };
        if out.iter().any(|one| one.place == place) {
            return;
        }
        let said = model.draft.numbers.get(&place.key()).map_or("", |number| number.trim());
        let entry = list.iter().find(|one| one.name == name || one.name == other);
        out.push(Integration { number: number(said, entry), place });
    };
    for plugin in material.preview.plugins().iter().flat_map(|plugins| &plugins.plugins) {
        add(Part::Plugins, plugin.name.as_deref().unwrap_or(&plugin.id), &approved.plugins, &plugin.id);
    }
    for resource in
        material.preview.customize().iter().flat_map(|customize| customize.lists()).flat_map(|(_, _, list)| list)
    {
        match resource {
            Resource::Url { url } => {
                let address = Address::of(url);
                if !approved.hosts.iter().any(|host| address.is_of(host)) {
                    add(Part::Customize, &address.shown, &[], "");
                }
            }
            Resource::File { file } => add(Part::Customize, &file.name, &approved.files, ""),
            Resource::Unknown => {}
        }
    }
    out
}

fn number(said: &str, entry: Option<&Approval>) -> Number {
    match entry {
        Some(Approval { until: Some(until), .. }) => Number::Ended(*until),
        _ if said.is_empty() => Number::Untold,
        _ => Number::Unlisted,
    }
}
