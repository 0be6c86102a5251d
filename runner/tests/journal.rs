//! What the journal says after a crash at any byte.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use domain::Timestamp;
use runner::journal::{Entry, Journal, Open, Spent, SpentPermits, Starting};
use std::path::Path;

const NOW: Timestamp = Timestamp(10_000_000);
const DAY: i64 = 24 * 60 * 60;

fn starting(run: &str) -> Starting {
    Starting {
        run: run.into(),
        work: format!("t_{run}"),
        digest: "sha256:00".into(),
        permit: None,
        lease: format!("l_{run}"),
        at: Timestamp(1),
    }
}

fn begin(run: &str) -> Entry {
    Entry::Starting(starting(run))
}

fn finished(run: &str) -> Entry {
    Entry::Finished { run: run.into(), at: Timestamp(2) }
}

fn settled(run: &str) -> Entry {
    Entry::Settled { run: run.into(), at: Timestamp(3) }
}

fn open_after(path: &Path, entries: &[Entry]) -> Open {
    let (mut journal, _) = Journal::open(path, NOW).unwrap();
    for entry in entries {
        journal.add(entry).unwrap();
    }
    drop(journal);
    Journal::open(path, NOW).unwrap().1
}

#[test]
fn what_has_no_end_is_lost_what_ended_waits_and_what_is_settled_is_forgotten() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("journal");
    let entries = [begin("a"), begin("b"), begin("c"), finished("b"), finished("c"), settled("c")];
    let open = open_after(&path, &entries);
    let found = Open { lost: vec![starting("a")], finished: vec![starting("b")], spent: vec![] };
    assert_eq!(open, found);
    // It says the same again until somebody settles it, and then it is empty.
    assert_eq!(open_after(&path, &[]), open);
    assert_eq!(open_after(&path, &[settled("a"), settled("b")]), Open::default());
    assert_eq!(std::fs::metadata(&path).unwrap().len(), 0);
}

#[test]
fn an_entry_is_on_the_disk_when_it_was_added() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("journal");
    let (mut journal, _) = Journal::open(&path, NOW).unwrap();
    journal.add(&begin("a")).unwrap();
    // A second reader sees it although the first still has it open, as after a crash.
    assert_eq!(Journal::open(&path, NOW).unwrap().1.lost, [starting("a")]);
}

#[test]
fn a_journal_cut_at_any_byte_opens_and_forgets_no_whole_line() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("journal");
    let (mut journal, _) = Journal::open(&path, NOW).unwrap();
    for entry in [begin("a"), finished("a"), begin("b")] {
        journal.add(&entry).unwrap();
    }
    let whole = std::fs::read(&path).unwrap();
    for cut in 0..=whole.len() {
        std::fs::write(&path, &whole[..cut]).unwrap();
        let open = Journal::open(&path, NOW).unwrap().1;
        // The last byte of a line is its line feed, which says nothing.
        let lines = [begin("a"), finished("a"), begin("b")]
            .iter()
            .scan(0, |end, entry| {
                *end += serde_json::to_vec(entry).unwrap().len() + 1;
                Some(*end)
            })
            .filter(|end| cut >= end - 1)
            .count();
        let expected = match lines {
            0 => Open::default(),
            1 => Open { lost: vec![starting("a")], finished: vec![], ..Open::default() },
            2 => Open { lost: vec![], finished: vec![starting("a")], ..Open::default() },
            _ => {
                Open { lost: vec![starting("b")], finished: vec![starting("a")], ..Open::default() }
            }
        };
        assert_eq!(open, expected, "cut at {cut}");
    }
}

#[test]
fn a_journal_damaged_in_the_middle_is_not_guessed_at() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("journal");
    std::fs::write(&path, b"garbage\n{}\n").unwrap();
    assert!(Journal::open(&path, NOW).unwrap_err().to_string().contains("damaged"));
}

fn with(run: &str, nonce: &str, until: Option<Timestamp>) -> Entry {
    let permit = Some(Spent { nonce: nonce.into(), until });
    Entry::Starting(Starting { permit, ..starting(run) })
}

fn nonces(open: Open) -> Vec<String> {
    open.spent.into_iter().map(|spent| spent.nonce).collect()
}

#[test]
fn t25_a_used_permit_is_remembered_until_it_is_over_for_a_day_also_when_its_run_is_settled() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("journal");
    let entries = [
        // Nothing runs by one that has no end.
        with("a", "aa", None),
        with("b", "bb", Some(NOW)),
        with("c", "cc", Some(NOW.plus_seconds(-DAY))),
        with("d", "dd", Some(NOW.plus_seconds(1 - DAY))),
        settled("a"),
        settled("b"),
        settled("c"),
    ];
    let open = open_after(&path, &entries);
    assert_eq!(open.lost.len(), 1);
    assert_eq!(nonces(open), ["bb", "dd"]);
    // Again and again.
    for _ in 0..2 {
        assert_eq!(nonces(open_after(&path, &[settled("d")])), ["bb", "dd"]);
    }
    let later = NOW.plus_seconds(DAY);
    assert_eq!(nonces(Journal::open(&path, later).unwrap().1), [""; 0]);
    assert_eq!(std::fs::metadata(&path).unwrap().len(), 0);
}

#[test]
fn a_journal_that_is_open_for_long_is_shortened_and_loses_nothing_that_counts() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("journal");
    let (mut journal, _) = Journal::open(&path, NOW).unwrap();
    let lines = || std::fs::read_to_string(&path).unwrap().lines().count();
    journal.add(&with("open", "zz", Some(NOW.plus_seconds(60)))).unwrap();
    let mut most = 0;
    for n in 0..3_000 {
        // One in a thousand is not over.
        let until = if n % 1_000 == 0 { NOW } else { NOW.plus_seconds(-DAY) };
        let run = format!("r{n}");
        journal.add(&with(&run, &format!("n{n}"), Some(until))).unwrap();
        journal.add(&settled(&run)).unwrap();
        journal.shorten(NOW).unwrap();
        most = most.max(lines());
    }
    assert!(most < 2_100, "{most}");
    journal.add(&begin("last")).unwrap();
    drop(journal);
    let open = Journal::open(&path, NOW).unwrap().1;
    let runs: Vec<_> = open.lost.iter().map(|starting| starting.run.as_str()).collect();
    assert_eq!(runs, ["last", "open"]);
    assert_eq!(nonces(open), ["n0", "n1000", "n2000", "zz"]);
}

#[test]
fn what_a_runner_remembers_of_used_permits_ends_with_them() {
    let spent = |nonce: &str, seconds| Spent {
        nonce: nonce.into(),
        until: Some(NOW.plus_seconds(seconds)),
    };
    let mut permits = SpentPermits::new(&[spent("found", 60)]);
    assert!(!permits.insert(spent("found", 60), NOW));
    for n in 0..1_000 {
        assert!(permits.insert(spent(&format!("n{n}"), 60), NOW));
    }
    assert!(!permits.insert(spent("n7", 60), NOW.plus_seconds(DAY + 59)));
    assert_eq!(permits.len(), 1_001);
    assert!(permits.insert(spent("later", 2 * DAY), NOW.plus_seconds(DAY + 60)));
    assert_eq!(permits.len(), 1);
}
