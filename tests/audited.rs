//! An exported app with its people, audited by the standard policy: natively and in a wasm the same.

use naiki::app::App;
use naiki::audit::{self, Report};
use naiki::case::Case;
use naiki::declaration::Declaration;
use naiki::people::Directory;
use naiki::policy::Policy;
use naiki::policy::built_in::BuiltIn;
use naiki::snapshot::export;
use naiki::text::{day, json};
use serde_json::Value;
use time::Date;

/// Everything that an audit looks at, read once.
pub struct Audited {
    app: App,
    declaration: Option<Declaration>,
    people: Directory,
    policy: Policy,
    today: Date,
}

impl Audited {
    /// Reads a snapshot file and one of people; `None` when one is not as it should be.
    pub fn read(file: &str, people: &str) -> Option<Self> {
        let file: Value = serde_json::from_str(file).ok()?;
        let declaration = file.get("declaration").map(json::understand);
        Some(Self {
            app: App::of(export::read(&file).ok()?),
            declaration: declaration.transpose().ok()?,
            people: Directory::told(&serde_json::from_str(people).ok()?).ok()?,
            policy: BuiltIn::Standard.policy().ok()?,
            today: day::read("2026-11-24")?,
        })
    }

    /// Judges it.
    pub fn report(&self) -> Report {
        let case = Case::new(&self.app, &self.policy, self.today);
        audit::audit(&case.declared(self.declaration.as_ref()).among(Ok(&self.people)))
    }
}
