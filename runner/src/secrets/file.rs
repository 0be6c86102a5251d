//! The secrets file: one line for each, `name = "value"`. Only the runner's own account may read it.

use super::Secrets;
use crate::platform;
use anyhow::{Context as _, ensure};
use domain::{action::is_secret_name, limits};
use std::{collections::BTreeMap, fmt, fs, path::Path};

/// The least characters of a value: shorter ones could not be hidden in output without hiding ordinary words.
pub(super) const LEAST: usize = 8;
/// The most bytes of a value: a long private key has 4 KiB.
const MOST: usize = 8 * 1024;

/// Reads a secrets file. Refuses one that other accounts may read, one inside the workspace, where tasks work, and values
/// that could not be filled in or hidden. No value is part of an error.
pub fn load(path: &Path, workspace: &Path) -> anyhow::Result<Secrets> {
    let shown = path.display();
    let text = fs::read_to_string(path)
        .with_context(|| format!("the secrets file {shown} cannot be read"))?;
    ensure!(
        platform::is_private(path)?,
        "the secrets file {shown} can be read by other accounts of this machine; `chmod 600` it"
    );
    if let (Ok(file), Ok(workspace)) = (path.canonicalize(), workspace.canonicalize()) {
        ensure!(
            !file.starts_with(&workspace),
            "the secrets file {shown} lies in the workspace, where tasks and agents read: move it out"
        );
    }
    let values: BTreeMap<String, String> = toml::from_str(&text).map_err(|error| {
        // The parser's own message shows the line, and with it the value.
        let line = error.span().map(|span| 1 + text[..span.start].matches('\n').count());
        let place = line.map_or(String::new(), |line| format!(", line {line}"));
        anyhow::anyhow!(
            "the secrets file {shown}{place} is not right: it needs lines like name = \"value\""
        )
    })?;
    let wrong =
        |name: &str, why: &dyn fmt::Display| format!("the secret {name:?} in {shown}: {why}");
    for (name, value) in &values {
        ensure!(
            is_secret_name(name),
            wrong(name, &"a name has 1 to 64 letters, digits, -, _ and .")
        );
        let length = value.chars().count();
        ensure!(
            length >= LEAST,
            wrong(
                name,
                &format_args!(
                    "a value has at least {LEAST} characters, or it could not be hidden in output"
                )
            )
        );
        ensure!(value.len() <= MOST, wrong(name, &"a value has at most 8 KiB"));
        ensure!(!value.contains('\0'), wrong(name, &"a value holds no zero byte"));
    }
    ensure!(values.len() <= limits::SECRETS, "{shown} has more than {} secrets", limits::SECRETS);
    Secrets::of(values)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(unix)]
    fn loaded(text: &str, mode: u32) -> anyhow::Result<Secrets> {
        use std::os::unix::fs::PermissionsExt as _;
        let dir = tempfile::tempdir().expect("a directory");
        let path = dir.path().join("secrets.toml");
        fs::write(&path, text).expect("a file");
        fs::set_permissions(&path, fs::Permissions::from_mode(mode)).expect("its mode");
        load(&path, &dir.path().join("elsewhere"))
    }

    #[cfg(unix)]
    #[test]
    fn a_file_for_this_account_alone_is_read() {
        let secrets = loaded("token = \"abcdefgh\"\n\"a.b\" = '''x\ny\nlonger'''\n", 0o600);
        let secrets = secrets.expect("a good file");
        assert_eq!(secrets.names(), ["a.b", "token"]);
        assert_eq!(secrets.fill("<{{secret:token}}>"), Ok("<abcdefgh>".to_owned()));
        assert!(!format!("{secrets:?}").contains("abcdefgh"));
    }

    #[cfg(unix)]
    #[test]
    fn what_cannot_be_kept_or_hidden_is_refused_without_showing_it() {
        for (text, mode, word) in [
            ("token = \"abcdefgh\"", 0o640, "chmod 600"),
            ("token = \"abcdefgh\"", 0o604, "chmod 600"),
            ("token = \"hush7ch\"", 0o600, "at least 8"),
            ("\"to ken\" = \"hush-hush\"", 0o600, "a name has"),
            ("ok = \"fine-value\"\ntoken = hush-hush", 0o600, "line 2"),
            ("token = [\"hush-hush\"]", 0o600, "is not right"),
        ] {
            let error = format!("{:#}", loaded(text, mode).expect_err(text));
            assert!(error.contains(word) && !error.contains("hush"), "{error}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn a_file_in_the_workspace_is_refused() {
        use std::os::unix::fs::PermissionsExt as _;
        let dir = tempfile::tempdir().expect("a directory");
        let path = dir.path().join("secrets.toml");
        fs::write(&path, "token = \"abcdefgh\"").expect("a file");
        fs::set_permissions(&path, fs::Permissions::from_mode(0o600)).expect("its mode");
        let error = load(&path, dir.path()).expect_err("it lies in the workspace");
        assert!(error.to_string().contains("workspace"), "{error}");
    }
}
