//! Finds a path inside the workspace root, or refuses.

use super::Eyes;
use std::path::{Path, PathBuf};

impl Eyes {
    /// The path with all links followed. It is refused when it leads out of the root, in the same words whether or not
    /// something is there.
    pub(super) fn find(&self, path: &str) -> Result<PathBuf, String> {
        let wanted = self.dir.join(path);
        match wanted.canonicalize() {
            Ok(found) if found.starts_with(&self.root) => Ok(found),
            Ok(_) => Err(self.outside(path)),
            Err(error) => {
                let there = wanted.ancestors().find_map(|part| part.canonicalize().ok());
                Err(if there.is_some_and(|part| part.starts_with(&self.root)) {
                    format!("{path:?} cannot be read: {error}")
                } else {
                    self.outside(path)
                })
            }
        }
    }

    /// A found path as an agent reads it: relative to the task's directory if it is below it, else to the root.
    pub(super) fn shown(&self, path: &Path) -> String {
        let short = path.strip_prefix(&self.dir).unwrap_or(path);
        if short.as_os_str().is_empty() { ".".to_owned() } else { short.display().to_string() }
    }

    fn outside(&self, path: &str) -> String {
        format!("{path:?} is not inside the workspace root {}", self.root())
    }
}
