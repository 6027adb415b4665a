//! How the app stands, for the person at the screen: what the office announced or stopped, what the last inspection said,
//! and what changed since. Staff see one neutral line, and only where it concerns their work; managers see what and where.

use super::Guard;
use crate::finding::Verdict;
use crate::personal::Class;
use crate::rule::{Override, Stage};
use crate::rules::entry::{By, Changed};
use crate::seal::orders::Order;
use crate::seal::published::Halt;
use crate::seal::{Seal, mark_of, seers};
use crate::text::json::{Keys, Shape};
use crate::text::{self, Lang};

/// What the boot script found out about page and person, after the page was drawn.
#[derive(Clone, Debug, Default)]
pub struct Facts {
    /// The revision of the app that is live; empty when kintone did not tell.
    pub revision: String,
    /// The app's name; empty when kintone did not tell.
    pub name: String,
    /// The ID of the app's space; empty for an app outside of spaces; none when kintone did not tell.
    pub space: Option<String>,
    /// Whether the person may change the app's settings.
    pub manager: bool,
    /// Whether the plugin is in the app; the file for all of kintone may work alone.
    pub plugin: bool,
    /// The person and the person's groups and departments, as `GROUP:kaikei`; empty when kintone did not tell.
    pub entities: Vec<String>,
}

impl Shape for Facts {
    fn of(keys: &mut Keys<'_>) -> Self {
        Self {
            revision: keys.may("revision"),
            name: keys.may("name"),
            space: keys.may("space"),
            manager: keys.may("manager"),
            plugin: false,
            entities: keys.may("entities"),
        }
    }
}

/// The id under which a refusal by 保存停止 is put down. It is no rule: the office stopped the app as a whole.
pub const STOPPED: &str = "entry-stopped";

impl Guard {
    /// Whether an order is about this app. Where that cannot be told, it is.
    pub(super) fn concerns(&self, order: &Order) -> bool {
        let class = self.seal.as_ref().and_then(|seal| seal.class.as_ref()).map(|class| class.id.as_str());
        order.concerns(&self.facts.name, self.facts.space.as_deref(), class)
    }

    /// What is said of the app on each of its screens, the most urgent first.
    pub fn standing(&self) -> Vec<String> {
        let mut out = Vec::new();
        if self.newer {
            let text = crate::text!(
                ja: "入力時チェックの一部が動いていません(公示が新しい版で書かれています)。保存はできます。",
                en: "Part of the entry check is not running (the published record was written by a newer version). You can still save."
            );
            out.push(text.get(self.lang).to_owned());
        }
        self.stop_told(&mut out);
        if self.facts.manager {
            self.ease_told(&mut out);
            match &self.seal {
                Some(seal) => {
                    self.astray_told(&mut out);
                    self.seal_told(seal, &mut out);
                }
                None if self.damage.is_none() => out.push(self.not_inspected().to_owned()),
                None => {}
            }
        }
        out
    }

    /// 保存停止, to everybody: it concerns their work.
    fn stop_told(&self, out: &mut Vec<String>) {
        let Some(published) = &self.published else { return };
        let lang = self.lang;
        let contact = published.contact(&self.app, lang).map_or_else(
            String::new,
            |contact| crate::say!(lang, ja: "お問い合わせ: {contact}", en: " Contact: {contact}", contact),
        );
        match published.stop(&self.app, &self.moment.today) {
            Halt::None => {}
            Halt::Announced { from: Some(from) } => out.push(crate::say!(lang,
                ja: "{from}から、このアプリでは個人情報の項目への新しい入力を止める予定です。すでに入っている情報の閲覧と削除は、これまでどおりできます。{contact}",
                en: "From {from} new entries into fields with personal information will be stopped in this app. What is there can still be viewed and deleted.{contact}",
                from, contact)),
            Halt::Announced { from: None } => out.push(crate::say!(lang,
                ja: "このアプリでは、個人情報の項目への新しい入力を止める予定です。{contact}",
                en: "New entries into fields with personal information will be stopped in this app.{contact}", contact)),
            Halt::InForce { .. } => out.push(crate::say!(lang,
                ja: "このアプリでは、個人情報の項目への新しい入力を止めています。すでに入っている情報の閲覧と削除はできます。{contact}",
                en: "New entries into fields with personal information are stopped in this app. What is there can be viewed and deleted.{contact}", contact)),
        }
    }

