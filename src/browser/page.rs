//! Regions in the page: replaced only when their text changed, and never under the fingers of a person who types.

use gloo::utils::document;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

use crate::screen::{Live, Region};
use crate::text::sorted::Sorted;

/// The screen's root and what stands in it.
#[derive(Debug)]
pub struct Page {
    root: Element,
    drawn: Sorted<String, String>,
}

impl Page {
    /// An empty screen in an element.
    pub fn new(root: Element) -> Self {
        root.set_text_content(None);
        Self { root, drawn: Sorted::new() }
    }

    /// The element that all events pass through.
    pub const fn root(&self) -> &Element {
        &self.root
    }

    /// Puts regions into the page, in order; regions that are not named any more go.
    pub fn show(&mut self, regions: Vec<Region>) {
        // What is not named any more goes first: an element that is moved loses its focus.
        let mut old = self.root.first_element_child();
        while let Some(element) = old {
            old = element.next_element_sibling();
            if !regions.iter().any(|region| region.id == element.id()) {
                self.drawn.remove(&element.id());
                element.remove();
            }
        }
        let mut next = self.root.first_element_child();
        for region in regions {
            let place = match &next {
                Some(element) if element.id() == region.id => {
                    let element = element.clone();
                    next = element.next_element_sibling();
                    element
                }
                _ => {
                    let Some(element) = self.container(&region) else { continue };
                    let before = next.as_ref().map(AsRef::as_ref);
                    if self.root.insert_before(&element, before).is_err() {
                        continue;
                    }
                    element
                }
            };
            self.fill(&place, region);
        }
    }

    /// The element of a region: where it stands already, or a new one.
    fn container(&self, region: &Region) -> Option<Element> {
        let standing = document().get_element_by_id(&region.id);
        if let Some(element) = standing.filter(|element| self.root.contains(Some(element))) {
            return Some(element);
        }
        let element = document().create_element("div").ok()?;
        element.set_id(&region.id);
        let live = match region.live {
            Live::Off => return Some(element),
            Live::Polite => "polite",
            Live::Assertive => "assertive",
        };
        element.set_attribute("aria-live", live).ok()?;
        Some(element)
    }

    fn fill(&mut self, place: &Element, region: Region) {
        let text = region.markup.into_string();
        if self.drawn.get(&region.id) == Some(&text) {
            return;
        }
        let active = document().active_element().filter(|active| place.contains(Some(active)));
        if active.as_ref().is_some_and(owns_its_text) {
            return;
        }
        place.set_inner_html(&text);
        self.drawn.insert(region.id, text);
        if let Some(active) = active {
            focus(&active.id());
        }
    }
}

/// Whether a control holds text that the person may be in the middle of.
fn owns_its_text(element: &Element) -> bool {
    match element.tag_name().as_str() {
        "TEXTAREA" => true,
        "INPUT" => !matches!(element.get_attribute("type").as_deref(), Some("checkbox" | "radio" | "button")),
        _ => false,
    }
}

/// Hands a file to the browser, which keeps it where the person keeps files.
pub fn hand(name: &str, media: &str, text: &str) -> Option<()> {
    let link = document().create_element("a").ok()?;
    let address = format!("data:{media};charset=utf-8,{}", String::from(js_sys::encode_uri_component(text)));
    link.set_attribute("href", &address).ok()?;
    link.set_attribute("download", name).ok()?;
    link.dyn_into::<HtmlElement>().ok()?.click();
    Some(())
}

/// Puts the focus on an element. A heading comes to the top, with what follows it; a control only into view.
pub fn focus(id: &str) {
    if let Some(element) = document().get_element_by_id(id).and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        // A focus that the browser refuses changes nothing.
        element.focus().unwrap_or_default();
        if element.tag_name().starts_with('H') {
            element.scroll_into_view_with_bool(true);
        }
    }
}
