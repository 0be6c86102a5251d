//! Notifications to a team's incoming webhook, as Slack takes it and others do after it: JSON with a `text`.

use std::sync::Arc;

use domain::display::SafeText;
use domain::notification::{Line, Piece, Written};
use reqwest::{Client, Response, StatusCode, Url};
use service::Undelivered;

use super::{client, innermost, networks::Networks};

/// How much of an answer is read, in bytes.
const ANSWER: usize = 300;

/// Posts to incoming webhooks.
pub(super) struct Slack {
    client: Client,
    networks: Arc<Networks>,
}

impl Slack {
    pub(super) fn new(networks: Arc<Networks>) -> reqwest::Result<Self> {
        Ok(Self { client: client(&networks)?, networks })
    }

    pub(super) async fn send(&self, url: &str, written: &Written) -> Result<(), Undelivered> {
        let refused = Undelivered::Refused;
        let url = Url::parse(url).map_err(|_| refused("This is no address.".to_owned()))?;
        self.networks.check(&url).map_err(refused)?;
        let body = serde_json::json!({
            "text": text(written),
            "unfurl_links": false,
            "unfurl_media": false,
        });
        match self.client.post(url).json(&body).send().await {
            Ok(answer) if answer.status().is_success() => Ok(()),
            Ok(answer) => Err(said(answer).await),
            // The address is a secret, and errors name it.
            Err(error) => Err(Undelivered::Later(innermost(&error.without_url()))),
        }
    }
}

/// What came instead of a yes. Most of what is in the 400s stays so until somebody changes the channel.
async fn said(mut answer: Response) -> Undelivered {
    let status = answer.status();
    let mut bytes = Vec::new();
    while bytes.len() < ANSWER {
        match answer.chunk().await {
            Ok(Some(chunk)) => bytes.extend_from_slice(&chunk),
            Ok(None) | Err(_) => break,
        }
    }
    bytes.truncate(ANSWER);
    let text = SafeText::prose(String::from_utf8_lossy(&bytes).trim()).to_plain_line();
    let said = match text.as_str() {
        "" => format!("It answered {}.", status.as_u16()),
        text => format!("It answered {}: {text}", status.as_u16()),
    };
    let again = matches!(status, StatusCode::REQUEST_TIMEOUT | StatusCode::TOO_MANY_REQUESTS)
        || !(status.is_client_error() || status.is_redirection());
    if again { Undelivered::Later(said) } else { Undelivered::Refused(said) }
}

fn text(written: &Written) -> String {
    let mut text = format!("*{}*\n", ours(&subject(&written.subject)));
    for one in &written.lines {
        text.push_str(&line(one));
        text.push('\n');
    }
    // Bare: every receiver makes a link of it, and none needs its own markup for that.
    text + &written.link
}

/// The first line is bold, and code inside of that is not everywhere: what is from outside keeps letters and digits only.
fn subject(line: &Line) -> String {
    let piece = |piece: &Piece| match piece {
        Piece::Ours(words) => words.clone(),
        Piece::Theirs(text) => plain_name(text),
    };
    line.0.iter().map(piece).collect()
}

fn plain_name(text: &str) -> String {
    let harmless = |c: char| c.is_alphanumeric() || matches!(c, ' ' | '-' | '.');
    text.chars().map(|c| if harmless(c) { c } else { '-' }).collect()
}

fn line(line: &Line) -> String {
    let piece = |piece: &Piece| match piece {
        Piece::Ours(words) => ours(words),
        // As code nothing is formatted, linked, or taken for the name of somebody to call.
        Piece::Theirs(text) => format!("`{}`", ours(&text.replace('`', "'"))),
    };
    line.0.iter().map(piece).collect()
}

/// The three characters that Slack's format gives a meaning (`<!channel>`, `<url|text>`, `&lt;`).
fn ours(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_from_outside_calls_nobody_and_formats_nothing() {
        let theirs = "<!channel> `*b*` [x](http://evil.example) @all & <http://evil.example|here>";
        let line = Line(vec![Piece::Ours("Title: ".into()), Piece::Theirs(theirs.into())]);
        let written = Written {
            subject: Line(vec![Piece::Theirs("web*1* <!here> @all".into())]),
            lines: vec![line],
            link: "https://mc.example/approvals/ap_1".into(),
        };
        let text = text(&written);
        let lines: Vec<_> = text.lines().collect();
        assert_eq!(lines[0], "*web-1- --here- -all*");
        assert_eq!(
            lines[1],
            "Title: `&lt;!channel&gt; '*b*' [x](http://evil.example) @all &amp; \
             &lt;http://evil.example|here&gt;`"
        );
        assert_eq!(lines[2], "https://mc.example/approvals/ap_1");
    }
}
