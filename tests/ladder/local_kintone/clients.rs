//! Cybozu's own clients against the local kintone. Where they are not installed the tests say so and pass over.

use std::path::PathBuf;
use std::process::{Command, Output};

use serde_json::json;

use super::Door;

/// The server on a free port of `localhost`, and one client run against it: arguments from the address.
async fn run(door: &Door, program: &'static str, arguments: impl FnOnce(&str) -> Vec<String>) -> Option<Output> {
    let script = tests::root().join("node_modules").join(program);
    if !script.exists() {
        println!("SKIPPED: no node_modules/{program}");
        return None;
    }
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("http://localhost:{}", listener.local_addr().unwrap().port());
    let router = door.router.clone();
    let server = tokio::spawn(async move { axum::serve(listener, router).await });
    let arguments = arguments(&address);
    let output =
        tokio::task::spawn_blocking(move || Command::new("node").arg(script).args(arguments).output().unwrap())
            .await
            .unwrap();
    server.abort();
    Some(output)
}

fn words(line: &str) -> Vec<String> {
    line.split(' ').map(str::to_owned).collect()
}

fn said(output: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}

fn scratch(name: &str) -> PathBuf {
    let folder = std::env::temp_dir().join(format!("local-kintone-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    folder.join(name)
}

const CLI: &str = "@kintone/cli/cli.js";

#[tokio::test]
async fn the_command_line_client_exports_and_imports_records() {
    let door = Door::midori();
    let exported =
        run(&door, CLI, |address| words(&format!("record export --base-url {address} -u staff -p midori2026 --app 1")))
            .await;
    let Some(exported) = exported else { return };
    assert!(exported.status.success(), "{}", said(&exported));
    assert!(said(&exported).contains("架空 次郎"), "rows of the table, too");
    let file = scratch("import.csv");
    std::fs::write(&file, "\"氏名\",\"相談内容\"\n\"架空 七子\",\"架空\"\n").unwrap();
    let imported = run(&door, CLI, |address| {
        words(&format!(
            "record import --base-url {address} -u staff -p midori2026 --app 1 --file-path {}",
            file.display()
        ))
    });
    assert!(imported.await.unwrap().status.success());
    let record = door.get("staff", "/k/v1/record.json", json!({ "app": 1, "id": 6 })).await;
    assert_eq!(record["record"]["氏名"]["value"], "架空 七子");
}

#[tokio::test]
async fn the_integration_set_up_of_the_type_generator_runs_through() {
    let door = Door::midori();
    let bundle = tests::root().join("node_modules/@kintone/dts-gen/dist/integration-tests/dts-gen-integration-test.js");
    let output = run(&door, "@kintone/dts-gen/dist/integration-tests/setup-test-app.js", |address| {
        words(&format!("--base-url {address} -u admin -p midori2026 --integration-test-js-file {}", bundle.display()))
    });
    let Some(output) = output.await else { return };
    assert!(output.status.success(), "{}", said(&output));
    let record = door.get("admin", "/k/v1/record.json", json!({ "app": 34, "id": 1 })).await["record"].clone();
    assert_eq!(record["Calculated"]["value"], "200");
    assert_eq!(record["Table_0"]["value"][0]["value"]["Attachment_Table"]["value"][0]["name"], "sampleText");
    let live = door.get("admin", "/k/v1/app/customize.json", json!({ "app": 34 })).await;
    assert_eq!(live["desktop"]["js"][0]["file"]["name"], "dts-gen-integration-test.js");
}

#[tokio::test]
async fn the_rest_client_reads_all_records_in_its_three_ways() {
    let door = Door::midori();
    let script = scratch("client.cjs");
    let text = r#"
const [root, baseUrl] = process.argv.slice(2);
const { KintoneRestAPIClient } = require(root + '/node_modules/@kintone/rest-api-client');
const client = new KintoneRestAPIClient({ baseUrl, auth: { username: 'office', password: 'midori2026' } });
(async () => {
  const ways = [
    await client.record.getAllRecordsWithId({ app: 8, condition: '数量 > 0' }),
    await client.record.getAllRecordsWithCursor({ app: 8 }),
    await client.record.getAllRecordsWithOffset({ app: 8, orderBy: '管理番号 asc' }),
  ];
  await client.record.addAllRecords({ app: 8, records: [{ 品名: { value: '一' } }, { 品名: { value: '二' } }] });
  const long = await client.record.getRecords({ app: 8, query: `品名 in (${Array(900).fill('"一"').join(',')})` });
  const { revision } = await client.app.updateAppSettings({ app: 8, description: '<div>変更</div>' });
  await client.app.deployApp({ apps: [{ app: 8, revision }] });
  const { apps } = await client.app.getDeployStatus({ apps: [8] });
  const refused = await client.app.getAppAcl({ app: 1 }).catch(error => `${error.status} ${error.code}`);
  console.log(JSON.stringify({ ways: ways.map(way => way.length), long: long.records.length, apps, refused }));
})();
"#;
    std::fs::write(&script, text).unwrap();
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("http://localhost:{}", listener.local_addr().unwrap().port());
    let router = door.router.clone();
    tokio::spawn(async move { axum::serve(listener, router).await });
    if !tests::root().join("node_modules/@kintone/rest-api-client").exists() {
        println!("SKIPPED: no node_modules/@kintone/rest-api-client");
        return;
    }
    let client = move || Command::new("node").arg(script).arg(tests::root()).arg(address).output().unwrap();
    let output = tokio::task::spawn_blocking(client).await.unwrap();
    assert!(output.status.success(), "{}", said(&output));
    let found: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(
        found,
        json!({ "ways": [5, 5, 5], "long": 1, "apps": [{ "app": "8", "status": "SUCCESS" }], "refused": "403 CB_NO02" })
    );
}

/// The types of `@kintone/rest-api-client` promise strings where requests may bring numbers, and codes beside IDs.
#[tokio::test]
async fn settings_are_answered_as_the_types_of_the_client_promise() {
    let door = Door::midori();
    let precision = json!({ "digits": 10, "decimalPlaces": 2 });
    door.put("builder", "/k/v1/preview/app/settings.json", json!({ "app": 1, "numberPrecision": precision })).await;
    let settings = door.get("builder", "/k/v1/preview/app/settings.json", json!({ "app": 1 })).await;
    let whole = json!({ "digits": "10", "decimalPlaces": "2", "roundingMode": "HALF_EVEN" });
    assert_eq!(settings["numberPrecision"], whole, "what is not sent stays");
    for (key, value) in [
        ("icon", json!({ "type": "DRAWN" })),
        ("titleField", json!({ "selectionMode": "NONE" })),
        ("numberPrecision", json!({ "roundingMode": "NEAREST" })),
    ] {
        door.errors("builder", "PUT", "/k/v1/preview/app/settings.json", json!({ "app": 1, key: value })).await;
    }
    let lookup = json!({
        "relatedApp": { "app": "1" }, "relatedKeyField": "氏名", "fieldMappings": [], "lookupPickerFields": [],
    });
    let copy = json!({ "写し": { "type": "SINGLE_LINE_TEXT", "code": "写し", "label": "写し", "lookup": lookup } });
    door.post("builder", "/k/v1/preview/app/form/fields.json", json!({ "app": 2, "properties": copy })).await;
    let form = door.get("builder", "/k/v1/preview/app/form/fields.json", json!({ "app": 2 })).await;
    assert_eq!(form["properties"]["写し"]["lookup"]["relatedApp"], json!({ "app": "1", "code": "" }));
    let into =
        json!({ "写す": { "index": 0, "name": "写す", "destApp": { "app": 2 }, "mappings": [], "entities": [] } });
    door.put("builder", "/k/v1/preview/app/actions.json", json!({ "app": 1, "actions": into })).await;
    let held = door.get("builder", "/k/v1/preview/app/actions.json", json!({ "app": 1 })).await;
    assert_eq!(held["actions"]["写す"]["destApp"], json!({ "app": "2", "code": "" }));
}
