//! What can be done: every use case of Mission Control, one verb one function.
//! It must never name a database, a route or a page, and it is the only caller of domain transitions.

pub mod clock;
pub mod error;
pub mod store;

pub use clock::{Clock, Ids};
pub use error::Error;
pub use store::{Change, Store, StoreError};
