//! What the policy says about readings made by hand: rules against presets, deny against allow, and what only reads.

use domain::{
    DesktopId, Gate, Party, RuleId, Timestamp, Version,
    action::{Fact, FactKind, Interpreter, Part, Reading, Severity, Word},
    policy::{
        Case, CommandPattern, DecideWithin, Judgement, Level, Policy, Preset, Rule, Settings,
    },
};

fn word(text: &str) -> Word {
    match text.strip_prefix('?') {
        Some(raw) => Word::Dynamic(raw.to_owned()),
        None => Word::Literal(text.to_owned()),
    }
}

fn part(text: &str) -> Part {
    Part { words: text.split(' ').map(word).collect(), more: false, line: 1 }
}

fn reading(parts: &[&str]) -> Reading {
    Reading {
        parts: Some(parts.iter().map(|text| part(text)).collect()),
        facts: Vec::new(),
        operands: Vec::new(),
    }
}

fn rule(level: Level, pattern: Option<&str>) -> Rule {
    Rule {
        id: RuleId::new("rul_1"),
        level,
        agent: None,
        desktop: None,
        interpreter: None,
        command: pattern.map(|pattern| CommandPattern::parse(pattern).expect("a pattern")),
        people: 1,
        decide_within: None,
        note: String::new(),
        created_by: Party::system(),
        created_at: Timestamp(0),
        expires_at: None,
        revoked_at: None,
        uses: 0,
        used_at: None,
    }
}

fn judge(
    preset: Preset,
    rules: Vec<Rule>,
    interpreter: Interpreter,
    reading: &Reading,
) -> Judgement {
    let policy = Policy { preset, version: Version(7), rules };
    let desktop = DesktopId::new("dsk_1");
    let case = Case { agent: "agent", desktop: &desktop, interpreter, reading };
    policy.judge(&case, Timestamp(1_000))
}

fn level(preset: Preset, rules: Vec<Rule>, reading: &Reading) -> Level {
    judge(preset, rules, Interpreter::Bash, reading).level
}

#[test]
fn deny_beats_asks_and_asks_beats_allow() {
    let rm = reading(&["rm x"]);
    let allow = || rule(Level::Runs, Some("rm *"));
    let ask = || rule(Level::Asks, Some("rm *"));
    let deny = || rule(Level::Blocked, Some("rm *"));
    assert_eq!(level(Preset::Restrictive, vec![allow()], &rm), Level::Runs);
    assert_eq!(level(Preset::Autonomous, vec![allow(), ask()], &rm), Level::Asks);
    assert_eq!(level(Preset::Autonomous, vec![allow(), ask(), deny()], &rm), Level::Blocked);
    let said = judge(Preset::Autonomous, vec![deny()], Interpreter::Bash, &rm);
    assert_eq!((said.rule.as_deref(), said.version), (Some("rul_1"), 7));
}

#[test]
fn every_part_has_to_be_covered() {
    let allow = || vec![rule(Level::Runs, Some("git status"))];
    assert_eq!(level(Preset::Restrictive, allow(), &reading(&["git status"])), Level::Runs);
    assert_eq!(level(Preset::Restrictive, allow(), &reading(&["git status", "rm x"])), Level::Asks);
    let both = vec![rule(Level::Runs, Some("git status")), rule(Level::Runs, Some("rm x"))];
    assert_eq!(level(Preset::Restrictive, both, &reading(&["git status", "rm x"])), Level::Runs);
    assert_eq!(level(Preset::Restrictive, allow(), &reading(&[])), Level::Asks);
    let mut more = reading(&["git status"]);
    more.parts.as_mut().unwrap()[0].more = true;
    assert_eq!(level(Preset::Restrictive, allow(), &more), Level::Asks);
}

#[test]
fn deny_needs_only_one_part() {
    let deny = vec![rule(Level::Blocked, Some("rm *"))];
    assert_eq!(level(Preset::Autonomous, deny, &reading(&["ls", "rm x"])), Level::Blocked);
}

#[test]
fn what_cannot_be_read_asks() {
    let unread = Reading { parts: None, facts: Vec::new(), operands: Vec::new() };
    for preset in [Preset::Permissive, Preset::Balanced, Preset::Restrictive] {
        assert_eq!(
            level(preset, vec![rule(Level::Runs, Some("git status"))], &unread),
            Level::Asks
        );
    }
    let deny = vec![rule(Level::Blocked, Some("rm *"))];
    assert_eq!(level(Preset::Autonomous, deny, &unread), Level::Asks);
    let unknown = reading(&["rm ?$X"]);
    assert_eq!(
        level(Preset::Autonomous, vec![rule(Level::Blocked, Some("rm -rf"))], &unknown),
        Level::Asks
    );
    assert_eq!(
        level(Preset::Restrictive, vec![rule(Level::Runs, Some("rm *"))], &unknown),
        Level::Asks
    );
}

