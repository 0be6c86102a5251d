//! Approved actions: exactly what was approved runs, here, once, or nothing does.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

#[path = "support/desktop.rs"]
mod desktop;
#[path = "support/server.rs"]
mod server;
mod support;

use desktop::Desktop;
use domain::{
    Digest,
    action::{Code, Interpreter, Seen},
    log::Stream,
    wire::{RunOutcome, Work},
};
use runner::{RunnerConfig, logs::Limits};
use server::Weather;
use std::{
    os::unix::fs::PermissionsExt as _,
    path::Path,
    time::{Duration, Instant},
};
use support::{alive, eventually, permits::seal};

fn bash(script: &str) -> (Interpreter, Code) {
    (Interpreter::Bash, Code::Script(script.to_owned()))
}

fn argv(words: &[&str]) -> (Interpreter, Code) {
    (Interpreter::Exec, Code::Argv(words.iter().map(|&word| word.to_owned()).collect()))
}

fn exited(exit_code: i32) -> RunOutcome {
    RunOutcome::Exited { exit_code }
}

/// Makes a program.
fn program(file: &Path, text: &str) {
    std::fs::create_dir_all(file.parent().unwrap()).unwrap();
    std::fs::write(file, text).unwrap();
    std::fs::set_permissions(file, std::fs::Permissions::from_mode(0o755)).unwrap();
}

#[tokio::test]
async fn t10_the_executed_file_is_the_stored_code_byte_for_byte() {
    let desktop = Desktop::new().await;
    let running = desktop.run();
    let own = "sha256sum < \"$0\" | cut -c1-64; exit 0";
    let mut long = format!("{own}\n");
    long.extend("ä€ \t\r\n日".chars().cycle().take(32 * 1024));
    long.truncate(long.floor_char_boundary(64 * 1024));
    long.extend(std::iter::repeat_n('x', 64 * 1024 - long.len()));
    let codes = [
        own.to_owned(),
        format!("{own}\n"),
        format!("{own} # \r\nnever read \r\n\r\n"),
        format!("\n\n  {own}  \t \n   "),
        format!("{own}\n\u{feff}\u{202e}e\u{301} 日本 🎛 'quotes\" $(x) `y` \\ \n"),
        long,
    ];
    for interpreter in [Interpreter::Bash, Interpreter::Sh] {
        for (number, code) in (1..).zip(&codes) {
            desktop.server.act(number, (interpreter, Code::Script(code.clone())), |bound| {
                bound.revision = i64::from(interpreter == Interpreter::Sh);
                bound.action =
                    domain::ActionId::new(format!("{}{}", bound.action, interpreter.as_str()));
            });
            // The id is part of what is bound, so that each is an action of its own.
            desktop.server.look(|seen| {
                if let Some(Work::Action(action)) = seen.queue.back_mut() {
                    action.id = action.bound.action.to_string();
                    action.lease = format!("lease of {}", action.id);
                    seal(action);
                }
            });
            assert_eq!(desktop.server.outcomes(1).await, [exited(0)], "{number}");
            let expected = Digest::of(code.as_bytes()).to_string();
            assert_eq!(format!("sha256:{}", desktop.server.text(Stream::Stdout).trim()), expected);
            desktop.server.look(|seen| {
                seen.results.clear();
                seen.logs.clear();
            });
        }
    }
    running.stop().await;
}

