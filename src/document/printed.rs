//! 内規 as it is printed for the legal section: articles, 附則, and the checks as 別表.

use super::table;
use crate::policy::Policy;
use crate::policy::draft::{About, Article, Asked, Permit, Phrase, Uses};
use crate::rule::{Rule, Stage};
use crate::text::{self, Lang, Text, day};

/// The whole paper.
pub fn printed(policy: &Policy, rules: &[&Rule], lang: Lang) -> String {
    let document = policy.document();
    let mut out = format!("# {}\n\n", document.title.get(lang));
    if !document.organisation.get(lang).is_empty() {
        out.push_str(document.organisation.get(lang));
        out.push_str("\n\n");
    }
    out.push_str(&edition(policy, lang));
    for article in &document.articles {
        out.push_str(&clause(article, lang));
    }
    out.push_str(&supplementary(policy, lang));
    let tables = [
        classes(policy, lang),
        approved(policy, lang),
        items(policy, lang),
        working(policy, lang),
        checks(policy, rules, lang),
        questions(policy, lang),
        Some(waivers(policy, rules, lang)),
    ];
    for (at, (title, body)) in tables.into_iter().flatten().enumerate() {
        let number = at + 1;
        let title = title.get(lang);
        out.push_str(&crate::say!(lang, ja: "## 別表第{number}（{title}）\n\n",
            en: "## Table {number}: {title}\n\n", number, title));
        out.push_str(&body);
        out.push('\n');
    }
    out
}

fn edition(policy: &Policy, lang: Lang) -> String {
    let document = policy.document();
    let (version, day, date) = (&document.version, day::official(document.effective), document.effective);
    crate::say!(lang, ja: "第{version}版　{day}施行\n\n",
        en: "Version {version}, in force from {date}\n\n", version, day, date)
}

/// An article as rules of an office write it: the heading in brackets above, the number before the text.
pub(super) fn clause(article: &Article, lang: Lang) -> String {
    let (number, heading, text) = (article.cited(lang), article.heading.get(lang), article.text.get(lang));
    match lang {
        Lang::Ja => format!("（{heading}）\n{number}　{text}\n\n"),
        Lang::En => format!("**{number} {heading}**\n{text}\n\n"),
    }
}

fn supplementary(policy: &Policy, lang: Lang) -> String {
    let document = policy.document();
    if document.supplementary.is_empty() {
        return String::new();
    }
    let mut out = crate::text!(ja: "## 附則\n\n", en: "## Supplementary provisions\n\n").get(lang).to_owned();
    let many = document.supplementary.len() > 1;
    for (at, supplement) in document.supplementary.iter().enumerate() {
        let number = if many { format!("{}　", at + 1) } else { String::new() };
        out.extend([number.as_str(), supplement.text.get(lang), "\n\n"]);
    }
    out
}

type Table = Option<(Text, String)>;

fn classes(policy: &Policy, lang: Lang) -> Table {
    let head = [
        crate::text!(ja: "情報区分", en: "class"),
        crate::text!(ja: "閲覧できる人の上限", en: "viewers at most"),
        crate::text!(ja: "全員の閲覧", en: "viewed by everyone"),
        crate::text!(ja: "書き出し", en: "export"),
        crate::text!(ja: "受付の公開", en: "public intake"),
        crate::text!(ja: "閲覧の公開", en: "public viewing"),
        crate::text!(ja: "ゲストスペース", en: "guest space"),
        crate::text!(ja: "ほかのアプリへの転記", en: "copies to other apps"),
    ];
    let row = |class: &crate::policy::DataClass| {
        let limit = class.viewers.map_or_else(
            || crate::text!(ja: "定めない", en: "none").get(lang).to_owned(),
            |viewers| {
                let (people, share) = (viewers.people, viewers.share);
                crate::say!(lang, ja: "{people}人かつ全体の{share}％",
                    en: "{people} people and {share}% of all", people, share)
            },
        );
        let Uses { everyone, export, intake, viewer, guests, copies } = &class.uses;
        let uses =
            [everyone, export, intake, viewer, guests, copies].map(|permit| permit_text(*permit).get(lang).to_owned());
        [class.name.get(lang).to_owned(), limit].into_iter().chain(uses).collect()
    };
    let classes = &policy.document().classes;
    (!classes.is_empty()).then(|| {
        (
            crate::text!(ja: "情報区分と取扱い", en: "classes of information"),
            table(lang, &head, classes.iter().map(row)),
        )
    })
}

