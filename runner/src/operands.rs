//! Files that an action runs by name: looked at for the person who decides, and looked at again right before it runs.

use crate::{client::Trouble, run::Runner, secrets::Secrets, workspace, workspace::Place};
use domain::{
    action::{Bound, Operand, Seen},
    digest::Hasher,
    limits,
    wire::{LookWork, PushLook},
};
use std::{
    io::{self, Read as _},
    path::Path,
    time::Duration,
};
use tokio::sync::oneshot;

/// How much is read of all files together, in bytes. Scripts are small; a program of this size takes about a second.
const MOST: u64 = 256 * 1024 * 1024;
/// How long looking may take. A file on a network that is gone answers never.
const PATIENCE: Duration = Duration::from_secs(10);
/// The most characters of a reason.
const REASON: usize = 300;
/// Beginnings and ends of names whose text is usually secret: of those the digest alone is told.
const SECRET: [&[&str]; 2] =
    [&[".env", ".netrc", ".pgpass", "id_rsa", "id_ed25519"], &[".env", ".pem", ".key"]];

/// How much may still be read and told.
struct Room {
    bytes: u64,
    text: usize,
}

impl Runner {
    /// Looks at files for the person who is asked, and tells the server. Nothing runs. False when the server was not told:
    /// then they are offered again.
    pub(crate) async fn look(&self, work: LookWork) -> bool {
        let root = self.config.workspace.clone();
        let (id, paths) = (work.id.clone(), work.paths.clone());
        let secrets = self.config.secrets.clone();
        let operands = patiently(move || {
            match workspace::resolve(&root, work.cwd.as_deref(), work.task_number) {
                Ok(place) => look(&place, &work.paths, &secrets),
                Err(refused) => nowhere(&work.paths, &refused.to_string()),
            }
        });
        let operands =
            operands.await.unwrap_or_else(|| nowhere(&paths, "It took too long to read."));
        let mut told = self.client.look(&id, &PushLook { operands }).await;
        if let Err(Trouble::Refused(why)) = &told {
            let operands = nowhere(&paths, &format!("What was found could not be told: {why}"));
            told = self.client.look(&id, &PushLook { operands }).await;
        }
        if let Err(trouble) = &told {
            // Somebody may have decided meanwhile.
            tracing::warn!(action = %id, %trouble, "what was found in an action's files was not told");
        }
        told.is_ok()
    }
}

/// Why an action may not run although nothing of it changed: a file that it runs by name is another one now.
pub(crate) async fn check(bound: &Bound, place: &Place) -> Result<(), String> {
    if bound.operands.is_empty() {
        return Ok(());
    }
    let (operands, place) = (bound.operands.clone(), place.clone());
    let checked = patiently(move || {
        let mut room = Room { bytes: MOST, text: 0 };
        for operand in &operands {
            let now = match seen(&place, &operand.path, &mut room) {
                Seen::File { digest, .. } => Some(digest),
                Seen::Missing => None,
                Seen::Unknown { why } => return Err(drift(&operand.path, &why)),
                Seen::NotYet => return Err(drift(&operand.path, "It was not looked at.")),
            };
            if !operand.is(now) {
                let how = match now {
                    None => "It is gone.",
                    Some(_) if operand.is(None) => "It was not there when it was approved.",
                    Some(_) => "Its content is another one.",
                };
                return Err(drift(&operand.path, how));
            }
        }
        Ok(())
    });
    checked.await.unwrap_or_else(|| Err("The files that it runs took too long to read.".to_owned()))
}

fn drift(path: &str, how: &str) -> String {
    format!(
        "{path} is not what it was when this was approved. {how} Nothing was run (operand_drift). Propose it again, so \
         that a person sees the file as it is."
    )
}

