//! How mail leaves this machine: a mail server that takes it (SMTP).

use std::net::IpAddr;
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use domain::wire::Password;

/// Where the password may stand beside the file that names it: never on the command line, which every program can read.
const PASSWORD: &str = "MISSION_CONTROL_SMTP_PASSWORD";

/// Flags of `serve` about mail; clap fills in the environment where a flag is absent.
#[derive(clap::Args, Clone, Debug, Default)]
pub struct MailFlags {
    /// The mail server that takes notifications [default: none, no mail is sent]
    #[arg(long, env = "MISSION_CONTROL_SMTP_HOST", value_name = "HOST")]
    pub smtp_host: Option<String>,
    /// Its port [default: 465 with tls, 587 with starttls, 25 with none]
    #[arg(long, env = "MISSION_CONTROL_SMTP_PORT", value_name = "PORT")]
    pub smtp_port: Option<u16>,
    /// How the connection is encrypted; none only to this machine itself [default: tls]
    #[arg(long, env = "MISSION_CONTROL_SMTP_TLS", value_name = "MODE")]
    pub smtp_tls: Option<MailTls>,
    /// The name to sign in with; its password is in MISSION_CONTROL_SMTP_PASSWORD or in a file
    #[arg(long, env = "MISSION_CONTROL_SMTP_USER", value_name = "NAME")]
    pub smtp_user: Option<String>,
    /// A file that holds the password
    #[arg(long, env = "MISSION_CONTROL_SMTP_PASSWORD_FILE", value_name = "FILE")]
    pub smtp_password_file: Option<PathBuf>,
    /// Whom the mails come from: mission-control@example.com
    #[arg(long, env = "MISSION_CONTROL_SMTP_FROM", value_name = "ADDRESS")]
    pub smtp_from: Option<String>,
}

/// `[smtp]` of the file.
#[derive(serde::Deserialize, Debug, Default)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub(super) struct MailFile {
    host: Option<String>,
    port: Option<u16>,
    tls: Option<MailTls>,
    user: Option<String>,
    password_file: Option<PathBuf>,
    from: Option<String>,
}

/// How the connection to the mail server is encrypted.
#[derive(clap::ValueEnum, serde::Deserialize, Clone, Copy, Debug, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
pub enum MailTls {
    /// From its first byte on.
    Tls,
    /// After a first word in the clear; refused when the mail server does not offer it.
    Starttls,
    /// Not at all: only to this machine itself.
    None,
}

/// The mail server, and how to come in.
#[derive(Clone, Debug)]
pub struct Mail {
    /// Its name or address.
    pub host: String,
    /// Its port.
    pub port: u16,
    /// How the connection is encrypted.
    pub tls: MailTls,
    /// Name and password.
    pub login: Option<(String, Password)>,
    /// Whom the mails come from.
    pub from: lettre::Address,
}

impl Mail {
    /// Puts flags and file together; none when no mail server is named.
    pub(super) fn load(flags: MailFlags, file: MailFile) -> anyhow::Result<Option<Self>> {
        let from = flags.smtp_from.or(file.from);
        let user = flags.smtp_user.or(file.user);
        let Some(host) = flags.smtp_host.or(file.host) else {
            if from.is_some() || user.is_some() {
                bail!("--smtp-from and --smtp-user say nothing without --smtp-host");
            }
            return Ok(None);
        };
        let tls = flags.smtp_tls.or(file.tls).unwrap_or(MailTls::Tls);
        if tls == MailTls::None && !is_here(&host) {
            bail!(
                "--smtp-tls none: mail to {host} would cross the network in the clear. Use tls or starttls, or a mail \
                 server on this machine."
            );
        }
        let Some(from) = from else {
            bail!("--smtp-host {host}: say whom the mails come from with --smtp-from ADDRESS");
        };
        let Ok(from) = from.parse() else {
            bail!("--smtp-from {from}: this is no mail address");
        };
        let password_file = flags.smtp_password_file.or(file.password_file);
        let login = user.map(|user| anyhow::Ok((user, password(password_file.as_deref())?)));
        let port = flags.smtp_port.or(file.port).unwrap_or(match tls {
            MailTls::Tls => 465,
            MailTls::Starttls => 587,
            MailTls::None => 25,
        });
        Ok(Some(Self { host, port, tls, login: login.transpose()?, from }))
    }
}

/// The password, from the file that is named, else from the environment.
fn password(file: Option<&Path>) -> anyhow::Result<Password> {
    let text = match file {
        Some(file) => std::fs::read_to_string(file)
            .with_context(|| format!("--smtp-password-file {} cannot be read", file.display()))?,
        None => std::env::var(PASSWORD).unwrap_or_default(),
    };
    Password::typed(text.trim_end_matches(['\r', '\n']).to_owned()).with_context(|| {
        format!("--smtp-user needs a password in {PASSWORD} or in a file that is named")
    })
}

/// Whether a host is this machine itself.
fn is_here(host: &str) -> bool {
    host.eq_ignore_ascii_case("localhost")
        || host.parse::<IpAddr>().is_ok_and(|address| address.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn load(file: &str) -> anyhow::Result<Option<Mail>> {
        Mail::load(MailFlags::default(), toml::from_str(file).unwrap())
    }

    #[test]
    fn no_mail_is_sent_where_no_server_is_named() {
        assert!(load("").unwrap().is_none());
        let error = load("from = \"mc@example.com\"").unwrap_err().to_string();
        assert!(error.contains("--smtp-host"), "{error}");
    }

    #[test]
    fn mail_is_encrypted_unless_it_stays_here() {
        let mail = load("host = \"mail.example.com\"\nfrom = \"mc@example.com\"").unwrap().unwrap();
        assert_eq!((mail.tls, mail.port), (MailTls::Tls, 465));
        let none = |host: &str| {
            load(&format!("host = \"{host}\"\nfrom = \"mc@example.com\"\ntls = \"none\""))
        };
        assert_eq!(none("localhost").unwrap().unwrap().port, 25);
        assert!(none("127.0.0.1").is_ok());
        for away in ["mail.example.com", "10.0.0.1", "localhost.example.com"] {
            let error = none(away).unwrap_err().to_string();
            assert!(error.contains("in the clear"), "{error}");
        }
    }

    #[test]
    fn the_password_comes_from_a_file_and_is_not_printed() {
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join("password");
        std::fs::write(&file, "open sesame\n").unwrap();
        let text = format!(
            "host = \"mail.example.com\"\nfrom = \"mc@example.com\"\nuser = \"mc\"\npassword-file = {:?}",
            file.to_str().unwrap()
        );
        let mail = load(&text).unwrap().unwrap();
        let (user, password) = mail.login.clone().unwrap();
        assert_eq!((user.as_str(), password.expose()), ("mc", "open sesame"));
        assert!(!format!("{mail:?}").contains("sesame"));
        std::fs::write(&file, "\n").unwrap();
        assert!(load(&text).unwrap_err().to_string().contains("needs a password"));
    }

    #[test]
    fn whom_it_comes_from_is_an_address() {
        for from in ["", "mc", "mc@example.com\\r\\nBcc: eve@example.com"] {
            let text = format!("host = \"mail.example.com\"\nfrom = \"{from}\"");
            assert!(load(&text).is_err(), "{from}");
        }
        assert!(load("host = \"mail.example.com\"").is_err());
    }
}
