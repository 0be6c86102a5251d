//! What the first visit of the board costs on the wire.

use anyhow::{Result, ensure};

use super::http::Connection;
use super::server::{Credentials, Server};

const ENCODINGS: &str = "accept-encoding: br, gzip\r\n";

/// Signs in, loads the board and everything it names, and prints the bytes.
pub(super) fn report(server: &Server, credentials: &Credentials) -> Result<()> {
    let mut connection = Connection::open(server.address())?;
    let form =
        format!("name={}&password={}", credentials.user, credentials.password.replace(' ', "+"));
    let kind = "content-type: application/x-www-form-urlencoded\r\nsec-fetch-site: same-origin\r\naccept: text/html\r\n";
    let answer = connection.post_text("/forms/sign_in", kind, &form)?.expect(303)?;
    let cookie = answer.header("set-cookie").split(';').next().unwrap_or_default().to_owned();
    ensure!(cookie.contains('='), "signing in gave no cookie");
    println!("board, first visit, bytes on the wire");
    let page = connection
        .get("/", &format!("{ENCODINGS}cookie: {cookie}\r\naccept: text/html\r\n"))?
        .expect(200)?;
    let encoding = page.header("content-encoding").to_owned();
    println!(
        "  page {:<28} {:>9}",
        if encoding.is_empty() { "(not compressed)" } else { &encoding },
        page.wire
    );
    let mut sum = page.wire;
    // A compressed page cannot be read here; the files are the same for every page.
    let plain =
        connection.get("/", &format!("cookie: {cookie}\r\naccept: text/html\r\n"))?.expect(200)?;
    for path in files(&String::from_utf8_lossy(&plain.body)) {
        let file = connection.get(&path, ENCODINGS)?.expect(200)?;
        let name = path.rsplit('/').next().unwrap_or_default();
        println!("  {name:<33} {:>9}", file.wire);
        sum += file.wire;
    }
    println!("  {:<33} {sum:>9}", "together");
    Ok(())
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
