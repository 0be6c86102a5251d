//! What the first visit of the board costs on the wire.

use std::fmt;

use anyhow::{Result, ensure};

use crate::http::Connection;
use crate::server::{Credentials, Server};

/// What a browser says that a person uses: it reads what is compressed, and nobody made it ask.
const BROWSER: &str = "accept-encoding: br, gzip\r\nsec-fetch-site: none\r\n";

/// The bytes of one visit with nothing kept from before: heads and bodies as they came.
pub(super) struct FirstLoad {
    /// By name, the page first.
    parts: Vec<(String, usize)>,
}

impl FirstLoad {
    /// All of it.
    pub(super) fn bytes(&self) -> usize {
        self.parts.iter().map(|(_, bytes)| bytes).sum()
    }

    /// Whether a file of this kind was part of it.
    pub(super) fn names(&self, ending: &str) -> bool {
        self.parts.iter().any(|(name, _)| name.ends_with(ending))
    }
}

impl fmt::Display for FirstLoad {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (name, bytes) in &self.parts {
            writeln!(to, "  {name:<33} {bytes:>9}")?;
        }
        write!(to, "  {:<33} {:>9}", "together", self.bytes())
    }
}

/// Signs in, and answers the cookie line of whoever did.
pub(super) fn sign_in(server: &Server, credentials: &Credentials) -> Result<String> {
    let form =
        format!("name={}&password={}", credentials.user, credentials.password.replace(' ', "+"));
    let kind = "content-type: application/x-www-form-urlencoded\r\nsec-fetch-site: same-origin\r\naccept: text/html\r\n";
    let mut connection = Connection::open(server.address())?;
    let answer = connection.post_text("/forms/sign_in", kind, &form)?.expect(303)?;
    let cookie = answer.header("set-cookie").split(';').next().unwrap_or_default();
    ensure!(cookie.contains('='), "signing in gave no cookie");
    Ok(format!("cookie: {cookie}\r\n"))
}

/// Loads the board and everything it names.
pub(super) fn first_load(server: &Server, cookie: &str) -> Result<FirstLoad> {
    let mut connection = Connection::open(server.address())?;
    let asked = format!("{cookie}accept: text/html\r\n");
    let page = connection.get("/", &format!("{BROWSER}{asked}"))?.expect(200)?;
    let encoding = page.header("content-encoding");
    let name = format!("page ({})", if encoding.is_empty() { "not compressed" } else { encoding });
    let mut parts = vec![(name, page.wire)];
    // A compressed page cannot be read here; the files are the same for every page.
    let plain = connection.get("/", &asked)?.expect(200)?;
    for path in files(&String::from_utf8_lossy(&plain.body)) {
        let file = connection.get(&path, BROWSER)?.expect(200)?;
        parts.push((path.rsplit('/').next().unwrap_or_default().to_owned(), file.wire));
    }
    Ok(FirstLoad { parts })
}

/// The addresses of this site's files in a page, each once.
fn files(page: &str) -> Vec<String> {
    let words =
        page.split('"').filter(|word| word.starts_with("/pkg/") || word.ends_with("favicon.svg"));
    let mut found: Vec<String> = words.map(str::to_owned).collect();
    found.sort();
    found.dedup();
    found
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_page_names_each_file_once() {
        let page = r#"<link href="/pkg/a/x.css"><link href="/pkg/a/x.js"><link href="/pkg/a/x.css"><a href="/help">"#;
        assert_eq!(super::files(page), ["/pkg/a/x.css", "/pkg/a/x.js"]);
    }
}
