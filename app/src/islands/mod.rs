//! The parts that run in the browser. Each is small; pages work without them.

#[cfg(feature = "hydrate")]
mod answer;
#[cfg(feature = "hydrate")]
mod columns;
#[cfg(feature = "hydrate")]
mod connection;
#[cfg(feature = "hydrate")]
mod decide;
#[cfg(feature = "hydrate")]
mod dom;
#[cfg(feature = "hydrate")]
mod fetch;
#[cfg(feature = "hydrate")]
mod follow;
#[cfg(feature = "hydrate")]
mod forms;
#[cfg(feature = "hydrate")]
mod keys;
#[cfg(feature = "hydrate")]
mod landing;
mod live;
#[cfg(feature = "hydrate")]
mod look;
#[cfg(feature = "hydrate")]
mod morph;
#[cfg(feature = "hydrate")]
mod reading;
#[cfg(feature = "hydrate")]
mod refresh;
#[cfg(feature = "hydrate")]
mod share;
#[cfg(feature = "hydrate")]
mod stream;
#[cfg(feature = "hydrate")]
mod swap;
#[cfg(feature = "hydrate")]
mod tick;
#[cfg(feature = "hydrate")]
mod times;

pub use live::Live;
