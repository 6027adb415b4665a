//! The reach table of the guard: `docs/reach.md` is what [`EVENTS`] and [`ACTS`] say, and the boot script registers just that.

use std::collections::BTreeSet;
use std::fmt::Write;

use naiki::guard::reach::{ACTS, EVENTS, Event, Power};
use naiki::policy::built_in::BuiltIn;
use naiki::rule::Rule;
use naiki::rules::entry::Occasion;
use naiki::rules::operation::phone_used;
use naiki::rules::{ALL, ON_RECORD};

use super::tables::page;

/// Occasions as a person meets them.
const OCCASIONS: [(Occasion, &str); 4] = [
    (Occasion::Opened, "開いたとき"),
    (Occasion::Saving, "入力・保存"),
    (Occasion::Deleting, "削除"),
    (Occasion::Proceeding, "プロセスの処理"),
];

/// Screens by what an event's name begins with, the longest first.
const SCREENS: [(&str, &str); 6] = [
    ("app.record.index.edit.", "一覧での編集"),
    ("app.record.index.", "一覧"),
    ("app.record.detail.", "詳細"),
    ("app.record.create.", "追加"),
    ("app.record.edit.", "編集"),
    ("app.record.print.", "印刷"),
];

/// What the guard does, by what an event's name ends with, the longest first.
const DOES: [(&str, &str); 9] = [
    ("print.show", "要配慮個人情報など、重い情報があるアプリでは、紙にしたものの扱い方を知らせます(kintoneの通知)"),
    (
        "index.show",
        "保存停止の予告を全員に、未点検・不適合・点検後の変更をアプリの管理者に知らせます。一覧から削除したときの注意も、ここに出ます",
    ),
    ("edit.finish", "一覧での編集が終わると、その行についての注意を消します"),
    (
        ".show",
        "前からある値への注意と、アプリの状態を知らせます。重い情報があるアプリでは、扱い方を一日に一度知らせます",
    ),
    (
        ".change",
        "止めることになる値を、項目の下と画面の上で知らせます。そのまま保存するときの確認も、ここで先に済ませられます(「文字列(1行)」と「数値」)",
    ),
    (
        ".submit.success",
        "書かれた理由と誤検知の報告を「理由の記録」に残します。入力した値は残しません。止めずに済ませたものは、件数だけを数えます",
    ),
    ("delete.submit", "削除の前に、理由などを求めます。求めても削除できない決まりのときは止めます"),
    (
        ".submit",
        "保存の前に、理由や誤検知の報告を求めます。戻って直すとき、保存できない決まりのときは止め、項目の下と画面の上に理由を示します",
    ),
    (".proceed", "先へ進める前に、理由を求めます。理由を書けば進めます。前の状態に戻すときは、何も求めません"),
];

/// What acts on phones alone: a test of the guard holds it to that.
const PHONES_ONLY: [&str; 1] = [phone_used::ID];

const HEAD: &str = "# 入力時チェックが働く場所 / The reach of the entry check

Generated from `src/guard/reach.rs` by the test `reach`; `UPDATE=1` rewrites it.

入力時チェックが、どの画面で、何をするか。どこでは働かないか。すべての行は、`tests/e2e/reach.spec.mjs` が画面で確かめています。
";

const WAYS: &str = "
## 二つの入れ方

| | プラグインをアプリに追加する | `naiki-guard-domain.js` を全体カスタマイズに登録する |
|---|---|---|
| だれが | アプリの管理者 | kintoneシステム管理者 |
| 働くアプリ | 追加したアプリ | すべてのアプリ |
| スマートフォン | 働きます | PC用とスマートフォン用の両方に登録したとき、働きます |
| 設定の点検、点検記録の保存 | できます | できません。プラグインの設定画面だけでできます |
| 点検記録 | 読みます | アプリにプラグインもあるときは読みます(※) |
| 点検記録がないとき | 公示の内規、なければ組み込みの標準内規で判断します | 同じ |
| 公示、緊急解除、保存停止、理由の記録 | 従います | 従います |
| 待機版のzipで止める | 止まります | 止まりません。登録を手で外します |

- **両方あるアプリでは、先に読み込まれた一方だけが働きます。** もう一方は、先の一方がいることを確かめて、何もせずに終わります。判断の中身は同じです。
- 点検記録がないアプリでは、情報区分や項目の区分を点検記録から知る点検項目(スマートフォンの利用、情報区分を超える入力、閲覧できる人が多すぎる項目など)は働きません。
- ※ 全体カスタマイズのファイルからプラグインの設定(`kintone.plugin.app.getConfig`)を読めることは、まだ本物のkintoneで確かめていない前提です。読めないときは、点検記録がないときと同じように働きます。

## 画面の上の守りが届かないところ

