//! How the outside reaches this server: straight on loopback, or through a declared address.

use std::net::IpAddr;

use anyhow::bail;
use axum::http::Uri;

use super::Network;

/// The server's own origin, and the proxies it believes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Front {
    origin: Option<String>,
    proxies: Vec<Network>,
}

impl Front {
    /// No declared address: whoever comes, comes over loopback.
    pub fn loopback() -> Self {
        Self::default()
    }

    /// Behind this address: `https://HOST[:PORT]`, without a path.
    pub fn at(url: &str) -> anyhow::Result<Self> {
        let Some(origin) = origin(url) else {
            bail!("--public-url {url}: it must be https://HOST or http://HOST, without a path");
        };
        Ok(Self { origin: Some(origin), proxies: Vec::new() })
    }

    /// Believes `X-Forwarded-For` of these.
    pub fn trust(&mut self, proxies: Vec<Network>) {
        self.proxies = proxies;
    }

    /// Whether this is a proxy of ours.
    pub fn trusts(&self, peer: IpAddr) -> bool {
        self.proxies.iter().any(|network| network.contains(peer))
    }

    /// Whether browsers come over TLS.
    pub fn secure(&self) -> bool {
        self.origin.as_deref().is_some_and(|origin| origin.starts_with("https:"))
    }

    /// The declared address, for links that people follow.
    pub fn origin(&self) -> Option<&str> {
        self.origin.as_deref()
    }

    /// Whether a `Host` names this server: its declared address, or a loopback name, under which whoever is on this machine
    /// comes.
    pub fn is_own_host(&self, host: &str) -> bool {
        let own = self.origin.as_deref().and_then(|own| own.split_once("://"));
        let declared = own.is_some_and(|(scheme, _)| {
            origin(&format!("{scheme}://{host}")).as_deref() == self.origin()
        });
        declared || is_loopback(host)
    }

    /// Whether a browser's `Origin` is this server. Without a declared address that is the request's own host, but only
    /// a loopback one: any other name that leads here is somebody's trick.
    pub fn is_own_origin(&self, sent: &str, host: Option<&str>) -> bool {
        let Some(sent) = origin(sent) else { return false };
        match (&self.origin, host) {
            (Some(own), _) => sent == *own,
            (None, Some(host)) => {
                is_loopback(host) && origin(&format!("http://{host}")) == Some(sent)
            }
            (None, None) => false,
        }
    }
}

/// `scheme://host[:port]` in one spelling: lower case, without the scheme's own port.
fn origin(url: &str) -> Option<String> {
    let uri: Uri = url.parse().ok()?;
    let scheme = uri.scheme_str()?.to_lowercase();
    let usual = match scheme.as_str() {
        "https" => 443,
        "http" => 80,
        _ => return None,
    };
    let authority = uri.authority()?;
    let plain = uri.path().trim_start_matches('/').is_empty() && uri.query().is_none();
    if !plain || authority.as_str().contains('@') || authority.host().is_empty() {
        return None;
    }
    let host = authority.host().to_lowercase();
    Some(match authority.port_u16().filter(|port| *port != usual) {
        Some(port) => format!("{scheme}://{host}:{port}"),
        None => format!("{scheme}://{host}"),
    })
}

/// Whether a `Host` names this machine's loopback.
fn is_loopback(host: &str) -> bool {
    let name = host.rsplit_once(':').map_or(host, |(name, port)| {
        if port.bytes().all(|byte| byte.is_ascii_digit()) { name } else { host }
    });
    let name = name.trim_start_matches('[').trim_end_matches(']');
    name.eq_ignore_ascii_case("localhost")
        || name.parse::<IpAddr>().is_ok_and(|address| address.is_loopback())
}