const fn permit_text(permit: Permit) -> Text {
    match permit {
        Permit::Yes => crate::text!(ja: "可", en: "yes"),
        Permit::Declared => crate::text!(ja: "届出により可", en: "if declared"),
        Permit::Approved => crate::text!(ja: "承認により可", en: "if approved"),
        Permit::No => crate::text!(ja: "不可", en: "no"),
    }
}

fn approved(policy: &Policy, lang: Lang) -> Table {
    let approved = &policy.document().approved;
    let head = [
        crate::text!(ja: "種類", en: "kind"),
        crate::text!(ja: "名称", en: "name"),
        crate::text!(ja: "承認番号", en: "number"),
        crate::text!(ja: "期限", en: "until"),
    ];
    let kinds = [
        (crate::text!(ja: "プラグイン", en: "plug-in"), &approved.plugins),
        (crate::text!(ja: "JavaScript・CSSのファイル", en: "script or style sheet"), &approved.files),
        (crate::text!(ja: "公開サービス", en: "public service"), &approved.services),
    ];
    let mut rows: Vec<Vec<String>> = Vec::new();
    for (kind, list) in kinds {
        rows.extend(list.iter().map(|one| {
            let until = one.until.map_or_else(String::new, |until| match lang {
                Lang::Ja => day::official(until),
                Lang::En => until.to_string(),
            });
            vec![kind.get(lang).to_owned(), one.name.clone(), one.number.clone(), until]
        }));
    }
    let host = crate::text!(ja: "読み込み元", en: "host");
    rows.extend(
        approved.hosts.iter().map(|one| vec![host.get(lang).to_owned(), one.clone(), String::new(), String::new()]),
    );
    (!rows.is_empty()).then(|| (crate::text!(ja: "承認したもの", en: "what is approved"), table(lang, &head, rows)))
}

fn working(policy: &Policy, lang: Lang) -> Table {
    let document = policy.document();
    let head = [crate::text!(ja: "事項", en: "matter"), crate::text!(ja: "定め", en: "rule")];
    let mut rows = Vec::new();
    let mut add = |matter: Text, phrase: &Phrase| {
        if !phrase.get(lang).is_empty() {
            rows.push(vec![matter.get(lang).to_owned(), phrase.get(lang).to_owned()]);
        }
    };
    add(crate::text!(ja: "利用できる時間", en: "hours"), &document.hours);
    for device in &document.devices {
        add(crate::text!(ja: "利用できる端末", en: "devices"), device);
    }
    if let Some(season) = &document.season {
        let ((from_month, from_day), (to_month, to_day)) = (season.from.parts(), season.to.parts());
        let span = crate::say!(lang,
            ja: "毎年{from_month}月{from_day}日から{to_month}月{to_day}日まで",
            en: "every year from {from_month}/{from_day} to {to_month}/{to_day}",
            from_month, from_day, to_month, to_day);
        add(
            crate::text!(ja: "人事異動の時期", en: "season of personnel changes"),
            &Phrase { ja: span.clone(), en: span },
        );
    }
    (!rows.is_empty()).then(|| (crate::text!(ja: "利用時間と端末", en: "hours and devices"), table(lang, &head, rows)))
}

fn items(policy: &Policy, lang: Lang) -> Table {
    let head = [
        crate::text!(ja: "届け出る事項", en: "item of the declaration"),
        crate::text!(ja: "対象の情報区分", en: "classes"),
    ];
    let name = |id: &String| policy.class(id).map_or_else(|| id.clone(), |class| class.name.get(lang).to_owned());
    let all = crate::text!(ja: "すべて", en: "all").get(lang);
    let and = crate::text!(ja: "、", en: ", ").get(lang);
    let row = |one: &Asked| {
        let classes: Vec<String> = one.classes.iter().map(name).collect();
        vec![one.item.text().get(lang).to_owned(), if classes.is_empty() { all.to_owned() } else { classes.join(and) }]
    };
    let items = &policy.document().items;
    (!items.is_empty()).then(|| {
        (crate::text!(ja: "届け出る事項", en: "items of the declaration"), table(lang, &head, items.iter().map(row)))
    })
}