#[tokio::test]
async fn t13_arguments_arrive_one_by_one_as_they_are() {
    let desktop = Desktop::new().await;
    let running = desktop.run();
    let tools = desktop.dir.path().join("tools");
    program(&tools.join("tool"), "#!/bin/sh\necho plain \"$1\"");
    program(&tools.join("tool "), "#!/bin/sh\necho blank \"$1\"");
    let here = |bound: &mut domain::action::Bound| {
        bound.env.insert("PATH".into(), format!("relative:{}:/usr/bin:/bin", tools.display()));
    };
    let (one, other) = (
        desktop.server.action(1, argv(&["tool ", "x"]), here),
        desktop.server.action(2, argv(&["tool", "x"]), here),
    );
    assert_ne!(one.bound.content_digest(), other.bound.content_digest());
    for (action, said) in [(one, "blank x\n"), (other, "plain x\n")] {
        desktop.server.offer(Work::Action(action));
        desktop.server.outcomes(1).await;
        assert_eq!(desktop.server.text(Stream::Stdout), said);
        desktop.server.look(|seen| (seen.results.clear(), seen.logs.clear()));
    }
    let words = ["a b", "", "$(id)", "'\"\\", "*", " \n ", "-x", "ä\u{202e}"];
    desktop.server.act(3, argv(&[&["printf", "[%s]"][..], &words].concat()), |_| {});
    assert_eq!(desktop.server.outcomes(1).await, [exited(0)]);
    let all = format!("[{}]", words.join("]["));
    assert_eq!(desktop.server.text(Stream::Stdout), all);
    running.stop().await;
}

#[tokio::test]
async fn a_program_is_found_by_its_path_in_the_working_directory_or_in_the_runs_path() {
    let desktop = Desktop::new().await;
    let running = desktop.run();
    program(&desktop.workspace().join("tasks/2/bin/here"), "#!/bin/sh\nprintf %s \"$0\"; exit 3");
    desktop.server.act(1, argv(&["/bin/sh", "-c", "exit 4"]), |_| {});
    assert_eq!(desktop.server.outcomes(1).await, [exited(4)]);
    desktop.server.act(2, argv(&["bin/here"]), |_| {});
    assert_eq!(desktop.server.outcomes(2).await[1], exited(3));
    desktop.server.act(3, argv(&["no-such-program-anywhere"]), |_| {});
    let outcomes = desktop.server.outcomes(3).await;
    assert!(matches!(&outcomes[2], RunOutcome::NotStarted { reason } if reason.contains("PATH")));
    // What has another name than its file is called by the name that was given.
    desktop.server.look(|seen| seen.logs.clear());
    desktop.server.act(
        4,
        argv(&["sh", "-c", "tr '\\0' '\\n' < /proc/$$/cmdline | head -1"]),
        |_| {},
    );
    assert_eq!(desktop.server.outcomes(4).await[3], exited(0));
    assert_eq!(desktop.server.text(Stream::Stdout), "sh\n");
    running.stop().await;
}

#[tokio::test]
async fn what_is_added_to_the_environment_arrives_and_the_directory_is_the_one_that_was_bound() {
    let desktop = Desktop::new().await;
    let running = desktop.run();
    let sub = desktop.workspace().join("a folder/sub");
    std::fs::create_dir_all(&sub).unwrap();
    desktop.server.act(
        5,
        bash("pwd; printf '%s|' \"$GREETING\" \"$HOME\" \"$MISSION_CONTROL_TASK_NUMBER\"; echo \"${MISSION_CONTROL_ACTION_ID%%_*}${CARGO:-}\"; env | grep -c TASK_ID"),
        |bound| {
            bound.cwd = Some("a folder/sub".into());
            bound.env.insert("GREETING".into(), " hé=llo\n$x ".into());
            bound.env.insert("HOME".into(), "/elsewhere".into());
        },
    );
    assert_eq!(desktop.server.outcomes(1).await, [exited(1)]);
    let sub = sub.canonicalize().unwrap();
    let expected = format!("{}\n hé=llo\n$x |/elsewhere|5|a\n0\n", sub.display());
    assert_eq!(desktop.server.text(Stream::Stdout), expected);
    running.stop().await;
}

