//! The ladder of tests, one rung or subject a file.

mod ladder {
    mod attestation;
    mod audience;
    mod consequence;
    mod declared;
    mod documents;
    mod export;
    mod files;
    mod fixes;
    mod golden;
    mod guard;
    mod identifier_tables;
    mod identifiers;
    mod laws;
    mod local_kintone;
    mod pages;
    mod personal_fields;
    mod personal_values;
    mod policy;
    mod powers;
    mod published;
    mod reach;
    mod reading;
    mod repair;
    mod repairing;
    mod rooms;
    mod same_answer;
    mod screen;
    mod since;
    mod syntax;
    mod tables;
    mod texts;
    mod typed_values;
    mod waiver;
    mod workings;
}
