//! Changes settings: diff, apply, undo.