#[tokio::test]
async fn t15_t19_what_is_not_exactly_what_was_approved_for_this_machine_is_refused() {
    let desktop = Desktop::new().await;
    let config =
        RunnerConfig { desktop: Some(domain::DesktopId::new("d_here")), ..desktop.config() };
    let running = desktop.run_with(config);
    let ran = || bash("echo x >> ../../ran");
    let server = &desktop.server;
    let mut number = 10;
    let mut refused = async |change: &dyn Fn(&mut domain::wire::ActionWork), why: &str| {
        number += 1;
        let mut action = server.action(number, ran(), |_| {});
        change(&mut action);
        server.offer(Work::Action(action));
        let outcomes = server.outcomes(1).await;
        let told =
            matches!(&outcomes[0], RunOutcome::NotStarted { reason } if reason.contains(why));
        assert!(told, "{number}, {why}: {outcomes:?}");
        server.look(|seen| seen.results.clear());
    };
    let sealed = |change: fn(&mut domain::action::Bound)| {
        move |action: &mut domain::wire::ActionWork| {
            change(&mut action.bound);
            seal(action);
        }
    };
    // Not what was approved.
    for byte in [0, 7, 18] {
        let flip = |action: &mut domain::wire::ActionWork| {
            let Code::Script(script) = &mut action.bound.code else { panic!("it is a script") };
            let mut bytes = std::mem::take(script).into_bytes();
            bytes[byte] ^= 1;
            *script = String::from_utf8(bytes).unwrap();
        };
        refused(&flip, "digest").await;
    }
    refused(&|action| action.bound.code = Code::Script("echo x >> ../../ran\n".into()), "digest")
        .await;
    refused(&|action| action.bound.code = argv(&["true"]).1, "digest").await;
    refused(&|action| action.bound.interpreter = Interpreter::Sh, "digest").await;
    refused(&|action| action.bound.cwd = Some(".".into()), "digest").await;
    refused(&|action| drop(action.bound.env.insert("A".into(), "b".into())), "digest").await;
    refused(&|action| action.bound.run_as = "root2".into(), "digest").await;
    refused(&|action| action.bound.timeout_seconds += 1, "digest").await;
    refused(&|action| action.bound.revision += 1, "digest").await;
    refused(&|action| action.bound.task_number += 1, "digest").await;
    // Another action's approval.
    refused(&sealed(|bound| bound.action = domain::ActionId::new("a_other")), "digest").await;
    // For another machine or account.
    refused(&sealed(|bound| bound.desktop = domain::DesktopId::new("d_there")), "another desktop")
        .await;
    refused(&sealed(|bound| bound.run_as = "somebody-else".into()), "somebody-else").await;
    // The one before was for this machine, so its enrolment is known by now.
    refused(&sealed(|bound| bound.enrolment = domain::KeyId::new("k_new")), "another desktop")
        .await;
    // What this machine cannot do as it was approved.
    refused(&sealed(|bound| bound.cwd = Some("../..".into())), "not inside").await;
    refused(&sealed(|bound| bound.cwd = Some("nowhere".into())), "There is no folder").await;
    refused(&sealed(|bound| bound.interpreter = Interpreter::Exec), "interpreter").await;
    refused(&sealed(|bound| bound.code = argv(&["true"]).1), "no shell").await;
    refused(&sealed(|bound| (bound.interpreter, bound.code) = argv(&[])), "no program").await;
    refused(
        &sealed(|bound| (bound.interpreter, bound.code) = argv(&["echo", "a\0b"])),
        "zero byte",
    )
    .await;
    for name in ["MISSION_CONTROL_ACTION_ID", "mission_control_anything"] {
        let set = move |action: &mut domain::wire::ActionWork| {
            action.bound.env.insert(name.into(), "x".into());
            seal(action);
        };
        refused(&set, "cannot be set").await;
    }
    for name in ["", "A=B", "A\0"] {
        let set = move |action: &mut domain::wire::ActionWork| {
            action.bound.env.insert(name.into(), "x".into());
            seal(action);
        };
        refused(&set, "environment variable").await;
    }
    desktop.settled().await;
    assert!(!desktop.workspace().join("ran").exists(), "something ran");
    let journal = std::fs::read_to_string(desktop.state().join("journal.jsonl")).unwrap();
    assert!(!journal.contains("starting"), "something was taken on: {journal}");
    // The same action as it was approved runs.
    server.act(99, ran(), |bound| bound.run_as = domain_user());
    assert_eq!(server.outcomes(1).await, [exited(0)]);
    assert_eq!(desktop.file("ran").await, "x");
    running.stop().await;
}

