//! What the inspection screen does about what happened.

pub mod repairing;
pub mod waiver;

use serde_json::Value;

use crate::app::App;
use crate::audit::{self, Report};
use crate::case::Case;
use crate::declaration::{Attestation, Opening, Sharing};
use crate::finding::{Item, Verdict};
use crate::kintone::Part;
use crate::personal::labels::Classified;
use crate::personal::overrule::{Decision, Saying};
use crate::policy::Policy;
use crate::rule::{Rule, Stage};
use crate::rules;
use crate::seal::baseline::{self, Baseline};
use crate::seal::chunks;
use crate::seal::orders::Orders;
use crate::seal::{self, Seal, SealedClass, SealedField};
use crate::snapshot::export;
use crate::text::day;
use crate::text::sorted::Sorted;
use crate::text::syntax;

use super::drift::Sides;
use super::look::{self, Look, Tab};
use super::model::{BASELINE, DECIDED, Draft, KNOWN, Material, Model, Now, Reading, Refusal, Saved, Shown, WAIVERS};
use super::msg::{Msg, Save};
use super::observed;

/// What the browser is asked to do.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    /// Read the app and the people.
    Read(u32),
    /// Read one part of the preview side again.
    ReadPart(u32, Part),
    /// Read the people whom a part would name if it had this body.
    Meet(u32, Part, Value),
    /// Replace keys of one part on the preview side, at this revision.
    Write {
        /// The reading that the change rests on.
        generation: u32,
        /// The part.
        part: Part,
        /// The keys.
        body: Value,
        /// The revision.
        revision: String,
    },
    /// Save the plugin's settings; kintone then goes to its list of plugins.
    Save(Sorted<String, String>),
    /// Keep the draft for this tab.
    Keep(Box<Draft>),
    /// Forget the draft.
    Forget,
    /// Hand a file to the browser to be kept: its name, and its text.
    Hand(String, String),
    /// Put the focus on an element.
    Focus(String),
    /// Say a sentence to a screen reader.
    Announce(String),
    /// Ask whether what was not saved may be left, in kintone's own dialog.
    Ask,
    /// Go back to kintone's list of plugins.
    Leave,
}

/// Takes one thing that happened.
pub fn update(model: &mut Model, msg: Msg, now: Now) -> Vec<Effect> {
    model.now = now;
    match msg {
        Msg::Read => read(model),
        Msg::Progress(generation, done, total) => {
            if let Reading::Waiting { .. } = model.reading
                && generation == model.generation
            {
                model.reading = Reading::Waiting { done, total };
            }
            Vec::new()
        }
        Msg::Came(generation, material) => came(model, generation, material),
        Msg::Works(generation, workings) => {
            if generation == model.generation {
                model.workings = Some(workings);
            }
            Vec::new()
        }
        Msg::Found(draft) => {
            let news = *draft != model.kept();
            model.offer = news.then_some(draft);
            if news { Vec::new() } else { vec![Effect::Forget] }
        }
        Msg::Take => take(model),
        Msg::Drop => {
            model.offer = None;
            vec![Effect::Forget, Effect::Focus(TITLE.to_owned())]
        }
        Msg::Typed(item, value) => typed(model, item, value),
        Msg::Number(place, value) => {
            let numbers = &mut model.draft.numbers;
            if value.is_empty() {
                numbers.remove(&place);
            } else {
                numbers.insert(place, value);
            }
            changed(model)
        }
        Msg::Use(item) => {
            let Some((value, _)) = observed::observed(model, item) else { return Vec::new() };
            let mut effects = typed(model, item, value);
            effects.push(Effect::Focus(control_id(item)));
            effects
        }
        Msg::Attested(question, yes) => attested(model, question, yes),
        Msg::List => {
            model.listed = !model.listed;
            vec![Effect::Focus(if model.listed { LIST_TITLE } else { LIST }.to_owned())]
        }
        Msg::Decide(code, saying) => decide(model, &code, saying),
        Msg::Policy(choice) => {
            model.choice = choice;
            model.policy = model.documents.policy(choice).ok();
            changed(model)
        }
        Msg::Waive(fingerprint) => waiver::open(model, fingerprint),
        Msg::WaiveTyped(line, value) => waiver::typed(model, line, value),
        Msg::WaiveSend => waiver::hand_in(model),
        Msg::WaiveStop => waiver::stop(model),
        Msg::Unwaive(fingerprint) => waiver::withdraw(model, &fingerprint),
        Msg::Look => waiver::look(model),
        Msg::Tab(_) | Msg::Kind(_) | Msg::Find(_) | Msg::Subject(_) | Msg::Csv => looked(model, msg),
        Msg::Show(fingerprint) => {
            model.trouble = None;
            let mut effects = vec![Effect::Focus(format!("naiki-apply-{fingerprint}"))];
            effects.extend(repairing::meet(model, &fingerprint));
            model.open = Some(fingerprint);
            effects
        }
        Msg::Hide => {
            model.trouble = None;
            let back = model.open.take().map(|fingerprint| Effect::Focus(format!("naiki-fix-{fingerprint}")));
            back.into_iter().collect()
        }
        Msg::Apply(fingerprint) => {
            model.queue.clear();
            repairing::apply(model, &fingerprint)
        }
        Msg::ApplySafe => repairing::apply_safe(model),
        Msg::Undo => repairing::undo(model),
        Msg::UndoAll => repairing::undo_all(model),
        Msg::Wrote(generation, answer) => repairing::wrote(model, generation, answer),
        Msg::Again(generation, part, answer, people) => repairing::again(model, generation, part, answer, people),
        Msg::Met(generation, people) => repairing::met(model, generation, people),
        Msg::Export => exported(model),
        Msg::Save(way) => save(model, way),
        Msg::Filter(shown) => {
            model.shown = shown;
            vec![Effect::Announce(shown_count(model))]
        }
        Msg::Go(id) => {
            // What somebody wants to see must be there.
            model.shown = Shown::All;
            model.tab = Tab::Inspection;
            vec![Effect::Focus(id)]
        }
        // The draft stays with this tab: leaving by mistake loses nothing, and still it is not saved for anybody else.
        Msg::Leave if model.kept() != model.opened => vec![Effect::Ask],
        Msg::Leave | Msg::Left => vec![Effect::Leave],
    }
}

