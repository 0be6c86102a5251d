//! Real process trees: how they end, and that nothing of them stays.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod support;

use domain::log::Stream;
use runner::{
    execute::Executed,
    supervise::{Exit, Stopped},
};
use std::time::Duration;
use support::{Setup, alive, eventually, parent, run, start};

#[tokio::test]
async fn a_command_runs_as_it_was_written_and_gives_its_exit_code() {
    let ran = run("printf '%s\\n' \"it's $0\" | sed 's/ .*//' # comment\nexit 7").await;
    assert_eq!(ran.over().exit, Some(Exit::Code(7)));
    assert_eq!((ran.over().stopped, ran.over().left_behind), (None, 0));
    assert_eq!(ran.text(Stream::Stdout), "it's\n");
    assert!(ran.took < Duration::from_millis(450), "a plain command took {:?}", ran.took);
}

#[tokio::test]
async fn the_environment_is_the_documented_one_and_nothing_else_is_inherited() {
    // The test itself runs with CARGO_… variables; none of them may arrive.
    let ran = run("env | sed 's/=.*//' | sort | tr '\\n' ' '; ls /proc/self/fd | wc -l; cat").await;
    let names = "HOME LANG LOGNAME MISSION_CONTROL_TASK_ID MISSION_CONTROL_TASK_NUMBER PATH PWD SHLVL TERM USER _ ";
    // 0, 1, 2, the directory being listed, and what whoever started this test let through to everyone.
    assert_eq!(ran.text(Stream::Stdout), format!("{names}{}\n", 4 + let_through()));
    assert_eq!(ran.over().exit, Some(Exit::Code(0)), "cat read an empty input");
}

/// The open files above 2 that this process was started with and that pass to every child.
fn let_through() -> usize {
    let files = std::fs::read_dir("/proc/self/fdinfo").unwrap().flatten();
    let own = files.filter(|f| f.file_name().to_str().unwrap().parse::<u32>().unwrap() > 2);
    let flags = own.filter_map(|f| std::fs::read_to_string(f.path()).ok());
    let word =
        |info: String| info.lines().find_map(|l| l.strip_prefix("flags:").map(str::to_owned));
    let close_on_exec = 0o2_000_000;
    flags
        .filter_map(word)
        .filter(|w| u32::from_str_radix(w.trim(), 8).unwrap() & close_on_exec == 0)
        .count()
}

#[tokio::test]
async fn the_runners_own_environment_cannot_be_read_from_the_parent() {
    let ran = run("wc -c < /proc/$PPID/environ").await;
    assert_eq!(ran.text(Stream::Stdout), "0\n");
}

#[tokio::test]
async fn a_command_has_no_terminal_and_is_in_a_session_of_its_own() {
    let ran = run("(: < /dev/tty) 2>/dev/null && echo tty; cut -d' ' -f6 /proc/self/stat").await;
    let session = ran.text(Stream::Stdout);
    let ours = std::fs::read_to_string("/proc/self/stat").unwrap();
    assert_ne!(session.trim(), ours.split(' ').nth(5).unwrap());
    assert!(!session.contains("tty"));
}

#[tokio::test]
async fn a_signal_that_ends_the_leader_is_told() {
    let ran = run("kill -SEGV $$").await;
    assert_eq!(ran.over().exit, Some(Exit::Signal(11)));
    assert_eq!(ran.over().stopped, None);
}

#[tokio::test]
async fn cancel_ends_children_that_left_the_session() {
    let going = start(
        "setsid bash -c 'trap \"\" INT; echo $$ > child.tmp; mv child.tmp child; while :; do sleep 1; done' &\n\
         (setsid bash -c 'echo $$ > orphan; exec sleep 1000' &) ; wait",
        Setup::default(),
    );
    let (child, orphan) = (going.file("child").await, going.file("orphan").await);
    assert!(alive(&child) && alive(&orphan));
    going.stop();
    let ran = going.run.await.unwrap();
    assert_eq!(ran.over().stopped, Some(Stopped::Ordered));
    assert!(!alive(&child), "the child in its own session survived");
    assert!(!alive(&orphan), "the orphan in its own session survived");
}

#[tokio::test]
async fn a_command_that_ignores_sigint_gets_sigterm_after_two_seconds() {
    let going = start(
        "trap 'echo int >> got' INT; trap 'echo term; exit 3' TERM; echo > up; while :; do sleep 0.05; done",
        Setup::default(),
    );
    going.file("up").await;
    tokio::time::sleep(Duration::from_millis(100)).await;
    let since = std::time::Instant::now();
    going.stop();
    assert_eq!(going.file("got").await, "int");
    let ran = going.run.await.unwrap();
    assert_eq!(ran.text(Stream::Stdout), "term\n");
    assert_eq!(ran.over().exit, Some(Exit::Code(3)));
    let took = since.elapsed();
    assert!((1900..3500).contains(&took.as_millis()), "it took {took:?}");
}

#[tokio::test]
async fn a_runner_that_ignores_signals_does_not_make_its_commands_ignore_them() {
    let usual = support::launcher();
    let deaf = runner::supervise::Launcher {
        program: "/bin/sh".into(),
        args: vec![
            "-c".into(),
            "trap '' INT QUIT HUP; exec \"$0\" supervise".into(),
            usual.program.into(),
        ],
    };
    let setup = Setup { launcher: deaf, ..Setup::default() };
    let going = start("echo > up; exec sleep 1000", setup);
    going.file("up").await;
    let since = std::time::Instant::now();
    going.stop();
    let ran = going.run.await.unwrap();
    assert_eq!(ran.over().exit, Some(Exit::Signal(2)));
    assert!(since.elapsed() < Duration::from_millis(1500), "{:?}", since.elapsed());
}

