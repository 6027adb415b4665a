//! The ladder of tests, one rung or subject a file.

mod ladder {
    mod identifiers;
    mod rooms;
    mod tables;
}
