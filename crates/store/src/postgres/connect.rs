//! The connections to the server, and what they promise.

use super::error::store_error;
use service::StoreError;
use sqlx::postgres::{PgConnectOptions, PgPool, PgPoolOptions, PgSslMode};
use sqlx::{ConnectOptions, Connection, PgConnection, Row};
use std::time::Duration;

/// How long a question waits for a connection.
const PATIENCE: Duration = Duration::from_secs(5);

/// How long an answer takes at most: longer than the server's own limits, which say more.
const LONGEST: Duration = Duration::from_secs(35);

/// How many connections read at most. A server has a hundred by itself, and several of us may share it.
const READERS: u32 = 12;

/// The first version that is tested, as the server says it.
const OLDEST: u32 = 150_000;

/// What may stand behind the question mark of a URL: what the driver knows.
const OPTIONS: [&str; 18] = [
    "sslmode",
    "sslrootcert",
    "sslcert",
    "sslkey",
    "host",
    "hostaddr",
    "port",
    "user",
    "password",
    "dbname",
    "application_name",
    "options",
    "statement-cache-capacity",
    // The same under its other names.
    "ssl-mode",
    "ssl-root-cert",
    "ssl-ca",
    "ssl-cert",
    "ssl-key",
];

/// What holds on every connection.
const SETTINGS: [(&str, &str); 7] = [
    // What was answered is on the disk, whatever the server does otherwise.
    ("synchronous_commit", "on"),
    // A guard looks at what is there now; the lock on `heads` is what puts writes in an order.
    ("default_transaction_isolation", "read committed"),
    // A process that stops in the middle of a batch holds up everybody who writes: the server ends it after this,
    ("idle_in_transaction_session_timeout", "5s"),
    // and the others wait for longer than that.
    ("lock_timeout", "10s"),
    // No question of the product takes as long; one that does is stopped before it takes the machine.
    ("statement_timeout", "30s"),
    // It guesses high for walks along dependencies, and then compiles for longer than they take.
    ("jit", "off"),
    // A backslash in a text of ours is a backslash.
    ("standard_conforming_strings", "on"),
];

/// How to reach the database that a URL names. Across a network the server has to prove who it is, unless the URL says
/// with `sslmode` what else is enough.
pub(super) fn options(url: &str) -> Result<PgConnectOptions, StoreError> {
    if let Some(unknown) = unknown_option(url) {
        // What is no name may be a piece of a password with a question mark in it.
        let is_name = |letter: char| letter.is_ascii_lowercase() || letter == '_' || letter == '-';
        let options = url.split_once('?').map_or("", |(_, options)| options);
        let named = if unknown.chars().all(is_name) && !options.contains('@') {
            format!(": {unknown}")
        } else {
            String::new()
        };
        return Err(StoreError::Broken(format!(
            "The database's URL has an option that is not known{named}. Known are {}. In a password, write ? as %3F and & as \
             %26.",
            OPTIONS[..11].join(", ")
        )));
    }
    // What is wrong with it is said without it: a password may stand in it.
    let options: PgConnectOptions = url.parse().map_err(|error| {
        StoreError::Broken(format!(
            "The database's URL cannot be read ({error}). Give it as postgres://USER@HOST/DATABASE."
        ))
    })?;
    let says_how = url
        .split_once('?')
        .is_some_and(|(_, options)| options.contains("sslmode=") || options.contains("ssl-mode="));
    let options = if says_how || is_near(&options) {
        options
    } else {
        options.ssl_mode(PgSslMode::VerifyFull)
    };
    Ok(options
        .application_name("mission-control")
        .statement_cache_capacity(256)
        .options(SETTINGS)
        .disable_statement_logging())
}

/// The name of an option that the driver would write into the log with its value, which may be a password, and ignore.
fn unknown_option(url: &str) -> Option<&str> {
    let (_, options) = url.split_once('?')?;
    let names =
        options.split('&').map(|option| option.split_once('=').map_or(option, |(name, _)| name));
    names.filter(|name| !name.is_empty()).find(|name| !OPTIONS.contains(name))
}

