//! Real directories and repositories: what a run changed is seen, and looking leaves no trace.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod support;

use domain::change::{ChangeKind, FileChange};
use runner::{
    changes::{Before, Changes, Limits},
    secrets::Secrets,
    workspace::Place,
};
use std::{
    collections::BTreeMap,
    fs::{create_dir_all, remove_file, rename, write},
    os::unix::fs::{PermissionsExt as _, symlink},
    path::{Path, PathBuf},
};
use support::{command, lines};
use tempfile::TempDir;

struct Scene {
    _dir: TempDir,
    place: Place,
    scratch: PathBuf,
}

impl Scene {
    fn plain() -> Self {
        let dir = tempfile::tempdir().unwrap();
        let root = dir.path().canonicalize().unwrap().join("ws");
        let (work, scratch) = (root.join("work"), dir.path().join("scratch"));
        create_dir_all(&work).unwrap();
        create_dir_all(&scratch).unwrap();
        Self { _dir: dir, place: Place { root, dir: work, own: false }, scratch }
    }

    fn repository() -> Self {
        let scene = Self::plain();
        scene.git("init -q -b main");
        scene.git("config user.email a@b.c");
        scene.git("config user.name a");
        scene
    }

    fn path(&self, name: &str) -> PathBuf {
        self.place.dir.join(name)
    }

    fn write(&self, name: &str, text: impl AsRef<[u8]>) {
        let path = self.path(name);
        create_dir_all(path.parent().unwrap()).unwrap();
        write(path, text).unwrap();
    }

    fn git(&self, line: &str) -> String {
        command(&self.place.dir, &format!("git {line}"))
    }

    fn commit(&self) {
        self.git("add -A");
        self.git("commit -q -m x");
    }

    async fn run(&self, limits: Limits, work: impl FnOnce()) -> Changes {
        let before = Before::look(&self.place, &self.scratch, limits).await;
        work();
        before.compare(&Secrets::default()).await
    }

    async fn changes(&self, work: impl FnOnce()) -> BTreeMap<String, FileChange> {
        let changes = self.run(Limits::default(), work).await;
        assert_eq!(changes.notes, Vec::<String>::new());
        by_path(changes)
    }
}

fn by_path(changes: Changes) -> BTreeMap<String, FileChange> {
    let count = changes.files.len();
    let by_path: BTreeMap<_, _> = changes.files.into_iter().map(|f| (f.path.clone(), f)).collect();
    assert_eq!(by_path.len(), count, "a path is listed twice");
    by_path
}

fn kinds(changes: &BTreeMap<String, FileChange>) -> Vec<(&str, ChangeKind)> {
    changes.iter().map(|(path, f)| (path.as_str(), f.change)).collect()
}

use ChangeKind::{Added, Deleted, Modified, Renamed};

/// The same scene and the same work, in a repository or not: the answer is the same.
async fn everything_is_seen(scene: Scene) {
    let long = |last: &str| lines(39, |n| format!("line {n}")) + last;
    scene.write("modified.txt", long("old end\n"));
    scene.write("dir/deleted.txt", "bye\n");
    scene.write("moved-from.txt", long(""));
    scene.write("same.txt", "same\n");
    scene.write("image.bin", b"\0\x01");
    scene.write("tool.sh", "exit\n");
    symlink("same.txt", scene.path("link")).unwrap();
    if scene.path(".git").exists() {
        scene.commit();
    }
    scene.write("dirty.txt", "was there before the run\n");
    let before = Before::look(&scene.place, &scene.scratch, Limits::default()).await;
    scene.write("modified.txt", long("new end\n"));
    remove_file(scene.path("dir/deleted.txt")).unwrap();
    create_dir_all(scene.path("sub")).unwrap();
    rename(scene.path("moved-from.txt"), scene.path("sub/moved-to.txt")).unwrap();
    scene.write("new/added.txt", "one\ntwo\n");
    scene.write("new/with \"odd\"\nname", "x");
    scene.write("image.bin", b"\0\x02");
    let executable = std::fs::Permissions::from_mode(0o755);
    std::fs::set_permissions(scene.path("tool.sh"), executable).unwrap();
    remove_file(scene.path("link")).unwrap();
    symlink("modified.txt", scene.path("link")).unwrap();
    let changes = before.compare(&Secrets::default()).await;
    assert_eq!(changes.notes, ["tool.sh may now be executed."]);
    let got = by_path(changes);
    let expected = [
        ("dir/deleted.txt", Deleted),
        ("image.bin", Modified),
        ("link", Modified),
        ("modified.txt", Modified),
        ("new/added.txt", Added),
        ("new/with \"odd\"\nname", Added),
        ("sub/moved-to.txt", Renamed),
        ("tool.sh", Modified),
    ];
    assert_eq!(kinds(&got), expected);
    let file = &got["modified.txt"];
    let diff = "@@ -37,4 +37,4 @@\n line 37\n line 38\n line 39\n-old end\n+new end\n";
    assert_eq!((file.diff.as_str(), file.additions, file.deletions), (diff, 1, 1));
    let file = &got["dir/deleted.txt"];
    assert_eq!((file.diff.as_str(), file.deletions), ("@@ -1 +0,0 @@\n-bye\n", 1));
    assert_eq!(got["new/added.txt"].diff, "@@ -0,0 +1,2 @@\n+one\n+two\n");
    let file = &got["sub/moved-to.txt"];
    assert_eq!(file.old_path.as_deref(), Some("moved-from.txt"));
    assert_eq!((file.diff.as_str(), file.truncated), ("", false));
    assert!(got["image.bin"].binary && got["image.bin"].diff.is_empty());
    assert!(got["link"].diff.contains("-same.txt\n\\ No newline at end of file\n+modified.txt\n"));
    assert!(got["tool.sh"].diff.is_empty() && !got["tool.sh"].truncated);
}

