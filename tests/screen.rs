//! The inspection screen in みどり市, driven by what elements say of themselves.

use naiki::app::App;
use naiki::policy::built_in::Documents;
use naiki::screen::inspection::draw::draw;
use naiki::screen::inspection::model::{Material, Model, Now, Visit};
use naiki::screen::inspection::msg::Msg;
use naiki::screen::inspection::update::{Effect, update};
use naiki::snapshot::Both;
use naiki::text::sorted::Sorted;
use naiki::text::{Lang, day};
use serde_json::Value;

use crate::city::{Example, directory};

/// A day at the screen.
pub fn now(today: &str) -> Now {
    Now { today: day::read(today).unwrap(), at: format!("{today}T02:00:00.000Z") }
}

/// The screen of app 7 on 25 November 2026.
pub struct Screen {
    /// What it knows.
    pub model: Model,
    /// The day.
    pub now: Now,
}

impl Screen {
    /// Opened on an app by 佐藤, with the plugin's settings.
    pub fn open(app: Value, config: &Sorted<String, String>) -> Self {
        Self::on("7", "2026-11-25", app.clone(), app, config)
    }

    /// Opened on an app whose two sides may differ.
    pub fn on(id: &str, today: &str, live: Value, preview: Value, config: &Sorted<String, String>) -> Self {
        let visit = Visit {
            app: id.to_owned(),
            domain: "midori.cybozu.com".to_owned(),
            user: "sato".to_owned(),
            lang: Lang::Ja,
        };
        let now = now(today);
        let model = Model::new(visit, now.clone(), config, Documents::in_the_box());
        let mut screen = Self { model, now };
        screen.send(Msg::Read);
        let generation = screen.model.generation;
        screen.send(Msg::Came(generation, material(live, preview)));
        screen
    }

    /// One thing that happened.
    pub fn send(&mut self, msg: Msg) -> Vec<Effect> {
        update(&mut self.model, msg, self.now.clone())
    }

    /// What an element of the screen says of itself.
    pub fn act(&mut self, act: &str, at: &str, value: &str) -> Vec<Effect> {
        self.send(Msg::of(act, at, value).unwrap())
    }

    /// Settings are read again after somebody changed them.
    pub fn changes(&mut self, app: Value) {
        self.send(Msg::Read);
        let generation = self.model.generation;
        self.send(Msg::Came(generation, material(app.clone(), app)));
    }

    /// The fingerprint of what a rule found.
    pub fn found(&self, rule: &str) -> Option<String> {
        let findings = &self.model.report.as_ref()?.findings;
        findings.iter().find(|judged| judged.finding.rule == rule).map(|judged| judged.fingerprint.clone())
    }

    /// The whole markup.
    pub fn markup(&self) -> String {
        draw(&self.model).into_iter().map(|region| region.markup.into_string()).collect::<Vec<_>>().join("\n")
    }

    /// The markup of one region.
    pub fn region(&self, id: &str) -> Option<String> {
        draw(&self.model).into_iter().find(|region| region.id == id).map(|region| region.markup.into_string())
    }

    /// The settings that are saved.
    pub fn saved(&mut self) -> Sorted<String, String> {
        let effects = self.act("save-part", "", "");
        let [Effect::Save(config)] = effects.as_slice() else { panic!("{effects:?}") };
        config.clone()
    }
}

fn material(live: Value, preview: Value) -> Box<Material> {
    let side = |app| Example::new(app, &[]).snapshot();
    let both = Both { live: side(live), preview: side(preview) };
    let preview = App::of(both.preview.clone());
    Box::new(Material { both, preview, directory: Ok(directory()), departments: vec!["市民課".to_owned()] })
}
