//! Whatever is handed in, reading ends with an answer.

use command::read;
use domain::action::{Code, FactKind, Interpreter};
use proptest::prelude::*;

fn check(code: &str) {
    for interpreter in Interpreter::ALL {
        let reading = read(interpreter, &Code::Script(code.to_owned()));
        assert!(reading.facts.len() <= 50);
        for fact in &reading.facts {
            assert!(
                fact.text.chars().count() <= 200 && !fact.text.contains(['\n', '\r']),
                "{fact:?}"
            );
        }
    }
    let argv = code.split(' ').map(str::to_owned).collect();
    read(Interpreter::Exec, &Code::Argv(argv));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text(code in any::<String>()) {
        check(&code);
    }

    #[test]
    fn anything_that_looks_like_a_shell(pieces in prop::collection::vec(prop::sample::select(PIECES), 0..40)) {
        check(&pieces.concat());
    }
}

const PIECES: &[&str] = &[
    "rm",
    " ",
    " -rf",
    "$(",
    ")",
    "`",
    "'",
    "\"",
    "\\",
    "\n",
    "\r\n",
    "|",
    "&",
    ";",
    "{",
    "}",
    "(",
    "<<EOF\n",
    "EOF\n",
    "<<<",
    ">",
    ">>",
    "2>&1",
    "<(",
    "$x",
    "${",
    "sudo",
    "env -S ",
    "sh -c ",
    "eval ",
    "powershell -enc ",
    "iex ",
    "é",
    "🦀",
    "if ",
    "then ",
    "fi",
    "for x in ",
    "do ",
    "done",
    "case ",
    "esac",
    "=",
    "find . -exec ",
    "xargs ",
    "@",
    "@'\n",
    "\n'@",
    "& ",
    "#",
    "<#",
    "#>",
    "[x]::y(",
    "%",
    "cmd /c ",
    "--",
    "-",
    "\u{0}",
    "\u{2018}",
    "ssh h ",
    "docker exec ",
    "Start-Process ",
];

#[test]
fn deep_nesting_ends() {
    for (open, close) in [
        ("(", ")"),
        ("$(", ")"),
        ("{ ", "; }"),
        ("if a; then ", "; fi"),
        ("\"$(", ")\""),
        ("sh -c '", "'"),
        ("eval ", ""),
        ("sudo ", ""),
        ("a && ", ""),
    ] {
        let code =
            open.repeat(65_536 / open.len() / 2) + "rm x" + &close.repeat(65_536 / open.len() / 2);
        let code = &code[..code.len().min(65_536)];
        for interpreter in [Interpreter::Bash, Interpreter::Powershell] {
            if open == "a && " && interpreter == Interpreter::Powershell {
                // A chain is flat there, however long.
                continue;
            }
            let reading = read(interpreter, &Code::Script(code.to_owned()));
            assert!(reading.parts.is_none(), "{open} {interpreter:?}");
            assert!(reading.facts.iter().any(|fact| fact.kind == FactKind::Unreadable), "{open}");
        }
    }
}

#[test]
fn long_code_is_read_in_full() {
    let code = "git status\n".repeat(5_900) + "rm -rf /srv";
    assert!(code.len() < 65_536);
    let reading = read(Interpreter::Bash, &Code::Script(code));
    assert_eq!(reading.parts.map(|parts| parts.len()), Some(5_901));
    assert_eq!(reading.facts[0].line, Some(5_901));
}

#[test]
fn long_words_are_read_in_a_moment() {
    // Whoever looks back or ahead at each character of such a word takes minutes.
    for piece in ["print ", " ", "/[", "s/a/b/;", "[", "\"", "print>", "#", "/x/{"] {
        for program in ["awk", "sed", "python3 -c", "git -c", "docker run", "chmod"] {
            let code = format!("{program} '{}]/'", piece.repeat(60_000 / piece.len()));
            let begun = std::time::Instant::now();
            read(Interpreter::Bash, &Code::Script(code));
            assert!(begun.elapsed().as_secs() < 5, "{program} {piece:?}: {:?}", begun.elapsed());
        }
    }
}

#[test]
fn a_riddle_can_be_called_off() {
    // Left alone, each of these takes seconds to minutes.
    for piece in ["[a]::b(", "for((;;", "<<A\n", "$[", "${a#", "<<<"] {
        let code = Code::Script(piece.repeat(64 * 1024 / piece.len()));
        let stop = command::Stop::default();
        let caller = stop.clone();
        let begun = std::time::Instant::now();
        let (over, told) = std::sync::mpsc::channel();
        std::thread::spawn(move || {
            let reading = command::read_until(&stop, Interpreter::Bash, &code);
            over.send(reading).expect("somebody listens");
        });
        std::thread::sleep(std::time::Duration::from_millis(300));
        caller.call();
        let reading = told.recv_timeout(std::time::Duration::from_secs(20));
        let reading =
            reading.unwrap_or_else(|_| panic!("{piece:?} goes on after {:?}", begun.elapsed()));
        assert_eq!(reading.parts, None, "{piece:?}");
    }
}
