//! Screens: native and tested.
