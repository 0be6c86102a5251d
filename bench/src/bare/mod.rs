//! The bare server: what axum and one group-committing writer reach on this machine with nothing else in the way: no
//! users, no permissions, no policy, no events, no chain. It is the yardstick that the product is held against in the
//! same run, and must stay as small as that.

use std::path::PathBuf;
use std::sync::{Arc, Mutex};

use anyhow::Result;
use axum::serve::ListenerExt;
use tokio::net::TcpListener;

pub(crate) mod ledger;
mod routes;
mod writer;

/// Where it keeps its file, and where it listens.
#[derive(clap::Args)]
pub(crate) struct Options {
    /// The directory of its database
    #[arg(long)]
    data: PathBuf,
    /// Where to listen
    #[arg(long, default_value = "127.0.0.1:0")]
    listen: String,
}

/// Serves until it is killed.
pub(crate) fn run(options: &Options) -> Result<()> {
    tokio::runtime::Builder::new_multi_thread().enable_all().build()?.block_on(serve(options))
}

async fn serve(options: &Options) -> Result<()> {
    let path = options.data.join("bare.db");
    let writer = writer::Writer::start(&path)?;
    let reader = Arc::new(Mutex::new(ledger::Ledger::read(&path)?));
    let listener = TcpListener::bind(&options.listen).await?;
    println!("listening on http://{}", listener.local_addr()?);
    let listener = listener.tap_io(|stream| {
        if let Err(error) = stream.set_nodelay(true) {
            eprintln!("warning: small answers wait: {error}");
        }
    });
    axum::serve(listener, routes::router(routes::Bare { writer, reader })).await?;
    Ok(())
}
