//! `app/status.json`: プロセス管理.

use serde::Deserialize;

use super::right::Whom;
use crate::text::json::{Keys, Shape};
use crate::text::sorted::Sorted;

/// Who works on a record in a state.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Assignee {
    /// `ONE`, `ALL` or `ANY`.
    #[serde(rename = "type")]
    pub kind: String,
    /// Out of whom; nobody is named when the creator keeps it.
    #[serde(default)]
    pub entities: Vec<Whom>,
}

impl Shape for Assignee {
    fn of(keys: &mut Keys<'_>) -> Self {
        Self { kind: keys.must("type"), entities: keys.may("entities") }
    }
}

/// One state of a record.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct State {
    /// Who works on it.
    pub assignee: Assignee,
}

impl Shape for State {
    fn of(keys: &mut Keys<'_>) -> Self {
        Self { assignee: keys.must("assignee") }
    }
}

/// One step.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Step {
    /// Its name.
    pub name: String,
    /// From which state.
    pub from: String,
    /// To which state.
    pub to: String,
}

impl Shape for Step {
    fn of(keys: &mut Keys<'_>) -> Self {
        Self { name: keys.must("name"), from: keys.must("from"), to: keys.must("to") }
    }
}

/// The process of an app. Where it was never set up there are neither states nor steps.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Process {
    /// Whether it is switched on.
    pub enable: bool,
    /// By name.
    #[serde(default)]
    pub states: Option<Sorted<String, State>>,
    /// In kintone's order.
    #[serde(default)]
    pub actions: Option<Vec<Step>>,
}

impl Shape for Process {
    fn of(keys: &mut Keys<'_>) -> Self {
        Self { enable: keys.must("enable"), states: keys.may("states"), actions: keys.may("actions") }
    }
}