/// The id of the heading that the focus goes to when what held it is gone.
pub const TITLE: &str = "naiki-result-title";
/// The id of the button that lists the personal fields, and of the heading of their list.
pub const LIST: &str = "naiki-list";
/// See [`LIST`].
pub const LIST_TITLE: &str = "naiki-list-title";
/// The id of the box that says why nothing was saved.
pub const REFUSAL: &str = "naiki-refusal-title";
/// The id of the button that takes the newest fix back.
pub const UNDO: &str = "naiki-undo";

/// The id of an item's control.
pub fn control_id(item: Item) -> String {
    format!("naiki-{}", item.id())
}

/// The media type of a file, by its name.
pub fn media(name: &str) -> &'static str {
    if name.rsplit_once('.').is_some_and(|(_, kind)| kind == "csv") { "text/csv" } else { "application/json" }
}

/// What follows in the tab だれが何をできるか.
fn looked(model: &mut Model, msg: Msg) -> Vec<Effect> {
    match msg {
        Msg::Tab(tab) => model.tab = tab,
        Msg::Kind(kind) => model.look = Look { kind, ..Look::default() },
        Msg::Find(find) => model.look.find = find,
        Msg::Subject(subject) => {
            model.look.subject = subject;
            let table = look::table(model);
            return table.map(|table| Effect::Announce(told(model, &table))).into_iter().collect();
        }
        _ => {
            let Some(table) = look::table(model) else { return Vec::new() };
            let name = format!("naiki-powers-{}-{}.csv", model.visit.app, model.now.today);
            return vec![Effect::Hand(name, look::csv(&table, model.visit.lang))];
        }
    }
    Vec::new()
}

/// That the table of somebody is there, for a screen reader.
fn told(model: &Model, table: &look::Table) -> String {
    crate::say!(model.visit.lang,
        ja: "「{name}」の表を表示しました。{lines}行です", en: "the table of “{name}” is shown: {lines} lines",
        name = table.name.as_str(), lines = table.lines.len())
}

fn read(model: &mut Model) -> Vec<Effect> {
    // A change is on its way: a new reading would lose what takes it back.
    if model.pending.is_some() {
        return Vec::new();
    }
    model.generation += 1;
    model.reading = Reading::Waiting { done: 0, total: 0 };
    model.report = None;
    model.bare = None;
    model.running = None;
    model.workings = None;
    model.open = None;
    model.trouble = None;
    model.refused = None;
    model.made.clear();
    model.queue.clear();
    vec![Effect::Read(model.generation)]
}

