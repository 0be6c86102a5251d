//! What stands between a store and its server: it passes everything on, late, until it is told to cut.

use crate::own_database::OwnDatabase;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;

/// Where a connection is cut that ends a transaction.
#[derive(Clone, Copy)]
pub enum Cut {
    /// The server never hears of the end.
    BeforeCommit,
    /// The server has carried it out, and nobody hears of that.
    AfterCommit,
}

pub struct Proxy {
    port: u16,
    way: Arc<Way>,
}

struct Way {
    to: (String, u16),
    late: Duration,
    cut: Mutex<Option<Cut>>,
    was_cut: Semaphore,
    shut: AtomicBool,
}

impl Proxy {
    /// In front of the server. Whatever is asked reaches it this much later.
    pub async fn to(database: &OwnDatabase, late: Duration) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let way = Arc::new(Way {
            to: database.place(),
            late,
            cut: Mutex::new(None),
            was_cut: Semaphore::new(0),
            shut: AtomicBool::new(false),
        });
        tokio::spawn(serve(listener, way.clone()));
        Self { port, way }
    }

    /// The database as seen from before it.
    pub fn url(&self, database: &OwnDatabase) -> String {
        database.url_at("127.0.0.1", self.port)
    }

    /// Cuts the next connection that ends a transaction, and lets nobody in until it is opened again.
    pub fn cut_and_shut(&self, cut: Cut) {
        *self.way.cut.lock().unwrap() = Some(cut);
    }

    /// Waits until that was done.
    pub async fn was_cut(&self) {
        self.way.was_cut.acquire().await.unwrap().forget();
    }

    pub fn open(&self) {
        self.way.shut.store(false, Ordering::SeqCst);
    }
}

async fn serve(listener: TcpListener, way: Arc<Way>) {
    while let Ok((client, _)) = listener.accept().await {
        if !way.shut.load(Ordering::SeqCst) {
            tokio::spawn(pass(client, way.clone()));
        }
    }
}

/// Passes on what comes from either side, until one of them ends or the connection is cut.
async fn pass(client: TcpStream, way: Arc<Way>) {
    let server = TcpStream::connect((way.to.0.as_str(), way.to.1)).await.unwrap();
    client.set_nodelay(true).unwrap();
    server.set_nodelay(true).unwrap();
    let (mut from_client, mut to_client) = client.into_split();
    let (mut from_server, mut to_server) = server.into_split();
    let silent = AtomicBool::new(false);
    let there = async {
        let mut bytes = [0; 16_384];
        while let Ok(count @ 1..) = from_client.read(&mut bytes).await {
            tokio::time::sleep(way.late).await;
            let ends = bytes[..count].windows(7).any(|word| word == b"COMMIT\0");
            let cut = if ends { way.cut.lock().unwrap().take() } else { None };
            match cut {
                Some(Cut::BeforeCommit) => {
                    way.shut.store(true, Ordering::SeqCst);
                    break;
                }
                Some(Cut::AfterCommit) => {
                    way.shut.store(true, Ordering::SeqCst);
                    silent.store(true, Ordering::SeqCst);
                }
                None => {}
            }
            if to_server.write_all(&bytes[..count]).await.is_err() {
                break;
            }
        }
    };
    let back = async {
        let mut bytes = [0; 16_384];
        while let Ok(count @ 1..) = from_server.read(&mut bytes).await {
            if silent.load(Ordering::SeqCst) {
                // The answer to the end: it has been carried out.
                break;
            }
            if to_client.write_all(&bytes[..count]).await.is_err() {
                break;
            }
        }
    };
    tokio::select! { () = there => {} () = back => {} }
    if way.shut.load(Ordering::SeqCst) {
        way.was_cut.add_permits(1);
    }
}
