//! The Claude Code that is installed here.

use super::OLDEST;
use anyhow::{Context as _, bail, ensure};
use std::{path::Path, process::Stdio, time::Duration};
use tokio::process::Command;

/// How long it may take to say its version.
const LONGEST: Duration = Duration::from_secs(30);

/// The version of the program, as it says itself. Refuses one whose hooks cannot be made to block when they fail.
pub(super) async fn version(program: &Path) -> anyhow::Result<String> {
    let shown = program.display();
    let asked =
        Command::new(program).arg("--version").stdin(Stdio::null()).kill_on_drop(true).output();
    let Ok(said) = tokio::time::timeout(LONGEST, asked).await else {
        bail!("{shown} --version does not answer");
    };
    let said = match said {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => bail!(
            "Claude Code is not installed here: there is no program {shown}. Install it (npm install -g \
             @anthropic-ai/claude-code), or name it with --claude FILE"
        ),
        said => said.with_context(|| format!("{shown} cannot be started"))?,
    };
    let text = String::from_utf8_lossy(&said.stdout);
    let version = text.split_whitespace().next().unwrap_or_default().to_owned();
    let parts = parts(&version).with_context(|| {
        format!("{shown} --version says {text:?}, which is no version of Claude Code")
    })?;
    let [major, minor, patch] = OLDEST;
    ensure!(
        parts >= OLDEST,
        "Claude Code {version} is too old: before {major}.{minor}.{patch} a hook that fails lets the call through. Update it \
         (npm install -g @anthropic-ai/claude-code), then install the hook"
    );
    Ok(version)
}

fn parts(version: &str) -> Option<[u32; 3]> {
    let mut parts = version.split('.').map(str::parse);
    let read = [parts.next()?.ok()?, parts.next()?.ok()?, parts.next()?.ok()?];
    parts.next().is_none().then_some(read)
}

#[cfg(test)]
mod tests {
    use super::{OLDEST, parts};

    #[test]
    fn versions_are_compared_as_numbers() {
        assert_eq!(parts("2.1.330"), Some([2, 1, 330]));
        assert!(parts("2.1.294").unwrap() < OLDEST && parts("2.1.1000").unwrap() > OLDEST);
        assert!(parts("10.0.0").unwrap() > OLDEST);
        for odd in ["", "2.1", "2.1.x", "2.1.3.4", "v2.1.330"] {
            assert_eq!(parts(odd), None, "{odd}");
        }
    }
}