fn came(model: &mut Model, generation: u32, material: Box<Material>) -> Vec<Effect> {
    if generation != model.generation {
        return Vec::new();
    }
    model.revision = material.both.preview.revision().map(str::to_owned);
    model.sides = Sides::of(&material.both);
    model.reading = Reading::Read(material);
    judge(model);
    let mut effects = vec![Effect::Announce(summary(model))];
    // The first reading comes by itself; a later one was asked for, by a button that is gone.
    if generation > 1 {
        effects.push(Effect::Focus(TITLE.to_owned()));
    }
    effects
}

/// The case about the app as it is, or as a change would make it.
fn case<'a>(model: &'a Model, app: &'a App) -> Option<Case<'a>> {
    let material = model.material()?;
    let case = Case::new(app, model.policy.as_ref()?, model.now.today)
        .decided(&model.decided)
        .declared(Some(&model.draft))
        .known_before(model.known.as_deref())
        .among(material.directory.as_ref().map_err(Clone::clone))
        .seen_from(&material.departments)
        .waiving(&model.waivers);
    Some(case)
}

/// Judges by the policy that was chosen and the declaration as typed.
fn judge(model: &mut Model) {
    let Some(case) = model.material().and_then(|material| case(model, &material.preview)) else {
        model.report = None;
        model.bare = None;
        model.running = None;
        return;
    };
    let running = model.sides.running.as_ref().and_then(|app| Some(audit::audit(&self::case(model, app)?)));
    let report = audit::audit(&case);
    let personal = case.personal().map(<[Classified]>::to_vec).unwrap_or_default();
    let bare = model.auditing.then(|| audit::audit(&case.waiving(&[])));
    model.personal = personal;
    if model.refused == Some(Refusal::Policy) && !report.refuses() {
        model.refused = None;
    }
    model.report = Some(report);
    model.bare = bare;
    model.running = running;
    waiver::follow(model);
}

/// The result in one sentence, for a screen reader.
fn summary(model: &Model) -> String {
    let lang = model.visit.lang;
    let Some(report) = model.seen() else {
        return crate::text!(ja: "点検できませんでした", en: "the inspection could not be made").get(lang).to_owned();
    };
    let verdict = report.verdict.text().get(lang);
    let (findings, recorded) = report.counts();
    let unknowns = report.unknowns.len();
    crate::say!(lang,
        ja: "点検が終わりました。判定は{verdict}、要改善{findings}件、記録のみ{recorded}件、未確認{unknowns}件です",
        en: "inspection finished: {verdict}, {findings} findings, {recorded} only recorded, {unknowns} unknown",
        verdict, findings, recorded, unknowns)
}

/// How many findings are shown, for a screen reader.
fn shown_count(model: &Model) -> String {
    let findings = model.seen().into_iter().flat_map(|report| &report.findings);
    let count = findings.filter(|judged| model.shows(judged)).count();
    crate::say!(model.visit.lang, ja: "{count}件を表示しています", en: "{count} findings are shown", count)
}

/// What follows when the declaration or the policy changed.
fn changed(model: &mut Model) -> Vec<Effect> {
    judge(model);
    vec![Effect::Keep(Box::new(model.kept()))]
}

fn typed(model: &mut Model, item: Item, value: String) -> Vec<Effect> {
    model.odd.remove(&item);
    let draft = &mut model.draft;
    // What cannot be read is kept as it was typed, and said.
    let unread = match item {
        Item::People | Item::Retention => value.parse::<u32>().is_err(),
        Item::Until | Item::Checked => day::read(&value).is_none(),
        _ => false,
    };
    if unread && !value.is_empty() {
        model.odd.insert(item, value);
        return changed(model);
    }
    match item {
        Item::Sharing => draft.sharing = Sharing::of(&value),
        Item::Public => draft.opening = Opening::of(&value),
        Item::People => draft.people = value.parse().ok(),
        Item::Retention => draft.retention = value.parse().ok(),
        Item::Until => draft.until = day::read(&value),
        Item::Checked => draft.checked = day::read(&value),
        _ => {
            if let Some(text) = draft.text_mut(item) {
                *text = value;
            }
        }
    }
    changed(model)
}

fn attested(model: &mut Model, question: String, yes: Option<bool>) -> Vec<Effect> {
    let attested = &mut model.draft.attested;
    let by = model.visit.user.clone();
    match yes {
        Some(yes) => attested.insert(question, Attestation { yes, on: model.now.today, by }),
        None => drop(attested.remove(&question)),
    }
    changed(model)
}