| 通り道 | 入力時チェック | 代わりの守り |
|---|---|---|
| CSV・Excelファイルの読み込み | 働きません | アプリのアクセス権で「ファイル読み込み」を限る |
| REST API、連携サービス、公開フォーム | 働きません | アクセス権とAPIトークンを限り、公開フォームは届け出る |
| レコードの一括削除 | 働きません | アプリの設定で一括削除を使わない |
| スペースやお知らせに貼り付けたアプリ | 働きません(kintoneがJavaScriptを動かしません) | 個人情報を扱うアプリを貼り付けない |
| 権限がなく、見えない項目 | 値が届かないので、点検しません | — |
| 添付ファイル | 追加・編集の画面には届きません。詳細画面を開いたときに、ファイル名だけを見ます | 添付できる人を限る |
| 入力の途中の「文字列(複数行)」「リッチエディター」「リンク」 | kintoneが変更を伝えないので、保存のときに点検します | — |
| 計算、ルックアップの写し | 知らせるだけで、止めません。入力した人が直せないためです | 元のアプリで直す |
| グラフの画面 | 置く場所がなく、入力もないので、何もしません | — |
| 印刷の画面 | 内規ガードの欄を置く場所がありません。kintoneの通知で知らせます | — |
| 動作テスト環境 | 点検は働きます。理由と件数は残しません(本番のアプリに入ってしまうためです) | — |
| 段階が「警告」のときの、詳細画面からの削除 | 次の画面が一覧に替わるので、注意が残りません | 段階を「保存停止」にすると、削除の前に尋ねます |
| プラグインの削除・停止、[アプリを更新] | 止められません | 全庁点検で見付ける |

## 本物のkintoneで最初に確かめること

1. 全体カスタマイズのファイルから、アプリのプラグインの設定(点検記録)を読めるか。
2. プラグインと全体カスタマイズの両方があるとき、どちらが先に読み込まれるか。どちらでも、働くのは一方だけか。
3. 削除とプロセスのイベントで、ダイアログの答えを待つ間、kintoneが待つか(PC、スマートフォン)。
4. スマートフォンで、削除とプロセスを止めた理由(`event.error`)が画面に出るか。
5. 印刷の画面に、kintoneの通知が出るか。
6. 先に動いたほかのプラグインのエラーが、あとの処理で消えないか。
";

const ENGLISH: &str = "
## In English

The first table has every event of kintone's record screens that the guard handles, on PC (`app.…`) and phone (`mobile.app.…`), what it does there, and for which occasion rules are run. The second has every record rule with its stage in the standard and the strict policy, and the screens it acts on.
Two ways in: the plug-in, added to an app; or `naiki-guard-domain.js`, registered once for all of kintone, for PC and phone each. Both judge alike, and where both are there only the one that is loaded first works. Inspecting and saving the inspection record takes the plug-in. That the domain file can read the plug-in's settings (`getConfig`) is an assumption still to be tested on a real tenant: without it, it works as in an app without a record.
Not reached: file import, REST and integrations, bulk deletion, apps pasted into spaces, fields the person cannot view, and attachments, which kintone keeps from the create and edit events (their names are looked at when a record is opened). Graphs have neither an element for us nor anything to enter. Print pages have no element of ours: a notification of kintone tells how to handle what is printed. In the test environment checks run, but no reasons and counts are recorded. A rule at the stage “warn” leaves no note after a deletion from the detail screen.
";

fn screen(event: &Event) -> &'static str {
    SCREENS.iter().find(|(start, _)| event.name.starts_with(start)).unwrap_or_else(|| panic!("{}", event.name)).1
}

fn does(event: &Event) -> &'static str {
    DOES.iter().find(|(end, _)| event.name.ends_with(end)).unwrap_or_else(|| panic!("{}", event.name)).1
}

fn mark(holds: bool) -> &'static str {
    if holds { "○" } else { "—" }
}

/// The screens on which any of some occasions comes up, in the order of the events, each once.
fn screens(occasions: &[Occasion], phone: bool) -> String {
    let mut out: Vec<&str> = Vec::new();
    for event in EVENTS.iter().filter(|event| event.mobile || !phone) {
        if event.occasion.is_some_and(|occasion| occasions.contains(&occasion)) && !out.contains(&screen(event)) {
            out.push(screen(event));
        }
    }
    out.join("、")
}

fn events(out: &mut String) {
    out.push_str(
        "\n## 画面のイベント\n\nスマートフォンでは、名前の前に`mobile.`が付きます。「場面」は、点検項目が働く場面です(「—」は、点検項目は働かず、アプリの状態や記録だけを扱います)。\n\n\
         | イベント | 画面 | PC | スマートフォン | できること | 場面 | すること |\n|---|---|---|---|---|---|---|\n",
    );
    for event in &EVENTS {
        let power = match event.power {
            Power::Tell => "知らせる",
            Power::Refuse => "尋ねる・止める",
        };
        let named = |occasion| OCCASIONS.iter().find(|(other, _)| *other == occasion).map(|(_, name)| *name);
        let occasion = event.occasion.and_then(named).unwrap_or("—");
        let (screen, phone, does) = (screen(event), mark(event.mobile), does(event));
        writeln!(out, "| `{}` | {screen} | ○ | {phone} | {power} | {occasion} | {does} |", event.name).unwrap();
    }
    let desk = EVENTS.iter().filter(|event| !event.mobile).map(|event| format!("`{}`", event.name));
    writeln!(out, "\nPCだけのもの: {}。", desk.collect::<Vec<_>>().join("、")).unwrap();
}