#[tokio::test]
async fn a_plain_directory_shows_every_kind_of_change() {
    everything_is_seen(Scene::plain()).await;
}

#[tokio::test]
async fn a_repository_shows_every_kind_of_change() {
    everything_is_seen(Scene::repository()).await;
}

/// Every file under a directory, with its content and times.
fn all_of(dir: &Path) -> BTreeMap<PathBuf, (Vec<u8>, std::time::SystemTime)> {
    let mut found = BTreeMap::new();
    for entry in dir.read_dir().unwrap().flatten() {
        let path = entry.path();
        if path.is_dir() {
            found.extend(all_of(&path));
        } else {
            let modified = entry.metadata().unwrap().modified().unwrap();
            found.insert(path.clone(), (std::fs::read(&path).unwrap(), modified));
        }
    }
    found
}

#[tokio::test]
async fn looking_leaves_index_objects_and_status_as_they_were() {
    let scene = Scene::repository();
    scene.write("a", "1\n");
    scene.write("staged", "1\n");
    scene.commit();
    scene.write("staged", "2\n");
    scene.git("add staged");
    scene.write("a", "dirty\n");
    scene.write("untracked", "u\n");
    let status = scene.git("status --porcelain");
    let before = all_of(&scene.path(".git"));
    let changes = scene.changes(|| {}).await;
    assert_eq!(kinds(&changes), []);
    assert!(all_of(&scene.path(".git")) == before, "something in .git changed");
    let got = scene.changes(|| scene.write("untracked", "v\n")).await;
    assert_eq!(kinds(&got), [("untracked", Modified)]);
    assert!(all_of(&scene.path(".git")) == before, "something in .git changed");
    assert_eq!(scene.git("status --porcelain"), status);
}

#[tokio::test]
async fn what_was_dirty_before_is_not_the_runs_doing_and_commits_hide_nothing() {
    let scene = Scene::repository();
    scene.write("a", "1\n2\n3\n");
    scene.commit();
    scene.write("a", "1\n2 dirty\n3\n");
    let got = scene
        .changes(|| {
            scene.write("a", "1\n2 dirty\n3 by the run\n");
            scene.write("b", "new\n");
            scene.commit();
        })
        .await;
    assert_eq!(kinds(&got), [("a", Modified), ("b", Added)]);
    assert_eq!(got["a"].diff, "@@ -1,3 +1,3 @@\n 1\n 2 dirty\n-3\n+3 by the run\n");
}

#[tokio::test]
async fn a_subdirectory_shows_its_whole_work_tree_and_ignored_files_stay_out() {
    let scene = Scene::repository();
    scene.write(".gitignore", "*.log\n");
    scene.write("sub/x", "");
    scene.commit();
    let place = Place { dir: scene.path("sub"), ..scene.place.clone() };
    let before = Before::look(&place, &scene.scratch, Limits::default()).await;
    scene.write("top.txt", "t\n");
    scene.write("sub/noise.log", "n\n");
    let got = by_path(before.compare(&Secrets::default()).await);
    assert_eq!(kinds(&got), [("top.txt", Added)]);
}

