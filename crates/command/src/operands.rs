//! Files that a command runs by name: their content decides what runs, and does not stand in the code. None is left out:
//! one that cannot be told for sure is named with the reason.

use crate::simple::{Dialect, Simple};
use domain::{
    action::{Operand, Seen, Word},
    limits,
};

/// Folders of programs that the system brings. What is named there is as good as a bare name.
const SYSTEM: [&str; 4] = ["/bin/", "/sbin/", "/usr/bin/", "/usr/sbin/"];
/// Commands after which a relative name means another file.
const MOVES: [&str; 7] =
    ["cd", "chdir", "pushd", "popd", "set-location", "push-location", "pop-location"];
/// Programs that run another one in a folder of their own choice.
const WANDERERS: [&str; 7] =
    ["systemd-run", "unshare", "nsenter", "pkexec", "gsudo", "start-process", "watch"];
/// Programs that run another one where no file is one of ours.
const ABROAD: [&str; 8] =
    ["ssh", "docker", "podman", "kubectl", "lxc", "chroot", "wsl", "machinectl"];

const ELSEWHERE: &str = "It runs on another machine or inside a container.";
const MOVED: &str =
    "The command goes to another folder first, so which file this is was not known.";
const ALONG_PATH: &str = "A name without a folder is looked for along PATH first.";
const RUNTIME: &str = "Which file this is is known only when it runs.";

/// Where a command stands: how sure it is which file a name means. The later, the less.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Place {
    /// In the action's own folder.
    #[default]
    Here,
    /// In a folder that is not known.
    Moved,
    /// On another machine.
    Away,
}

/// The names found so far, each once, in order.
#[derive(Default)]
pub(crate) struct Operands {
    found: Vec<Operand>,
    /// How many commands go to another folder.
    moves: usize,
    place: Place,
    more: bool,
}

impl Operands {
    /// Notes a file that is run by name.
    pub(crate) fn add(&mut self, name: &str) {
        let fleeting =
            ["/proc/", "/dev/fd/", "/dev/std"].iter().any(|start| name.starts_with(start));
        match self.place {
            Place::Away => self.unsure(name, ELSEWHERE),
            Place::Moved if !absolute(name) => self.unsure(name, MOVED),
            _ if fleeting => self.unsure(name, RUNTIME),
            _ => self.keep(Operand::named(name.to_owned())),
        }
    }

    /// Notes a name of which it is not sure which file it means.
    pub(crate) fn unsure(&mut self, name: &str, why: &str) {
        self.keep(Operand::unknown(name.to_owned(), why.to_owned()));
    }

    /// Notes what `.` reads: a name without a slash is looked for along PATH.
    pub(crate) fn sourced(&mut self, name: &str) {
        if name.contains('/') { self.add(name) } else { self.unsure(name, ALONG_PATH) }
    }

    fn keep(&mut self, new: Operand) {
        if new.path.is_empty() || self.found.contains(&new) {
        } else if self.found.len() + 1 >= limits::OPERANDS || new.path.len() > limits::PATH {
            self.more = true;
        } else {
            self.found.push(new);
        }
    }

    /// Notes a program that is named by its path.
    pub(crate) fn program(&mut self, simple: &Simple) {
        let name = simple.name();
        self.moves += usize::from(MOVES.contains(&name.as_str()));
        let Some(Word::Literal(path)) = simple.words.first() else { return };
        let windows = matches!(simple.dialect, Dialect::Powershell | Dialect::Cmd);
        // A backslash alone may part a module's name from its cmdlet's.
        let starts = [".\\", "..\\", "\\"].iter().any(|start| path.starts_with(start));
        let by_path = path.contains('/') || windows && (starts || absolute(path));
        let system = SYSTEM.iter().any(|folder| path.starts_with(folder)) && !path.contains("..");
        if by_path && !system {
            self.add(path);
        }
    }

    /// What is read from now on is run by this program. Answers where it was before, for [`Self::leave`].
    pub(crate) fn enter(&mut self, simple: &Simple) -> Place {
        let before = self.place;
        self.place = before.max(place_inside(simple));
        before
    }

    /// What is read from now on is no longer run by that program.
    pub(crate) fn leave(&mut self, before: Place) {
        self.place = before;
    }

    /// The names, and the reason where a name is not sure. `lead` is the folder that the code goes to before all else,
    /// and whether nothing runs if it cannot go there.
    pub(crate) fn finish(mut self, lead: Option<(&str, bool)>) -> Vec<Operand> {
        let lead = lead.filter(|_| self.moves == 1);
        let mut names = Vec::with_capacity(self.found.len());
        for operand in std::mem::take(&mut self.found) {
            let relative = operand.seen == Seen::NotYet && !absolute(&operand.path);
            match lead {
                _ if self.moves == 0 || !relative => names.push(operand),
                None => names.push(Operand::unknown(operand.path, MOVED.to_owned())),
                Some((folder, sure)) => {
                    let name = operand.path.trim_start_matches("./");
                    let there = format!("{}/{name}", folder.trim_end_matches('/'));
                    names.push(Operand::named(there));
                    if !sure {
                        names.push(operand);
                    }
                }
            }
        }
        if self.more || names.len() > limits::OPERANDS {
            names.truncate(limits::OPERANDS - 1);
            let why = "The command runs more files by name than are looked at.".to_owned();
            names.push(Operand::unknown("more files".to_owned(), why));
        }
        names
    }
}

/// Where a program runs another one.
fn place_inside(simple: &Simple) -> Place {
    let name = simple.name();
    let (letters, longs): (&str, &[&str]) = match name.as_str() {
        "sudo" => ("iDR", &["--login", "--chdir", "--chroot"]),
        "env" => ("C", &["--chdir"]),
        "su" | "runuser" => ("l", &["--login"]),
        name if ABROAD.contains(&name) => return Place::Away,
        name if WANDERERS.contains(&name) => return Place::Moved,
        "find" if simple.args().iter().any(|arg| matches!(*arg, "-execdir" | "-okdir")) => {
            return Place::Moved;
        }
        _ => return Place::Here,
    };
    let login = matches!(name.as_str(), "su" | "runuser") && simple.args().contains(&"-");
    if login || simple.has(letters, longs) { Place::Moved } else { Place::Here }
}

/// The folder that a script goes to before all else, and whether nothing of it runs if it cannot go there:
/// `cd site && ./build && ./deploy`.
pub(crate) fn lead(script: &str) -> Option<(&str, bool)> {
    let rest = script.trim_start().strip_prefix("cd ")?.trim_start();
    let plain = |char: char| char.is_ascii_alphanumeric() || "._/@+-".contains(char);
    let (folder, rest) = rest.split_at(rest.find(|char| !plain(char))?);
    let rest = rest.trim_start_matches([' ', '\t']);
    let chain = rest.strip_prefix("&&");
    if folder.is_empty()
        || folder.starts_with('-')
        || !(chain.is_some() || rest.starts_with([';', '\n']))
    {
        return None;
    }
    let sure = chain.is_some_and(|chain| {
        let chain = chain.trim_end().replace("&&", "");
        !chain.contains([';', '\n', '&', '(', ')', '{', '}', '`']) && !chain.contains("||")
    });
    Some((folder, sure))
}

/// Whether a name means the same file in every folder, here or on Windows.
fn absolute(name: &str) -> bool {
    name.starts_with(['/', '\\']) || name.as_bytes().get(1).is_some_and(|&byte| byte == b':')
}
