//! What is seen: the pages, their parts and the forms they post.
//! It must never hold a rule: it asks the service and shows the answer.

// A page's type is the nest of everything on it.
#![recursion_limit = "256"]

#[cfg(feature = "ssr")]
pub mod api;
pub mod islands;
#[cfg(feature = "ssr")]
pub mod pages;
#[cfg(feature = "ssr")]
pub mod parts;
#[cfg(feature = "ssr")]
mod routes;
#[cfg(feature = "ssr")]
mod shell;
#[cfg(feature = "ssr")]
pub mod visitor;

#[cfg(feature = "ssr")]
pub use routes::App;
#[cfg(feature = "ssr")]
pub use shell::{ServiceWorker, shell};