#[tokio::test]
async fn a_command_that_ignores_everything_is_killed() {
    let going =
        start("trap '' INT TERM; echo $$ > up; while :; do sleep 0.05; done", Setup::default());
    let pid = going.file("up").await;
    let since = std::time::Instant::now();
    going.stop();
    let ran = going.run.await.unwrap();
    assert_eq!(ran.over().exit, Some(Exit::Signal(9)));
    assert!((6900..9000).contains(&since.elapsed().as_millis()), "{:?}", since.elapsed());
    assert!(!alive(&pid));
}

#[tokio::test]
async fn a_hurried_second_order_shortens_the_first() {
    let going =
        start("trap '' INT TERM; echo > up; while :; do sleep 0.05; done", Setup::default());
    going.file("up").await;
    let since = std::time::Instant::now();
    going.stop();
    tokio::time::sleep(Duration::from_millis(100)).await;
    going.orders.send(Some(runner::supervise::Patience::SHORT)).unwrap();
    going.run.await.unwrap();
    assert!(since.elapsed() < Duration::from_secs(5), "{:?}", since.elapsed());
}

#[tokio::test]
async fn a_stopped_process_can_be_ended() {
    let going = start("sleep 1000 & kill -STOP $!; echo $! > up; wait", Setup::default());
    let pid = going.file("up").await;
    going.stop();
    let ran = going.run.await.unwrap();
    assert!(!alive(&pid));
    assert!(ran.took < Duration::from_secs(5), "{:?}", ran.took);
}

#[tokio::test]
async fn a_background_child_that_holds_the_pipe_delays_nothing_and_is_ended() {
    let going = start("echo hi; sleep 1000 & echo $! > child; exit 0", Setup::default());
    let child = going.file("child").await;
    let ran = going.run.await.unwrap();
    assert_eq!(ran.text(Stream::Stdout), "hi\n");
    assert_eq!(ran.over().exit, Some(Exit::Code(0)));
    assert_eq!((ran.over().stopped, ran.over().left_behind), (None, 1));
    assert!((450..1500).contains(&ran.took.as_millis()), "it took {:?}", ran.took);
    assert!(!alive(&child));
}

#[tokio::test]
async fn what_is_left_behind_may_finish_writing() {
    let ran = run("(sleep 0.2; echo late) & echo early").await;
    assert_eq!(ran.text(Stream::Stdout), "early\nlate\n");
    assert_eq!(ran.over().left_behind, 0);
    assert!(ran.took < Duration::from_millis(450), "{:?}", ran.took);
}

#[tokio::test]
async fn a_timeout_keeps_the_output_so_far() {
    let setup = Setup { timeout: Duration::from_millis(300), ..Setup::default() };
    let going = start("echo before; sleep 1000; echo after", setup);
    let ran = going.run.await.unwrap();
    assert_eq!(ran.over().stopped, Some(Stopped::TimedOut));
    assert_eq!(ran.text(Stream::Stdout), "before\n");
    assert!(ran.took < Duration::from_secs(2), "{:?}", ran.took);
}

#[tokio::test]
async fn the_tree_dies_with_its_runner() {
    let going = start(
        "setsid sleep 1000 & echo $! > child; echo $$ > leader; trap '' TERM; wait; sleep 1000",
        Setup::default(),
    );
    let (child, leader) = (going.file("child").await, going.file("leader").await);
    // Dropping the run closes the channel, as the death of the whole runner does.
    going.run.abort();
    eventually("the tree to be gone", || (!alive(&child) && !alive(&leader)).then_some(())).await;
}

#[tokio::test]
async fn a_killed_supervisor_leaves_nothing_either() {
    let going =
        start("setsid sleep 1000 & echo $! > child; echo $$ > leader; wait", Setup::default());
    let (child, leader) = (going.file("child").await, going.file("leader").await);
    let supervisor = parent(&leader);
    support::command(&going.cwd(), &format!("kill -KILL {supervisor}"));
    let ran = going.run.await.unwrap();
    assert!(matches!(ran.executed, Executed::Lost));
    eventually("the tree to be gone", || (!alive(&child) && !alive(&leader)).then_some(())).await;
}

#[tokio::test]
async fn a_fast_forking_tree_is_swept_empty() {
    let going = start(
        "trap '' INT TERM; f() { while :; do (setsid sleep 30 &) ; done; }; f & f & echo > up; wait; wait; sleep 99",
        Setup::default(),
    );
    going.file("up").await;
    tokio::time::sleep(Duration::from_millis(300)).await;
    going.stop();
    let task = going.task.clone();
    let ran = going.run.await.unwrap();
    assert!(ran.over().survivors.is_empty());
    let marked = || {
        let procs = std::fs::read_dir("/proc").unwrap().flatten();
        let environs = procs.filter_map(|p| std::fs::read(p.path().join("environ")).ok());
        environs.filter(|e| String::from_utf8_lossy(e).contains(&task)).count()
    };
    assert_eq!(marked(), 0, "processes of the run are left");
}

#[tokio::test]
async fn a_place_that_is_gone_is_told_and_nothing_runs() {
    let going = start("echo x", Setup::default());
    std::fs::remove_dir_all(going.cwd()).unwrap();
    let ran = going.run.await.unwrap();
    assert!(matches!(&ran.executed, Executed::NotStarted(why) if why.contains("No such file")));
    assert!(ran.chunks.is_empty());
}
