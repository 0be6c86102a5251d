//! Where a request comes from, for limits.

use std::net::{IpAddr, Ipv6Addr, SocketAddr};

use axum::extract::{ConnectInfo, Request};

use crate::config::Front;

/// The other end of the connection; behind a declared proxy, the last address in `X-Forwarded-For` that is not a
/// proxy of ours. Anybody can write that header, so nobody else's is looked at.
pub(super) fn of(request: &Request, front: &Front) -> IpAddr {
    let direct = request
        .extensions()
        .get::<ConnectInfo<SocketAddr>>()
        .map_or(IpAddr::from([127, 0, 0, 1]), |info| info.0.ip());
    if !front.trusts(direct) {
        return network(direct);
    }
    let lines = request.headers().get_all("x-forwarded-for").iter().filter_map(|v| v.to_str().ok());
    let hops: Vec<IpAddr> =
        lines.flat_map(|line| line.split(',')).filter_map(|hop| hop.trim().parse().ok()).collect();
    network(hops.into_iter().rev().find(|hop| !front.trusts(*hop)).unwrap_or(direct))
}

/// One peer for limits. A network hands out IPv6 addresses by the /64, so anybody has many.
fn network(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(v6) => Ipv6Addr::from_bits(v6.to_bits() >> 64 << 64).into(),
        v4 @ IpAddr::V4(_) => v4,
    }
}
