//! One simple command on its way to becoming a part: its words and what stands around them.

use domain::{
    action::{Severity, Word},
    policy::cmdlet,
};

/// Whose words they are: that decides what names and flags mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Dialect {
    /// A POSIX shell or bash.
    Posix,
    /// PowerShell.
    Powershell,
    /// `cmd.exe`.
    Cmd,
    /// No shell.
    None,
}

/// Where output goes.
#[derive(Clone, Debug)]
pub(crate) struct Send {
    /// The file.
    pub to: Word,
    /// Whether it is added to what is there.
    pub append: bool,
}

/// What comes in on standard input.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) enum Feed {
    /// Nothing that the code names.
    #[default]
    Nothing,
    /// This text, to the letter.
    Text(String),
    /// Something known only at run time.
    Unknown,
}

/// One simple command.
#[derive(Clone, Debug)]
pub(crate) struct Simple {
    /// Whose words they are.
    pub dialect: Dialect,
    /// The program, then its arguments.
    pub words: Vec<Word>,
    /// The line it begins on.
    pub line: u32,
    /// Variables it sets.
    pub sets: Vec<String>,
    /// Files its output goes to.
    pub sends: Vec<Send>,
    /// Files its input comes from.
    pub takes: Vec<Word>,
    /// Whether all it says is thrown away.
    pub silent: bool,
    /// Whether something around it writes or sets.
    pub more: bool,
    /// Its input.
    pub feed: Feed,
    /// The program before it in the pipeline.
    pub piped: Option<String>,
}

impl Simple {
    /// A command with nothing around it.
    pub(crate) fn new(dialect: Dialect, words: Vec<Word>, line: u32) -> Self {
        Self {
            dialect,
            words,
            line,
            sets: Vec::new(),
            sends: Vec::new(),
            takes: Vec::new(),
            silent: false,
            more: false,
            feed: Feed::Nothing,
            piped: None,
        }
    }

    /// The command inside a wrapper: the same surroundings, other words.
    pub(crate) fn inner(&self, dialect: Dialect, words: Vec<Word>) -> Self {
        Self { dialect, words, sends: Vec::new(), takes: Vec::new(), ..self.clone() }
    }

    /// The program by the name the rules know: without its path and `.exe`, in lower case, a cmdlet for its alias.
    pub(crate) fn name(&self) -> String {
        let word = self.words.first().map(show).unwrap_or_default();
        let last = word.rsplit(['/', '\\']).next().unwrap_or_default().to_ascii_lowercase();
        let bare = [".exe", ".cmd", ".com", ".bat"].iter().find_map(|end| last.strip_suffix(end));
        let bare = bare.unwrap_or(&last);
        // `sc.exe` is a program; `sc` is short for a cmdlet.
        let short = self.dialect == Dialect::Powershell && bare.len() == word.len();
        match cmdlet(bare).filter(|_| short) {
            Some(cmdlet) => cmdlet.to_ascii_lowercase(),
            None => bare.to_owned(),
        }
    }

    /// The arguments as text; what is not known as it was written.
    pub(crate) fn args(&self) -> Vec<&str> {
        self.words.iter().skip(1).map(show).collect()
    }

    /// Whether an option is there: a letter alone or in a cluster, or one of the long names.
    pub(crate) fn has(&self, letters: &str, longs: &[&str]) -> bool {
        self.args().iter().take_while(|arg| **arg != "--").any(|arg| {
            let long = longs.iter().any(|long| {
                arg.strip_prefix(long).is_some_and(|rest| rest.is_empty() || rest.starts_with('='))
            });
            let cluster = arg.strip_prefix('-').is_some_and(|rest| {
                !rest.starts_with('-') && rest.chars().any(|letter| letters.contains(letter))
            });
            long || cluster
        })
    }

    /// Whether a PowerShell parameter is there, also shortened: `-Rec` for `recurse`.
    pub(crate) fn parameter(&self, name: &str) -> bool {
        self.args().iter().any(|arg| is_parameter(arg, name))
    }

    /// The value of a PowerShell parameter.
    pub(crate) fn value_of(&self, name: &str) -> Option<&Word> {
        let place = self.args().iter().position(|arg| is_parameter(arg, name))?;
        self.words.get(place + 2)
    }

    /// The arguments that are no options. `valued` are the letters of options that take the next word.
    pub(crate) fn operands(&self, valued: &str) -> Vec<&str> {
        let mut operands = Vec::new();
        let mut args = self.args().into_iter();
        while let Some(arg) = args.next() {
            match arg.strip_prefix('-') {
                Some("-") => {
                    operands.extend(args);
                    break;
                }
                Some(rest) if !rest.is_empty() => {
                    let takes = rest.chars().count() == 1 && valued.contains(rest);
                    let takes = takes || (self.dialect == Dialect::Powershell && takes_value(rest));
                    if takes {
                        args.next();
                    }
                }
                _ if self.dialect == Dialect::Cmd && arg.starts_with('/') => {}
                _ => operands.push(arg),
            }
        }
        operands
    }

    /// What changes a file: costly when it cannot be undone.
    pub(crate) fn weight(costly: bool) -> Severity {
        if costly { Severity::High } else { Severity::Note }
    }
}

/// A word as text.
pub(crate) fn show(word: &Word) -> &str {
    match word {
        Word::Literal(text) | Word::Dynamic(text) => text,
    }
}

fn is_parameter(arg: &str, name: &str) -> bool {
    let Some(rest) = arg.strip_prefix(['-', '/']) else { return false };
    let rest = rest.split(':').next().unwrap_or_default().to_ascii_lowercase();
    !rest.is_empty() && name.starts_with(&rest)
}

/// PowerShell parameters whose value is not what the command works on.
fn takes_value(parameter: &str) -> bool {
    const VALUED: [&str; 12] = [
        "itemtype",
        "value",
        "encoding",
        "filter",
        "include",
        "exclude",
        "credential",
        "verb",
        "argumentlist",
        "method",
        "erroraction",
        "type",
    ];
    let parameter = parameter.to_ascii_lowercase();
    parameter.len() > 2 && VALUED.iter().any(|name| name.starts_with(&parameter))
}
