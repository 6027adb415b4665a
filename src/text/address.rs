//! Addresses on the web, as much of them as people may see.

/// An address without what it tells of whoever calls: no name and password before `@`, nothing behind `?` or `#`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Address {
    /// The host, in lower case, without its port.
    pub host: String,
    /// The whole, as it is shown.
    pub shown: String,
}

impl Address {
    /// Reads an address. Browsers take `\` for `/`.
    pub fn of(text: &str) -> Self {
        let (scheme, rest) = text.split_once("//").unwrap_or(("", text));
        let end = rest.find(['/', '\\', '?', '#']).unwrap_or(rest.len());
        let (authority, path) = rest.split_at_checked(end).unwrap_or_default();
        let place = authority.rsplit('@').next().unwrap_or_default();
        let host = place.split(':').next().unwrap_or_default().to_ascii_lowercase();
        let path = path.split(['?', '#']).next().unwrap_or_default();
        Self { shown: [scheme, "//", place, path].concat(), host }
    }

    /// Whether it is of a host, or with `*.` of anything below one.
    pub fn is_of(&self, host: &str) -> bool {
        let host = host.to_ascii_lowercase();
        match host.strip_prefix('*') {
            Some(domain) => self.host.ends_with(domain) && self.host.len() > domain.len(),
            None => self.host == host,
        }
    }
}
