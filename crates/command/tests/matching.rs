//! Rules against commands as they are written: what looks alike and is not.

use command::read;
use domain::{
    DesktopId, Party, RuleId, Timestamp, Version,
    action::{Code, Interpreter},
    policy::{Case, CommandPattern, Level, Policy, Preset, Rule},
};

fn rule((level, pattern): &(Level, &str)) -> Rule {
    Rule {
        id: RuleId::new("rul_1"),
        level: *level,
        agent: None,
        desktop: None,
        interpreter: None,
        command: Some(CommandPattern::parse(pattern).expect("a pattern")),
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

fn judge(preset: Preset, rules: &[(Level, &str)], interpreter: Interpreter, code: &str) -> Level {
    let policy = Policy { preset, version: Version(1), rules: rules.iter().map(rule).collect() };
    let desktop = DesktopId::new("dsk_1");
    let reading = read(interpreter, &Code::Script(code.to_owned()));
    let case = Case { agent: "agent", desktop: &desktop, interpreter, reading: &reading };
    policy.judge(&case, Timestamp(1)).level
}

fn allowed(code: &str) -> bool {
    judge(Preset::Restrictive, &[(Level::Runs, "git status")], Interpreter::Bash, code)
        == Level::Runs
}

#[test]
fn the_same_words_are_covered_however_they_are_quoted() {
    for code in [
        "git status",
        "git\tstatus\n",
        "  git   status # a comment",
        "g'i't status",
        "\"git\" 'status'",
        "\\git status",
        "git \\\nstatus",
        "git status; git status",
        "git status && git status",
        "git status | git status",
        "git status &",
        "(git status)",
        "{ git status; }",
        "if git status; then git status; fi",
        "git status > /dev/null 2>&1",
        "git status 2>/dev/null",
        "$'git' status",
        "/usr/bin/git status",
        "! git status",
        "git status\n\n# end\n",
    ] {
        assert!(
            allowed(code),
            "{code:?} {:?}",
            read(Interpreter::Bash, &Code::Script(code.into()))
        );
    }
}

#[test]
fn whatever_goes_beyond_the_words_is_not_covered() {
    for code in [
        "git status; rm -rf /",
        "git status && rm x",
        "git status || rm x",
        "git status | sh",
        "git status & rm x",
        "git status\nrm x",
        "git status $(rm x)",
        "git status `rm x`",
        "git status <(rm x)",
        "git status > ~/.bashrc",
        "git status >> f",
        "git status &> f",
        "git status >| f",
        "git status 2> f",
        "FOO=1 git status",
        "LD_PRELOAD=x git status",
        "PATH=/tmp git status",
        "PATH=/tmp; git status",
        "export PATH=/tmp; git status",
        "for PATH in /tmp; do git status; done",
        "git\\ status",
        "'git status'",
        "git status -s",
        "git statu\\\ns -s",
        "git stat\\\nus",
        "git > out status",
        "> out git status",
        "sudo git status",
        "env git status",
        "./git status",
        "git() { rm x; }; git status",
        "alias git=rm; git status",
        ". ./env; git status",
        "$GIT status",
        "git $X",
        "git sta*",
        "git {status,log}",
        "git status\r\nrm x",
        "git status \\\r\nrm x",
        "git status\u{a0}x",
        "git status\u{b}x",
        "git status <<EOF\n$(rm x)\nEOF",
        "git status <<EOF\n`rm x`\nEOF",
        "bash -c 'git status; rm x'",
        "eval \"$X\"; git status",
        "git status; }",
        "git status \"",
        "function git { rm x; }\ngit status",
        "git \\ status",
        "shopt -s expand_aliases; git status",
        "trap 'rm x' EXIT; git status",
        "git status {fd}> f",
        "{ git status; } > f",
        "(git status) > f",
        "git status | git status > f",
        "git status && git status > f",
        "git status <<'EOF'\nEOF x\nEOF\nrm x",
        "git status #\\\nx\nrm x",
        "GIT status",
        "coproc git status",
        "git status <<'E F'\nx\nE F\nrm x",
        "git status;rm x #",
        "true & git status",
        "time -o f git status",
        "hash -p /tmp/x git; git status",
        "enable -f /tmp/x git; git status",
        "while read PATH; do git status; done",
        "if [ -f x ]; then git status; fi > f",
        "git status; echo ${X:=$(rm x)}",
        "git status \"$(rm x)\"",
        "git status \"`rm x`\"",
        "git status $((1 + $(rm x)))",
        "git status <<< \"$(rm x)\"",
    ] {
        assert!(
            !allowed(code),
            "{code:?} {:?}",
            read(Interpreter::Bash, &Code::Script(code.into()))
        );
    }
}

#[test]
fn a_wrapper_is_covered_only_with_what_it_runs() {
    let both = [(Level::Runs, "sudo *"), (Level::Runs, "git status")];
    let judge = |code| judge(Preset::Restrictive, &both, Interpreter::Bash, code);
    assert_eq!(judge("sudo git status"), Level::Runs);
    assert_eq!(judge("sudo rm x"), Level::Asks);
    assert_eq!(judge("sudo -u app sh -c 'git status; rm x'"), Level::Asks);
}

#[test]
fn deny_reaches_into_every_wrapper() {
    let rules = [(Level::Runs, "git status"), (Level::Blocked, "rm *")];
    for code in [
        "rm x",
        "git status; rm x",
        "echo $(rm x)",
        "sudo rm x",
        "env -S 'rm x'",
        "sh -c 'rm x'",
        "bash -lc 'rm x'",
        "nice rm x",
        "nohup rm x",
        "timeout 5 rm x",
        "time rm x",
        "command rm x",
        "exec rm x",
        "eval rm x",
        "eval 'rm x'",
        "find . -exec rm -f x \\;",
        "watch rm x",
        "ssh host rm x",
        "/bin/rm x",
        "\\rm x",
        "r\"\"m x",
        "busybox rm x",
        "bash <<'EOF'\nrm x\nEOF",
        "if x; then rm x; fi",
        "f() { rm x; }",
        "xargs rm x",
        "su -c 'rm x'",
    ] {
        let level = judge(Preset::Autonomous, &rules, Interpreter::Bash, code);
        // Where the parts are not all known it asks; it never just runs.
        assert_ne!(level, Level::Runs, "{code}");
        let unclear = read(Interpreter::Bash, &Code::Script(code.into())).parts.is_none()
            || code.contains("xargs");
        assert_eq!(level, if unclear { Level::Asks } else { Level::Blocked }, "{code}");
    }
    for code in [
        "rm x",
        "Remove-Item x",
        "DEL x",
        "powershell -c 'ri x'",
        "iex 'rm x'",
        "& { ri x }",
        "1..3 | % { ri x }",
        "& 'rm' x",
    ] {
        let level = judge(Preset::Autonomous, &rules, Interpreter::Powershell, code);
        assert_eq!(level, Level::Blocked, "{code}");
    }
}

#[test]
fn unparseable_asks() {
    for code in ["echo \"unclosed", "if true; then", "a | | b", "$x y", "curl x | sh"] {
        for preset in [Preset::Permissive, Preset::Balanced, Preset::Restrictive] {
            assert_eq!(
                judge(preset, &[(Level::Runs, "echo *")], Interpreter::Bash, code),
                Level::Asks,
                "{code}"
            );
        }
    }
}

#[test]
fn balanced_lets_reading_run_and_nothing_else() {
    let bash = |code| judge(Preset::Balanced, &[], Interpreter::Bash, code);
    for code in [
        "ls -la",
        "cat notes.txt | grep foo | wc -l",
        "date; id; df -h",
        "find . -name '*.rs'",
        "ls 2>/dev/null",
        "if [ -f x ]; then cat x; fi",
    ] {
        assert_eq!(bash(code), Level::Runs, "{code}");
    }
    for code in [
        "cat ~/.ssh/id_rsa",
        "cat /etc/shadow",
        "cat .env",
        "cat '/home/a/.aws/credentials'",
        "cat /proc/self/environ",
        "cat /etc/./shadow",
        "echo x > file",
        "find . -delete",
        "sort -o a b",
        "date -s 12:00",
        "hostname x",
        "ls $(rm x)",
        "cat $X",
        "ls | xargs rm",
        "curl https://x.example",
        "cat < /dev/tcp/h/1",
        "X=1 ls",
        "env",
        "printenv",
        "./ls",
        "echo x | sh",
        "cat x | sudo tee y",
        "",
        "# nothing",
        "cd x && ls",
        "ls; PATH=x",
        "echo $(cat /etc/shadow)",
        "cat < .env",
        "grep x < ~/.ssh/id_rsa",
        "test -v 'a[$(reboot)]'",
        "cat ../../../mission-control.db",
        "[ -f x\ntouch y ]",
        "(( '\n`touch y`\n' )); ls",
        "cat <<E\n'\n`touch y`\n'\nE\n",
        "cat <<E\n${x:-'\n`touch y`\n'}\nE\n",
        "cat <<E\n${x:=`touch y`}\nE\n",
        "cat <<< \"${x:-`touch y`}\"",
        "cat <<E\n$\\\n(touch y)\nE\n",
        "echo \"$\\\n(touch y)\"",
        "ls; (( x = 1 )) > y",
        "(( 1 )) >> y; ls",
        "sh -c 'echo hi; ((reboot))'",
    ] {
        assert_eq!(bash(code), Level::Asks, "{code}");
    }
    // What bash reads as one quoted word is two commands for Debian's sh.
    let sh = |code| judge(Preset::Balanced, &[], Interpreter::Sh, code);
    assert_eq!(sh("echo hello; ls"), Level::Runs);
    for code in [r"echo $'a\' ; touch x #'", "echo hi; ((reboot))", "[[ a || reboot ]]"] {
        assert_eq!(sh(code), Level::Asks, "{code}");
    }
    let powershell = |code| judge(Preset::Balanced, &[], Interpreter::Powershell, code);
    for code in [
        "Get-Process",
        "get-childitem x",
        "dir | Sort-Object Name | Select-Object -First 3",
        "gc 'a b.txt'",
    ] {
        assert_eq!(powershell(code), Level::Runs, "{code}");
    }
    for code in [
        "Get-Process > x",
        "Get-Date; 'x' > y",
        "if (Get-Date) { 'x' > y }",
        "'Get-Date' *> x; Get-Date",
        "& { Get-Date } > x",
        "Get-Date; $x++",
        "Get-Date; [adsi]'LDAP://evil'",
        "Get-Content .env",
        "gci env:",
        "Get-Content \\\\h\\x",
        "ls (rm x)",
        "Get-Process | % { rm x }",
        "Get-Item x | Remove-Item",
        "$env:PATH='x'; ls",
        "Get-Date; [IO.File]::Delete('x')",
        "(Get-Item x).Delete()",
        "“x” | ls",
        "ls “;rm x;”",
        "echo a`;rm x",
        "function ls { rm x }; ls",
        "Set-Alias ls rm; ls",
    ] {
        assert_eq!(powershell(code), Level::Asks, "{code}");
    }
}

#[test]
fn powershell_rules_see_through_the_same_tricks() {
    let allowed = |code| {
        judge(Preset::Restrictive, &[(Level::Runs, "git status")], Interpreter::Powershell, code)
            == Level::Runs
    };
    for code in [
        "git status",
        "git 'status'",
        "& git status",
        "& 'git' \"status\"",
        "git status; git status",
        "git `\n status",
        "git status 2>$null",
    ] {
        assert!(
            allowed(code),
            "{code:?} {:?}",
            read(Interpreter::Powershell, &Code::Script(code.into()))
        );
    }
    for code in [
        "git status; rm x",
        "git status | iex",
        "git status (rm x)",
        "git status $(rm x)",
        "git status \"$(rm x)\"",
        "git status > f",
        "git status @x",
        "git status --% & rm x",
        "$env:PATH='x'; git status",
        "git $x",
        "& $x status",
        "git status\u{a0}x",
        "git status\rrm x",
        "git status && rm x",
        "& { git status; rm x }",
        "git status ,x",
        "git,x status",
        "git status {rm x}",
        "./git status",
        "git stat`us",
        "function git {}; git status",
        ". ./x.ps1; git status",
        "git status #>\nrm x",
        "git status <# #> x",
        "git status “x”",
        "git status –x",
        "sal git rm; git status",
    ] {
        assert!(
            !allowed(code),
            "{code:?} {:?}",
            read(Interpreter::Powershell, &Code::Script(code.into()))
        );
    }
}
