//! A city filled up for load, and a state that survives.

use serde_json::json;

use super::Door;

#[tokio::test]
async fn a_city_is_filled_up_the_same_every_time() {
    let doors = [Door::midori(), Door::midori()];
    for door in &doors {
        door.kintone.scale(120);
    }
    let [first, second] = doors;
    assert!(first.kintone.snapshot().unwrap() == second.kintone.snapshot().unwrap());
    let fields = first.get("admin", "/k/v1/app/form/fields.json", json!({ "app": 120 })).await;
    assert!(fields["properties"].as_object().unwrap().len() > 5);
    first.refused("admin", "GET", "/k/v1/app/form/fields.json", json!({ "app": 121 })).await;
    // The copies share their records until one changes.
    let copy = (100..=120).find(|app| *app % 2 == 0).unwrap();
    let acl = first.get("admin", "/k/v1/app/acl.json", json!({ "app": copy })).await;
    assert!(acl["rights"].is_array());
    // Deploying a copy finds its unique values unique.
    first.put("admin", "/k/v1/preview/app/settings.json", json!({ "app": copy, "name": "写し" })).await;
    first.deploy("admin", copy).await;
    assert_eq!(first.get("staff", "/k/v1/app.json", json!({ "id": 1 })).await["name"], "相談受付簿");
}

#[tokio::test]
async fn three_thousand_apps_hold_two_hundred_thousand_records() {
    let door = Door::midori();
    door.kintone.scale(3_000);
    door.kintone.wide(true);
    let mut counts = std::collections::BTreeMap::new();
    // The administrator does not see into the private space of the Welfare Division; its head does.
    for person in ["admin", "kobayashi-ichiro"] {
        let mut offset = 0;
        loop {
            let page = door.get(person, "/k/v1/apps/statistics.json", json!({ "limit": 100, "offset": offset })).await;
            let apps = page["apps"].as_array().unwrap();
            for app in apps {
                counts.insert(app["id"].to_string(), app["recordCount"].as_str().unwrap().parse::<u64>().unwrap());
            }
            offset += apps.len();
            if apps.is_empty() {
                break;
            }
        }
    }
    assert!((2_990..=3_000).contains(&counts.len()), "{} apps", counts.len());
    assert!(counts.values().sum::<u64>() >= 200_000, "{} records", counts.values().sum::<u64>());
}

#[tokio::test]
async fn the_state_takes_the_place_of_the_old_file_at_once() {
    let door = Door::midori();
    let folder = std::env::temp_dir().join(format!("local-kintone-state-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let file = folder.join("state.json");
    std::fs::write(&file, "an older state").unwrap();
    door.put("builder", "/k/v1/preview/app/settings.json", json!({ "app": 1, "name": "控え" })).await;
    door.kintone.save(&file).unwrap();
    let text = std::fs::read_to_string(&file).unwrap();
    assert_eq!(text, door.kintone.snapshot().unwrap());
    assert!(www::Kintone::from_snapshot(&text, www::Clock::system()).is_ok());
    assert_eq!(std::fs::read_dir(&folder).unwrap().count(), 1, "nothing is left beside it");
    assert!(door.kintone.save(&folder.join("nowhere/state.json")).is_err());
    std::fs::remove_dir_all(&folder).unwrap();
}
