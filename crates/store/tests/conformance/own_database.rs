//! A PostgreSQL database of a test's own, on the server that the environment names.

use sqlx::postgres::PgConnectOptions;
use sqlx::{AssertSqlSafe, ConnectOptions, Connection, PgConnection};
use std::sync::atomic::{AtomicU32, Ordering};

const SERVER: &str = "MISSION_CONTROL_TEST_POSTGRES";

/// Made empty, and dropped with this.
pub struct OwnDatabase {
    url: String,
    server: PgConnectOptions,
    name: String,
}

impl OwnDatabase {
    pub async fn make() -> Self {
        static MADE: AtomicU32 = AtomicU32::new(0);
        let number = MADE.fetch_add(1, Ordering::Relaxed);
        let url = std::env::var(SERVER).unwrap_or_else(|_| {
            panic!(
                "{SERVER} is not set. Run `cargo xtask test`, which starts a PostgreSQL server, or set it to the URL \
                 of one where databases may be made, such as postgres://mc@127.0.0.1:5432/postgres."
            )
        });
        let server: PgConnectOptions = url.parse().unwrap();
        let name = format!("mc_conformance_{}_{number}", std::process::id());
        let own = Self { url, server, name };
        run(&own.server, &format!("DROP DATABASE IF EXISTS {} WITH (FORCE)", own.name)).await;
        // Sorted as people do, which the product must not notice.
        let make = format!(
            "CREATE DATABASE {} TEMPLATE template0 ENCODING 'UTF8' LOCALE_PROVIDER icu ICU_LOCALE 'en-US' LOCALE 'C.UTF-8'",
            own.name
        );
        run(&own.server, &make).await;
        own
    }

    /// Where it is, as the product is told.
    pub fn url(&self) -> String {
        self.told(&self.there())
    }

    /// The same over another way, in the clear: who stands there reads what passes.
    pub fn url_at(&self, host: &str, port: u16) -> String {
        let url = self.there().host(host).port(port).to_url_lossy().to_string();
        let place = url.split_once('?').map_or(url.as_str(), |(place, _)| place);
        format!("{place}?sslmode=disable")
    }

    /// The server's host and port.
    pub fn place(&self) -> (String, u16) {
        (self.server.get_host().to_owned(), self.server.get_port())
    }

    /// Runs statements beside the product.
    pub async fn run(&self, text: &str) {
        run(&self.there(), text).await;
    }

    /// Ends every connection to it, as a server does that is started anew; answers how many there were.
    pub async fn end_connections(&self) -> u64 {
        let mut connection = PgConnection::connect_with(&self.server).await.unwrap();
        let ended = sqlx::query(
            "SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity WHERE datname = $1",
        )
        .bind(&self.name)
        .execute(&mut connection)
        .await;
        ended.unwrap().rows_affected()
    }

    /// With the options that the environment gave, and none of the driver's own.
    fn told(&self, place: &PgConnectOptions) -> String {
        let url = place.to_url_lossy().to_string();
        let place = url.split_once('?').map_or(url.as_str(), |(place, _)| place);
        match self.url.split_once('?') {
            Some((_, options)) => format!("{place}?{options}"),
            None => place.to_owned(),
        }
    }

    fn there(&self) -> PgConnectOptions {
        self.server.clone().database(&self.name)
    }

    /// A connection beside the product's.
    pub async fn beside(&self) -> PgConnection {
        PgConnection::connect_with(&self.server.clone().database(&self.name)).await.unwrap()
    }
}

impl Drop for OwnDatabase {
    fn drop(&mut self) {
        let (server, name) = (self.server.clone(), self.name.clone());
        // Of a thread of its own: this may be dropped inside a runtime, and in a panic.
        let dropped = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
            let text = format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)");
            runtime.unwrap().block_on(run(&server, &text));
        });
        if dropped.join().is_err() {
            eprintln!("the database {} could not be dropped", self.name);
        }
    }
}

async fn run(server: &PgConnectOptions, text: &str) {
    let mut connection = PgConnection::connect_with(server).await.unwrap();
    sqlx::raw_sql(AssertSqlSafe(text.to_owned())).execute(&mut connection).await.unwrap();
    connection.close().await.unwrap();
}
