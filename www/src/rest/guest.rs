//! Paths of guest spaces: `/k/guest/{id}/v1/…` is the only way to the apps of a guest space, and leads nowhere else.

use super::{Call, Verb};
use crate::city::City;
use crate::form::plain;
use crate::refusal::{Refusal, Text};

/// Refuses an app on the wrong path.
pub(super) fn admit(city: &City, call: &Call) -> Result<(), Refusal> {
    let guest_space = |id: &u64| city.spaces.get(id).is_some_and(|space| space.is_guest);
    let mut homes: Vec<Option<u64>> =
        call.apps().iter().filter_map(|id| city.apps.get(id)).map(|app| app.space.filter(guest_space)).collect();
    homes.extend(space_of(city, call).map(|id| Some(id).filter(guest_space)));
    match call.guest {
        None if call.person.is_guest() => Err(Refusal::no_right()),
        None if homes.iter().any(Option::is_some) => Err(outside()),
        None => Ok(()),
        Some(space) => {
            let open = city.spaces.get(&space).filter(|space| space.is_guest);
            let open =
                open.is_some_and(|space| !call.person.tokens.is_empty() || space.admits(&city.people, &call.person));
            if open && homes.iter().all(|home| *home == Some(space)) { Ok(()) } else { Err(Refusal::no_right()) }
        }
    }
}

/// The space that the request names, by itself or by a thread of it.
fn space_of(city: &City, call: &Call) -> Option<u64> {
    let number = |key: &str| call.params.get(key).and_then(|id| plain(id).parse::<u64>().ok());
    match call.name.as_str() {
        "space/thread" if call.verb == Verb::Put => {
            let thread = number("id")?;
            city.spaces.values().find(|space| space.thread(thread).is_some()).map(|space| space.id)
        }
        "space/thread" | "space/thread/comment" => number("space"),
        name if name.starts_with("space") => number("id"),
        _ => None,
    }
}

/// Whether an app may be made in the space by this path: a guest space by its own, all others by the normal one.
pub(super) fn admit_new(city: &City, call: &Call, space: Option<u64>) -> Result<(), Refusal> {
    let guest = space.filter(|id| city.spaces.get(id).is_some_and(|space| space.is_guest));
    match (call.guest, guest) {
        (None, Some(_)) => Err(outside()),
        (path, guest) if path == guest => Ok(()),
        _ => Err(Refusal::no_right()),
    }
}

fn outside() -> Refusal {
    let text = Text::new(
        "ゲストスペース内のアプリを操作する場合は、リクエストパスにゲストスペースIDを指定してください。",
        "Specify the guest space ID in the request path to operate on an app in a guest space.",
    );
    Refusal::new(400, "GAIA_IL23", text)
}
