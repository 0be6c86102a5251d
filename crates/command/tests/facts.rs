//! What our rules say about commands that do harm, and about those that do not.

use command::read;
use domain::action::{Code, Fact, FactKind, Interpreter, Severity};

/// Each line: the interpreter, the facts that have to be there as `kind/severity/words`, `;`-separated, or `-` for
/// none, then `=>` and the command.
const TABLE: &str = include_str!("facts.txt");

fn name<T: serde::Serialize>(value: T) -> String {
    serde_json::to_value(value).expect("a value").as_str().expect("a word").to_owned()
}

fn shown(facts: &[Fact]) -> String {
    let lines: Vec<String> = facts
        .iter()
        .map(|fact| format!("    {}/{}/{}", name(fact.kind), name(fact.severity), fact.text))
        .collect();
    lines.join("\n")
}

#[test]
fn each_command_says_what_it_does() {
    let mut wrong = Vec::new();
    let mut count = 0;
    for line in TABLE.lines().filter(|line| !line.is_empty()) {
        count += 1;
        let (before, code) = line.split_once(" => ").unwrap();
        let (interpreter, expected) = before.split_once(' ').unwrap();
        let interpreter = Interpreter::parse(interpreter).unwrap();
        let code = code.replace("⏎", "\n");
        let code = if interpreter == Interpreter::Exec {
            Code::Argv(code.split(' ').map(str::to_owned).collect())
        } else {
            Code::Script(code)
        };
        let facts = read(interpreter, &code).facts;
        let found = |wanted: &str| {
            let mut words = wanted.trim().splitn(3, '/');
            let (kind, severity, text) =
                (words.next().unwrap(), words.next().unwrap(), words.next().unwrap_or(""));
            facts.iter().any(|fact| {
                name(fact.kind) == kind
                    && name(fact.severity) == severity
                    && fact.text.contains(text)
            })
        };
        let right =
            if expected.trim() == "-" { facts.is_empty() } else { expected.split(';').all(found) };
        if !right {
            wrong.push(format!("{line}\n{}", shown(&facts)));
        }
    }
    assert!(count >= 120, "{count}");
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn facts_are_sorted_bounded_and_on_one_line() {
    let mut code = String::from("ls\nrm a\nrm -r b\nrm a\n");
    for place in 0..100 {
        code += "touch 'f\n";
        code += &place.to_string();
        code += &"x".repeat(300);
        code += "'\n";
    }
    let facts = read(Interpreter::Bash, &Code::Script(code)).facts;
    assert_eq!(facts.len(), 50);
    assert_eq!((facts[0].severity, facts[0].line), (Severity::High, Some(3)));
    assert_eq!((facts[1].kind, facts[1].line), (FactKind::Deletes, Some(2)));
    assert!(facts.windows(2).all(|pair| pair[0].severity >= pair[1].severity));
    assert!(facts.iter().all(|fact| fact.text.chars().count() <= 200 && !fact.text.contains('\n')));
    assert_eq!(facts.iter().filter(|fact| fact.text == "Deletes a").count(), 1);
}

#[test]
fn a_description_changes_nothing_about_the_facts() {
    // The agent may say "List old logs"; this is all that is read.
    let facts =
        read(Interpreter::Bash, &Code::Script("# List old logs\nrm -rf /var/log/app".into())).facts;
    assert!(facts.iter().any(|fact| fact.text == "Deletes /var/log/app, with everything below it"
        && fact.line == Some(2)));
}

#[test]
fn files_that_are_run_by_name_are_named() {
    let table: &[(Interpreter, &str, &[&str])] = &[
        (Interpreter::Sh, "sh deploy.sh", &["deploy.sh"]),
        (
            Interpreter::Bash,
            "bash -x ./a.sh one; . ./env.sh && source b",
            &["./a.sh", "./env.sh", "b"],
        ),
        (Interpreter::Bash, "./build --all && sudo nice -n 5 ./build", &["./build"]),
        (
            Interpreter::Bash,
            "python3 -u tools/fix.py x; node app.js; perl -w p.pl",
            &["tools/fix.py", "app.js", "p.pl"],
        ),
        (Interpreter::Bash, "env A=1 sh -e x.sh | tee log", &["x.sh"]),
        (Interpreter::Bash, "if true; then sh -c 'sh inner.sh'; fi", &["inner.sh"]),
        // What the system brings, code that is there to read, and what is known only when it runs.
        (Interpreter::Bash, "/bin/ls; /usr/bin/python3 --version; sh -c 'ls'", &[]),
        (Interpreter::Bash, "sh \"$FILE\"; python3 -c 'print(1)'; ls ./a", &[]),
        // Another machine, another folder.
        (
            Interpreter::Bash,
            "ssh host sh there.sh; docker exec box sh in.sh; sh here.sh",
            &["here.sh"],
        ),
        (Interpreter::Bash, "cd /srv && sh x.sh && /opt/run", &["/opt/run"]),
        (
            Interpreter::Powershell,
            "pwsh -File a.ps1; .\\b.ps1; Microsoft.PowerShell.Utility\\Write-Output 1",
            &["a.ps1", ".\\b.ps1"],
        ),
    ];
    let mut wrong = Vec::new();
    for (interpreter, code, wanted) in table {
        let operands = read(*interpreter, &Code::Script((*code).to_owned())).operands;
        if operands != *wanted {
            wrong.push(format!("{code}: {operands:?}"));
        }
    }
    let argv = Code::Argv(["./tool", "x"].map(str::to_owned).to_vec());
    assert_eq!(read(Interpreter::Exec, &argv).operands, ["./tool"]);
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    let many: Vec<String> = (0..100).map(|n| format!("sh {n}.sh")).collect();
    assert_eq!(
        read(Interpreter::Sh, &Code::Script(many.join("\n"))).operands.len(),
        domain::limits::OPERANDS
    );
}

#[test]
fn t16_what_a_wrapper_runs_is_read_too_and_a_decoded_command_is_shown() {
    let encoded = "JwBoAGkAJwA7ACAAcgBtACAALQByACAAeAA=";
    let table = [
        (Interpreter::Bash, "env -S 'rm -r x'".to_owned(), "Deletes x"),
        (Interpreter::Bash, "sh -c 'rm -r x'".to_owned(), "Deletes x"),
        (Interpreter::Bash, "sudo -u root rm -r x".to_owned(), "Deletes x"),
        (Interpreter::Bash, "nice -n 10 rm -r x".to_owned(), "Deletes x"),
        (Interpreter::Powershell, format!("powershell -EncodedCommand {encoded}"), "'hi'; rm -r x"),
    ];
    for (interpreter, code, wanted) in table {
        let facts = read(interpreter, &Code::Script(code.clone())).facts;
        assert!(facts.iter().any(|fact| fact.text.contains(wanted)), "{code}: {}", shown(&facts));
    }
}
