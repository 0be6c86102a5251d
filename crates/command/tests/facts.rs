//! What our rules say about commands that do harm, and about those that do not.

use command::read;
use domain::action::{Code, Fact, FactKind, Interpreter, Operand, Seen, Severity};

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
fn t14_files_that_are_run_by_name_are_named_and_what_is_not_sure_is_said_to_be() {
    // `?` marks a name that does not tell for sure which file it means.
    let bash: &[(&str, &[&str])] = &[
        ("bash -x ./a.sh one; . ./env.sh", &["./a.sh", "./env.sh"]),
        ("./build --all && sudo nice -n 5 ./build", &["./build"]),
        (
            "python3 -u tools/fix.py x; node app.js; perl -w p.pl",
            &["tools/fix.py", "app.js", "p.pl"],
        ),
        ("env A=1 sh -e x.sh | tee log", &["x.sh"]),
        ("if true; then sh -c 'sh inner.sh'; fi", &["inner.sh"]),
        ("find . -name x -exec ./a {} \\;", &["./a"]),
        ("bash --rcfile rc -i", &["rc"]),
        (
            "/usr/bin/../../tmp/evil.sh; /dev/shm/x; /opt/run",
            &["/usr/bin/../../tmp/evil.sh", "/dev/shm/x", "/opt/run"],
        ),
        // What the system brings, code that is there to read, and what is known only when it runs.
        ("/bin/ls; /usr/bin/python3 --version; sh -c 'ls'", &[]),
        ("sh \"$FILE\"; python3 -c 'print(1)'; ls ./a", &[]),
        // Another folder, another machine.
        ("cd site && ./build && sh deploy.sh | tee log", &["site/build", "site/deploy.sh"]),
        ("cd site; ./build", &["site/build", "./build"]),
        ("cd site && ./build; ./after", &["site/build", "./build", "site/after", "./after"]),
        ("ls; cd /srv && sh x.sh && /opt/run", &["?x.sh", "/opt/run"]),
        ("cd a && cd b && ./x", &["?./x"]),
        ("cd \"$D\" && ./x", &["?./x"]),
        ("(cd a); ./x", &["?./x"]),
        ("env -C sub sh x.sh; sudo -D sub ./y; sudo -iu bob ./z", &["?x.sh", "?./y", "?./z"]),
        ("find sub -execdir ./a \\;; su - bob -c ./b; systemd-run ./c", &["?./a", "?./b", "?./c"]),
        (
            "ssh host sh there.sh; docker exec box /in.sh; sh here.sh",
            &["?there.sh", "?/in.sh", "here.sh"],
        ),
        // A name that is looked for, a verb, an option that may take it.
        (". env; source which", &["?env", "?which"]),
        (". /proc/self/cwd/x; /proc/self/cwd/y", &["?/proc/self/cwd/x", "?/proc/self/cwd/y"]),
        ("deno run a.ts; node --env-file x app.js", &["?run", "?x"]),
        ("python3 --check-hash-based-pycs default x.py", &["?default"]),
    ];
    let mut wrong = Vec::new();
    let mut check = |interpreter, code: &str, wanted: &[&str]| {
        let found = read(interpreter, &Code::Script(code.to_owned())).operands;
        let show = |operand: &Operand| match &operand.seen {
            Seen::Unknown { .. } => format!("?{}", operand.path),
            _ => operand.path.clone(),
        };
        let found: Vec<String> = found.iter().map(show).collect();
        if found != wanted {
            wrong.push(format!("{code}: {found:?}"));
        }
    };
    for (code, wanted) in bash {
        check(Interpreter::Bash, code, wanted);
    }
    let windows = "pwsh -File a.ps1; .\\b.ps1; Microsoft.PowerShell.Utility\\Write-Output 1";
    check(Interpreter::Powershell, windows, &["a.ps1", ".\\b.ps1"]);
    let many: Vec<String> = (0..100).map(|n| format!("sh {n}.sh")).collect();
    let mut some: Vec<String> = (0..19).map(|n| format!("{n}.sh")).collect();
    some.push("?more files".to_owned());
    let some: Vec<&str> = some.iter().map(String::as_str).collect();
    check(Interpreter::Sh, &many.join("\n"), &some);
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    let argv = Code::Argv(["./tool", "x"].map(str::to_owned).to_vec());
    assert_eq!(read(Interpreter::Exec, &argv).operands, [Operand::named("./tool".to_owned())]);
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

#[test]
fn a_fact_points_at_its_word_on_its_line() {
    let of = |interpreter, code: &str, kind| {
        let facts = read(interpreter, &Code::Script(code.into())).facts;
        let fact = facts.into_iter().find(|fact| fact.kind == kind);
        let fact = fact.unwrap_or_else(|| panic!("no {kind:?} in {code:?}"));
        (fact.line.unwrap(), fact.word)
    };
    let bash = |code: &str, kind| of(Interpreter::Bash, code, kind);
    let word = |line, word: &str| (line, Some(word.to_owned()));
    assert_eq!(bash("cd /\nsudo rm -rf /srv", FactKind::Elevated), word(2, "sudo"));
    assert_eq!(bash("cd /\nsudo rm -rf /srv", FactKind::Deletes), word(2, "rm"));
    assert_eq!(bash("ls\nls > /etc/hosts", FactKind::Writes), word(2, "/etc/hosts"));
    assert_eq!(bash("ls\ncat /etc/shadow", FactKind::Secrets), word(2, "/etc/shadow"));
    // What was read before does not lend its words to what is found beside any command.
    assert_eq!(bash("rm a\nls\necho\u{a0}b", FactKind::Unreadable), (3, None));
    let facts = read(Interpreter::Bash, &Code::Script("rm a\nls\necho b\r\n".into())).facts;
    let returns = facts.iter().find(|fact| fact.text.contains("carriage returns"));
    assert_eq!(returns.map(|fact| (fact.line, fact.word.clone())), Some((Some(3), None)));
    let curly = "ls\nRemove-Item \u{201c}a\u{201d}";
    assert_eq!(of(Interpreter::Powershell, curly, FactKind::Unreadable).0, 2);
}
