//! Plug-ins of an app, as rules report them.

use crate::case::{Case, Sink};
use crate::finding::{Because, Datum, Evidence, Place};
use crate::kintone::Part;
use crate::kintone::plugin::Plugin;
use crate::kintone::refusal::Unread;

/// A finding for each plug-in that is not as it should be.
///
/// # Errors
/// When the plug-ins were not read.
pub fn each(case: &Case<'_>, sink: &mut Sink, wrong: impl Fn(&Plugin) -> bool) -> Result<(), Unread> {
    for plugin in case.app.plugins()?.plugins.iter().filter(|plugin| wrong(plugin)) {
        let name = plugin.name.clone().unwrap_or_else(|| plugin.id.clone());
        let evidence = Evidence::new().and("name", Datum::Word(name.clone()));
        let because = Because::new().and("plugin", plugin.id.as_str());
        sink.report(Place::In { part: Part::Plugins, name }, because, evidence, None);
    }
    Ok(())
}
