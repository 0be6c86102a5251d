//! Signed-in browsers, what their forms left behind, and the setup link.

pub(crate) const INSERT: &str = "INSERT INTO sessions (id, secret_hash, person, created_at, last_seen_at, \
     confirmed_at, user_agent) VALUES ($1, $2, $3, $4, $5, $6, $7)";

pub(crate) const TOUCH: &str =
    "UPDATE sessions SET last_seen_at = $2 WHERE id = $1 AND last_seen_at < $2";

pub(crate) const CONFIRM: &str =
    "UPDATE sessions SET confirmed_at = $2 WHERE id = $1 AND confirmed_at < $2";

pub(crate) const DELETE: &str = "DELETE FROM sessions WHERE id = $1";

pub(crate) const DELETE_OF_PERSON: &str = "DELETE FROM sessions WHERE person = $1";

pub(crate) const PRUNE: &str = "DELETE FROM sessions WHERE last_seen_at < $1 OR created_at < $2";

macro_rules! columns {
    () => {
        "SELECT id, secret_hash, person, created_at, last_seen_at, confirmed_at, user_agent FROM sessions "
    };
}

pub(crate) const OF_SECRET: &str = concat!(columns!(), "WHERE secret_hash = $1");

pub(crate) const OF_PERSON: &str =
    concat!(columns!(), "WHERE person = $1 ORDER BY created_at DESC, id DESC");

pub(crate) const INSERT_NOTICE: &str =
    "INSERT INTO notices (id, session, at, body) VALUES ($1, $2, $3, $4)";

pub(crate) const NOTICE: &str =
    "SELECT id, session, at, body FROM notices WHERE id = $1 AND session = $2";

pub(crate) const PRUNE_NOTICES: &str = "DELETE FROM notices WHERE at < $1";

pub(crate) const PUT_SETUP: &str = "INSERT INTO setup (id, secret_hash) VALUES (1, $1) \
     ON CONFLICT (id) DO UPDATE SET secret_hash = excluded.secret_hash";

pub(crate) const CLOSE_SETUP: &str = "DELETE FROM setup";

pub(crate) const USE_SETUP: &str = "DELETE FROM setup WHERE secret_hash = $1";

pub(crate) const SETUP: &str = "SELECT secret_hash FROM setup WHERE id = 1";
