//! What a rule sees, and how it speaks.

use time::Date;

use crate::app::App;
use crate::declaration::Declaration;
use crate::declaration::waiver::Waiver;
use crate::finding::{Because, Evidence, Finding, Fix, Place};
use crate::kintone::Part;
use crate::kintone::info::Info;
use crate::kintone::refusal::{Reason, Unread};
use crate::people::Directory;
use crate::personal::labels::Classified;
use crate::personal::overrule::Decision;
use crate::personal::whole_form::{self, Form};
use crate::policy::Policy;
use crate::policy::draft::Scope;
use crate::text::search;

/// Everything that a rule may look at. What is not there says why, so that a rule writes `case.app.rights()?`.
#[derive(Debug)]
pub struct Case<'a> {
    /// One side of the app.
    pub app: &'a App,
    /// The rule set.
    pub policy: &'a Policy,
    /// Today where the app is used.
    pub today: Date,
    declaration: Option<&'a Declaration>,
    known: Option<&'a [String]>,
    waivers: &'a [Waiver],
    people: Result<&'a Directory, Unread>,
    personal: Result<Vec<Classified>, Unread>,
    /// Departments of the person at the screen, for suggestions only.
    departments: &'a [String],
}

impl<'a> Case<'a> {
    /// A case about one side of an app.
    pub fn new(app: &'a App, policy: &'a Policy, today: Date) -> Self {
        Self {
            app,
            policy,
            today,
            declaration: None,
            known: None,
            waivers: &[],
            people: Err(Unread::new(Part::People, Reason::NotFound)),
            personal: personal(app, policy, &[]),
            departments: &[],
        }
    }

    /// With what a builder confirmed of fields.
    #[must_use]
    pub fn decided(mut self, decided: &[Decision]) -> Self {
        if !decided.is_empty() {
            self.personal = personal(self.app, self.policy, decided);
        }
        self
    }

    /// With what the owner says.
    #[must_use]
    pub const fn declared(mut self, declaration: Option<&'a Declaration>) -> Self {
        self.declaration = declaration;
        self
    }

    /// With the fingerprints of what the app was found to have when it was last inspected under 経過措置; none when it
    /// never was.
    #[must_use]
    pub const fn known_before(mut self, known: Option<&'a [String]>) -> Self {
        self.known = known;
        self
    }

    /// With what was asked to be permitted.
    #[must_use]
    pub const fn waiving(mut self, waivers: &'a [Waiver]) -> Self {
        self.waivers = waivers;
        self
    }

    /// What was asked to be permitted.
    pub const fn waivers(&self) -> &'a [Waiver] {
        self.waivers
    }

    /// With the people of the domain, or why they are not known.
    #[must_use]
    pub fn among(mut self, people: Result<&'a Directory, Unread>) -> Self {
        self.people = people;
        self
    }

    /// With the departments of the person at the screen.
    #[must_use]
    pub const fn seen_from(mut self, departments: &'a [String]) -> Self {
        self.departments = departments;
        self
    }

    /// What the owner says.
    ///
    /// # Errors
    /// When nobody has declared anything.
    pub fn declaration(&self) -> Result<&'a Declaration, Unread> {
        self.declaration.ok_or_else(|| Unread::new(Part::Declaration, Reason::NotTold))
    }

    /// Whether a finding was there before: as the last inspection says, and at the first one when the app was made before
    /// the day from which its rule acts. Where that day is not known, it was not.
    pub fn knew(&self, fingerprint: &str, from: Date) -> bool {
        match self.known {
            Some(known) => known.iter().any(|one| one == fingerprint),
            None => self.app.info().ok().and_then(Info::made).is_some_and(|made| made < from),
        }
    }

    /// Whether the app is one of those that a scope is about. Where that cannot be told, it is.
    pub fn within(&self, scope: &Scope) -> bool {
        let space = || match self.app.info() {
            Ok(info) => info.space_id.as_ref().is_some_and(|id| scope.spaces.contains(id)),
            Err(_) => true,
        };
        let name = || match self.app.settings() {
            Ok(settings) => scope.names.iter().any(|pattern| search::fits(pattern, &settings.name)),
            Err(_) => true,
        };
        let class = || match self.personal() {
            Ok(personal) => self.policy.observed(personal).is_some_and(|class| scope.classes.contains(&class.id)),
            Err(_) => true,
        };
        (scope.spaces.is_empty() || space())
            && (scope.names.is_empty() || name())
            && (scope.classes.is_empty() || class())
    }

    /// The people of the domain.
    ///
    /// # Errors
    /// When they could not be read.
    pub fn people(&self) -> Result<&'a Directory, Unread> {
        self.people.clone()
    }

    /// The fields that hold personal information.
    ///
    /// # Errors
    /// When the form could not be read.
    pub fn personal(&self) -> Result<&[Classified], Unread> {
        self.personal.as_deref().map_err(Clone::clone)
    }

    /// Departments of the person at the screen; empty when nobody told.
    pub const fn departments(&self) -> &'a [String] {
        self.departments
    }
}

fn personal(app: &App, policy: &Policy, decided: &[Decision]) -> Result<Vec<Classified>, Unread> {
    let fields = app.fields()?;
    Ok(whole_form::classify(Form { fields, app: app.name(), office: policy.labels(), decided }))
}

/// Takes what a rule says.
#[derive(Debug)]
pub struct Sink {
    rule: &'static str,
    findings: Vec<Finding>,
}

impl Sink {
    /// For one rule.
    pub const fn new(rule: &'static str) -> Self {
        Self { rule, findings: Vec::new() }
    }

    /// One finding.
    pub fn report(&mut self, place: Place, because: Because, evidence: Evidence, fix: Option<Fix>) {
        self.findings.push(Finding { rule: self.rule, place, because, evidence, fix });
    }

    /// All of them.
    pub fn into_findings(self) -> Vec<Finding> {
        self.findings
    }
}
