//! The JSON Schema of policies, for editors that help while one is written. What a schema cannot say (order of articles,
//! unknown numbers of articles, dates that do not exist) the check says.

use serde_json::{Map, Value, json};

use crate::rule::{Param, Rule};

/// The schema: what `schema.json` says, with the rules and the parameters of each.
pub fn schema(rules: &[&'static Rule]) -> Value {
    let mut schema: Value = serde_json::from_str(include_str!("schema.json")).unwrap_or_default();
    let ids: Vec<Value> = rules.iter().map(|rule| rule.id.into()).collect();
    let settings: Map<String, Value> = rules.iter().map(|rule| (rule.id.to_owned(), setting(rule))).collect();
    for (place, value) in [("/$defs/rule/enum", Value::from(ids)), ("/properties/rules/properties", settings.into())] {
        if let Some(slot) = schema.pointer_mut(place) {
            *slot = value;
        }
    }
    schema
}

fn object(properties: &Map<String, Value>) -> Value {
    json!({"type": "object", "additionalProperties": false, "properties": properties})
}

fn setting(rule: &Rule) -> Value {
    let (mut numbers, mut words) = (Map::new(), Map::new());
    for param in rule.params {
        match param {
            Param::Number { key, least, most, default } => {
                let bounds = json!({"type": "integer", "minimum": least, "maximum": most, "default": default});
                numbers.insert((*key).to_owned(), bounds);
            }
            Param::Words { key } => drop(words.insert((*key).to_owned(), json!({"$ref": "#/$defs/words"}))),
        }
    }
    json!({
        "description": rule.title.get(crate::text::Lang::Ja),
        "type": "object", "additionalProperties": false, "required": ["article"],
        "properties": {
            "article": {"type": "string", "description": "根拠の条"},
            "inspection": {"$ref": "#/$defs/stage"},
            "entry": {"$ref": "#/$defs/stage"},
            "override": {"$ref": "#/$defs/override"},
            "severity": {"$ref": "#/$defs/severity"},
            "scope": {"$ref": "#/$defs/scope"},
            "numbers": object(&numbers),
            "words": object(&words)
        }
    })
}
