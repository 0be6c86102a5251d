//! The command that is held: as it is asked about, and made ready to start.

use super::Ending;
use crate::platform;
use domain::{
    action::{Interpreter, ToolRef},
    display::SafeText,
    limits,
    wire::Exact,
};
use std::{
    ffi::{OsStr, OsString},
    path::{Path, PathBuf},
};

/// What is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// A program and its arguments, which no shell reads.
    Argv(Vec<String>),
    /// A text that `sh -c` reads.
    Shell(String),
    /// The bytes of a script, and the name of the file they were read from. The bytes are what is asked about, and they run
    /// from a file of their own: what becomes of the file meanwhile does not matter.
    Script {
        /// The whole script.
        text: String,
        /// Where it was read.
        name: String,
    },
}

/// Where a script's own file is, while it runs. It goes with this.
#[derive(Debug)]
pub(super) struct Scratch(PathBuf);

impl Drop for Scratch {
    fn drop(&mut self) {
        // The system clears what is left in its folder for such files.
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// What is started: all that is known before anybody is asked.
#[derive(Debug)]
pub(super) struct Ready {
    /// The program's file.
    pub(super) program: PathBuf,
    /// What it is called by.
    pub(super) name: OsString,
    pub(super) args: Vec<OsString>,
    _scratch: Option<Scratch>,
}

impl Wanted {
    /// A program and its arguments. Refuses what is not UTF-8: no person could read what they approve.
    pub fn argv(args: Vec<OsString>) -> Result<Self, Ending> {
        let text = |arg: OsString| {
            arg.into_string().map_err(|arg| {
                Ending::Unusable(format!(
                    "the argument {} is not UTF-8, so nobody can read what it says",
                    arg.display()
                ))
            })
        };
        args.into_iter().map(text).collect::<Result<_, _>>().map(Self::Argv)
    }

    /// The script in a file.
    pub fn script(file: &Path) -> Result<Self, Ending> {
        let shown = file.display();
        let read = std::fs::read(file)
            .map_err(|error| Ending::Unusable(format!("{shown} cannot be read: {error}")))?;
        let text = String::from_utf8(read).map_err(|_| {
            Ending::Unusable(format!("{shown} is not UTF-8, so nobody can read what it says"))
        })?;
        Ok(Self::Script { text, name: shown.to_string() })
    }

    /// What a person decides about.
    pub(super) fn exact(&self) -> Exact {
        match self {
            Self::Argv(argv) => Exact::Argv(argv.clone()),
            Self::Shell(text) | Self::Script { text, .. } => Exact::Command(text.clone()),
        }
    }

    /// The same with what a person changed it to.
    pub(super) fn changed_to(&self, exact: &Exact) -> Result<Self, Ending> {
        match (self, exact.clone()) {
            (Self::Argv(_), Exact::Argv(argv)) => Ok(Self::Argv(argv)),
            (Self::Shell(_), Exact::Command(text)) => Ok(Self::Shell(text)),
            (Self::Script { name, .. }, Exact::Command(text)) => {
                Ok(Self::Script { text, name: name.clone() })
            }
            _ => Err(Ending::Broken("what was approved is no command of this kind".to_owned())),
        }
    }

    /// How it would be run.
    pub(super) fn tool(&self) -> ToolRef {
        let name = match self {
            Self::Argv(_) => "exec",
            Self::Shell(_) => "sh -c",
            Self::Script { .. } => "script",
        };
        ToolRef { name: name.to_owned(), kind: Some("execute".to_owned()) }
    }

    /// What else tells of it.
    pub(super) fn source(&self) -> Option<(String, String)> {
        match self {
            Self::Script { name, .. } => Some(("script".to_owned(), name.clone())),
            _ => None,
        }
    }

    /// What to call it: one line.
    pub(super) fn title(&self) -> String {
        let text = match self {
            Self::Argv(argv) => argv.iter().map(|arg| shown(arg)).collect::<Vec<_>>().join(" "),
            Self::Shell(text) => text.lines().next().unwrap_or_default().to_owned(),
            Self::Script { name, .. } => name.clone(),
        };
        let line = SafeText::code(&text).to_plain_line();
        if line.chars().count() <= limits::TITLE {
            return line;
        }
        line.chars().take(limits::TITLE - 1).chain(['…']).collect()
    }

    /// Finds the program and writes a script's file. Refuses what cannot be started, so that nobody is asked for nothing.
    pub(super) fn ready(&self) -> Result<Ready, Ending> {
        match self {
            Self::Argv(words) => {
                let Some((name, args)) = words.split_first().filter(|(name, _)| !name.is_empty())
                else {
                    return Err(Ending::Unusable("name the command to run".to_owned()));
                };
                let rest = args.iter().map(OsString::from).collect();
                Ok(Ready { program: program(name)?, name: name.into(), args: rest, _scratch: None })
            }
            Self::Shell(text) => {
                let args = vec!["-c".into(), text.into()];
                Ok(Ready { program: shell()?, name: "sh".into(), args, _scratch: None })
            }
            Self::Script { text, .. } => script(text),
        }
    }
}

/// The file of a program: a path as it is, a name from `PATH`.
fn program(name: &str) -> Result<PathBuf, Ending> {
    let none = || Ending::NotStarted(format!("there is no program {name}"), 127);
    if name.contains(std::path::is_separator) {
        let path = PathBuf::from(name);
        return if path.exists() { Ok(path) } else { Err(none()) };
    }
    let path = std::env::var_os("PATH").unwrap_or_else(|| platform::PATH.into());
    platform::look_up(OsStr::new(name), &path).ok_or_else(none)
}

fn shell() -> Result<PathBuf, Ending> {
    let path = std::env::var_os("PATH").unwrap_or_else(|| platform::PATH.into());
    platform::interpreter(Interpreter::Sh, &path)
        .ok_or_else(|| Ending::NotStarted("there is no sh on this machine".to_owned(), 127))
}

/// The script in a file of its own, that nobody else can write. Its first line says what reads it, else `sh` does.
fn script(text: &str) -> Result<Ready, Ending> {
    let folder =
        std::env::temp_dir().join(format!("mission-control-{:032x}", rand::random::<u128>()));
    let file = folder.join("script");
    let written = platform::private_dir(&folder)
        .and_then(|()| platform::write_script(&file, text.as_bytes()));
    let scratch = Some(Scratch(folder));
    written.map_err(|error| Ending::Broken(format!("the script cannot be written: {error}")))?;
    if text.starts_with("#!") {
        return Ok(Ready {
            name: file.clone().into(),
            program: file,
            args: vec![],
            _scratch: scratch,
        });
    }
    Ok(Ready { program: shell()?, name: "sh".into(), args: vec![file.into()], _scratch: scratch })
}

/// An argument as one would type it in a shell.
fn shown(arg: &str) -> String {
    let plain = |c: char| c.is_alphanumeric() || "-_./:=@%+,".contains(c);
    if !arg.is_empty() && arg.chars().all(plain) {
        return arg.to_owned();
    }
    format!("'{}'", arg.replace('\'', r"'\''"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_is_one_line_as_one_would_type_it_and_never_too_long() {
        let argv = |args: &[&str]| Wanted::Argv(args.iter().map(|&arg| arg.to_owned()).collect());
        assert_eq!(argv(&["git", "push", "a b", ""]).title(), "git push 'a b' ''");
        assert_eq!(argv(&["it's"]).title(), r"'it'\''s'");
        assert!(!argv(&["a\nb\u{202e}"]).title().contains(['\n', '\u{202e}']));
        assert_eq!(argv(&[&"x".repeat(500)]).title().chars().count(), limits::TITLE);
        assert_eq!(Wanted::Shell("one\ntwo".into()).title(), "one");
    }

    #[test]
    fn what_is_no_program_is_refused_before_anybody_is_asked() {
        let ready = |name: &str| Wanted::Argv(vec![name.to_owned()]).ready();
        assert!(matches!(ready("no-such-program-here"), Err(Ending::NotStarted(_, 127))));
        assert!(matches!(ready("./no/such/file"), Err(Ending::NotStarted(_, 127))));
        assert!(matches!(ready(""), Err(Ending::Unusable(_))));
    }

    #[test]
    #[cfg(unix)]
    fn a_script_runs_from_a_file_of_its_own_which_goes_with_it() {
        let wanted = Wanted::Script { text: "echo a\n".into(), name: "x.sh".into() };
        let ready = wanted.ready().unwrap();
        let file = PathBuf::from(&ready.args[0]);
        assert_eq!(std::fs::read_to_string(&file).unwrap(), "echo a\n");
        drop(ready);
        assert!(!file.exists() && !file.parent().unwrap().exists());
    }
}
