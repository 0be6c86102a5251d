//! A network of the configuration: `10.0.0.0/8`, or one address.

use std::net::IpAddr;
use std::str::FromStr;

use ipnet::IpNet;

/// Addresses that are written together.
#[derive(serde::Deserialize, Clone, Copy, Debug, PartialEq, Eq)]
#[serde(try_from = "String")]
pub struct Network(IpNet);

impl Network {
    /// Whether the address is one of them. An IPv4 address may be written as an IPv6 one.
    pub fn contains(&self, address: IpAddr) -> bool {
        self.0.contains(&address.to_canonical())
    }
}

impl FromStr for Network {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let one = || text.parse::<IpAddr>().map(|address| address.to_canonical().into());
        let network = text.parse::<IpNet>().or_else(|_| one());
        network
            .map(Self)
            .map_err(|_| format!("{text} is neither an address nor a network such as 10.0.0.0/8"))
    }
}

impl TryFrom<String> for Network {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        text.parse()
    }
}
