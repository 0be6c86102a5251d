//! The supervisor's own side: start the leader, keep its whole tree, end it when told, and say how it ended.

use super::{Exit, Job, Order, Over, Patience, Report, Stopped, ladder::Ladder};
use crate::platform::{self, SupervisorEnd, Tree};
use std::{
    io::{BufRead, BufReader, Write},
    process::{ChildStdin, ExitCode},
    sync::mpsc::{self, RecvTimeoutError, Sender},
    thread,
    time::{Duration, Instant},
};

enum News {
    Stop(Patience),
    RunnerGone,
    Reaped(u32, Exit),
    AllGone,
}

/// The body of the hidden subcommand: supervises one job, read from standard input, and returns when no process of it is
/// left. It exits with 0 when it could do its work, whatever the command's own exit was.
pub fn supervise_main() -> ExitCode {
    match supervise() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("the supervisor of this run failed: {error}");
            ExitCode::FAILURE
        }
    }
}

fn supervise() -> std::io::Result<()> {
    let SupervisorEnd { orders, mut reports } = platform::link_to_runner()?;
    let mut orders = BufReader::new(orders);
    let mut line = String::new();
    orders.read_line(&mut line)?;
    let job: Job = serde_json::from_str(&line)?;

    // Silence would mean that the command may have started.
    if let Err(error) = platform::enter_supervision() {
        return tell(&mut reports, &Report::NotStarted(error.to_string()));
    }
    let (tree, next, input) = match platform::start_leader(&job) {
        Ok(started) => started,
        Err(error) => return tell(&mut reports, &Report::NotStarted(error.to_string())),
    };
    // A runner that is gone cannot be told; the end of its orders says so below.
    let _ = tell(&mut reports, &Report::Started(tree.leader()));

    let (news, inbox) = mpsc::channel();
    let from_runner = news.clone();
    thread::spawn(move || read_orders(orders, &from_runner, input));
    thread::spawn(move || reap(next, &news));
    let over = keep(&tree, &job, &inbox, &mut reports);
    let _ = tell(&mut reports, &Report::Over(over));
    Ok(())
}

fn keep(tree: &Tree, job: &Job, inbox: &mpsc::Receiver<News>, reports: &mut impl Write) -> Over {
    let limit = job.timeout_ms.map(Duration::from_millis);
    let mut ladder = Ladder::new(Instant::now(), limit, job.patience);
    let mut left_behind = 0;
    let mut reported = false;
    loop {
        let news = match ladder.wait(Instant::now()) {
            Some(wait) => inbox.recv_timeout(wait),
            None => inbox.recv().map_err(|_| RecvTimeoutError::Disconnected),
        };
        let now = Instant::now();
        let was_draining = ladder.draining();
        let nudge = match news {
            Ok(News::Stop(patience)) => ladder.stop(now, Stopped::Ordered, patience),
            Ok(News::RunnerGone) => ladder.stop(now, Stopped::RunnerGone, Patience::NONE),
            Ok(News::Reaped(pid, exit)) if pid == tree.leader() => ladder.leader_over(now, exit),
            Ok(News::Reaped(..)) => None,
            Ok(News::AllGone) | Err(RecvTimeoutError::Disconnected) => break,
            Err(RecvTimeoutError::Timeout) => ladder.due(now),
        };
        let hit = nudge.map(|nudge| tree.signal(nudge)).unwrap_or_default();
        if was_draining {
            left_behind = hit.len();
        }
        if ladder.hopeless(now) && !reported {
            reported = true;
            let over = of(&ladder, left_behind, hit);
            let _ = tell(reports, &Report::Over(over));
        }
    }
    of(&ladder, left_behind, Vec::new())
}

fn of(ladder: &Ladder, left_behind: usize, survivors: Vec<u32>) -> Over {
    Over { exit: ladder.exit, stopped: ladder.stopped, left_behind, survivors }
}

fn tell(reports: &mut impl Write, report: &Report) -> std::io::Result<()> {
    let mut line = serde_json::to_vec(report)?;
    line.push(b'\n');
    reports.write_all(&line)
}

fn read_orders(mut orders: impl BufRead, news: &Sender<News>, input: Option<ChildStdin>) {
    let input = input.map(feed);
    let mut line = String::new();
    while orders.read_line(&mut line).is_ok_and(|n| n > 0) {
        let Ok(order) = serde_json::from_str(&line) else { break };
        match order {
            Order::Stop(patience) if news.send(News::Stop(patience)).is_err() => return,
            Order::Stop(_) => {}
            // A leader that reads no more, or never did, is not told.
            Order::Input(text) => drop(input.as_ref().map(|input| input.send(text))),
        }
        line.clear();
    }
    // An order that cannot be read means a runner of another version: as good as none.
    let _ = news.send(News::RunnerGone);
}

/// Writes what is sent to it. A leader that does not read must not keep an order to stop from being heard.
fn feed(mut leader: ChildStdin) -> Sender<String> {
    let (texts, inbox) = mpsc::channel::<String>();
    thread::spawn(move || {
        for text in inbox {
            if leader.write_all(text.as_bytes()).is_err() {
                return;
            }
        }
    });
    texts
}

fn reap(mut next: impl FnMut() -> Option<(u32, Exit)>, news: &Sender<News>) {
    while let Some((pid, exit)) = next() {
        if news.send(News::Reaped(pid, exit)).is_err() {
            return;
        }
    }
    let _ = news.send(News::AllGone);
}