/// Files that an action was approved with: none stands for one that was not there.
fn with(files: &[(&str, Option<&str>)]) -> impl FnOnce(&mut domain::action::Bound) {
    let bound = |(path, content): &(&str, Option<&str>)| {
        let digest = content.map(|content| Digest::of(content.as_bytes()));
        domain::action::BoundOperand::new((*path).to_owned(), "salt".to_owned(), digest)
    };
    let operands = files.iter().map(bound).collect();
    move |bound| bound.operands = operands
}

#[tokio::test]
async fn t14_what_runs_a_file_that_is_not_the_approved_one_is_refused() {
    let desktop = Desktop::new().await;
    let running = desktop.run();
    let (approved, other) = ("echo approved >> ../../ran\n", "echo other >> ../../ran\n");
    let server = &desktop.server;
    let mut number = 0;
    let mut ran = async |there: Option<&str>, was: Option<&str>| {
        number += 1;
        let own = desktop.workspace().join(format!("tasks/{number}"));
        std::fs::create_dir_all(&own).unwrap();
        if let Some(content) = there {
            program(&own.join("deploy.sh"), content);
        }
        server.act(number, bash("sh ./deploy.sh || true"), with(&[("./deploy.sh", was)]));
        let outcome = server.outcomes(1).await[0].clone();
        server.look(|seen| seen.results.clear());
        outcome
    };
    let refused = |outcome: &RunOutcome, why: &str| {
        matches!(outcome, RunOutcome::NotStarted { reason }
            if reason.contains("operand_drift") && reason.contains(why))
    };
    let outcome = ran(Some(other), Some(approved)).await;
    assert!(refused(&outcome, "content is another"), "{outcome:?}");
    let outcome = ran(None, Some(approved)).await;
    assert!(refused(&outcome, "gone"), "{outcome:?}");
    let outcome = ran(Some(other), None).await;
    assert!(refused(&outcome, "not there when"), "{outcome:?}");
    assert!(!desktop.workspace().join("ran").exists(), "something ran");
    assert_eq!(ran(None, None).await, exited(0), "still not there, as approved");
    assert_eq!(ran(Some(approved), Some(approved)).await, exited(0));
    assert_eq!(desktop.file("ran").await, "approved");
    running.stop().await;
}

#[tokio::test]
async fn t14_a_file_that_changes_while_the_workspace_is_looked_at_does_not_run() {
    let desktop = Desktop::new().await;
    let own = desktop.workspace().join("tasks/1");
    program(&own.join("deploy.sh"), "echo approved >> ../../ran");
    // Looking at this many files takes a while, in which the file is another one.
    for number in 0..6_000 {
        std::fs::write(own.join(format!("{number}.txt")), "x").unwrap();
    }
    let running = desktop.run();
    let files = [("./deploy.sh", Some("echo approved >> ../../ran"))];
    desktop.server.act(1, bash("sh ./deploy.sh"), with(&files));
    eventually("a start", || {
        let journal = std::fs::read_to_string(desktop.state().join("journal.jsonl")).ok()?;
        journal.contains("starting").then_some(())
    })
    .await;
    program(&own.join("deploy.sh"), "echo other >> ../../ran");
    let outcome = desktop.server.outcomes(1).await[0].clone();
    let drift =
        matches!(&outcome, RunOutcome::NotStarted { reason } if reason.contains("operand_drift"));
    assert!(drift, "{outcome:?}");
    running.stop().await;
    assert!(!desktop.workspace().join("ran").exists());
}

