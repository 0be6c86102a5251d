//! Files that an action runs by name: looked at for the person who decides, and looked at again before it runs.

use crate::{run::Runner, workspace, workspace::Place};
use domain::{
    action::{Bound, Operand, Seen},
    digest::Hasher,
    limits,
    wire::{LookWork, PushLook},
};
use std::{
    io::{self, Read as _},
    path::Path,
};

/// The largest file that is looked at, in bytes. Scripts are small; a program of this size takes about a second.
const LARGEST: u64 = 256 * 1024 * 1024;

impl Runner {
    /// Looks at files for the person who is asked, and tells the server. Nothing runs. False when the server was not told:
    /// then they are offered again.
    pub(crate) async fn look(&self, work: LookWork) -> bool {
        let root = self.config.workspace.clone();
        let (id, paths) = (work.id.clone(), work.paths.clone());
        let look = move || match workspace::resolve(&root, work.cwd.as_deref(), work.task_number) {
            Ok(place) => look(&place, &work.paths),
            Err(refused) => nowhere(&work.paths, &refused.to_string()),
        };
        let operands = tokio::task::spawn_blocking(look).await.unwrap_or_else(|panic| {
            tracing::error!(%panic, "looking at files broke off");
            nowhere(&paths, "Looking at it failed.")
        });
        let told = self.client.look(&id, &PushLook { operands }).await;
        if let Err(trouble) = &told {
            // Somebody may have decided meanwhile.
            tracing::warn!(action = %id, %trouble, "what was found in an action's files was not told");
        }
        told.is_ok()
    }
}

/// Why an action may not run although nothing of it changed: a file that it runs by name is another one now.
pub(crate) fn check(bound: &Bound, place: &Place) -> Result<(), String> {
    for operand in &bound.operands {
        let now = match seen(place, &operand.path, &mut 0) {
            Seen::File { digest, .. } => Some(digest),
            Seen::Missing => None,
            Seen::Unknown { why } => return Err(drift(&operand.path, &why)),
            Seen::NotYet => return Err(drift(&operand.path, "It was not looked at.")),
        };
        match (now, operand.digest) {
            (now, approved) if now == approved => {}
            (None, _) => return Err(drift(&operand.path, "It is gone.")),
            (_, None) => {
                return Err(drift(&operand.path, "It was not there when it was approved."));
            }
            _ => return Err(drift(&operand.path, "Its content is another one.")),
        }
    }
    Ok(())
}

fn drift(path: &str, how: &str) -> String {
    format!(
        "{path} is not what it was when this was approved. {how} Nothing was run (operand_drift). Propose it again, so \
         that a person sees the file as it is."
    )
}

fn look(place: &Place, paths: &[String]) -> Vec<Operand> {
    let mut room = limits::OPERANDS_TEXT;
    let look = |path: &String| Operand { path: path.clone(), seen: seen(place, path, &mut room) };
    paths.iter().map(look).collect()
}

fn nowhere(paths: &[String], why: &str) -> Vec<Operand> {
    let unknown = |path: &String| {
        let seen = Seen::Unknown { why: why.to_owned() };
        Operand { path: path.clone(), seen }
    };
    paths.iter().map(unknown).collect()
}

/// What is there under a name now. `room` is how much text may still be told.
fn seen(place: &Place, path: &str, room: &mut usize) -> Seen {
    let file = place.dir.join(path);
    match read(&file, &place.root, *room) {
        Ok(Seen::File { digest, bytes, text }) => {
            *room -= text.as_ref().map_or(0, String::len);
            Seen::File { digest, bytes, text }
        }
        Ok(seen) => seen,
        Err(error) => match error.kind() {
            io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => Seen::Missing,
            _ => Seen::Unknown { why: format!("It cannot be read: {error}.") },
        },
    }
}

fn read(file: &Path, root: &Path, space: usize) -> io::Result<Seen> {
    let unknown = |why: &str| Ok(Seen::Unknown { why: why.to_owned() });
    // Asked before it is opened: opening a pipe waits for whoever writes into it.
    let found = std::fs::metadata(file)?;
    if !found.is_file() {
        return unknown("It is not a file.");
    }
    if found.len() > LARGEST {
        return unknown("It is over 256 MiB.");
    }
    // Only what agents may read as well is told; of anything else the digest alone.
    let inside = file.canonicalize()?.starts_with(root.canonicalize()?);
    let (mut hasher, mut start, mut bytes) = (Hasher::default(), Vec::new(), 0_u64);
    let mut open = std::fs::File::open(file)?.take(LARGEST + 1);
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
        if start.len() <= space {
            start.extend_from_slice(&chunk[..length]);
        }
    }
    if bytes > LARGEST {
        return unknown("It grows while it is read.");
    }
    let whole = inside && start.len() <= space && start.len() as u64 == bytes;
    let text = whole.then(|| String::from_utf8(start).ok()).flatten();
    Ok(Seen::File { digest: hasher.finish(), bytes, text })
}