/// Does it on a thread of its own: one that never comes back holds up nothing, not even the end of the program.
async fn patiently<T: Send + 'static>(look: impl FnOnce() -> T + Send + 'static) -> Option<T> {
    let (send, receive) = oneshot::channel();
    std::thread::spawn(move || send.send(look()));
    tokio::time::timeout(PATIENCE, receive).await.ok()?.ok()
}

fn look(place: &Place, paths: &[String], secrets: &Secrets) -> Vec<Operand> {
    let mut room = Room { bytes: MOST, text: limits::OPERANDS_TEXT };
    let look = |path: &String| {
        let salt: [u8; 16] = rand::random();
        Operand {
            path: path.clone(),
            seen: untold(seen(place, path, &mut room), secrets),
            salt: Some(data_encoding::HEXLOWER.encode(&salt)),
        }
    };
    paths.iter().map(look).collect()
}

/// Of a file that holds a secret the digest alone is told.
fn untold(seen: Seen, secrets: &Secrets) -> Seen {
    match seen {
        Seen::File { digest, bytes, text } => {
            Seen::File { digest, bytes, text: text.filter(|text| !secrets.stand_in(text)) }
        }
        other => other,
    }
}

fn nowhere(paths: &[String], why: &str) -> Vec<Operand> {
    let why: String = why.chars().take(REASON).collect();
    paths.iter().map(|path| Operand::unknown(path.clone(), why.clone())).collect()
}

/// What is there under a name now.
fn seen(place: &Place, path: &str, room: &mut Room) -> Seen {
    let unknown = |why: &str| Seen::Unknown { why: why.to_owned() };
    match read(&place.dir.join(path), &place.root, room) {
        Ok(seen) => seen,
        Err(error) => match error.kind() {
            io::ErrorKind::NotFound | io::ErrorKind::NotADirectory
                if path.contains(['/', '\\']) =>
            {
                Seen::Missing
            }
            io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => {
                unknown("There is no such file in its folder; it may be looked for along PATH.")
            }
            _ => unknown(&format!("It cannot be read: {error}.")),
        },
    }
}

fn read(file: &Path, root: &Path, left: &mut Room) -> io::Result<Seen> {
    let unknown = |why: &str| Ok(Seen::Unknown { why: why.to_owned() });
    let real = file.canonicalize()?;
    // Asked before it is opened: opening a pipe waits for whoever writes into it.
    let found = std::fs::metadata(&real)?;
    if !found.is_file() || real.starts_with("/proc") || real.starts_with("/sys") {
        return unknown("It is not an ordinary file.");
    }
    if found.len() > left.bytes {
        return unknown("There is too much to read: over 256 MiB.");
    }
    let (mut hasher, mut start, mut bytes) = (Hasher::default(), Vec::new(), 0_u64);
    let mut open = std::fs::File::open(&real)?.take(left.bytes + 1);
    let mut chunk = vec![0; 64 * 1024];
    loop {
        let length = match open.read(&mut chunk) {
            Ok(0) => break,
            Ok(length) => length,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(error),
        };
        hasher.add(&chunk[..length]);
        bytes += length as u64;
        if start.len() <= left.text {
            start.extend_from_slice(&chunk[..length]);
        }
    }
    if bytes > left.bytes {
        return unknown("It grows while it is read.");
    }
    left.bytes -= bytes;
    // Only text inside the workspace is told; of anything else the digest alone.
    let told = real.starts_with(root.canonicalize()?) && !is_secret(&real);
    let whole = told && start.len() <= left.text && start.len() as u64 == bytes;
    let text = whole.then(|| String::from_utf8(start).ok()).flatten();
    left.text -= text.as_ref().map_or(0, String::len);
    Ok(Seen::File { digest: hasher.finish(), bytes, text })
}

fn is_secret(file: &Path) -> bool {
    let name = file.file_name().unwrap_or_default().to_string_lossy().to_lowercase();
    let [starts, ends] = SECRET;
    starts.iter().any(|start| name.starts_with(start)) || ends.iter().any(|end| name.ends_with(end))
}
