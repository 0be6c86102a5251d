//! Files that a command runs by name: their content decides what runs, and does not stand in the code.

use crate::simple::{Dialect, Simple};
use domain::{action::Word, limits};

/// Folders of programs that the system brings. What is named there is as good as a bare name.
const SYSTEM: [&str; 4] = ["/bin/", "/sbin/", "/usr/bin/", "/usr/sbin/"];
/// Commands after which a relative name means another file.
const MOVES: [&str; 9] = [
    "cd",
    "chdir",
    "pushd",
    "popd",
    "set-location",
    "push-location",
    "pop-location",
    "chroot",
    "nsenter",
];

/// The names found so far, each once, in order.
#[derive(Default)]
pub(crate) struct Operands {
    names: Vec<String>,
    moves: bool,
    /// How many commands around the present one run it on another machine.
    pub away: usize,
}

impl Operands {
    /// Notes a name.
    pub(crate) fn add(&mut self, name: &str) {
        let many = self.names.len() >= limits::OPERANDS || name.len() > limits::PATH;
        if self.away == 0 && !many && !name.is_empty() && !self.names.iter().any(|n| n == name) {
            self.names.push(name.to_owned());
        }
    }

    /// Notes a program that is named by its path.
    pub(crate) fn program(&mut self, simple: &Simple) {
        let name = simple.name();
        self.moves |= MOVES.contains(&name.as_str());
        let Some(Word::Literal(path)) = simple.words.first() else { return };
        let windows = matches!(simple.dialect, Dialect::Powershell | Dialect::Cmd);
        // A backslash alone may part a module's name from its cmdlet's.
        let starts = [".\\", "..\\", "\\"].iter().any(|start| path.starts_with(start));
        let by_path = path.contains('/') || windows && (starts || absolute(path));
        let system = SYSTEM.iter().any(|folder| path.starts_with(folder));
        if by_path && !system && !path.starts_with("/dev/") && !path.starts_with("/proc/") {
            self.add(path);
        }
    }

    /// The names whose files are known: a command that goes to another folder makes a relative name mean another file.
    pub(crate) fn finish(mut self) -> Vec<String> {
        if self.moves {
            self.names.retain(|name| absolute(name));
        }
        self.names
    }
}

/// Whether a name means the same file in every folder, here or on Windows.
fn absolute(name: &str) -> bool {
    name.starts_with(['/', '\\']) || name.as_bytes().get(1).is_some_and(|&byte| byte == b':')
}