#[tokio::test]
async fn a_repository_without_commits_and_one_in_the_middle_of_a_merge_work() {
    let scene = Scene::repository();
    let got = scene.changes(|| scene.write("first", "1\n")).await;
    assert_eq!(kinds(&got), [("first", Added)]);
    scene.commit();
    scene.git("checkout -q -b other");
    scene.write("first", "other\n");
    scene.commit();
    scene.git("checkout -q main");
    scene.write("first", "main\n");
    scene.commit();
    let merge = std::process::Command::new("git")
        .args(["merge", "-q", "other"])
        .current_dir(&scene.place.dir)
        .output();
    assert!(!merge.unwrap().status.success(), "there is no conflict");
    let scene = Scene { scratch: scene.scratch.join("second"), ..scene };
    let got = scene.changes(|| scene.write("first", "resolved\n")).await;
    assert_eq!(kinds(&got), [("first", Modified)]);
    assert!(got["first"].diff.contains("-=======") && got["first"].diff.contains("+resolved"));
}

#[tokio::test]
async fn a_file_that_becomes_a_folder_and_a_folder_that_becomes_a_file_are_seen() {
    for scene in [Scene::plain(), Scene::repository()] {
        scene.write("f", "file\n");
        scene.write("d/x", "x\n");
        if scene.path(".git").exists() {
            scene.commit();
        }
        let got = scene
            .changes(|| {
                remove_file(scene.path("f")).unwrap();
                scene.write("f/inner", "new\n");
                std::fs::remove_dir_all(scene.path("d")).unwrap();
                scene.write("d", "now a file\n");
            })
            .await;
        let expected = [("d", Added), ("d/x", Deleted), ("f", Deleted), ("f/inner", Added)];
        assert_eq!(kinds(&got), expected);
    }
}

#[tokio::test]
async fn a_repository_above_the_workspace_does_not_count() {
    let scene = Scene::plain();
    let above = scene.place.root.parent().unwrap();
    command(above, "git init -q");
    write(above.join("secret"), "s").unwrap();
    let got = scene
        .changes(|| {
            scene.write("a", "1\n");
            write(above.join("secret"), "changed").unwrap();
        })
        .await;
    assert_eq!(kinds(&got), [("a", Added)]);
}

#[tokio::test]
async fn a_repository_that_claims_a_work_tree_above_the_workspace_does_not_count() {
    let scene = Scene::repository();
    let above = scene.place.root.parent().unwrap();
    write(above.join("secret"), "s").unwrap();
    scene.git(&format!("config core.worktree {}", above.display()));
    let work = || {
        scene.write("a", "1\n");
        write(above.join("secret"), "changed").unwrap();
    };
    assert_eq!(kinds(&scene.changes(work).await), [("a", Added)]);
}

#[tokio::test]
async fn a_tasks_own_directory_shows_all_that_is_in_it_but_no_git_internals() {
    let scene = Scene::plain();
    let place = Place { own: true, ..scene.place.clone() };
    command(&scene.place.root, "git init -q");
    let before = Before::look(&place, &scene.scratch, Limits::default()).await;
    scene.write("clone/README", "r\n");
    command(&scene.path("clone"), "git init -q");
    write(scene.place.root.join("neighbour"), "n").unwrap();
    let got = by_path(before.compare(&Secrets::default()).await);
    assert_eq!(kinds(&got), [("clone/README", Added)]);
}

#[tokio::test]
async fn a_repository_cannot_make_us_run_its_programs() {
    let scene = Scene::repository();
    scene.write("a.txt", "1\n");
    scene.commit();
    let trap = scene.scratch.join("ran");
    let touch = format!("touch {}", trap.display());
    let got = scene
        .changes(|| {
            let config = scene.path(".git/config");
            let mut text = std::fs::read_to_string(&config).unwrap();
            let evil = format!(
                "[core]\n\tfsmonitor = {touch}\n\thooksPath = .git/evil\n[diff]\n\texternal = {touch}\n\
                 [filter \"evil\"]\n\tclean = {touch}\n\tprocess = {touch}\n\trequired = true\n\
                 [diff \"evil\"]\n\ttextconv = {touch}\n\tcommand = {touch}\n"
            );
            text.push_str(&evil);
            write(config, text).unwrap();
            scene.write(".gitattributes", "*.txt filter=evil diff=evil\n");
            for hook in ["post-index-change", "fsmonitor-watchman", "pre-commit"] {
                scene.write(&format!(".git/evil/{hook}"), format!("#!/bin/sh\n{touch}\n"));
                let run = std::fs::Permissions::from_mode(0o755);
                std::fs::set_permissions(scene.path(&format!(".git/evil/{hook}")), run).unwrap();
            }
            scene.write("a.txt", "2\n");
        })
        .await;
    assert!(!trap.exists(), "a program of the repository ran");
    assert_eq!(kinds(&got), [(".gitattributes", Added), ("a.txt", Modified)]);
    assert_eq!(got["a.txt"].diff, "@@ -1 +1 @@\n-1\n+2\n");
}

