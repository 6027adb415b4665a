//! The inspection screen as markup: result, findings by article, declaration, saving.

mod consequence;
mod declaration;
mod facts;
mod finding;
mod integrations;
mod made;
mod personal;
mod powers;
mod result;
mod saving;
mod self_check;
mod since;
mod steps;
mod waiver;
mod workings;

use super::look::Tab;
use super::model::Model;
use crate::screen::Region;

/// The regions of the screen, in order.
pub fn draw(model: &Model) -> Vec<Region> {
    let mut out = vec![result::head(model), powers::tabs(model)];
    if model.tab == Tab::Powers {
        out.extend(powers::regions(model));
        out.push(saving::refusal(model));
        out.push(saving::buttons(model));
        return out;
    }
    out.extend(result::offer(model));
    out.push(result::result(model));
    out.extend(since::since(model));
    out.push(made::made(model));
    out.push(made::together(model));
    out.extend(finding::findings(model));
    out.extend(waiver::list(model));
    out.extend(finding::unknowns(model));
    out.extend(finding::clean(model));
    out.extend(personal::personal(model));
    out.extend(declaration::regions(model));
    out.extend(integrations::regions(model));
    out.extend(self_check::regions(model));
    out.push(workings::full(model));
    out.push(saving::refusal(model));
    out.push(saving::buttons(model));
    out.extend(workings::workings(model));
    out
}
