//! Where the server of a data directory listens, for the commands beside it.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::path::Path;

use anyhow::Context;

use super::{Place, file::File};

/// The file that the server writes at its start.
const FILE: &str = "address";

/// Writes down where this server listens, as this machine reaches it.
pub fn note_address(data: &Path, address: SocketAddr) -> anyhow::Result<()> {
    let file = data.join(FILE);
    std::fs::write(&file, format!("http://{}\n", loopback(address)))
        .with_context(|| format!("cannot write {}", file.display()))
}

/// Where the server of this place listens: as it last said, else as it would.
pub fn listens_at(place: &Place) -> anyhow::Result<String> {
    let file = place.data.join(FILE);
    match std::fs::read_to_string(&file) {
        Ok(address) => Ok(address.trim().to_owned()),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            let listen = File::read(&place.data)?.listen;
            Ok(format!("http://{}", listen.as_deref().unwrap_or("127.0.0.1:3000")))
        }
        Err(error) => Err(error).with_context(|| format!("cannot read {}", file.display())),
    }
}

/// Where this server reaches itself.
pub(crate) fn loopback(address: SocketAddr) -> SocketAddr {
    match address.ip() {
        ip if !ip.is_unspecified() => address,
        IpAddr::V4(_) => (Ipv4Addr::LOCALHOST, address.port()).into(),
        IpAddr::V6(_) => (Ipv6Addr::LOCALHOST, address.port()).into(),
    }
}
