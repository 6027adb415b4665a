//! 自己点検: what no API can read, asked of the person at the screen.

use maud::{Markup, html};

use crate::policy::draft::Question;
use crate::screen::Region;
use crate::screen::inspection::model::Model;

/// A heading, and for each question its control and, apart from it, until when the answer holds; nothing where nothing
/// is asked.
pub(super) fn regions(model: &Model) -> Vec<Region> {
    let lang = model.visit.lang;
    let Some(policy) = &model.policy else { return Vec::new() };
    let mut asked = model.draft.asked(policy, model.has_guests()).peekable();
    if asked.peek().is_none() {
        return Vec::new();
    }
    let head = html! {
        h3 class="naiki-subheading" { (crate::text!(ja: "自己点検", en: "Self-checks").get(lang)) }
        p class="naiki-hint" { (crate::text!(
            ja: "kintoneの設定からは分からないことです。確かめてから選んでください。答えた日が残ります。",
            en: "What cannot be read from kintone. Make sure before you answer; the day is kept."
        ).get(lang)) }
    };
    let mut out = vec![Region::new("naiki-self-checks", head)];
    for question in asked {
        out.push(Region::new(format!("naiki-asked-{}", question.id), control(model, question)));
        out.push(Region::new(held_id(question), held(model, question)).polite());
    }
    out
}

fn held_id(question: &Question) -> String {
    format!("naiki-held-{}", question.id)
}

fn control(model: &Model, question: &Question) -> Markup {
    let lang = model.visit.lang;
    let id = format!("naiki-answer-{}", question.id);
    let answer = model.draft.attested.get(&question.id).map(|answer| answer.yes);
    let choices = [
        ("", None, crate::text!(ja: "選んでください", en: "Please choose")),
        ("yes", Some(true), crate::text!(ja: "はい", en: "Yes")),
        ("no", Some(false), crate::text!(ja: "いいえ", en: "No")),
    ];
    html! {
        div class="naiki-item" {
            label for=(id) { (question.text.get(lang)) }
            select id=(id) data-act="attest" data-at=(question.id) aria-describedby=(held_id(question)) {
                @for (value, choice, text) in choices {
                    option value=(value) selected[choice == answer] { (text.get(lang)) }
                }
            }
        }
    }
}

fn held(model: &Model, question: &Question) -> Markup {
    let lang = model.visit.lang;
    let Some(answer) = model.draft.attested.get(&question.id) else { return html! {} };
    let (on, until) = (answer.on, answer.until(question.days));
    let by = if answer.by.is_empty() {
        crate::text!(ja: "回答者の記録なし", en: "an unrecorded person").get(lang).to_owned()
    } else {
        model.person(&answer.by)
    };
    let sentence = if !answer.yes {
        crate::say!(lang,
            ja: "{on}に「いいえ」と回答({by})。直したら「はい」に変えてください。",
            en: "Answered with no on {on} by {by}; change it once it is mended.", on, by)
    } else if until < model.now.today {
        crate::say!(lang, ja: "{on}に回答({by})。{until}で期限が切れました。",
            en: "Answered on {on} by {by}; it held until {until}.", on, by, until)
    } else {
        crate::say!(lang, ja: "{on}に回答({by})。{until}まで有効です。",
            en: "Answered on {on} by {by}; it holds until {until}.", on, by, until)
    };
    html! { p class="naiki-hint" { (sentence) } }
}
