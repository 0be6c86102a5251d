//! The process table of Linux: every descendant is found and signalled by a handle, never by a number alone.

use super::{Nudge, unix::signal};
use rustix::process::{Pid, PidfdFlags, Signal, getpid, pidfd_open, pidfd_send_signal};
use std::{collections::HashSet, fs, os::unix::fs::MetadataExt as _};

/// Signals every descendant of this process, the leader among them. All of the tree is found first, then the signals: a parent that dies at once must not hide its children from the others'.
pub(super) fn signal_tree(_leader: Pid, nudge: Nudge) -> Vec<u32> {
    let me = getpid();
    let mut family = vec![me];
    let mut known = HashSet::from([me]);
    let mut next = 0;
    while next < family.len() {
        for child in children(family[next]) {
            if known.insert(child) {
                family.push(child);
            }
        }
        next += 1;
    }
    family.retain(|pid| *pid != me && signal_one(*pid, nudge, &known));
    family.iter().map(|pid| pid.as_raw_nonzero().get().unsigned_abs()).collect()
}

/// The handle is opened first and the parent looked at afterwards, so a number that was given to a stranger in the
/// meantime is left alone.
fn signal_one(pid: Pid, nudge: Nudge, family: &HashSet<Pid>) -> bool {
    let Ok(handle) = pidfd_open(pid, PidfdFlags::empty()) else { return false };
    let ours = stat(pid).is_some_and(|s| s.alive && family.contains(&s.parent));
    let sent = ours && pidfd_send_signal(&handle, signal(nudge)).is_ok();
    if sent && nudge != Nudge::Kill {
        // A stopped process acts on a signal only once it is continued.
        let _ = pidfd_send_signal(&handle, Signal::CONT);
    }
    sent
}

fn children(of: Pid) -> Vec<Pid> {
    let of = of.as_raw_nonzero();
    let mut found = Vec::new();
    for thread in fs::read_dir(format!("/proc/{of}/task")).into_iter().flatten().flatten() {
        match fs::read_to_string(thread.path().join("children")) {
            Ok(list) => found.extend(list.split_whitespace().filter_map(pid)),
            // Kernels may be built without that file; the process table says the same, more slowly.
            Err(_) if thread.path().exists() => {
                found.extend(
                    everyone()
                        .filter(|p| stat(*p).is_some_and(|s| s.parent.as_raw_nonzero() == of)),
                );
            }
            Err(_) => {}
        }
    }
    found
}

struct Stat {
    parent: Pid,
    alive: bool,
}

fn stat(of: Pid) -> Option<Stat> {
    let line = fs::read(format!("/proc/{}/stat", of.as_raw_nonzero())).ok()?;
    // The command's name is in brackets and may hold anything, brackets and blanks included.
    let rest = &line[line.iter().rposition(|b| *b == b')')? + 1..];
    let mut fields = std::str::from_utf8(rest).ok()?.split_whitespace();
    let state = fields.next()?;
    Some(Stat { parent: pid(fields.next()?)?, alive: !matches!(state, "Z" | "X") })
}

pub(super) fn kill_marked(mark: &str) -> usize {
    let me = rustix::process::geteuid().as_raw();
    let marked = |pid: Pid| {
        let root = format!("/proc/{}", pid.as_raw_nonzero());
        fs::metadata(&root).is_ok_and(|m| m.uid() == me)
            && fs::read(format!("{root}/environ"))
                .is_ok_and(|env| env.split(|b| *b == 0).any(|entry| entry == mark.as_bytes()))
    };
    let mut killed = 0;
    // Each round finds what the round before had forked meanwhile.
    for _ in 0..100 {
        let round: Vec<_> = everyone()
            .filter(|pid| *pid != getpid())
            .filter_map(|pid| pidfd_open(pid, PidfdFlags::empty()).ok().map(|fd| (pid, fd)))
            .filter(|(pid, _)| marked(*pid))
            .filter(|(_, handle)| pidfd_send_signal(handle, Signal::KILL).is_ok())
            .collect();
        if round.is_empty() {
            break;
        }
        killed += round.len();
        std::thread::sleep(std::time::Duration::from_millis(5));
    }
    killed
}

fn everyone() -> impl Iterator<Item = Pid> {
    let names = fs::read_dir("/proc").into_iter().flatten().flatten();
    names.filter_map(|entry| pid(entry.file_name().to_str()?))
}

fn pid(text: &str) -> Option<Pid> {
    Pid::from_raw(text.parse().ok()?)
}