#[tokio::test]
async fn repositories_inside_are_told_and_do_not_break_the_list() {
    let scene = Scene::repository();
    scene.write("a", "1\n");
    scene.commit();
    let work = || {
        create_dir_all(scene.path("inner")).unwrap();
        command(&scene.path("inner"), "git init -q");
        scene.write("inner/x", "x\n");
        scene.write("a", "2\n");
    };
    let changes = scene.run(Limits::default(), work).await;
    assert_eq!(changes.notes, ["Repositories inside this one are not looked into: inner/."]);
    assert_eq!(kinds(&by_path(changes)), [("a", Modified)]);
}

#[tokio::test]
async fn a_repository_that_is_removed_by_the_run_is_told() {
    let scene = Scene::repository();
    scene.write("a", "1\n");
    scene.commit();
    let remove = || std::fs::remove_dir_all(scene.path(".git")).unwrap();
    let changes = scene.run(Limits::default(), remove).await;
    assert!(changes.files.is_empty());
    assert!(
        changes.notes[0].starts_with("The changed files cannot be listed:"),
        "{:?}",
        changes.notes
    );
}

#[tokio::test]
async fn files_over_the_limits_are_reported_without_a_diff() {
    let limits = Limits { read_each: 100, keep_each: 100, compare_each: 100, ..Limits::default() };
    for scene in [Scene::plain(), Scene::repository()] {
        let big = "big line\n".repeat(100);
        scene.write("tracked-big", &big);
        if scene.path(".git").exists() {
            scene.commit();
        }
        scene.write("untouched-big", &big);
        scene.write("gone-big", &big);
        scene.write("shrunk", &big);
        scene.write("grown", "small\n");
        let work = || {
            scene.write("tracked-big", big.replace("big", "BIG"));
            scene.write("new-big", &big);
            remove_file(scene.path("gone-big")).unwrap();
            scene.write("shrunk", "small\n");
            scene.write("grown", &big);
        };
        let got = by_path(scene.run(limits, work).await);
        let expected = [
            ("gone-big", Deleted),
            ("grown", Modified),
            ("new-big", Added),
            ("shrunk", Modified),
            ("tracked-big", Modified),
        ];
        assert_eq!(kinds(&got), expected);
        for (path, file) in &got {
            assert!(file.truncated && file.diff.is_empty(), "{path}: {file:?}");
        }
    }
}

#[tokio::test]
async fn a_large_directory_is_cut_and_says_so() {
    let scene = Scene::plain();
    for n in 0..30 {
        scene.write(&format!("{n:02}"), "x\n");
    }
    let limits = Limits { files: 20, ..Limits::default() };
    let work = || {
        scene.write("05", "y\n");
        scene.write("00a", "new\n");
        scene.write("25", "y\n");
        remove_file(scene.path("29")).unwrap();
    };
    let changes = scene.run(limits, work).await;
    assert_eq!(
        changes.notes,
        ["This folder is large: only the first 20 files of it were compared."]
    );
    assert_eq!(kinds(&by_path(changes)), [("00a", Added), ("05", Modified)]);
}

#[tokio::test]
async fn names_that_are_no_text_are_marked_and_fifos_are_not_opened() {
    for scene in [Scene::plain(), Scene::repository()] {
        use std::os::unix::ffi::OsStrExt as _;
        let name = std::ffi::OsStr::from_bytes(b"caf\xe9");
        let work = || {
            write(scene.place.dir.join(name), "x\n").unwrap();
            command(&scene.place.dir, "mkfifo pipe");
        };
        let changes = scene.run(Limits::default(), work).await;
        assert!(changes.notes[0].contains("caf\\xE9 is not UTF-8"), "{:?}", changes.notes);
        assert!(by_path(changes).contains_key("caf\\xE9"));
    }
}

#[tokio::test]
async fn a_link_in_place_of_the_directory_is_not_followed() {
    let scene = Scene::plain();
    scene.write("a", "1\n");
    let elsewhere = scene.scratch.join("elsewhere");
    create_dir_all(&elsewhere).unwrap();
    write(elsewhere.join("private"), "p").unwrap();
    let work = || {
        std::fs::remove_dir_all(&scene.place.dir).unwrap();
        symlink(&elsewhere, &scene.place.dir).unwrap();
    };
    let changes = scene.run(Limits::default(), work).await;
    assert!(!changes.files.iter().any(|f| f.path.contains("private")), "{changes:?}");
    assert!(changes.files.iter().any(|f| f.path == "a" && f.change == Deleted));
}