#[tokio::test]
async fn t14_files_are_looked_at_for_whoever_decides_and_nothing_runs() {
    let desktop = Desktop::new().await;
    let running = desktop.run();
    let own = desktop.workspace().join("work");
    program(&own.join("deploy.sh"), "echo ü\n");
    program(&own.join("long.sh"), &"x".repeat(64 * 1024));
    std::fs::write(own.join("tool"), b"\x7fELF\xff\0").unwrap();
    std::fs::write(own.join("prod.env"), "PASSWORD=1").unwrap();
    std::fs::create_dir(own.join("folder")).unwrap();
    support::command(&own, "mkfifo pipe");
    let secret = desktop.dir.path().join("secret");
    std::fs::write(&secret, "hunter2").unwrap();
    std::os::unix::fs::symlink(&secret, own.join("link")).unwrap();
    let outside = secret.to_str().unwrap();
    let paths = [
        "deploy.sh",
        "long.sh",
        "tool",
        "folder",
        "pipe",
        "link",
        outside,
        "./none",
        "tool/x",
        "none",
        "prod.env",
        "/proc/version",
        "/proc/self/environ",
    ];
    let look = |id: &str, cwd: &str| domain::wire::LookWork {
        id: id.into(),
        paths: paths.map(str::to_owned).to_vec(),
        cwd: Some(cwd.into()),
        task_number: 1,
    };
    desktop.server.offer(Work::Look(look("a_one", "work")));
    let looks = |count| {
        let server = &desktop.server;
        eventually("a look", move || {
            server.look(|seen| (seen.looks.len() == count).then(|| seen.looks.clone()))
        })
    };
    let found = looks(1).await.remove(0);
    assert_eq!(found.0, "a_one");
    let of = |path: &str| found.1.iter().find(|operand| operand.path == path).unwrap().seen.clone();
    let file = |content: &[u8], text: Option<&str>| Seen::File {
        digest: Digest::of(content),
        bytes: content.len() as u64,
        text: text.map(str::to_owned),
    };
    assert_eq!(found.1.iter().map(|operand| operand.path.as_str()).collect::<Vec<_>>(), paths);
    assert_eq!(of("deploy.sh"), file("echo ü\n".as_bytes(), Some("echo ü\n")));
    assert_eq!(of("long.sh"), file(&vec![b'x'; 64 * 1024], None), "together they are too long");
    assert_eq!(of("tool"), file(b"\x7fELF\xff\0", None));
    for path in ["link", outside] {
        assert_eq!(of(path), file(b"hunter2", None), "what is outside the workspace is not told");
    }
    assert_eq!(of("prod.env"), file(b"PASSWORD=1", None), "what is usually secret is not told");
    for path in ["folder", "pipe", "/proc/version", "/proc/self/environ"] {
        let ordinary =
            matches!(of(path), Seen::Unknown { why } if why.contains("not an ordinary file"));
        assert!(ordinary, "{path}: {:?}", of(path));
    }
    for path in ["./none", "tool/x"] {
        assert_eq!(of(path), Seen::Missing, "{path}");
    }
    assert!(matches!(of("none"), Seen::Unknown { why } if why.contains("PATH")));
    let salts: std::collections::HashSet<_> = found.1.iter().map(|operand| &operand.salt).collect();
    assert_eq!(salts.len(), paths.len(), "each has its own");
    desktop.server.offer(Work::Look(look("a_two", "../..")));
    let found = looks(2).await.remove(1);
    let nowhere =
        |seen: &Seen, why: &str| matches!(seen, Seen::Unknown { why: w } if w.contains(why));
    assert!(found.1.iter().all(|operand| nowhere(&operand.seen, "not inside")), "{found:?}");
    // The reason would be longer than a reason may be.
    desktop.server.offer(Work::Look(look("a_three", &"x".repeat(4090))));
    let found = looks(3).await.remove(2);
    let short = |seen: &Seen| matches!(seen, Seen::Unknown { why } if why.len() < 1000);
    assert!(found.1.iter().all(|operand| short(&operand.seen)), "{found:?}");
    running.stop().await;
    let journal = std::fs::read_to_string(desktop.state().join("journal.jsonl")).unwrap();
    assert!(!journal.contains("starting"), "something was taken on: {journal}");
}

