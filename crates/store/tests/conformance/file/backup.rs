//! A backup is whole or not there, and takes the database's place in one step.

use crate::desk::{Desk, START};
use domain::Timestamp;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

struct Folder(tempfile::TempDir);

impl Folder {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn file(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    /// A database with that many tasks.
    async fn desk(&self, name: &str, tasks: usize) -> (PathBuf, Desk) {
        let place = self.file(name);
        let desk = Desk::on(store::open(&place).await.unwrap()).await;
        for number in 0..tasks {
            desk.put(desk.draft(&format!("task {number}"))).await;
        }
        (place, desk)
    }

    fn names(&self) -> Vec<String> {
        let entries = std::fs::read_dir(self.0.path()).unwrap();
        let mut names: Vec<_> =
            entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }
}

async fn stage(from: &Path, database: &Path) -> Result<store::Staged, String> {
    store::stage(from, database).await.map_err(|error| error.to_string())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn t68_a_backup_under_load_is_one_moment_of_the_database() {
    let folder = Folder::new();
    let (place, desk) = folder.desk("desk.db", 20).await;
    let (desk, stop) = (Arc::new(desk), Arc::new(AtomicBool::new(false)));
    let writer = {
        let (desk, stop) = (Arc::clone(&desk), Arc::clone(&stop));
        tokio::spawn(async move {
            let mut written = 20;
            while !stop.load(Ordering::Relaxed) {
                // Task, approval and its result, one after the other: a torn copy would lack one of them.
                desk.in_review("more").await;
                written += 1;
            }
            written
        })
    };
    let mut last = 0;
    for round in 0..5 {
        let to = folder.file(&format!("backup {round}"));
        let backup = store::backup(&place, &to).await.unwrap();
        assert!(backup.tasks >= last && backup.bytes > 0, "{backup:?}");
        last = backup.tasks;
        let copy = Desk::again_on(store::open(&to).await.unwrap());
        let query = service::store::TaskQuery { limit: 200, ..Default::default() };
        let tasks = copy.store.tasks(&query).await.unwrap();
        assert_eq!(i64::try_from(tasks.len().min(200)).unwrap(), backup.tasks.min(200));
    }
    stop.store(true, Ordering::Relaxed);
    assert!(
        writer.await.unwrap() >= last && last > 20,
        "{last} tasks: nothing was written meanwhile"
    );
}

#[cfg(unix)]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn only_its_owner_can_read_a_backup() {
    use std::os::unix::fs::PermissionsExt;
    let folder = Folder::new();
    let (place, _desk) = folder.desk("desk.db", 1).await;
    let to = folder.file("backup");
    store::backup(&place, &to).await.unwrap();
    assert_eq!(to.metadata().unwrap().permissions().mode() & 0o777, 0o600);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_is_overwritten_and_nothing_half_made_is_left() {
    let folder = Folder::new();
    let (place, desk) = folder.desk("desk.db", 1).await;
    drop(desk);
    let to = folder.file("letter.txt");
    std::fs::write(&to, "Dear Ada").unwrap();
    let why = store::backup(&place, &to).await.unwrap_err().to_string();
    assert!(why.contains("letter.txt: there is a file of this name already"), "{why}");
    assert_eq!(std::fs::read_to_string(&to).unwrap(), "Dear Ada");
    let why = store::backup(folder.file("no.db"), &folder.file("b")).await.unwrap_err();
    assert!(why.to_string().contains("no.db: there is no such database"), "{why}");
    let why = store::backup(&place, &folder.file("no/such/b")).await.unwrap_err();
    assert!(why.to_string().contains("no/such"), "{why}");
    let why = store::backup(&to, &folder.file("b")).await.unwrap_err();
    assert!(why.to_string().contains("not a database"), "{why}");
    let names = folder.names();
    let known = ["desk.db", "desk.db-shm", "desk.db-wal", "letter.txt"];
    assert!(names.iter().all(|name| known.contains(&name.as_str())), "{names:?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_backup_takes_the_databases_place_and_the_one_before_is_kept() {
    let folder = Folder::new();
    let (place, desk) = folder.desk("desk.db", 3).await;
    let to = folder.file("backup");
    store::backup(&place, &to).await.unwrap();
    desk.put(desk.draft("after the backup")).await;
    drop(desk);
    let staged = stage(&to, &place).await.unwrap();
    assert_eq!(staged.backup.tasks, 3);
    let kept = staged.put_in_place(Timestamp(START)).await.unwrap().expect("one was there");
    let shown = kept.file_name().unwrap().to_str().unwrap().to_owned();
    assert!(shown.starts_with("desk.db.before-restore-2026-01-02T0304"), "{shown}");
    let count = async |place: &Path| {
        let mut beside = super::beside(place).await;
        super::text(&mut beside, "SELECT COUNT(*) FROM tasks").await
    };
    assert_eq!((count(&place).await.as_str(), count(&kept).await.as_str()), ("3", "4"));
    let names = folder.names();
    assert_eq!(names, ["backup".into(), "desk.db".to_owned(), shown], "nothing else is left");
    let desk = Desk::again_on(store::open(&place).await.unwrap());
    let next = desk.put(desk.draft("the next")).await;
    assert_eq!(next.number, 5, "number 4 was given to another task already");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_log_that_was_left_behind_does_not_reach_into_the_restored_database() {
    let folder = Folder::new();
    let (place, desk) = folder.desk("desk.db", 3).await;
    let to = folder.file("backup");
    store::backup(&place, &to).await.unwrap();
    desk.put(desk.draft("after the backup")).await;
    // A server that was killed leaves its log; the database itself is lost.
    let log = std::fs::read(folder.file("desk.db-wal")).unwrap();
    drop(desk);
    let other = folder.file("other.db");
    std::fs::write(folder.file("other.db-wal"), &log).unwrap();
    let kept = stage(&to, &other).await.unwrap().put_in_place(Timestamp(START)).await.unwrap();
    let kept = kept.expect("the log is kept");
    assert_eq!(std::fs::read(format!("{}-wal", kept.display())).unwrap(), log);
    let mut beside = super::beside(&other).await;
    assert_eq!(super::text(&mut beside, "SELECT COUNT(*) FROM tasks").await, "3");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_restore_through_a_link_goes_where_the_link_leads_and_tidies_up() {
    let folder = Folder::new();
    let (place, desk) = folder.desk("desk.db", 2).await;
    let to = folder.file("backup");
    store::backup(&place, &to).await.unwrap();
    drop(desk);
    let volume = tempfile::tempdir().unwrap();
    let real = volume.path().join("real.db");
    std::fs::copy(&to, &real).unwrap();
    let link = folder.file("link.db");
    #[cfg(unix)]
    std::os::unix::fs::symlink(&real, &link).unwrap();
    // What a restore that was killed leaves.
    std::fs::create_dir(volume.path().join(".mission-control-restore-cut")).unwrap();
    let staged = stage(&to, &link).await.unwrap();
    staged.put_in_place(Timestamp(START)).await.unwrap().expect("one was there");
    assert!(link.symlink_metadata().unwrap().is_symlink());
    let names = std::fs::read_dir(volume.path()).unwrap().map(|e| e.unwrap().file_name());
    let mut names: Vec<_> = names.map(|name| name.into_string().unwrap()).collect();
    names.sort();
    assert!(
        names.len() == 2 && names[0] == "real.db" && names[1].contains("before-restore"),
        "{names:?}"
    );
    let why = store::backup("sqlite:x.db?mode=rwc", &folder.file("b")).await.unwrap_err();
    assert!(why.to_string().contains("no options"), "{why}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn numbers_skip_ahead_when_nobody_knows_how_many_were_given_out() {
    let folder = Folder::new();
    let (place, _desk) = folder.desk("desk.db", 3).await;
    let to = folder.file("backup");
    store::backup(&place, &to).await.unwrap();
    let lost = folder.file("lost.db");
    assert_eq!(
        stage(&to, &lost).await.unwrap().put_in_place(Timestamp(START)).await.unwrap(),
        None
    );
    let broken = folder.file("broken.db");
    std::fs::write(&broken, "what the disk left").unwrap();
    let kept = stage(&to, &broken).await.unwrap().put_in_place(Timestamp(START)).await.unwrap();
    assert_eq!(std::fs::read_to_string(kept.unwrap()).unwrap(), "what the disk left");
    for place in [lost, broken] {
        let desk = Desk::again_on(store::open(&place).await.unwrap());
        assert_eq!(desk.put(desk.draft("the next")).await.number, 1_004);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_no_whole_backup_replaces_nothing() {
    let folder = Folder::new();
    let (place, desk) = folder.desk("desk.db", 40).await;
    let good = folder.file("backup");
    store::backup(&place, &good).await.unwrap();
    let whole = std::fs::read(&good).unwrap();

    let why = stage(&place, &place).await.unwrap_err();
    assert!(why.contains("the database itself"), "{why}");
    let why = stage(&folder.file("none"), &place).await.unwrap_err();
    assert!(why.contains("none"), "{why}");
    let refused = async |name: &str, bytes: &[u8], says: &str| {
        let file = folder.file(name);
        std::fs::write(&file, bytes).unwrap();
        let why = stage(&file, &place).await.unwrap_err();
        assert!(why.contains(says), "{name}: {why}");
    };
    refused("empty", b"", "empty").await;
    refused("letter", &b"Dear Ada, ".repeat(1000), "not a database").await;
    refused("cut", &whole[..whole.len() / 2], "malformed").await;
    let mut torn = whole.clone();
    let middle = torn.len() / 2;
    torn[middle..middle + 4096].fill(0xa5);
    // Which words say so depends on what stood in the middle.
    refused("torn", &torn, "torn: ").await;
    std::fs::write(folder.file("newer"), &whole).unwrap();
    let mut beside = super::beside(&folder.file("newer")).await;
    super::run(&mut beside, "PRAGMA user_version = 99").await.unwrap();
    drop(beside);
    let why = stage(&folder.file("newer"), &place).await.unwrap_err();
    assert!(why.contains("newer"), "{why}");
    std::fs::write(folder.file("orphans"), &whole).unwrap();
    let mut beside = super::beside(&folder.file("orphans")).await;
    super::run(&mut beside, "DELETE FROM desktops").await.unwrap();
    drop(beside);
    let why = stage(&folder.file("orphans"), &place).await.unwrap_err();
    assert!(why.contains("orphans: the file is damaged"), "{why}");
    std::fs::copy(&good, folder.file("by hand")).unwrap();
    std::fs::write(folder.file("by hand-wal"), "its log").unwrap();
    let why = stage(&folder.file("by hand"), &place).await.unwrap_err();
    assert!(why.contains("copied by hand"), "{why}");

    let staged = stage(&good, &place).await.unwrap();
    let why = staged.put_in_place(Timestamp(START)).await.unwrap_err().to_string();
    assert!(why.contains("in use"), "the desk has it open: {why}");
    assert_eq!(
        desk.store
            .tasks(&service::store::TaskQuery { limit: 50, ..Default::default() })
            .await
            .unwrap()
            .len(),
        40
    );
    assert!(!folder.names().iter().any(|name| name.contains("restore")), "{:?}", folder.names());
}
