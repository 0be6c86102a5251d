//! What our rules find in one simple command. A program they do not know says nothing.

mod contacts;
mod decodes;
mod deletes;
mod downloads;
mod elevated;
mod hides;
mod installs;
mod secrets;
mod system;
mod takeover;
mod tools;
mod variables;
mod writes;

pub(crate) use downloads::Downloads;
pub(crate) use variables::beside;
pub(crate) use writes::grave as is_grave;

use crate::{facts::Facts, simple::Simple};

/// Applies every rule.
pub(crate) fn apply(simple: &Simple, facts: &mut Facts) {
    let name = simple.name();
    for rule in [
        deletes::find,
        writes::find,
        installs::find,
        contacts::find,
        elevated::find,
        decodes::find,
        hides::find,
        system::find,
        takeover::find,
        secrets::find,
        tools::find,
        variables::find,
    ] {
        rule(simple, &name, facts);
    }
}

/// Names one after the other, for a sentence.
fn named(names: &[&str], otherwise: &str) -> String {
    if names.is_empty() { otherwise.to_owned() } else { names.join(", ") }
}
