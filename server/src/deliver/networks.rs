//! Where a webhook may lead. An administrator names the address, but what it resolves to is looked at for each
//! connection, by the resolver that the connection really uses: a name cannot change between check and use.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::sync::Arc;

use ipnet::IpNet;
use reqwest::Url;
use reqwest::dns::{Addrs, Name, Resolve, Resolving};

/// Public networks, and those that the configuration names.
pub(super) struct Networks {
    pub(super) allowed: Vec<IpNet>,
}

impl Networks {
    /// Refuses an address whose host is a forbidden number. Names are looked at when they are resolved.
    pub(super) fn check(&self, url: &Url) -> Result<(), String> {
        if !matches!(url.scheme(), "https" | "http") {
            return Err("The address must begin with https or http.".to_owned());
        }
        let host = url.host_str().unwrap_or_default().trim_matches(['[', ']']);
        match host.parse::<IpAddr>() {
            Ok(ip) if !self.allow(ip) => Err(refused(ip)),
            _ => Ok(()),
        }
    }

    fn allow(&self, ip: IpAddr) -> bool {
        let ip = ip.to_canonical();
        self.allowed.iter().any(|network| network.contains(&ip)) || is_public(ip)
    }
}

fn refused(ip: IpAddr) -> String {
    format!("{ip} is not on a public network. Name its network in webhook-networks to allow it.")
}

/// The resolver of the client: forbidden addresses are as if they did not exist.
pub(super) struct Guarded(pub(super) Arc<Networks>);

impl Resolve for Guarded {
    fn resolve(&self, name: Name) -> Resolving {
        let networks = Arc::clone(&self.0);
        Box::pin(async move {
            let found = tokio::net::lookup_host((name.as_str(), 0)).await?;
            let found: Vec<SocketAddr> = found.collect();
            let (allowed, forbidden): (Vec<_>, Vec<_>) =
                found.into_iter().partition(|address| networks.allow(address.ip()));
            match (allowed.is_empty(), forbidden.first()) {
                (true, Some(address)) => Err(refused(address.ip()).into()),
                _ => Ok(Box::new(allowed.into_iter()) as Addrs),
            }
        })
    }
}

/// Whether an address is one of the public internet (IANA special-purpose registries, RFC 6890 and its updates).
fn is_public(ip: IpAddr) -> bool {
    match ip {
        IpAddr::V4(ip) => is_public_v4(ip),
        IpAddr::V6(ip) => is_public_v6(ip),
    }
}

fn is_public_v4(ip: Ipv4Addr) -> bool {
    let [a, b, c, _] = ip.octets();
    let shared = a == 100 && (64..128).contains(&b);
    let protocols = a == 192 && b == 0 && c == 0;
    let relay = a == 192 && b == 88 && c == 99;
    let benchmark = a == 198 && (b == 18 || b == 19);
    !(a == 0
        || a >= 224
        || shared
        || protocols
        || relay
        || benchmark
        || ip.is_loopback()
        || ip.is_private()
        || ip.is_link_local()
        || ip.is_documentation())
}

fn is_public_v6(ip: Ipv6Addr) -> bool {
    let [a, b, c, ..] = ip.segments();
    // Only 2000::/3 is given out; what translates or tunnels could carry any IPv4 address inside.
    let given_out = a & 0xe000 == 0x2000;
    let six_to_four = a == 0x2002;
    let special = a == 0x2001 && (b < 0x0200 || b == 0x0db8);
    let documentation = a == 0x3fff && b < 0x1000;
    let dummy = (a, b, c) == (0x2620, 0x004f, 0x8000);
    given_out && !six_to_four && !special && !documentation && !dummy
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(url: &str, allowed: &[&str]) -> Result<(), String> {
        let allowed = allowed.iter().map(|network| network.parse().unwrap()).collect();
        Networks { allowed }.check(&Url::parse(url).unwrap())
    }

    #[test]
    fn t85_numbers_of_inner_networks_are_refused() {
        for host in [
            "127.0.0.1",
            "127.1",
            "2130706433",
            "0x7f.1",
            "10.0.0.1",
            "172.16.9.9",
            "192.168.1.1",
            "100.64.0.1",
            "169.254.169.254",
            "0.0.0.0",
            "224.0.0.1",
            "255.255.255.255",
            "192.0.2.1",
            "198.18.0.1",
            "192.0.0.8",
            "[::1]",
            "[::]",
            "[::ffff:127.0.0.1]",
            "[::ffff:10.0.0.1]",
            "[fe80::1]",
            "[fc00::1]",
            "[64:ff9b::7f00:1]",
            "[2002:7f00:1::]",
            "[2001:db8::1]",
            "[ff02::1]",
            "[2001::1]",
        ] {
            let url = format!("https://{host}/hook");
            assert!(check(&url, &[]).is_err(), "{url} was let through");
        }
    }

    #[test]
    fn public_numbers_and_named_networks_are_allowed() {
        for host in ["93.184.216.34", "[2606:4700::1111]", "1.1.1.1"] {
            assert_eq!(check(&format!("https://{host}/"), &[]), Ok(()));
        }
        assert_eq!(check("http://10.1.2.3/hook", &["10.1.0.0/16"]), Ok(()));
        assert!(check("http://10.2.2.3/hook", &["10.1.0.0/16"]).is_err());
        assert_eq!(check("http://[::ffff:10.1.2.3]/hook", &["10.1.0.0/16"]), Ok(()));
    }

    #[tokio::test]
    async fn t85_a_name_that_leads_inside_is_refused_where_it_is_resolved() {
        let guarded = Guarded(Arc::new(Networks { allowed: Vec::new() }));
        let refused = guarded.resolve("localhost".parse().unwrap()).await.err().unwrap();
        assert!(refused.to_string().contains("not on a public network"), "{refused}");
        let allowed = ["127.0.0.0/8".parse().unwrap(), "::1/128".parse().unwrap()];
        let guarded = Guarded(Arc::new(Networks { allowed: allowed.into() }));
        assert!(guarded.resolve("localhost".parse().unwrap()).await.is_ok());
    }
}
