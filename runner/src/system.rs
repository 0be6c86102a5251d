//! What the runner says about its machine.

use crate::platform;
use domain::desktop::SystemFacts;
use std::process::Stdio;

/// The facts of this machine. Asks git for its version, so it is called once at start.
pub async fn facts() -> SystemFacts {
    let git = tokio::process::Command::new("git")
        .arg("--version")
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status();
    SystemFacts {
        os: std::env::consts::OS.to_owned(),
        arch: std::env::consts::ARCH.to_owned(),
        hostname: platform::hostname(),
        user: platform::account().0,
        runner_version: env!("CARGO_PKG_VERSION").to_owned(),
        git: git.await.is_ok_and(|status| status.success()),
    }
}

/// The account this process runs as, and the machine's own name.
pub fn who_and_where() -> (String, String) {
    (platform::account().0, platform::hostname())
}