#[test]
fn another_program_of_the_same_name_is_not_covered() {
    let allow = || vec![rule(Level::Runs, Some("git status"))];
    for (program, expected) in [
        ("/usr/bin/git status", Level::Runs),
        ("./git status", Level::Asks),
        ("/tmp/git status", Level::Asks),
        ("GIT status", Level::Asks),
    ] {
        assert_eq!(
            level(Preset::Restrictive, allow(), &reading(&[program])),
            expected,
            "{program}"
        );
    }
    let exact = vec![rule(Level::Runs, Some("/opt/git status"))];
    assert_eq!(level(Preset::Restrictive, exact, &reading(&["/opt/git status"])), Level::Runs);
}

#[test]
fn letter_case_and_short_names_are_no_way_around_a_deny() {
    let deny = || vec![rule(Level::Blocked, Some("Remove-Item *"))];
    for command in ["remove-item x", "ri x", "DEL x", "rm x", "Remove-Item x"] {
        let said = judge(Preset::Autonomous, deny(), Interpreter::Powershell, &reading(&[command]));
        assert_eq!(said.level, Level::Blocked, "{command}");
    }
    let deny = || vec![rule(Level::Blocked, Some("format *"))];
    assert_eq!(level(Preset::Autonomous, deny(), &reading(&["FORMAT.EXE c:"])), Level::Asks);
    assert_eq!(level(Preset::Autonomous, deny(), &reading(&["/tmp/format c:"])), Level::Blocked);
    assert_eq!(level(Preset::Autonomous, deny(), &reading(&["ls c:"])), Level::Runs);
}

#[test]
fn rules_that_ended_or_speak_of_others_say_nothing() {
    let rm = reading(&["rm x"]);
    let change = |change: fn(&mut Rule)| {
        let mut rule = rule(Level::Runs, Some("rm x"));
        change(&mut rule);
        level(Preset::Restrictive, vec![rule], &rm)
    };
    assert_eq!(change(|_| {}), Level::Runs);
    assert_eq!(change(|rule| rule.revoked_at = Some(Timestamp(1))), Level::Asks);
    assert_eq!(change(|rule| rule.expires_at = Some(Timestamp(1_000))), Level::Asks);
    assert_eq!(change(|rule| rule.expires_at = Some(Timestamp(1_001))), Level::Runs);
    assert_eq!(change(|rule| rule.agent = Some("other".into())), Level::Asks);
    assert_eq!(change(|rule| rule.desktop = Some(DesktopId::new("dsk_2"))), Level::Asks);
    assert_eq!(change(|rule| rule.interpreter = Some(Interpreter::Powershell)), Level::Asks);
}

#[test]
fn balanced_lets_only_reading_run() {
    let runs = [
        "ls -la",
        "cat notes.txt",
        "id",
        "date",
        "date -u +%F",
        "date -d tomorrow +%F",
        "hostname",
        "hostname -f",
        "find . -name x -print",
        "sort -rn list",
        "printf %s x",
        "ps aux",
        "which -a git",
        "file x",
        "[ -f x ]",
        "echo hello",
        "grep -rn word src",
    ];
    let asks = [
        "date -s 12:00",
        "date 112200002026",
        "date --set=now",
        "date -d x -s y",
        "hostname other",
        "hostname -F f",
        "find . -delete",
        "find . -exec rm {} ;",
        "find . -fprint out",
        "find . -okdir rm {} ;",
        "sort -o out in",
        "sort -uo out in",
        "sort --output=out in",
        "sort --compress-program=x in",
        "printf -v PATH x",
        "printf -vPATH x",
        "ps auxe",
        "file -C -m x",
        "rm x",
        "tee x",
        "env",
        "./ls",
        "cat /dev/watchdog",
        "cat ?$X",
        "cd x",
        "git status",
        "x= 1",
        "touch x",
        "sudo ls",
        "cat /etc/passwd",
        "cat ../../mission-control.db",
        "grep -r x ~",
        "grep -f/etc/shadow x",
        "grep --file=/etc/shadow x",
        "test -v a[?$(reboot)]",
        "test -v a",
        "[ a -eq b ]",
    ];
    for command in runs {
        assert_eq!(level(Preset::Balanced, vec![], &reading(&[command])), Level::Runs, "{command}");
    }
    for command in asks {
        assert_eq!(level(Preset::Balanced, vec![], &reading(&[command])), Level::Asks, "{command}");
        assert_eq!(
            level(Preset::Balanced, vec![], &reading(&["ls", command])),
            Level::Asks,
            "{command}"
        );
    }
}

