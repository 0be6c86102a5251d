//! The links with which people choose their passwords.

pub(crate) const PUT: &str = "INSERT INTO password_links (person, secret_hash, ends_at) VALUES ($1, $2, $3) \
     ON CONFLICT (person) DO UPDATE SET secret_hash = excluded.secret_hash, ends_at = excluded.ends_at";

pub(crate) const DROP: &str = "DELETE FROM password_links WHERE person = $1";

pub(crate) const USE: &str = "DELETE FROM password_links WHERE secret_hash = $1";

pub(crate) const OF_SECRET: &str =
    "SELECT person, secret_hash, ends_at FROM password_links WHERE secret_hash = $1";

pub(crate) const ALL: &str =
    "SELECT person, secret_hash, ends_at FROM password_links ORDER BY person";
