//! The listening socket.

use std::net::SocketAddr;

use anyhow::Context;
use axum::serve::{ListenerExt, TapIo};
use tokio::net::{TcpListener, TcpSocket, TcpStream};

/// How many connections may wait to be accepted; a burst of browsers and runners must not be turned away.
const BACKLOG: u32 = 4096;

/// Binds the address.
pub(super) fn on(address: SocketAddr) -> anyhow::Result<TcpListener> {
    let socket = if address.is_ipv4() { TcpSocket::new_v4()? } else { TcpSocket::new_v6()? };
    // A restart must not wait for the last connections of the server before it.
    #[cfg(unix)]
    socket.set_reuseaddr(true)?;
    socket.bind(address).with_context(|| format!("cannot listen on {address}"))?;
    Ok(socket.listen(BACKLOG)?)
}

/// The same listener, whose connections send small answers at once instead of waiting for more.
pub(super) fn eager(listener: TcpListener) -> TapIo<TcpListener, fn(&mut TcpStream)> {
    listener.tap_io(|stream| {
        if let Err(error) = stream.set_nodelay(true) {
            tracing::debug!(%error, "a connection sends late");
        }
    })
}