fn domain_user() -> String {
    support::command(Path::new("/"), "id -un").trim().to_owned()
}

#[tokio::test]
async fn a_runner_keeps_to_its_desktop_after_a_restart_and_learns_anew_with_another_token() {
    let desktop = Desktop::new().await;
    let running = desktop.run();
    desktop.server.act(1, bash("exit 0"), |_| {});
    assert_eq!(desktop.server.outcomes(1).await, [exited(0)]);
    running.stop().await;
    let there = |bound: &mut domain::action::Bound| {
        bound.desktop = domain::DesktopId::new("d_there");
        bound.enrolment = domain::KeyId::new("k_there");
    };
    let running = desktop.run();
    desktop.server.act(2, bash("echo x > ../../ran"), there);
    assert!(matches!(desktop.server.outcomes(2).await[1], RunOutcome::NotStarted { .. }));
    running.stop().await;
    assert!(!desktop.workspace().join("ran").exists());
    let running = desktop.run_with(RunnerConfig { token: "new".into(), ..desktop.config() });
    desktop.server.act(3, bash("exit 5"), there);
    assert_eq!(desktop.server.outcomes(3).await[2], exited(5));
    running.stop().await;
}

#[tokio::test]
async fn an_action_runs_while_every_task_waits() {
    let desktop = Desktop::new().await;
    let running = desktop.run();
    for number in [1, 2] {
        // As a task does whose agent waits for its action.
        desktop.server.queue(number, "until [ -e done ]; do sleep 0.02; done", |_| {});
    }
    let full = |c: &domain::wire::Claim| (c.free_slots, c.free_action_slots) == (0, 0);
    eventually("full slots", || desktop.server.look(|s| s.claims.iter().any(full).then_some(())))
        .await;
    let since = Instant::now();
    for number in [1, 2] {
        desktop.server.act(100 + number, bash("touch done"), |bound| bound.task_number = number);
    }
    let outcomes = desktop.server.outcomes(4).await;
    assert_eq!(outcomes, [exited(0), exited(0), exited(0), exited(0)]);
    assert!(since.elapsed() < Duration::from_secs(5), "{:?}", since.elapsed());
    running.stop().await;
}

#[tokio::test]
async fn no_more_actions_run_at_once_than_they_have_places() {
    let desktop = Desktop::new().await;
    let running = desktop.run_with(RunnerConfig { action_slots: 1, ..desktop.config() });
    desktop.server.act(1, bash("echo up > up; until [ -e go ]; do sleep 0.02; done"), |_| {});
    desktop.server.act(2, bash("exit 2"), |_| {});
    desktop.file("tasks/1/up").await;
    // A task's place is no action's.
    desktop.server.queue(3, "exit 3", |_| {});
    assert_eq!(desktop.server.outcomes(1).await, [exited(3)]);
    tokio::time::sleep(Duration::from_millis(300)).await;
    assert!(!desktop.workspace().join("tasks/2").exists());
    std::fs::write(desktop.workspace().join("tasks/1/go"), "").unwrap();
    assert_eq!(desktop.server.outcomes(3).await[1..], [exited(0), exited(2)]);
    running.stop().await;
}

#[tokio::test]
async fn t20_a_runner_that_reaches_no_server_runs_nothing() {
    let desktop = Desktop::new().await;
    desktop.server.weather(Weather::Down);
    desktop.server.act(1, bash("echo x > ../../ran"), |_| {});
    let running = desktop.run();
    tokio::time::sleep(Duration::from_secs(1)).await;
    assert!(!desktop.workspace().join("ran").exists());
    desktop.server.weather(Weather::Fair);
    assert_eq!(desktop.server.outcomes(1).await, [exited(0)]);
    running.stop().await;
    assert_eq!(desktop.file("ran").await, "x");
}

