//! 動作の確認: what an administrator copies into a report.

use naiki::kintone::Part;
use naiki::kintone::refusal::Reason;
use naiki::screen::inspection::msg::Msg;
use naiki::screen::inspection::workings::{FUNCTIONS, Workings, lines, narrow, room};
use naiki::seal::chunks;
use naiki::snapshot::Reading;
use naiki::text::sorted::Sorted;
use serde_json::{Value, json};
use tests::city::directory;
use tests::screen::Screen;

fn story() -> Value {
    json!({
        "name": "佐藤 昇の相談受付簿",
        "description": "森 林が使います",
        "fields": {"氏名": {"type": "SINGLE_LINE_TEXT", "label": "申請者の氏名", "defaultValue": "山田 花子"}},
    })
}

/// What a browser tells in which one function is missing.
fn told(missing: &str) -> Workings {
    let functions = FUNCTIONS.iter().map(|(path, _)| path.join(".") != missing).collect();
    Workings { functions, decodes: false, requests: 31, took: 1_234 }
}

fn read(live: Value, preview: Value) -> Screen {
    let mut screen = Screen::on("7", "2026-11-25", live, preview, &Sorted::new());
    screen.send(Msg::Works(1, told("app.get")));
    screen
}

#[test]
fn everything_that_is_asked_for_stands_in_one_text() {
    let screen = read(story(), story());
    let text = lines(&screen.model).join("\n");
    let version = env!("CARGO_PKG_VERSION");
    for words in [
        format!("内規ガードの版: {version}(点検記録の形式: 1)").as_str(),
        "アプリID: 7",
        "内規: 自治体標準内規",
        "プラグインに同梱",
        "WebAssembly: 動いています(読み込み方: atob)",
        " KB / 256 KB",
        "1234ミリ秒、リクエスト31回",
        "kintone.app.getId: あり",
        "kintone.app.get: なし — 公開前のアプリのスペースを知る",
        "準備中の設定: 17種類のうち17種類を読み取りました",
        "運用中の設定: 17種類のうち17種類を読み取りました",
        "- 利用者と組織: 読み取りました",
    ] {
        assert!(text.contains(words), "{words}\n{text}");
    }
    let html = screen.region("naiki-workings").unwrap();
    assert!(html.starts_with("<details") && !html.contains(" open"), "closed until somebody wants it: {html}");
    assert!(html.contains("for=\"naiki-workings-text\"") && html.contains(" readonly"), "{html}");
    let mut decodes = read(story(), story());
    decodes.send(Msg::Works(1, Workings { decodes: true, ..told("") }));
    let text = lines(&decodes.model).join("\n");
    assert!(text.contains("Uint8Array.fromBase64") && !text.contains(": なし"), "{text}");
}

#[test]
fn what_was_not_read_says_why_on_either_side() {
    let mut live = story();
    live["fields"] = "forbidden".into();
    let mut preview = story();
    preview["plugins"] = "network".into();
    let mut screen = read(live, preview);
    let all = lines(&screen.model);
    let at =
        |words: &str| all.iter().position(|line| line.contains(words)).unwrap_or_else(|| panic!("{words}: {all:#?}"));
    let (prepared, running) = (at("準備中の設定: 17種類のうち16種類"), at("運用中の設定: 17種類のうち16種類"));
    assert!(prepared < at("- プラグイン: 通信できませんでした") && at("- プラグイン: ") < running);
    assert!(running < at("- フォーム: 閲覧する権限がありません"));
    // Of an answer that nobody foresaw only the code: kintone's words may name somebody.
    let other = Reason::Other { code: "GAIA_XX99".to_owned(), message: "佐藤 昇は見られません".to_owned() };
    screen.send(Msg::Again(1, Part::Notes, Reading::Unread(other), Ok(directory())));
    let text = lines(&screen.model).join("\n");
    assert!(text.contains("- アプリ管理者用メモ: GAIA_XX99\n") && !text.contains("佐藤"), "{text}");
}

#[test]
fn no_name_of_a_person_no_label_and_no_value_stands_in_it() {
    let mut screen = read(story(), story());
    screen.act("type", "purpose", "佐藤が窓口の相談を記録する");
    screen.act("type", "owner", "市民課長");
    let text = lines(&screen.model).join("\n");
    let people = directory();
    let names = people.users.iter().flat_map(|user| [user.name.as_str(), user.code.as_str()]);
    for word in names.filter(|name| name.len() > 3).chain(["佐藤", "森 林", "氏名", "山田", "市民課長", "相談"])
    {
        assert!(!text.contains(word), "{word}\n{text}");
    }
}

#[test]
fn nothing_is_told_before_the_reading_is_done_or_of_an_older_one() {
    let mut screen = read(story(), story());
    screen.send(Msg::Read);
    assert_eq!((lines(&screen.model), screen.region("naiki-workings")), (Vec::new(), None));
    screen.send(Msg::Works(1, told("")));
    assert_eq!(screen.model.workings, None, "an answer of the reading before");
}

#[test]
fn settings_that_are_nearly_full_say_so_before_saving_refuses() {
    assert!(!narrow((204, 256)) && narrow((205, 256)));
    let mut screen = read(story(), story());
    assert_eq!(screen.region("naiki-full").as_deref(), Some(""));
    screen.act("type", "purpose", &"字".repeat(70_000));
    let (used, of) = room(&screen.model);
    let html = screen.region("naiki-full").unwrap();
    assert!(html.contains(&format!("{used} KBになり")) && html.contains("上限(256 KB)"), "{html}");
    let saved = screen.saved();
    assert_eq!((chunks::size(&saved).div_ceil(1024), of), (used, 256), "what would be saved is what is saved");
}
