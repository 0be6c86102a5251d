//! Files that were fetched a moment ago: who makes them programs and runs them.

use crate::{
    facts::Facts,
    simple::{Simple, show},
};
use domain::action::{FactKind, Severity};

/// Programs that run the file they are given.
const RUNNERS: [&str; 18] = [
    "sh",
    "bash",
    "dash",
    "zsh",
    "ksh",
    "ash",
    "source",
    ".",
    "python",
    "python3",
    "perl",
    "ruby",
    "node",
    "php",
    "powershell",
    "pwsh",
    "start-process",
    "cmd",
];
/// More than anybody fetches by hand.
const MOST: usize = 1_000;

/// The files fetched so far.
#[derive(Default)]
pub(crate) struct Downloads(Vec<String>);

impl Downloads {
    /// Looks at one more command. The name of a fetched file that it runs, if it does.
    pub(crate) fn look(&mut self, simple: &Simple, facts: &mut Facts) -> Option<String> {
        let name = simple.name();
        let program = simple.words.first().map(show).unwrap_or_default();
        let given = simple.args().into_iter().filter(|arg| !arg.starts_with('-'));
        let runs = self.known(program).or_else(|| {
            RUNNERS
                .contains(&name.as_str())
                .then(|| given.clone().find_map(|arg| self.known(arg)))
                .flatten()
        });
        if let Some(file) = &runs {
            let text = format!("Runs {file}, which it fetched a moment before");
            facts.add(FactKind::PipesToShell, Severity::High, simple.line, &text);
        }
        if name == "chmod"
            && let Some(file) = given.clone().find_map(|arg| self.known(arg))
        {
            let text = format!("Makes {file} a program, which it fetched a moment before");
            facts.add(FactKind::Wraps, Severity::Note, simple.line, &text);
        }
        self.0.extend(fetched(simple, &name));
        self.0.truncate(MOST);
        runs
    }

    fn known(&self, file: &str) -> Option<String> {
        let last = last(file);
        self.0.iter().any(|known| known == last).then(|| file.to_owned())
    }
}

/// The files a command fetches, by their last names.
fn fetched(simple: &Simple, name: &str) -> Vec<String> {
    let args = simple.args();
    let after = |options: &[&str]| -> Vec<&str> {
        let next =
            args.windows(2).filter(|pair| options.iter().any(|option| takes(pair[0], option)));
        let attached = args.iter().filter_map(|arg| {
            let (option, value) = arg.split_once('=')?;
            options.contains(&option).then_some(value)
        });
        next.map(|pair| pair[1]).chain(attached).collect()
    };
    let urls = || args.iter().copied().filter(|arg| arg.contains("://"));
    let mut files: Vec<&str> = match name {
        "curl" => {
            let own = args.iter().any(|arg| takes(arg, "-O") || arg.starts_with("--remote-name"));
            after(&["-o", "--output"]).into_iter().chain(urls().filter(|_| own)).collect()
        }
        "wget" => {
            let named = after(&["-O", "--output-document"]);
            if named.is_empty() { urls().collect() } else { named }
        }
        "invoke-webrequest" | "invoke-restmethod" | "start-bitstransfer" => {
            ["outfile", "destination"]
                .iter()
                .filter_map(|option| simple.value_of(option))
                .map(show)
                .collect()
        }
        "scp" => args
            .last()
            .copied()
            .into_iter()
            .chain(args.iter().copied().filter(|arg| arg.contains(':')))
            .collect(),
        _ => Vec::new(),
    };
    // What is printed to a file is fetched too.
    if matches!(name, "curl" | "wget") {
        files.extend(simple.sends.iter().map(|send| show(&send.to)));
    }
    files
        .into_iter()
        .map(last)
        .filter(|file| !matches!(*file, "" | "-" | "null"))
        .map(str::to_owned)
        .collect()
}

/// `-o`, or a cluster such as `-fsSLo`.
fn takes(arg: &str, option: &str) -> bool {
    let short = option.len() == 2 && !arg.starts_with("--") && arg.starts_with('-');
    arg == option || (short && arg.ends_with(&option[1..]))
}

fn last(path: &str) -> &str {
    let path = path.split(['?', '#']).next().unwrap_or(path);
    path.rsplit(['/', '\\']).next().unwrap_or(path)
}