#[tokio::test]
async fn t22_a_runner_killed_during_an_action_reports_it_as_lost_and_never_runs_it_again() {
    let desktop = Desktop::new().await;
    let mut runner = desktop.spawn();
    let script = "echo x >> ../../ran; setsid sleep 1000 & echo $! > child; wait";
    let action = desktop.server.action(1, bash(script), |_| {});
    desktop.server.offer(Work::Action(action.clone()));
    let child = desktop.file("tasks/1/child").await;
    runner.kill();
    eventually("the end of the tree", || (!alive(&child)).then_some(())).await;
    // A server that has lost its own memory gives it out once more, while the runner still has to report its end.
    desktop.server.weather(Weather::Down);
    let running = desktop.run();
    eventually("a start", || {
        desktop
            .server
            .look(|_| (desktop.state().join("runs").read_dir().unwrap().count() == 0).then_some(()))
    })
    .await;
    desktop.server.offer(Work::Action(action));
    desktop.server.weather(Weather::Fair);
    assert_eq!(desktop.server.outcomes(1).await, [RunOutcome::Lost]);
    eventually("the second offer", || desktop.server.look(|s| s.queue.is_empty().then_some(())))
        .await;
    desktop.server.act(2, bash("exit 2"), |_| {});
    assert_eq!(desktop.server.outcomes(2).await[1], exited(2));
    desktop.settled().await;
    running.stop().await;
    assert_eq!(desktop.file("ran").await, "x", "it ran twice");
}

#[tokio::test]
async fn t25_an_action_that_is_offered_again_does_not_run_again() {
    let desktop = Desktop::new().await;
    let running = desktop.run();
    let action = desktop.server.action(1, bash("echo x >> ../../ran"), |_| {});
    desktop.server.offer(Work::Action(action.clone()));
    assert_eq!(desktop.server.outcomes(1).await, [exited(0)]);
    desktop.server.offer(Work::Action(action));
    eventually("the second offer", || desktop.server.look(|s| s.queue.is_empty().then_some(())))
        .await;
    desktop.server.act(2, bash("exit 2"), |_| {});
    assert_eq!(desktop.server.outcomes(2).await[1], exited(2));
    running.stop().await;
    assert_eq!(desktop.file("ran").await, "x", "it ran twice");
}

#[tokio::test]
async fn t24_a_lost_lease_ends_the_action_and_what_is_known_is_told_as_lost() {
    let desktop = Desktop::new().await;
    let running = desktop.run();
    desktop.server.act(1, bash("echo x >> ../../ran; echo $$ > leader; sleep 1000"), |_| {});
    let leader = desktop.file("tasks/1/leader").await;
    desktop.server.weather(Weather::Late);
    eventually("the end of the tree", || (!alive(&leader)).then_some(())).await;
    assert_eq!(desktop.server.outcomes(1).await, [RunOutcome::Lost]);
    desktop.settled().await;
    desktop.server.weather(Weather::Fair);
    running.stop().await;
    assert_eq!(desktop.file("ran").await, "x");
}

#[tokio::test]
async fn a_cancel_ends_an_action_and_its_tree() {
    let desktop = Desktop::new().await;
    let running = desktop.run();
    desktop.server.act(1, bash("setsid sleep 1000 & echo $! > child; sleep 1000"), |_| {});
    let child = desktop.file("tasks/1/child").await;
    eventually("a heartbeat", || desktop.server.look(|s| (s.heartbeats > 0).then_some(()))).await;
    let since = Instant::now();
    desktop.server.cancel();
    assert_eq!(desktop.server.outcomes(1).await, [RunOutcome::Cancelled]);
    assert!(since.elapsed() < Duration::from_millis(1500), "{:?}", since.elapsed());
    assert!(!alive(&child));
    running.stop().await;
}