fn checks(policy: &Policy, rules: &[&Rule], lang: Lang) -> Table {
    let head = [
        crate::text!(ja: "条", en: "article"),
        crate::text!(ja: "点検項目", en: "check"),
        crate::text!(ja: "重大度", en: "severity"),
        crate::text!(ja: "設定の点検", en: "at inspection"),
        crate::text!(ja: "入力時", en: "at entry"),
        crate::text!(ja: "入力で止まったとき", en: "when entry is refused"),
    ];
    let mut rows = Vec::new();
    // In the order of the articles, then of the catalogue.
    for article in &policy.document().articles {
        for rule in rules {
            let Some(setting) = policy.setting(rule.id).filter(|setting| setting.article == article.number) else {
                continue;
            };
            let severity = setting.severity.unwrap_or(rule.severity);
            let none = crate::text!(ja: "－", en: "–");
            let inspection = if rule.reach.inspects() { setting.inspection.text() } else { none };
            let entry = if rule.reach.watches() { setting.entry.text() } else { none };
            // Of what refuses nothing there is nothing to go on from.
            let over = if setting.entry == Stage::Block { policy.over(rule.id).text() } else { none };
            let cells = [rule.title, severity.text(), inspection, entry, over].map(|text| text.get(lang).to_owned());
            rows.push([vec![article.cited(lang)], cells.to_vec()].concat());
        }
    }
    (!rows.is_empty()).then(|| (crate::text!(ja: "点検項目", en: "checks"), table(lang, &head, rows)))
}

fn questions(policy: &Policy, lang: Lang) -> Table {
    let head = [
        crate::text!(ja: "条", en: "article"),
        crate::text!(ja: "確かめること", en: "to be confirmed"),
        crate::text!(ja: "だれが", en: "by whom"),
        crate::text!(ja: "有効な日数", en: "days"),
    ];
    let row = |question: &crate::policy::draft::Question| {
        let by = match question.about {
            About::App => crate::text!(ja: "アプリの管理者", en: "managers of apps"),
            About::PublicApp => crate::text!(ja: "公開するアプリの管理者", en: "managers of public apps"),
            About::GuestSpace => {
                crate::text!(ja: "ゲストスペースのアプリの管理者", en: "managers of apps in guest spaces")
            }
            About::Domain => crate::text!(ja: "主管課", en: "the office"),
        };
        let article = policy.article_of(&question.article);
        vec![
            article.map_or_else(|| question.article.clone(), |article| article.cited(lang)),
            question.text.get(lang).to_owned(),
            by.get(lang).to_owned(),
            question.days.to_string(),
        ]
    };
    let questions = policy.questions();
    (!questions.is_empty())
        .then(|| (crate::text!(ja: "自己点検", en: "self-checks"), table(lang, &head, questions.iter().map(row))))
}

fn waivers(policy: &Policy, rules: &[&Rule], lang: Lang) -> (Text, String) {
    let waivers = &policy.document().waivers;
    let head = [crate::text!(ja: "事項", en: "matter"), crate::text!(ja: "定め", en: "rule")];
    let own = waivers.own.map_or_else(
        || crate::text!(ja: "認めない", en: "none").get(lang).to_owned(),
        |own| {
            crate::say!(lang,
                ja: "重大度が「{severity}」以下のもの、{days}日まで",
                en: "severity “{severity}” and below, {days} days at most",
                severity = own.gravest.text().get(lang), days = own.days)
        },
    );
    let mut rows = vec![
        vec![
            crate::text!(ja: "アプリの管理者が自ら行えるもの", en: "by managers of apps themselves")
                .get(lang)
                .to_owned(),
            own,
        ],
        vec![
            crate::text!(ja: "主管課の承認によるもの", en: "with an approval of the office").get(lang).to_owned(),
            crate::say!(lang, ja: "{days}日まで", en: "{days} days at most", days = waivers.days),
        ],
    ];
    let never = rules.iter().filter(|rule| waivers.never.iter().any(|id| id == rule.id));
    let never: Vec<String> = never.map(|rule| rule.title.get(lang).to_owned()).collect();
    if !never.is_empty() {
        let title = crate::text!(ja: "例外を認めない点検項目", en: "checks without exceptions");
        rows.push(vec![title.get(lang).to_owned(), text::listed(&never, lang)]);
    }
    (crate::text!(ja: "例外措置", en: "exceptions"), table(lang, &head, rows))
}
