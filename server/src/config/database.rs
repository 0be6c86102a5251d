//! The database's URL, which may hold a password: nothing but the store gets to see it.

use std::convert::Infallible;
use std::fmt;
use std::path::Path;
use std::str::FromStr;

/// Where the database is: `sqlite:PATH`, a file's path, or `postgres://USER:PASSWORD@HOST/NAME`. Printed, it says which
/// kind it is and no more.
#[derive(serde::Deserialize, Clone, PartialEq, Eq)]
#[serde(transparent)]
pub struct DatabaseUrl(String);

impl DatabaseUrl {
    /// As the store takes it.
    pub fn as_path(&self) -> &Path {
        Path::new(&self.0)
    }

    /// Whether it names a database of a PostgreSQL server.
    pub fn is_postgres(&self) -> bool {
        // The scheme of a URL is the same in capitals.
        let scheme = self.0.split_once(':').map(|(scheme, _)| scheme.to_ascii_lowercase());
        scheme.is_some_and(|scheme| scheme == "postgres" || scheme == "postgresql")
    }
}

impl FromStr for DatabaseUrl {
    type Err = Infallible;

    fn from_str(text: &str) -> Result<Self, Infallible> {
        Ok(Self(text.to_owned()))
    }
}

impl fmt::Display for DatabaseUrl {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        to.write_str(if self.is_postgres() { "the PostgreSQL database" } else { "the database" })
    }
}

impl fmt::Debug for DatabaseUrl {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, to)
    }
}

#[cfg(test)]
mod tests {
    use super::DatabaseUrl;

    #[test]
    fn a_url_tells_its_kind_and_never_its_password() {
        for (text, postgres) in [
            ("postgres://mc:geheim@db.example/desk", true),
            ("postgresql://mc:geheim@db.example/desk", true),
            ("POSTGRES://mc:geheim@db.example/desk", true),
            ("sqlite:/srv/geheim.db", false),
            ("/srv/postgres/geheim.db", false),
            ("postgres.geheim", false),
        ] {
            let url: DatabaseUrl = text.parse().unwrap();
            assert_eq!(url.is_postgres(), postgres, "{text}");
            assert_eq!(url.as_path().to_str(), Some(text));
            for shown in [format!("{url}"), format!("{url:?}"), format!("{:#?}", Some(&url))] {
                assert!(!shown.contains("geheim"), "{shown}");
            }
        }
    }
}
