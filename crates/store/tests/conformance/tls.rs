//! The way to a database across a network: it has to prove who it is.

use crate::own_database::OwnDatabase;

/// Who says that the test server is `127.0.0.1`: an authority that nobody trusts by itself.
const AUTHORITY: &str =
    concat!(env!("CARGO_MANIFEST_DIR"), "/../../server/tests/support/tls/ca.pem");

/// Opens the database with these options in its URL, and asks it something.
async fn open(database: &OwnDatabase, host: &str, options: &str) -> Result<(), String> {
    let url = database.url();
    let place = url.split_once('?').map_or(url.as_str(), |(place, _)| place);
    let url = format!("{}?{options}", place.replace("127.0.0.1", host));
    let store = store::open(url).await.map_err(|error| error.to_string())?;
    store.ready().await.map_err(|error| error.to_string())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_server_proves_who_it_is_or_is_not_talked_to() {
    let database = OwnDatabase::make().await;
    let known = format!("sslmode=verify-full&sslrootcert={AUTHORITY}");
    open(&database, "127.0.0.1", &known)
        .await
        .expect("start the server with `cargo xtask postgres`: it has the certificate that this test is about");
    open(&database, "localhost", &known).await.expect("the certificate names it too");
    let error = open(&database, "127.0.0.1", "sslmode=verify-full").await.unwrap_err();
    assert!(error.contains("UnknownIssuer"), "nobody vouches for it: {error}");
    open(&database, "127.0.0.1", "sslmode=require").await.expect("encrypted, to whoever answers");
}
