//! Several servers on one database, behind a balancer that sends each connection to the next.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use tokio::io::copy_bidirectional;
use tokio::net::{TcpListener, TcpStream};

use super::database::{Database, Gate};
use super::{Client, Product};

const FLAGS: [&str; 3] = ["--no-local-desktop", "--webhook-networks", "127.0.0.0/8"];

/// The servers, and all that is between. The database is dropped after them.
pub struct Several {
    pub servers: Vec<Product>,
    /// Where the balancer is.
    pub url: String,
    pub gate: Gate,
    pub database: Database,
}

impl Several {
    /// So many servers on a new database, each with a data directory of its own and the keys of the first.
    pub async fn start(count: usize) -> Self {
        let database = Database::new();
        let gate = Gate::to(&database).await;
        let mut servers: Vec<Product> = Vec::new();
        for _ in 0..count {
            let data = directory(&gate, servers.first());
            let started = || Product::start_at(data, &FLAGS, &[]);
            servers.push(tokio::task::block_in_place(started));
        }
        let addresses = servers.iter().map(|server| address(&server.url)).collect();
        Self { url: balance(addresses).await, servers, gate, database }
    }

    /// Starts one that ended again, at the address that the balancer knows.
    pub fn restart(&mut self, n: usize) {
        let listen = address(&self.servers[n].url).to_string();
        tokio::task::block_in_place(|| self.servers[n].restart_on(&listen));
    }

    /// Ends one as a power cut would.
    pub fn kill(&mut self, n: usize) {
        tokio::task::block_in_place(|| self.servers[n].kill());
    }

    /// Nobody in particular, at the balancer.
    pub fn client(&self) -> Client {
        Client::forgetful(&self.url)
    }

    /// A client at the balancer with a new key.
    pub fn key(&self, owner: &str, scopes: &str) -> Client {
        let made = tokio::task::block_in_place(|| self.servers[0].key(owner, scopes));
        self.client().key(&made.own_key())
    }
}

/// A data directory for one more server on the database.
pub fn directory(gate: &Gate, like: Option<&Product>) -> tempfile::TempDir {
    let data = tempfile::tempdir().unwrap();
    let setting = format!("database-url = {:?}\n", gate.url);
    std::fs::write(data.path().join("mission-control.toml"), setting).unwrap();
    for key in ["signing.key", "push.key"] {
        if let Some(first) = like {
            std::fs::copy(first.data.path().join(key), data.path().join(key)).unwrap();
        }
    }
    data
}

fn address(url: &str) -> SocketAddr {
    url.trim_start_matches("http://").parse().unwrap()
}

/// Answers the balancer's URL. A server that takes no connection is passed over.
async fn balance(servers: Vec<SocketAddr>) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let (servers, next) = (Arc::new(servers), Arc::new(AtomicUsize::new(0)));
    tokio::spawn(async move {
        while let Ok((mut from, _)) = listener.accept().await {
            let (servers, next) = (servers.clone(), next.clone());
            tokio::spawn(async move {
                for _ in 0..servers.len() {
                    let n = next.fetch_add(1, Ordering::Relaxed) % servers.len();
                    if let Ok(mut to) = TcpStream::connect(servers[n]).await {
                        // Either side may go away in the middle.
                        let _ = copy_bidirectional(&mut from, &mut to).await;
                        return;
                    }
                }
            });
        }
    });
    url
}
