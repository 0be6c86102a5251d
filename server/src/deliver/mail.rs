//! Notifications as mail: plain text, one recipient each, handed to the configured mail server.

use std::time::Duration;

use domain::display::SafeText;
use domain::notification::Written;
use lettre::message::header::{
    ContentTransferEncoding, ContentType, Header, HeaderName, HeaderValue,
};
use lettre::message::{Mailbox, SinglePart};
use lettre::transport::smtp::authentication::Credentials;
use lettre::transport::smtp::client::{Tls, TlsParameters};
use lettre::transport::smtp::extension::ClientId;
use lettre::transport::smtp::response::Severity;
use lettre::{Address, AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor};
use service::Undelivered;

use crate::config::{Mail, MailTls};

/// How long the mail server may take for each word of the talk.
const WORD: Duration = Duration::from_secs(15);

/// Hands mails to the mail server. It keeps no connection: there are a few mails an hour.
pub(super) struct Mailer {
    transport: AsyncSmtpTransport<Tokio1Executor>,
    from: Address,
}

impl Mailer {
    /// As it is configured.
    pub(super) fn new(mail: &Mail) -> anyhow::Result<Self> {
        runner::tls::ready();
        let tls = match mail.tls {
            MailTls::Tls => Tls::Wrapper(TlsParameters::new(mail.host.clone())?),
            // Required: without it whoever sits between could take the offer of encryption away.
            MailTls::Starttls => Tls::Required(TlsParameters::new(mail.host.clone())?),
            MailTls::None => Tls::None,
        };
        let builder = AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous(&mail.host)
            .port(mail.port)
            .tls(tls)
            .timeout(Some(WORD))
            // The machine's own name is nobody's business.
            .hello_name(ClientId::Domain(mail.from.domain().to_owned()));
        let login = mail.login.as_ref();
        let builder = match login {
            Some((user, password)) => {
                builder.credentials(Credentials::new(user.clone(), password.expose().to_owned()))
            }
            None => builder,
        };
        Ok(Self { transport: builder.build(), from: mail.from.clone() })
    }

    pub(super) async fn send(
        &self,
        address: &str,
        key: &str,
        written: &Written,
    ) -> Result<(), Undelivered> {
        let mail = self.mail(address, key, written).map_err(Undelivered::Refused)?;
        self.transport.send(mail).await.map(drop).map_err(|error| undelivered(&error))
    }

    fn mail(&self, address: &str, key: &str, written: &Written) -> Result<Message, String> {
        let to: Address = address.parse().map_err(|_| format!("{address} is no mail address."))?;
        let subject = format!("[Mission Control] {}", written.subject.plain());
        let body = SinglePart::builder()
            .header(ContentType::TEXT_PLAIN)
            .header(ContentTransferEncoding::QuotedPrintable)
            .body(written.text());
        Message::builder()
            .from(Mailbox::new(Some("Mission Control".to_owned()), self.from.clone()))
            .to(Mailbox::new(None, to))
            .subject(subject)
            .message_id(Some(format!("<{key}@{}>", self.from.domain())))
            .header(AutoSubmitted)
            .singlepart(body)
            .map_err(|error| format!("The mail could not be written: {error}."))
    }
}

/// Nobody's out-of-office note answers this (RFC 3834).
#[derive(Clone)]
struct AutoSubmitted;

impl Header for AutoSubmitted {
    fn name() -> HeaderName {
        HeaderName::new_from_ascii_str("Auto-Submitted")
    }

    fn parse(_: &str) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        Ok(Self)
    }

    fn display(&self) -> HeaderValue {
        HeaderValue::new(Self::name(), "auto-generated".to_owned())
    }
}

/// What the mail server said. A recipient or a mail that it refuses for good is not tried again; anything else, also a
/// password it does not take, may be mended meanwhile.
fn undelivered(error: &lettre::transport::smtp::Error) -> Undelivered {
    let mut said = error.to_string();
    let mut cause = std::error::Error::source(error);
    while let Some(deeper) = cause {
        let more = deeper.to_string();
        if !said.contains(&more) {
            said = format!("{said}: {more}");
        }
        cause = deeper.source();
    }
    let said = SafeText::prose(&said).to_plain_line();
    let for_good = error.status().is_some_and(|code| {
        // 530, 534, 535 and 538 are about signing in.
        let code_number = u16::from(code);
        code.severity == Severity::PermanentNegativeCompletion && !(530..540).contains(&code_number)
    });
    if for_good { Undelivered::Refused(said) } else { Undelivered::Later(said) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::notification::{Line, Piece};

    fn mailer() -> Mailer {
        let mail = Mail {
            host: "127.0.0.1".into(),
            port: 25,
            tls: MailTls::None,
            login: None,
            from: "mc@example.com".parse().unwrap(),
        };
        Mailer::new(&mail).unwrap()
    }

    /// The headers of a mail whose subject holds this text, made without the words that make it safe before.
    fn headers(text: &str) -> Vec<String> {
        let subject = Line(vec![Piece::Theirs(text.into())]);
        let written = Written { subject, lines: Vec::new(), link: "https://mc.example/".into() };
        let mail = mailer().mail("ana@example.com", "key", &written).unwrap();
        let text = String::from_utf8(mail.formatted()).unwrap();
        let head = text.split("\r\n\r\n").next().unwrap();
        head.replace("\r\n ", " ").split("\r\n").map(str::to_owned).collect()
    }

    #[test]
    fn no_text_makes_a_header_of_its_own() {
        let usual: Vec<_> = headers("x").iter().map(|line| name(line)).collect();
        for text in [
            "x\r\nBcc: eve@example.com",
            "x\nBcc: eve@example.com",
            "x\rBcc: eve@example.com",
            "x\r\n\r\nanother body",
            "x\0y",
            "ü\r\n Bcc: eve@example.com",
            &"long ".repeat(200),
        ] {
            let names: Vec<_> = headers(text).iter().map(|line| name(line)).collect();
            assert_eq!(names, usual, "{text:?}");
        }
    }

    fn name(line: &str) -> String {
        line.split(':').next().unwrap().to_owned()
    }

    #[test]
    fn an_address_that_is_more_than_one_is_not_mailed() {
        let written = Written {
            subject: Line::default(),
            lines: Vec::new(),
            link: "https://mc.example/".into(),
        };
        for address in ["a@example.com, b@example.com", "a@example.com\r\nBcc: b@example.com", ""] {
            assert!(mailer().mail(address, "key", &written).is_err(), "{address:?}");
        }
    }
}
