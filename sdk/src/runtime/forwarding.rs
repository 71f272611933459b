//! Calls that the platform forwards to another service. Their answers may come from that service, so a failure
//! does not prove that nothing was done.

use super::path;
use super::retry::Cause;
use crate::generated::platform::PLATFORM;

/// Returns what an answer proves if another service may have sent it.
pub(crate) fn of_unknown_origin(cause: Cause) -> Cause {
    match cause {
        Cause::Busy { after } => Cause::Unknown { after },
        Cause::Rejected | Cause::Clock => Cause::Forwarded,
        Cause::NotSent { .. }
        | Cause::Impossible
        | Cause::Forwarded
        | Cause::BrokenFile
        | Cause::Unknown { .. } => cause,
    }
}

/// Returns whether a request to this URL path may reach a forwarding call.
pub(crate) fn is_forwarding_path(path: &str) -> bool {
    let mut known = PLATFORM.forwarding_paths.iter();
    known.any(|known| path::may_be_under(known, path))
}