/// Whether nothing of the way leaves this machine.
fn is_near(options: &PgConnectOptions) -> bool {
    let host = options.get_host();
    options.get_socket().is_some()
        || host.starts_with('/')
        || host == "localhost"
        || host.trim_matches(['[', ']']).parse().is_ok_and(|ip: std::net::IpAddr| ip.is_loopback())
}

/// One connection.
pub(super) async fn connect(options: &PgConnectOptions) -> Result<PgConnection, StoreError> {
    let made = tokio::time::timeout(PATIENCE, PgConnection::connect_with(options)).await;
    let late = || StoreError::Busy("the database server does not answer".into());
    made.map_err(|_| late())?.map_err(store_error)
}

/// Waits for the server's answer for as long as it may take, and then takes the connection for broken: a network that is cut
/// says nothing.
pub(super) async fn within<T>(
    asked: impl Future<Output = Result<T, sqlx::Error>>,
) -> Result<T, sqlx::Error> {
    let late = || std::io::Error::new(std::io::ErrorKind::TimedOut, "no answer from the database");
    tokio::time::timeout(LONGEST, asked).await.unwrap_or_else(|_| Err(late().into()))
}

/// The connections that read; made when they are first needed.
pub(super) fn readers(options: &PgConnectOptions) -> PgPool {
    PgPoolOptions::new()
        .max_connections(READERS)
        .acquire_timeout(PATIENCE)
        // One that died is found out by the first question, which asks again: see `reader`.
        .test_before_acquire(false)
        .connect_lazy_with(options.clone())
}

/// Refuses a server that is too old, and a database that cannot keep every text.
pub(super) async fn check_server(connection: &mut PgConnection) -> Result<(), StoreError> {
    let version = connection.server_version_num().unwrap_or_default();
    if version < OLDEST {
        return Err(StoreError::Broken(format!(
            "The database server is PostgreSQL {}. Mission Control needs {} or newer.",
            version / 10_000,
            OLDEST / 10_000
        )));
    }
    let row = sqlx::query("SELECT current_setting('server_encoding') AS encoding")
        .fetch_one(connection)
        .await
        .map_err(store_error)?;
    let encoding: String = row.try_get("encoding").map_err(store_error)?;
    if encoding == "UTF8" {
        return Ok(());
    }
    Err(StoreError::Broken(format!(
        "The database's encoding is {encoding}. Make one with CREATE DATABASE … ENCODING 'UTF8' TEMPLATE template0."
    )))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn across_a_network_the_server_proves_who_it_is() {
        for (url, full) in [
            ("postgres://mc@db.example/desk", true),
            ("postgresql://mc@10.0.0.7/desk?application_name=x", true),
            ("postgres://mc@db.example/desk?sslmode=require", false),
            ("postgres://mc@127.0.0.1/desk", false),
            ("postgres://mc@[::1]/desk", false),
            ("postgres://mc@localhost:5433/desk", false),
            ("postgres://mc@%2Frun%2Fpostgresql/desk", false),
            ("postgres:///desk?host=/run/postgresql", false),
        ] {
            let mode = options(url).unwrap().get_ssl_mode();
            assert_eq!(matches!(mode, PgSslMode::VerifyFull), full, "{url}: {mode:?}");
        }
    }

    #[test]
    fn a_url_that_the_driver_wrote_is_read() {
        let all = "sslmode=verify-ca&sslrootcert=a&sslcert=b&sslkey=c&application_name=d&options=-c%20e%3Df";
        let options = options(&format!("postgres://mc@db.example/desk?{all}")).unwrap();
        super::options(options.to_url_lossy().as_str()).unwrap();
    }

    #[test]
    fn what_is_wrong_with_a_url_is_said_without_its_password() {
        let error = options("postgres://mc@host/desk?pasword=geheim").unwrap_err().to_string();
        assert!(error.contains("not known: pasword") && !error.contains("geheim"), "{error}");
        let error = options("postgres://mc:geheim@host:port/desk").unwrap_err().to_string();
        assert!(error.contains("postgres://USER@HOST"), "{error}");
        assert!(!error.contains("geheim"), "{error}");
    }
}
