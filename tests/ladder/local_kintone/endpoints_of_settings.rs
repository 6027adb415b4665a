//! The paths of an app's settings, in the table of all paths.

use serde_json::json;

use super::Door;
use super::endpoints::{
    Endpoint, MANAGER, MANAGER_AND_ADMINISTRATOR, MANAGER_AND_ADMINISTRATOR_IN_PERSON, MANAGER_IN_PERSON, RECORDS,
    RECORDS_OR_MANAGER, rights, row,
};

pub(super) async fn settings(door: &Door) -> Vec<Endpoint> {
    let app = || json!({ "app": 1 });
    let layout = door.get("admin", "/k/v1/preview/app/form/layout.json", app()).await["layout"].clone();
    let list = json!({ "一覧": { "type": "LIST", "name": "一覧", "index": 0 } });
    let custom = json!({ "型": { "type": "CUSTOM", "name": "型", "index": 0, "html": "<p></p>" } });
    let mut rows = vec![
        row("GET", "/k/v1/app.json", RECORDS, "", json!({ "id": 1 })),
        row("GET", "/k/v1/app/settings.json", RECORDS, "", json!({ "app": 1, "lang": "ja" })),
        row("GET", "/k/v1/app/form/fields.json", RECORDS_OR_MANAGER, "", json!({ "app": 1, "lang": "ja" })),
        row("GET", "/k/v1/app/form/layout.json", RECORDS, "", app()),
        row("GET", "/k/v1/app/views.json", RECORDS, "", json!({ "app": 1, "lang": "ja" })),
        row("GET", "/k/v1/app/status.json", RECORDS, "", json!({ "app": 1, "lang": "ja" })),
        row("GET", "/k/v1/preview/app/settings.json", MANAGER, "", app()),
        row("GET", "/k/v1/preview/app/form/fields.json", MANAGER, "", app()),
        row("GET", "/k/v1/preview/app/form/layout.json", MANAGER, "", app()),
        row("GET", "/k/v1/preview/app/views.json", MANAGER, "", app()),
        row("GET", "/k/v1/preview/app/status.json", MANAGER, "", app()),
    ];
    for path in [
        "/k/v1/app/reports.json",
        "/k/v1/preview/app/reports.json",
        "/k/v1/app/acl.json",
        "/k/v1/preview/app/acl.json",
        "/k/v1/record/acl.json",
        "/k/v1/preview/record/acl.json",
        "/k/v1/field/acl.json",
        "/k/v1/preview/field/acl.json",
        "/k/v1/app/plugins.json",
        "/k/v1/preview/app/plugins.json",
        "/k/v1/app/notifications/general.json",
        "/k/v1/preview/app/notifications/general.json",
        "/k/v1/app/notifications/perRecord.json",
        "/k/v1/preview/app/notifications/perRecord.json",
        "/k/v1/app/notifications/reminder.json",
        "/k/v1/preview/app/notifications/reminder.json",
        "/k/v1/app/actions.json",
        "/k/v1/preview/app/actions.json",
        "/k/v1/app/adminNotes.json",
        "/k/v1/preview/app/adminNotes.json",
    ] {
        rows.push(row("GET", path, MANAGER, "", json!({ "app": 1 })));
    }
    for path in ["/k/v1/app/customize.json", "/k/v1/preview/app/customize.json"] {
        rows.push(row("GET", path, MANAGER_IN_PERSON, "", app()));
    }
    let field = json!({ "備考": { "type": "SINGLE_LINE_TEXT", "code": "備考", "label": "備考" } });
    let renamed = json!({ "備考": { "type": "MULTI_LINE_TEXT", "code": "備考", "label": "備考" } });
    let entity = json!({ "type": "USER", "code": "staff" });
    let record_rights = json!([{ "filterCond": "", "entities": [{ "entity": entity, "viewable": true, "editable": true, "deletable": true }] }]);
    let field_rights = json!([{ "code": "備考", "entities": [{ "entity": entity, "accessibility": "WRITE" }] }]);
    let icon = json!({ "type": "PRESET", "key": "APP1" });
    let scripts = json!({ "js": [{ "type": "URL", "url": "https://example.jp/a.js" }], "css": [] });
    rows.extend([
        row(
            "PUT",
            "/k/v1/preview/app/settings.json",
            MANAGER,
            "",
            json!({ "app": 1, "name": "窓口", "description": "x", "icon": icon, "theme": "RED", "revision": -1 }),
        ),
        row(
            "PUT",
            "/k/v1/preview/app/form/fields.json",
            MANAGER,
            "",
            json!({ "app": 1, "properties": renamed, "revision": -1 }),
        ),
        row(
            "DELETE",
            "/k/v1/preview/app/form/fields.json",
            MANAGER,
            "GAIA_FC01",
            json!({ "app": 1, "fields": ["ない"], "revision": -1 }),
        ),
        row(
            "PUT",
            "/k/v1/preview/app/form/layout.json",
            MANAGER,
            "",
            json!({ "app": 1, "layout": layout, "revision": -1 }),
        ),
        row("PUT", "/k/v1/preview/app/views.json", MANAGER, "", json!({ "app": 1, "views": list, "revision": -1 })),
        row("PUT", "/k/v1/preview/app/views.json", MANAGER_AND_ADMINISTRATOR, "", json!({ "app": 1, "views": custom })),
        row(
            "PUT",
            "/k/v1/preview/app/status.json",
            MANAGER,
            "",
            json!({ "app": 1, "enable": false, "states": {}, "actions": [], "revision": -1 }),
        ),
        row("PUT", "/k/v1/preview/app/reports.json", MANAGER, "", json!({ "app": 1, "reports": {}, "revision": -1 })),
        row("PUT", "/k/v1/preview/app/actions.json", MANAGER, "", json!({ "app": 1, "actions": {}, "revision": -1 })),
        row(
            "PUT",
            "/k/v1/preview/app/notifications/general.json",
            MANAGER,
            "",
            json!({ "app": 1, "notifications": [], "notifyToCommenter": true }),
        ),
        row(
            "PUT",
            "/k/v1/preview/app/notifications/perRecord.json",
            MANAGER,
            "",
            json!({ "app": 1, "notifications": [] }),
        ),
        row(
            "PUT",
            "/k/v1/preview/app/notifications/reminder.json",
            MANAGER,
            "",
            json!({ "app": 1, "notifications": [], "timezone": "Asia/Tokyo" }),
        ),
        row(
            "PUT",
            "/k/v1/preview/app/adminNotes.json",
            MANAGER,
            "",
            json!({ "app": 1, "content": "x", "includeInTemplateAndDuplicates": false, "revision": -1 }),
        ),
        row(
            "PUT",
            "/k/v1/preview/app/customize.json",
            MANAGER_AND_ADMINISTRATOR_IN_PERSON,
            "",
            json!({ "app": 1, "scope": "ALL", "desktop": scripts, "mobile": scripts, "revision": -1 }),
        ),
        row(
            "POST",
            "/k/v1/preview/app/plugins.json",
            MANAGER,
            "GAIA_PL18",
            json!({ "app": 1, "ids": ["nothing"], "revision": -1 }),
        ),
        row("PUT", "/k/v1/preview/app/acl.json", MANAGER, "", json!({ "app": 1, "rights": rights(), "revision": -1 })),
        row(
            "PUT",
            "/k/v1/preview/record/acl.json",
            MANAGER,
            "",
            json!({ "app": 1, "rights": record_rights, "revision": -1 }),
        ),
        row(
            "PUT",
            "/k/v1/preview/field/acl.json",
            MANAGER,
            "",
            json!({ "app": 1, "rights": field_rights, "revision": -1 }),
        ),
        row("PUT", "/k/v1/app/acl.json", MANAGER, "", json!({ "app": 1, "rights": rights(), "revision": -1 })),
        row("PUT", "/k/v1/record/acl.json", MANAGER, "", json!({ "id": 1, "rights": record_rights, "revision": -1 })),
        row("PUT", "/k/v1/field/acl.json", MANAGER, "", json!({ "app": 1, "rights": field_rights, "revision": -1 })),
        row("GET", "/k/v1/preview/app/deploy.json", MANAGER, "", json!({ "apps": [1] })),
        row(
            "POST",
            "/k/v1/preview/app/deploy.json",
            MANAGER,
            "",
            json!({ "apps": [{ "app": 1, "revision": -1 }], "revert": false }),
        ),
        row(
            "POST",
            "/k/v1/preview/app/form/fields.json",
            MANAGER,
            "CB_VA01",
            json!({ "app": 1, "properties": field, "revision": -1 }),
        ),
    ]);
    rows
}
