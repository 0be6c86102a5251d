//! A network that ends at this machine: what runs in it can reach nothing but loopback.

use std::process::Command;

use anyhow::Result;

use crate::command::{self, program};

/// Whether this system lets us make such a network.
pub(super) fn allowed() -> bool {
    command::answers(&mut within("true", &[]))
}

/// Runs this program again inside, with these arguments.
pub(super) fn again(arguments: &[String]) -> Result<()> {
    let own = std::env::current_exe()?;
    let own = own.to_string_lossy();
    command::run(&mut within(&own, arguments))
}

fn within(name: &str, arguments: &[String]) -> Command {
    let mut unshare = program("unshare");
    // As root of a user namespace of its own: that is what may switch loopback on.
    unshare.args([
        "--map-root-user",
        "--net",
        "sh",
        "-c",
        "ip link set lo up && exec \"$0\" \"$@\"",
        name,
    ]);
    unshare.args(arguments);
    unshare
}

/// Whether nothing but loopback is here.
pub(super) fn is_closed() -> bool {
    let links = command::output(program("ip").args(["-o", "link"]));
    links.is_ok_and(|links| links.lines().count() == 1 && links.contains(": lo:"))
}
