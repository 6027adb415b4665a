//! `app/customize.json`: JavaScript / CSSでカスタマイズ.

use serde::Deserialize;

use crate::text::json::{Keys, Shape};

/// One JS or CSS.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "Written")]
pub enum Resource {
    /// From another host.
    Url {
        /// Where.
        url: String,
    },
    /// Uploaded.
    File {
        /// The file.
        file: Uploaded,
    },
    /// A kind kintone added after this was written.
    Unknown,
}

/// A resource as it is written: serde's tagged enums would cost the wasm a reader of their own.
#[derive(Deserialize)]
struct Written {
    #[serde(rename = "type")]
    kind: String,
    #[serde(default)]
    url: Option<String>,
    #[serde(default)]
    file: Option<Uploaded>,
}

impl TryFrom<Written> for Resource {
    type Error = &'static str;

    fn try_from(written: Written) -> Result<Self, Self::Error> {
        match written.kind.as_str() {
            "URL" => written.url.map(|url| Self::Url { url }).ok_or("missing field url"),
            "FILE" => written.file.map(|file| Self::File { file }).ok_or("missing field file"),
            _ => Ok(Self::Unknown),
        }
    }
}

impl Shape for Resource {
    fn of(keys: &mut Keys<'_>) -> Self {
        let (kind, url, file): (String, _, _) = (keys.must("type"), keys.may("url"), keys.may("file"));
        match (kind.as_str(), url, file) {
            ("URL", Some(url), _) => return Self::Url { url },
            ("FILE", _, Some(file)) => return Self::File { file },
            ("URL", None, _) => keys.missing("url"),
            ("FILE", _, None) => keys.missing("file"),
            _ => {}
        }
        Self::Unknown
    }
}

/// An uploaded file.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Uploaded {
    /// Its name.
    pub name: String,
}

impl Shape for Uploaded {
    fn of(keys: &mut Keys<'_>) -> Self {
        Self { name: keys.must("name") }
    }
}

/// The lists of one device.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
pub struct Resources {
    /// JavaScript, in order.
    #[serde(default)]
    pub js: Vec<Resource>,
    /// Style sheets, in order.
    #[serde(default)]
    pub css: Vec<Resource>,
}

impl Shape for Resources {
    fn of(keys: &mut Keys<'_>) -> Self {
        Self { js: keys.may("js"), css: keys.may("css") }
    }
}

/// The customisation of an app.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Customize {
    /// `ALL`, `ADMIN` or `NONE`.
    pub scope: String,
    /// On PCs.
    pub desktop: Resources,
    /// On phones.
    #[serde(default)]
    pub mobile: Resources,
}

impl Shape for Customize {
    fn of(keys: &mut Keys<'_>) -> Self {
        Self { scope: keys.must("scope"), desktop: keys.must("desktop"), mobile: keys.may("mobile") }
    }
}

impl Customize {
    /// The names of all uploaded files.
    pub fn files(&self) -> impl Iterator<Item = &str> {
        self.resources().filter_map(|resource| match resource {
            Resource::File { file } => Some(file.name.as_str()),
            Resource::Url { .. } | Resource::Unknown => None,
        })
    }

    /// The four lists, each with the keys that kintone has it under.
    pub const fn lists(&self) -> [(&'static str, &'static str, &Vec<Resource>); 4] {
        [
            ("desktop", "js", &self.desktop.js),
            ("desktop", "css", &self.desktop.css),
            ("mobile", "js", &self.mobile.js),
            ("mobile", "css", &self.mobile.css),
        ]
    }

    fn resources(&self) -> impl Iterator<Item = &Resource> {
        self.lists().into_iter().flat_map(|(_, _, list)| list)
    }

    /// The addresses of everything that comes from another host.
    pub fn urls(&self) -> impl Iterator<Item = &str> {
        self.resources().filter_map(|resource| match resource {
            Resource::Url { url } => Some(url.as_str()),
            Resource::File { .. } | Resource::Unknown => None,
        })
    }
}