#[test]
fn balanced_reads_powershell_without_regard_to_case() {
    let said = |command: &str| {
        judge(Preset::Balanced, vec![], Interpreter::Powershell, &reading(&[command])).level
    };
    for command in ["get-process", "GCI x", "dir", "Get-Content x", "Sort-Object CPU", "hostname"] {
        assert_eq!(said(command), Level::Runs, "{command}");
    }
    for command in [
        "sort -o x",
        "Get-Process -ComputerName h",
        "Get-Content \\\\h\\x",
        "Get-Content //h/x",
        "Get-Content FileSystem::\\\\h\\x",
        "GCI C:\\x",
        "hostname x",
        "ri x",
        "find x",
        "date",
    ] {
        assert_eq!(said(command), Level::Asks, "{command}");
    }
}

#[test]
fn facts_raise_what_the_presets_ask() {
    let with = |kind, severity| {
        let fact = Fact { kind, text: "x".into(), severity, line: Some(1), word: None };
        Reading { facts: vec![fact], ..reading(&["cat /etc/shadow"]) }
    };
    assert_eq!(
        level(Preset::Balanced, vec![], &with(FactKind::Secrets, Severity::Info)),
        Level::Asks
    );
    assert_eq!(
        level(Preset::Balanced, vec![], &with(FactKind::Deletes, Severity::Note)),
        Level::Asks
    );
    assert_eq!(
        level(Preset::Permissive, vec![], &with(FactKind::Deletes, Severity::Note)),
        Level::Runs
    );
    assert_eq!(
        level(Preset::Permissive, vec![], &with(FactKind::Deletes, Severity::High)),
        Level::Asks
    );
    assert_eq!(
        level(Preset::Autonomous, vec![], &with(FactKind::Deletes, Severity::High)),
        Level::Runs
    );
}

#[test]
fn the_shortest_time_that_a_rule_about_it_gives_counts_and_only_rules_that_ask_give_one() {
    let timed =
        |level, pattern, seconds| Rule { decide_within: seconds, ..rule(level, Some(pattern)) };
    let within = |rules| {
        judge(Preset::Restrictive, rules, Interpreter::Bash, &reading(&["git push", "ls"]))
            .decide_within
    };
    assert_eq!(within(vec![]), None);
    assert_eq!(within(vec![timed(Level::Asks, "rm *", Some(60))]), None, "it is about others");
    assert_eq!(within(vec![timed(Level::Runs, "git *", Some(60))]), None, "it does not ask");
    let both = || {
        vec![
            timed(Level::Asks, "git *", Some(900)),
            timed(Level::Asks, "ls *", Some(60)),
            timed(Level::Asks, "git push", None),
        ]
    };
    assert_eq!(within(both()), Some(60));
    let over = Rule { revoked_at: Some(Timestamp(1)), ..both()[1].clone() };
    assert_eq!(within(vec![both()[0].clone(), over]), Some(900));
}

#[test]
fn each_gate_has_its_time_and_nobody_who_asks_gets_longer() {
    let decide_within = DecideWithin { before_run: 1, action: 2, result: 0 };
    let settings = Settings { decide_within, remind_after: 0, ..Settings::default() };
    let end = |gate, limits: &[Option<u32>]| {
        let times = settings.times(gate, Timestamp(0), limits);
        assert_eq!(times.remind_at.is_some(), times.decide_by.is_some(), "at three quarters");
        times.decide_by.map(|end| end.0 / 1_000_000)
    };
    assert_eq!(end(Gate::BeforeRun, &[]), Some(60));
    assert_eq!(end(Gate::AfterRun, &[]), None);
    for (limits, seconds) in [
        ([None, None], 120),
        ([Some(30), None], 30),
        ([Some(30), Some(20)], 20),
        ([Some(20), Some(30)], 20),
        ([Some(86_400), None], 120),
        ([Some(86_400), Some(7_200)], 120),
    ] {
        assert_eq!(end(Gate::Action, &limits), Some(seconds), "{limits:?}");
    }
}
