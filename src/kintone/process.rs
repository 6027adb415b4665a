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
    /// Its place among the others, from `0`.
    #[serde(default)]
    pub index: String,
    /// Who works on it.
    pub assignee: Assignee,
}

impl Shape for State {
    fn of(keys: &mut Keys<'_>) -> Self {
        Self { index: keys.may("index"), assignee: keys.must("assignee") }
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
    /// A query; empty where it can always be taken.
    #[serde(default, rename = "filterCond")]
    pub condition: String,
    /// `PRIMARY`, or `SECONDARY` for one that others than the assignees take.
    #[serde(default, rename = "type")]
    pub kind: String,
}

impl Step {
    /// Whether it is the assignees of its state who take it.
    pub fn assigned(&self) -> bool {
        self.kind != "SECONDARY"
    }
}

impl Shape for Step {
    fn of(keys: &mut Keys<'_>) -> Self {
        Self {
            name: keys.must("name"),
            from: keys.must("from"),
            to: keys.must("to"),
            condition: keys.may("filterCond"),
            kind: keys.may("type"),
        }
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

impl State {
    /// Whether records begin in it: unless it names others, whoever made the record works on it.
    pub fn first(&self) -> bool {
        self.index == "0"
    }
}

impl Process {
    /// The steps that lead out of a state.
    pub fn out_of(&self, state: &str) -> impl Iterator<Item = &Step> {
        self.actions.iter().flatten().filter(move |step| step.from == state)
    }
}
