//! Generated from `policy/standard.json` by the test `tables`; `UPDATE=1` rewrites it.

/// The orders of the built-in policy, for apps without a seal.
pub const STANDARD: &str = r#"{"policy":"municipal-standard","version":"1.0","rules":[{"rule":"my-number-typed","stage":"block","from":"2026-04-01","ja":"自治体標準内規 第7条(特定個人情報の入力の禁止)","en":"Municipal standard policy, Article 7: No My Numbers"},{"rule":"seen-by-too-many","stage":"observe","from":"2026-04-01","ja":"自治体標準内規 第6条(個人情報の取扱い)","en":"Municipal standard policy, Article 6: Handling of personal information"}]}"#;
