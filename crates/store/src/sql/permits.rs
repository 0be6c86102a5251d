//! The signed word that something may run.

pub(crate) const PUT: &str = "INSERT INTO permits (work, text, signature, public_key, at) VALUES ($1, $2, $3, $4, $5) \
     ON CONFLICT (work) DO UPDATE SET text = excluded.text, signature = excluded.signature, \
     public_key = excluded.public_key, at = excluded.at";

pub(crate) const DROP: &str = "DELETE FROM permits WHERE work = $1";

pub(crate) const BY_WORK: &str =
    "SELECT work, text, signature, public_key FROM permits WHERE work = $1";
