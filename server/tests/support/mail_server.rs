//! A mail server on this machine, as small as one can be: it takes mails over SMTP, in the clear, with TLS from the first
//! byte, or with STARTTLS, and keeps them.

use std::sync::{Arc, Mutex};

use tokio::io::{AsyncBufReadExt, AsyncRead, AsyncWrite, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::pki_types::pem::PemObject;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer};

/// Who says that the server with TLS is `127.0.0.1`: an authority that nobody trusts by itself.
pub const AUTHORITY: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/support/tls/ca.pem");

/// How a connection begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Begins {
    /// In the clear, and stays so.
    Plain,
    /// With TLS.
    Tls,
    /// In the clear, with an offer of TLS.
    Starttls,
}

/// One mail that was taken.
#[derive(Clone, Debug)]
pub struct Mail {
    pub to: String,
    /// As it came, headers and body.
    pub raw: String,
}

impl Mail {
    /// The headers, with long ones on one line.
    pub fn headers(&self) -> Vec<String> {
        let head = self.raw.split("\r\n\r\n").next().unwrap();
        head.replace("\r\n ", " ").split("\r\n").map(str::to_owned).collect()
    }

    /// A header's value.
    pub fn header(&self, name: &str) -> String {
        let begins = format!("{name}: ");
        let headers = self.headers();
        let found: Vec<_> = headers.iter().filter_map(|line| line.strip_prefix(&begins)).collect();
        assert_eq!(found.len(), 1, "{name}: {headers:?}");
        found[0].to_owned()
    }

    /// The text, decoded from quoted-printable.
    pub fn text(&self) -> String {
        let body = self.raw.split_once("\r\n\r\n").unwrap().1.replace("=\r\n", "");
        let mut bytes = Vec::new();
        let mut rest = body.as_bytes();
        while let Some((first, more)) = rest.split_first() {
            rest = if let (b'=', Some(hex)) = (first, more.get(..2)) {
                let hex = std::str::from_utf8(hex).unwrap();
                bytes.push(u8::from_str_radix(hex, 16).unwrap());
                &more[2..]
            } else {
                bytes.push(*first);
                more
            };
        }
        String::from_utf8(bytes).unwrap().replace("\r\n", "\n")
    }
}

#[derive(Default)]
struct Kept {
    mails: Vec<Mail>,
    /// Every command that came, in capital letters, up to its first space or colon.
    words: Vec<String>,
    /// What is answered to recipients instead of a yes.
    refuses: Option<String>,
}

/// The mail server.
#[derive(Clone)]
pub struct MailServer {
    kept: Arc<Mutex<Kept>>,
    pub port: u16,
}

impl MailServer {
    pub async fn start(begins: Begins) -> Self {
        Self::on(TcpListener::bind("127.0.0.1:0").await.unwrap(), begins)
    }

    /// On a listener that is there already.
    pub fn on(listener: TcpListener, begins: Begins) -> Self {
        let port = listener.local_addr().unwrap().port();
        let me = Self { kept: Arc::default(), port };
        let kept = Arc::clone(&me.kept);
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let kept = Arc::clone(&kept);
                // Whoever hangs up in the middle has sent no mail.
                tokio::spawn(async move { answer(stream, begins, &kept).await.ok() });
            }
        });
        me
    }

    /// Answers recipients with this from now on.
    pub fn refuse(&self, words: Option<&str>) {
        self.kept.lock().unwrap().refuses = words.map(str::to_owned);
    }

    pub fn mails(&self) -> Vec<Mail> {
        self.kept.lock().unwrap().mails.clone()
    }

    /// The last mail, once there are this many.
    pub fn nth(&self, count: usize) -> Option<Mail> {
        let mails = self.mails();
        (mails.len() >= count).then(|| mails[count - 1].clone())
    }

    pub fn heard(&self, word: &str) -> usize {
        self.kept.lock().unwrap().words.iter().filter(|heard| *heard == word).count()
    }
}

fn acceptor() -> TlsAcceptor {
    let chain = include_bytes!("tls/server.pem");
    let key = include_bytes!("tls/server.key");
    runner::tls::ready();
    let config = ServerConfig::builder().with_no_client_auth().with_single_cert(
        vec![CertificateDer::from_pem_slice(chain).unwrap()],
        PrivateKeyDer::from_pem_slice(key).unwrap(),
    );
    TlsAcceptor::from(Arc::new(config.unwrap()))
}

async fn answer(stream: TcpStream, begins: Begins, kept: &Mutex<Kept>) -> std::io::Result<()> {
    if begins == Begins::Tls {
        return talk(acceptor().accept(stream).await?, "", kept).await.map(drop);
    }
    let offer = if begins == Begins::Starttls { "250-STARTTLS\r\n" } else { "" };
    match talk(stream, offer, kept).await? {
        Some(stream) => talk_on(acceptor().accept(stream).await?, "", kept).await.map(drop),
        None => Ok(()),
    }
}

async fn talk<S: AsyncRead + AsyncWrite + Unpin>(
    mut stream: S,
    offer: &str,
    kept: &Mutex<Kept>,
) -> std::io::Result<Option<S>> {
    stream.write_all(b"220 post.example ready\r\n").await?;
    talk_on(stream, offer, kept).await
}

/// Talks until the other side ends it, or until it wants TLS: then the stream is given back.
async fn talk_on<S: AsyncRead + AsyncWrite + Unpin>(
    stream: S,
    offer: &str,
    kept: &Mutex<Kept>,
) -> std::io::Result<Option<S>> {
    let mut stream = BufReader::new(stream);
    let mut to = String::new();
    loop {
        let mut line = String::new();
        if stream.read_line(&mut line).await? == 0 {
            return Ok(None);
        }
        let word = line.trim().split([' ', ':']).next().unwrap_or_default().to_uppercase();
        kept.lock().unwrap().words.push(word.clone());
        let said = match word.as_str() {
            "EHLO" => format!("250-post.example\r\n{offer}250 8BITMIME"),
            "STARTTLS" => {
                stream.write_all(b"220 go ahead\r\n").await?;
                return Ok(Some(stream.into_inner()));
            }
            "RCPT" => {
                to = line.split(['<', '>']).nth(1).unwrap_or_default().to_owned();
                let refuses = kept.lock().unwrap().refuses.clone();
                refuses.unwrap_or_else(|| "250 fine".to_owned())
            }
            "DATA" => {
                stream.write_all(b"354 go ahead\r\n").await?;
                let raw = data(&mut stream).await?;
                kept.lock().unwrap().mails.push(Mail { to: to.clone(), raw });
                "250 taken".to_owned()
            }
            "QUIT" => "221 bye".to_owned(),
            _ => "250 fine".to_owned(),
        };
        stream.write_all(format!("{said}\r\n").as_bytes()).await?;
    }
}

/// A mail up to the line with a dot.
async fn data(stream: &mut (impl AsyncBufReadExt + Unpin)) -> std::io::Result<String> {
    let mut raw = String::new();
    loop {
        let mut line = String::new();
        if stream.read_line(&mut line).await? == 0 {
            return Err(std::io::ErrorKind::UnexpectedEof.into());
        }
        if line == ".\r\n" {
            return Ok(raw);
        }
        raw.push_str(line.strip_prefix('.').unwrap_or(&line));
    }
}