#[tokio::test]
async fn an_action_has_a_time_limit_and_a_limit_for_its_output() {
    let desktop = Desktop::new().await;
    let output = Limits { head: 40_000, tail: 40_000 };
    let running = desktop.run_with(RunnerConfig { output, ..desktop.config() });
    desktop.server.act(1, bash("sleep 1000"), |bound| bound.timeout_seconds = 1);
    assert_eq!(desktop.server.outcomes(1).await, [RunOutcome::TimedOut]);
    desktop.server.act(2, bash("seq 1 50000"), |_| {});
    assert_eq!(desktop.server.outcomes(2).await[1], exited(0));
    assert!(desktop.server.look(|seen| seen.results[1].1.output_truncated));
    assert!(!desktop.server.look(|seen| seen.results[0].1.output_truncated));
    let text = desktop.server.text(Stream::Stdout);
    assert!(text.starts_with("1\n2\n") && text.ends_with("\n49999\n50000\n"), "{text}");
    assert!(text.len() <= 80_000, "{}", text.len());
    running.stop().await;
}

#[tokio::test]
async fn changed_files_are_looked_for_only_when_they_are_asked_for() {
    let desktop = Desktop::new().await;
    let running = desktop.run();
    for (number, look) in [(1, false), (2, true)] {
        let mut action = desktop.server.action(number, bash("echo hi > made"), |_| {});
        action.look_at_files = look;
        desktop.server.offer(Work::Action(action));
        desktop.server.outcomes(usize::try_from(number).unwrap()).await;
        let files = desktop.server.look(|seen| seen.files.clone());
        let names: Vec<_> = files.iter().map(|file| file.path.as_str()).collect();
        assert_eq!(names, if look { vec!["made"] } else { vec![] });
    }
    running.stop().await;
}

#[tokio::test]
async fn an_interpreter_that_is_not_there_is_named() {
    let desktop = Desktop::new().await;
    let tools = desktop.dir.path().join("tools");
    program(&tools.join("theirs/pwsh"), "#!/bin/sh\necho x > ../../ran");
    let mut runner = desktop.spawn_with(&tools.display().to_string());
    let code = || (Interpreter::Powershell, Code::Script("echo x > ../../ran".into()));
    desktop.server.act(1, code(), |bound| {
        // One that comes with the action is not the desktop's own.
        bound.env.insert("PATH".into(), tools.join("theirs").display().to_string());
    });
    let outcomes = desktop.server.outcomes(1).await;
    let reason = "pwsh/powershell is not installed on this desktop.".to_owned();
    assert_eq!(outcomes, [RunOutcome::NotStarted { reason }]);
    runner.kill();
    assert!(!desktop.workspace().join("ran").exists());
}

#[tokio::test]
async fn powershell_is_told_to_run_the_file_and_nothing_around_it() {
    let desktop = Desktop::new().await;
    let tools = desktop.dir.path().join("tools");
    // It stands in for the real one, which this test cannot install: it says what it was told.
    program(
        &tools.join("pwsh"),
        "#!/bin/sh\nfor word; do last=$word; echo \"$word\"; done; sha256sum < \"$last\"",
    );
    let mut runner = desktop.spawn_with(&format!("{}:/usr/bin:/bin", tools.display()));
    let script = "Write-Output \"hé\"\r\n";
    desktop.server.act(1, (Interpreter::Powershell, Code::Script(script.into())), |_| {});
    assert_eq!(desktop.server.outcomes(1).await, [exited(0)]);
    let text = desktop.server.text(Stream::Stdout);
    let lines: Vec<_> = text.lines().collect();
    let words = ["-NoProfile", "-NonInteractive", "-ExecutionPolicy", "Bypass", "-File"];
    assert_eq!(lines[..5], words);
    assert!(lines[5].ends_with("action-1.ps1"), "{}", lines[5]);
    let digest = Digest::of(script.as_bytes()).to_string();
    assert_eq!(lines[6].split(' ').next(), digest.strip_prefix("sha256:"));
    runner.kill();
}
