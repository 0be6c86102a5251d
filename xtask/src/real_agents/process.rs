//! The processes of this machine, as far as a trial has to know them: whose child each is, and where it works.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};

/// Every process with its parent. One that ends while we look is left out.
pub(super) fn parents() -> Result<Vec<(u32, u32)>> {
    Ok(all()?.into_iter().filter_map(|id| Some((id, parent(id)?))).collect())
}

/// The processes whose working directory is this one or below it.
pub(super) fn working_in(dir: &Path) -> Result<Vec<u32>> {
    let there =
        |id: &u32| fs::read_link(place(*id).join("cwd")).is_ok_and(|cwd| cwd.starts_with(dir));
    Ok(all()?.into_iter().filter(there).collect())
}

/// Whether a process is there and has not ended: what only waits to be noticed is over.
pub(super) fn lives(id: u32) -> bool {
    stat(id).is_some_and(|(state, _)| state != 'Z' && state != 'X')
}

fn all() -> Result<Vec<u32>> {
    let list = fs::read_dir("/proc").context("/proc is needed to see that no process is left")?;
    Ok(list.filter_map(|entry| entry.ok()?.file_name().to_str()?.parse().ok()).collect())
}

fn parent(id: u32) -> Option<u32> {
    stat(id).map(|(_, parent)| parent)
}

/// State and parent. The name before them is in brackets, and may hold anything.
fn stat(id: u32) -> Option<(char, u32)> {
    let text = fs::read_to_string(place(id).join("stat")).ok()?;
    let mut words = text.rsplit_once(')')?.1.split_whitespace();
    Some((words.next()?.chars().next()?, words.next()?.parse().ok()?))
}

fn place(id: u32) -> PathBuf {
    Path::new("/proc").join(id.to_string())
}

#[cfg(test)]
mod tests {
    use super::{lives, parents, working_in};

    #[test]
    fn this_process_is_seen_with_its_parent_and_its_directory() {
        let own = std::process::id();
        assert!(lives(own));
        let parent = std::os::unix::process::parent_id();
        assert!(parents().unwrap().contains(&(own, parent)));
        assert!(working_in(&std::env::current_dir().unwrap()).unwrap().contains(&own));
    }
}
