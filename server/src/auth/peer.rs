//! Where a request comes from, for limits.

use std::net::{IpAddr, Ipv6Addr, SocketAddr};

use axum::extract::{ConnectInfo, Request};
use axum::http::HeaderMap;

use crate::config::Front;

/// The other end of the connection; behind a declared proxy, the last address in `X-Forwarded-For` that is not a
/// proxy of ours. Anybody can write that header, so nobody else's is looked at. `Forwarded` is never looked at: a proxy
/// that writes the one lets the other through as the client sent it.
pub(super) fn of(request: &Request, front: &Front) -> IpAddr {
    let direct = request
        .extensions()
        .get::<ConnectInfo<SocketAddr>>()
        .map_or(IpAddr::from([127, 0, 0, 1]), |info| info.0.ip());
    network(behind(direct, request.headers(), front))
}

/// Goes back through the proxies of ours. Each wrote down from whom it had the request, last; what stands before the first
/// address that is not ours, or before something that is no address, anybody may have written.
fn behind(direct: IpAddr, headers: &HeaderMap, front: &Front) -> IpAddr {
    let mut peer = direct;
    let lines = headers.get_all("x-forwarded-for").iter().collect::<Vec<_>>().into_iter().rev();
    let hops = lines.flat_map(|line| line.as_bytes().rsplit(|byte| *byte == b','));
    for hop in hops {
        if !front.trusts(peer) {
            break;
        }
        let Some(address) = address(hop) else { break };
        peer = address;
    }
    peer
}

/// `203.0.113.7`, `203.0.113.7:4711`, `2001:db8::1` or `[2001:db8::1]:4711`.
fn address(hop: &[u8]) -> Option<IpAddr> {
    let hop = str::from_utf8(hop).ok()?.trim();
    let bare = hop.trim_start_matches('[').trim_end_matches(']');
    bare.parse().ok().or_else(|| hop.parse::<SocketAddr>().ok().map(|address| address.ip()))
}

/// One peer for limits. A network hands out IPv6 addresses by the /64, so anybody has many.
fn network(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(v6) => Ipv6Addr::from_bits(v6.to_bits() >> 64 << 64).into(),
        v4 @ IpAddr::V4(_) => v4,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn peer(direct: &str, lines: &[&[u8]]) -> String {
        let mut front = Front::loopback();
        front.trust(vec!["127.0.0.1".parse().unwrap(), "10.0.0.0/8".parse().unwrap()]);
        let mut headers = HeaderMap::new();
        headers.insert("forwarded", "for=192.0.2.99".parse().unwrap());
        for line in lines {
            let line = axum::http::HeaderValue::from_bytes(line).unwrap();
            headers.append("x-forwarded-for", line);
        }
        behind(direct.parse().unwrap(), &headers, &front).to_string()
    }

    #[test]
    fn the_last_address_that_is_not_a_proxy_of_ours_is_the_peer() {
        let ours = "127.0.0.1";
        for (lines, expected) in [
            (&[][..], ours),
            (&[&b"203.0.113.7"[..]][..], "203.0.113.7"),
            (&[b"192.0.2.1, 203.0.113.7"], "203.0.113.7"),
            (&[b"192.0.2.1, 203.0.113.7, 10.0.0.2, 10.9.9.9"], "203.0.113.7"),
            (&[b"192.0.2.1", b"203.0.113.7", b"10.0.0.2"], "203.0.113.7"),
            (&[b"203.0.113.7:4711"], "203.0.113.7"),
            (&[b"[2001:db8::1]:4711"], "2001:db8::1"),
            (&[b"2001:db8::1"], "2001:db8::1"),
            (&[b"10.0.0.2"], "10.0.0.2"),
        ] {
            assert_eq!(peer(ours, lines), expected, "{lines:?}");
        }
    }

    #[test]
    fn nothing_that_anybody_may_have_written_is_believed() {
        assert_eq!(peer("203.0.113.7", &[b"192.0.2.1"]), "203.0.113.7", "no proxy of ours");
        // What the proxy wrote is no address: what stands before it is not looked at.
        let unknown: [&[u8]; 5] =
            [b"192.0.2.1, unknown", b"192.0.2.1, _x", b"192.0.2.1,", b"192.0.2.1, \xff", b""];
        for line in unknown {
            assert_eq!(peer("10.0.0.1", &[line]), "10.0.0.1", "{line:?}");
        }
        assert_eq!(peer("10.0.0.1", &[b"192.0.2.1", b"\xff"]), "10.0.0.1", "a line of its own");
    }
}
