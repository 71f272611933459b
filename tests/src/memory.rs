//! What programs share whose memory is measured.

use std::time::Duration;

use bge_private_sdk::Client;

use crate::client_builder;

/// Long enough for any machine, because only memory is measured.
const AMPLE: Duration = Duration::from_secs(600);

/// Returns a client whose time limits do not matter.
///
/// # Errors
/// If the client cannot be built.
pub fn patient_client(url: String) -> Result<Client, bge_private_sdk::Error> {
    client_builder(url)
        .attempt_timeout(AMPLE)
        .timeout(AMPLE)
        .build()
}

/// Returns the peak memory of this process in KiB.
///
/// # Errors
/// If the system does not tell it.
pub fn peak() -> Result<String, Box<dyn std::error::Error>> {
    let status = std::fs::read_to_string("/proc/self/status")?;
    let mut lines = status.lines();
    let peak = lines.find_map(|line| line.strip_prefix("VmHWM:"));
    let peak = peak.ok_or("no VmHWM")?.trim();
    Ok(peak.trim_end_matches("kB").trim().to_owned())
}