fn rules(out: &mut String) {
    out.push_str(
        "\n## 点検項目と画面\n\n段階は、標準は自治体標準内規、厳格は自治体標準内規(厳格)のものです。止めるのは「保存停止」の段階だけで、開いたときは知らせるだけです。\n\n\
         | 点検項目 | 標準 | 厳格 | 場面 | PCの画面 | スマートフォンの画面 |\n|---|---|---|---|---|---|\n",
    );
    let [standard, strict] = [BuiltIn::Standard, BuiltIn::Strict].map(|policy| policy.policy().unwrap());
    for (id, occasions) in &ACTS {
        let rule: &Rule = ALL.iter().find(|rule| rule.id == *id).unwrap();
        let named = OCCASIONS.iter().filter(|(occasion, _)| occasions.contains(occasion)).map(|(_, name)| *name);
        let named = named.collect::<Vec<_>>().join("、");
        let desk = if PHONES_ONLY.contains(id) { mark(false).to_owned() } else { screens(occasions, false) };
        writeln!(
            out,
            "| [{}]({}) `{id}` | {} | {} | {named} | {desk} | {} |",
            rule.title.ja,
            page(id),
            standard.entry(id).text().ja,
            strict.entry(id).text().ja,
            screens(occasions, true),
        )
        .unwrap();
    }
}

#[test]
fn reach() {
    let mut out = HEAD.to_owned();
    events(&mut out);
    rules(&mut out);
    out.push_str(WAYS);
    out.push_str(ENGLISH);
    tests::generated("docs/reach.md", &out);
}

#[test]
fn every_record_rule_says_when_it_acts() {
    let acting: BTreeSet<&str> = ON_RECORD.iter().flatten().map(|(id, _)| *id).collect();
    let told: Vec<&str> = ACTS.iter().map(|(id, _)| *id).collect();
    assert_eq!(told, acting.into_iter().collect::<Vec<_>>(), "each once, in the order of the ids");
    for (id, occasions) in &ACTS {
        assert!(!occasions.is_empty(), "{id} acts on nothing");
        for occasion in *occasions {
            let met = EVENTS.iter().any(|event| event.occasion == Some(*occasion));
            assert!(met, "{id}: no event brings up {occasion:?}");
        }
    }
}

/// What each handler of the boot script does, as the table of events has it.
const HANDLERS: [(&str, Option<Occasion>, Power); 8] = [
    ("onList", None, Power::Tell),
    ("onPrint", None, Power::Tell),
    ("onShow", Some(Occasion::Opened), Power::Tell),
    ("onChange", Some(Occasion::Saving), Power::Tell),
    ("onEarlySubmit", Some(Occasion::Saving), Power::Refuse),
    ("onSaved", None, Power::Tell),
    ("onDelete", Some(Occasion::Deleting), Power::Refuse),
    ("onProceed", Some(Occasion::Proceeding), Power::Refuse),
];

#[test]
fn the_boot_script_registers_the_events_of_the_table_and_no_other() {
    let read = |path: &str| std::fs::read_to_string(tests::root().join(path)).unwrap();
    let script = read("plugin/guard.js");
    let table = script.split_once("const EVENTS = [").unwrap().1.split_once("];\n").unwrap().0;
    let rows: Vec<(&str, bool, &str)> = table
        .lines()
        .filter_map(|line| line.trim().strip_prefix('['))
        .map(|row| {
            let cells: Vec<&str> = row.split_once(']').unwrap().0.split(", ").collect();
            let [name, mobile, handler] = cells.as_slice() else { panic!("{row}") };
            (name.trim_matches('"'), mobile.parse().unwrap(), *handler)
        })
        .collect();
    let told: Vec<(&str, bool)> = EVENTS.iter().map(|event| (event.name, event.mobile)).collect();
    assert_eq!(rows.iter().map(|(name, mobile, _)| (*name, *mobile)).collect::<Vec<_>>(), told);
    for (event, (_, _, handler)) in EVENTS.iter().zip(&rows) {
        let does = HANDLERS.iter().find(|(name, ..)| name == handler);
        assert_eq!(does, Some(&(*handler, event.occasion, event.power)), "{}", event.name);
    }
    // Beside the table: change events by field, and submit events once more when the screen is there.
    let parts = std::fs::read_dir(tests::root().join("plugin/guard")).unwrap();
    let parts = parts.map(|part| std::fs::read_to_string(part.unwrap().path()).unwrap()).collect::<String>();
    assert_eq!((script.matches("kintone.events.").count(), parts.matches("kintone.events.").count()), (3, 0));
    for by_table in [
        "kintone.events.on(named(row), calm(row[2]))",
        "kintone.events.on(names, calm(onChange))",
        "kintone.events.on(`${screen}.submit`, calm(onSubmit))",
    ] {
        assert_eq!(script.matches(by_table).count(), 1, "{by_table}");
    }
}