fn decide(model: &mut Model, code: &str, saying: Saying) -> Vec<Effect> {
    let Some(label) = model.fields().iter().find(|field| field.code == code).map(|field| field.label.clone()) else {
        return Vec::new();
    };
    model.decided.retain(|one| one.code != code);
    let class = match saying {
        Saying::Automatic => return changed(model),
        Saying::NotPersonal => None,
        Saying::Personal(class) => Some(class),
    };
    model.decided.push(Decision { code: code.to_owned(), label, class });
    changed(model)
}

fn take(model: &mut Model) -> Vec<Effect> {
    if let Some(draft) = model.offer.take() {
        model.draft = draft.declaration;
        model.decided = draft.decided;
        model.waivers = draft.waivers;
        model.asking = draft.asking;
        model.choice = crate::policy::built_in::BuiltIn::of(&draft.policy).unwrap_or(model.choice);
        model.policy = model.documents.policy(model.choice).ok();
        judge(model);
    }
    vec![Effect::Focus(TITLE.to_owned())]
}

/// The settings as they were read, with the declaration as it stands: a file for the program `audit`.
fn exported(model: &Model) -> Vec<Effect> {
    let Some(material) = model.material() else { return Vec::new() };
    let mut file = export::write(&material.both.preview);
    // Through their texts: a second serializer would cost the wasm 3 KB.
    let said = [
        ("declaration", serde_json::to_string(&model.draft).unwrap_or_default()),
        (WAIVERS, serde_json::to_string(&model.waivers).unwrap_or_default()),
    ];
    for (key, text) in said {
        if let (Some(map), Ok(value)) = (file.as_object_mut(), syntax::read(&text)) {
            map.insert(key.to_owned(), value);
        }
    }
    vec![Effect::Hand(
        format!("naiki-app-{}-{}.json", model.visit.app, model.now.today),
        serde_json::to_string(&file).unwrap_or_default(),
    )]
}

fn save(model: &mut Model, way: Save) -> Vec<Effect> {
    let config = settings(model);
    model.refused = match (&model.report, way) {
        _ if model.outdated() => Some(Refusal::Outdated),
        _ if model.pending.is_some() => Some(Refusal::Busy),
        // What was sealed before stays until there is something to say in its place.
        (None, _) => Some(Refusal::Early),
        (Some(report), Save::Pass) if report.refuses() || model.unread().next().is_some() => Some(Refusal::Policy),
        _ if !chunks::fits(&config) => Some(Refusal::Long),
        (Some(_), _) => None,
    };
    if model.refused.is_some() {
        return vec![Effect::Focus(REFUSAL.to_owned())];
    }
    // The draft stays until the next visit has seen it saved: kintone does not say when saving fails.
    vec![Effect::Save(config)]
}

/// The plugin's settings: the seal for the guard, and the declaration for the next time.
pub fn settings(model: &Model) -> Sorted<String, String> {
    let declaration = serde_json::to_string(&model.draft).unwrap_or_default();
    let mut config = chunks::split("declaration", &declaration);
    // Beside the seal, not in it: the guard reads the class that came of it.
    if !model.decided.is_empty() {
        let decided = serde_json::to_string(&model.decided).unwrap_or_default();
        config.extend(chunks::split(DECIDED, &decided));
    }
    // Beside the seal, too: it carries no names and no text of a waiver.
    if !model.waivers.is_empty() {
        config.extend(chunks::split(WAIVERS, &serde_json::to_string(&model.waivers).unwrap_or_default()));
    }
    let spares = |policy: &Policy| policy.document().supplementary.iter().any(|one| one.until >= Some(model.now.today));
    // Also where nothing is spared: what comes later is new.
    if let (Some(report), true) = (&model.report, model.policy.as_ref().is_some_and(spares)) {
        let known = serde_json::to_string(&report.spared()).unwrap_or_default();
        config.extend(chunks::split(KNOWN, &known));
    }
    if let Some(seal) = seal(model) {
        config.extend(chunks::split("seal", &serde_json::to_string(&seal).unwrap_or_default()));
    }
    if let Some(baseline) = baseline(model) {
        let more = chunks::split(BASELINE, &serde_json::to_string(&baseline).unwrap_or_default());
        // What only helps the next inspection is no reason to refuse this one.
        if chunks::size(&config) + chunks::size(&more) <= chunks::TOTAL {
            config.extend(more);
        }
    }
    config
}