    /// The emergency switch, to managers: for staff it only takes refusals away.
    fn ease_told(&self, out: &mut Vec<String>) {
        let eased = self.published.as_ref().and_then(|published| published.eased(&self.moment.today));
        let Some(emergency) = eased else { return };
        let (until, why) = (&emergency.until, emergency.why(self.lang));
        out.push(crate::say!(self.lang,
            ja: "主管課が、入力時チェックによる保存の停止を{until}まで解除しています(理由: {why})。",
            en: "The office has lifted all refusals of the entry check until {until} (reason: {why}).", until, why));
    }

    fn not_inspected(&self) -> &'static str {
        if self.facts.plugin {
            crate::text!(
                ja: "このアプリは未点検です。アプリの設定のプラグイン「内規ガード」の設定画面で点検してください。",
                en: "This app was not inspected yet. Please inspect it on the settings screen of the plug-in Naiki Guard."
            )
        } else {
            crate::text!(
                ja: "このアプリは未点検です。プラグイン「内規ガード」をアプリに追加して点検してください。",
                en: "This app was not inspected yet. Please add the plug-in Naiki Guard to the app and inspect it."
            )
        }
        .get(self.lang)
    }

    /// What the seal and the form say, to managers.
    fn seal_told(&self, seal: &Seal, out: &mut Vec<String>) {
        let lang = self.lang;
        let day = seal.at.get(..10).unwrap_or_default();
        match seal.verdict {
            Verdict::Pass => {}
            Verdict::Fail => out.push(crate::say!(lang,
                ja: "最後の点検({day})は不適合でした。点検画面で要改善の項目を確認してください。",
                en: "The last inspection ({day}) failed. Please look at the findings on the inspection screen.", day)),
            Verdict::Unknown | Verdict::NotInspected => out.push(crate::say!(lang,
                ja: "最後の点検({day})では、確認できない項目がありました。点検画面で確認してください。",
                en: "The last inspection ({day}) could not check everything. Please see the inspection screen.", day)),
        }
        let labels = self.grown(seal);
        if !labels.is_empty() {
            let labels = text::listed(&labels, lang);
            out.push(crate::say!(lang,
                ja: "最後の点検({day})の後に、個人情報と思われる項目{labels}が増えたか、名前が変わりました。もう一度点検してください。",
                en: "Since the last inspection ({day}) fields that look personal came or were renamed: {labels}. Please inspect the app again.", day, labels));
        } else if later(&self.facts.revision, &seal.revision) {
            out.push(crate::say!(lang,
                ja: "最後の点検({day})の後に、アプリの設定が更新されました。もう一度点検してください。",
                en: "The app's settings were updated since the last inspection ({day}). Please inspect it again.", day));
        }
        let over = |until: &Option<String>| until.clone().filter(|until| *until < self.moment.today);
        if let Some(until) = over(&seal.until) {
            out.push(crate::say!(lang,
                ja: "届け出た利用期限({until})が過ぎています。延長を届け出るか、アプリを廃止してください。",
                en: "The declared end of use ({until}) is over. Please declare a new one, or retire the app.", until));
        }
        if let Some(until) = over(&seal.excused) {
            out.push(crate::say!(lang,
                ja: "例外措置の期限({until})が過ぎています。設定を直すか、もう一度例外措置を記録してください。",
                en: "An exception ended ({until}). Please repair the setting, or record the exception again.", until));
        }
    }

    /// Labels of fields that were not there when the app was inspected, and that look personal; three are enough.
    fn grown(&self, seal: &Seal) -> Vec<String> {
        if seal.form.is_empty() {
            return Vec::new();
        }
        let known = |code: &str, label: &str| {
            let mark = mark_of(code, label);
            seal.form.as_bytes().chunks(mark.len()).any(|other| other == mark.as_bytes())
        };
        let grown = self.form.iter().filter(|(code, field)| field.says.personal() && !known(code, &field.label));
        grown.map(|(_, field)| field.label.clone()).take(3).collect()
    }

    /// Fields on the screen whose rights kept this person out when the app was inspected. In doubt there are none.
    pub fn astray(&self) -> Vec<&str> {
        let told = &self.facts.entities;
        let mine: Vec<String> = told
            .iter()
            .filter_map(|entity| entity.split_once(':'))
            .map(|(kind, code)| seers::mark(&self.domain, &self.app, kind, code))
            .collect();
        let fields = self.seal.iter().flat_map(|seal| &seal.fields);
        let astray = fields.filter(|field| {
            !mine.is_empty()
                && !field.seers.is_empty()
                && !field.seers.iter().any(|seer| mine.contains(seer))
                && self.present.contains(&field.code)
        });
        astray.map(|field| self.label(&field.code)).collect()
    }

    /// Closed fields that are on the screen all the same, to managers; staff are never bothered with it.
    fn astray_told(&self, out: &mut Vec<String>) {
        let astray: Vec<String> = self.astray().into_iter().map(str::to_owned).collect();
        if !astray.is_empty() {
            let labels = text::listed(&astray, self.lang);
            out.push(crate::say!(self.lang,
                ja: "点検のときには見られないはずだった{labels}が、この画面に出ています。フィールドのアクセス権を確認してください。",
                en: "Fields that this person could not view when the app was inspected are on the screen: {labels}. Please check the field permissions.", labels));
        }
    }

    /// How the app should be handled, for the person who opens it: once a day is enough.
    pub fn handling(&self) -> Option<String> {
        let gravest = self.seal.iter().flat_map(|seal| &seal.fields).map(|field| field.class).max()?;
        let what = match gravest {
            Class::Ordinary => return None,
            Class::Sensitive => crate::text!(ja: "取扱いに特に注意する個人情報", en: "sensitive personal information"),
            Class::Code => crate::text!(ja: "本人を特定する番号", en: "numbers that identify people"),
            Class::SpecialCare => {
                crate::text!(ja: "要配慮個人情報", en: "special-care personal information")
            }
            Class::MyNumber => crate::text!(ja: "特定個人情報(マイナンバー)", en: "My Numbers"),
        };
        let what = what.get(self.lang);
        Some(crate::say!(self.lang,
            ja: "このアプリは{what}を扱います。業務に必要な範囲で見て、画面を開いたまま席を離れないでください。印刷や書き出しをしたものも、同じように扱ってください。",
            en: "This app holds {what}. View only what your task needs, do not leave the screen open, and treat prints and exports alike.", what))
    }

    /// The order by which 保存停止 refuses today, with what to do to save all the same.
    pub(super) fn stopped(&self) -> Option<(Order, Override)> {
        match self.published.as_ref()?.stop(&self.app, &self.moment.today) {
            Halt::InForce { over } => {
                let (ja, en) = ("主管課による保存停止".to_owned(), "Stopped by the office".to_owned());
                let rule = STOPPED.to_owned();
                Some((Order { rule, stage: Stage::Block, ja, en, over, ..Order::default() }, over))
            }
            Halt::None | Halt::Announced { .. } => None,
        }
    }
}

/// Whether a value adds personal information: to a field that was sealed as personal, or, where none was, that looks it.
pub(super) fn personal(changed: &Changed<'_>, sealed: bool) -> bool {
    changed.by == By::Person
        && !changed.value.trim().is_empty()
        && if sealed { changed.class.is_some() } else { changed.says.personal() }
}

/// Whether an app's live revision is later than the seal's. Saving the seal and putting it into effect make one more.
fn later(live: &str, sealed: &str) -> bool {
    let number = |text: &str| text.parse::<u64>().ok();
    number(live).zip(number(sealed)).is_some_and(|(live, sealed)| live > sealed + 1)
}

/// The sentences of a refusal by 保存停止.
pub(super) fn stopped_words(lang: Lang) -> (String, String) {
    let text = crate::text!(
        ja: "主管課がこのアプリへの個人情報の入力を止めているため、この項目には新しく入力できません。",
        en: "The office has stopped new entries of personal information in this app."
    );
    (text.get(lang).to_owned(), text.get(lang).to_owned())
}