/// What the next inspection is compared with; none as long as nothing was judged.
fn baseline(model: &Model) -> Option<Baseline> {
    let report = model.report.as_ref()?;
    let found = report.findings.iter().map(|judged| baseline::found(judged.finding.rule, &judged.fingerprint));
    Some(Baseline {
        on: model.now.today.to_string(),
        parts: model.sides.preview.clone(),
        judged: judged(model).iter().map(|rule| rule.id.to_owned()).collect(),
        found: found.collect(),
    })
}

fn seal(model: &Model) -> Option<Seal> {
    let orders = Orders::compile(model.policy.as_ref()?);
    let report = model.report.as_ref();
    Some(Seal {
        schema: seal::SCHEMA,
        app: model.visit.app.clone(),
        domain: model.visit.domain.clone(),
        verdict: report.map_or(Verdict::NotInspected, |report| report.verdict),
        at: model.now.at.clone(),
        revision: model.revision.clone().unwrap_or_default(),
        fields: sealed_fields(model),
        class: sealed_class(model),
        form: sealed_form(model),
        until: model.draft.until.map(|until| until.to_string()),
        excused: model.waivers.iter().map(|waiver| waiver.until).min().map(|until| until.to_string()),
        orders,
    })
}

/// The marks of the fields; those that were sealed before when the form could not be read.
fn sealed_form(model: &Model) -> String {
    match model.material().and_then(|material| material.preview.fields().ok()) {
        Some(fields) => fields.iter().map(|field| seal::mark_of(&field.code, &field.label)).collect(),
        None => match &model.saved {
            Saved::Sealed(seal) => seal.form.clone(),
            Saved::Nothing | Saved::Copied | Saved::Damaged(_) => String::new(),
        },
    }
}

/// The data class as it was declared, or else as it was observed.
fn sealed_class(model: &Model) -> Option<SealedClass> {
    let policy = model.policy.as_ref()?;
    let declared = policy.class(&model.draft.data_class);
    declared.or_else(|| policy.observed(&model.personal)).map(|class| SealedClass::of(policy, class))
}

/// The personal fields for the seal. What could not be judged now stays as it was sealed before: one failed request
/// must not open what was closed.
fn sealed_fields(model: &Model) -> Vec<SealedField> {
    let before: &[SealedField] = match &model.saved {
        Saved::Sealed(seal) => &seal.fields,
        Saved::Nothing | Saved::Copied | Saved::Damaged(_) => &[],
    };
    let read = model.material().is_some_and(|material| material.preview.fields().is_ok());
    let (Some(report), true) = (&model.report, read) else { return before.to_vec() };
    let audience = rules::personal::seen_by_too_many::ID;
    let mut open = open(report);
    if report.unknowns.iter().any(|unjudged| unjudged.rule == audience) {
        open.extend(before.iter().filter(|field| field.open).map(|field| field.code.clone()));
    }
    let mut fields = seal::fields(&model.personal, &open);
    let rights = model.material().and_then(|material| material.preview.field_rights().ok());
    for field in &mut fields {
        let table = model.personal.iter().find(|one| one.code == field.code).and_then(|one| one.table.as_deref());
        let right = rights.and_then(|rights| rules::closed::right(&rights.rights, &field.code, table));
        let known = |seers: &[SealedField]| {
            seers.iter().find(|other| other.code == field.code).map(|other| other.seers.clone()).unwrap_or_default()
        };
        field.seers = match rights {
            Some(_) => {
                right.map_or_else(Vec::new, |right| seal::seers::of(right, &model.visit.domain, &model.visit.app))
            }
            None => known(before),
        };
    }
    fields
}

/// The codes of the fields that too many people can view.
fn open(report: &Report) -> Vec<String> {
    let open = report.findings.iter().filter(|judged| judged.finding.rule == rules::personal::seen_by_too_many::ID);
    open.flat_map(|judged| judged.finding.evidence.words("codes").to_vec()).collect()
}

/// Rules that were judged to their end.
pub fn judged(model: &Model) -> Vec<&'static Rule> {
    let (Some(report), Some(policy)) = (&model.report, &model.policy) else { return Vec::new() };
    let used = rules::ON_APP.iter().flatten().filter(|(rule, _)| policy.inspection(rule.id) != Stage::Off);
    used.map(|(rule, _)| *rule)
        .filter(|rule| !report.unknowns.iter().any(|unjudged| unjudged.rule == rule.id))
        .collect()
}

/// Rules that were judged to their end and found nothing.
pub fn clean(model: &Model) -> Vec<&'static Rule> {
    let mut rules = judged(model);
    rules.retain(|rule| {
        !model.report.iter().flat_map(|report| &report.findings).any(|found| found.finding.rule == rule.id)
    });
    rules
}
