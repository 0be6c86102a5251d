//! An agent in a repository works on a branch of its own: the checkout that people work in stays as it is.

use crate::stage::Stage;
use domain::{approval::Reason, wire::RunOutcome};
use runner::agent;
use std::{fs, path::Path, process::Command};

const SCRIPT: &str = r#"
answer = "Yes."
[[scenes.start]]
[scenes.start.propose]
interpreter = "bash"
script = "echo new > made.txt; git rm -q old.txt; git commit -qm 'its own'; echo more >> kept.txt; pwd"
description = "Makes a file, takes one away, and changes one."
approved = "done"
rejected = "no"
otherwise = "no"
[[scenes.done]]
[scenes.done.end]
succeeded = true
output = "Done."
[[scenes.no]]
[scenes.no.end]
succeeded = false
output = "Nothing."
"#;

fn git(dir: &Path, line: &str) -> String {
    let words = line.split(' ');
    let mut command = Command::new("git");
    let output = command.arg("-C").arg(dir).args(words).output().unwrap();
    assert!(output.status.success(), "git {line}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap().trim_end().to_owned()
}

/// A repository with a commit, and in its checkout something that is in none.
fn repository(stage: &Stage) -> std::path::PathBuf {
    let shop = stage.workspace().join("shop");
    fs::create_dir(&shop).unwrap();
    git(&shop, "init -q -b main");
    git(&shop, "config user.email a@b.c");
    git(&shop, "config user.name a");
    for (name, text) in [("kept.txt", "one\n"), ("old.txt", "two\n")] {
        fs::write(shop.join(name), text).unwrap();
    }
    git(&shop, "add -A");
    git(&shop, "commit -q -m first");
    fs::write(shop.join("kept.txt"), "not committed\n").unwrap();
    shop
}

async fn stage() -> (Stage, std::path::PathBuf) {
    let stage = Stage::with(|dir| {
        let (script, agents) = (dir.path().join("play.toml"), dir.path().join("agents.toml"));
        fs::write(&script, SCRIPT).unwrap();
        let text = "[[agent]]\nname = \"Ada\"\ndriver = \"script\"\nfile = \"play.toml\"\n";
        fs::write(&agents, text).unwrap();
        agent::load(&agents).unwrap()
    })
    .await;
    let shop = repository(&stage);
    (stage, shop)
}

fn ask(stage: &Stage) {
    stage.office.prompt("Ada", "Tidy up.", |work| work.cwd = Some("shop".into()));
}

#[tokio::test]
async fn what_it_changes_is_a_branch_and_the_checkout_stays_as_it_is() {
    let (stage, shop) = stage().await;
    // Programs of the repository's choice, which nothing here may start.
    let (hook, ran) = (shop.join(".git/hooks/post-checkout"), shop.join("../ran"));
    fs::write(&hook, format!("#!/bin/sh\ntouch {}\n", ran.display())).unwrap();
    Command::new("chmod").arg("+x").arg(&hook).status().unwrap();
    fs::write(shop.join(".git/info/attributes"), "*.txt filter=own\n").unwrap();
    for part in ["clean", "smudge"] {
        let set = format!("touch {}; cat", ran.display());
        let key = format!("filter.own.{part}");
        assert!(
            Command::new("git")
                .arg("-C")
                .arg(&shop)
                .args(["config", &key, &set])
                .status()
                .unwrap()
                .success()
        );
    }
    let head = git(&shop, "rev-parse HEAD");
    ask(&stage);
    let asked = stage.office.action(1).await;
    let there = stage.workspace().canonicalize().unwrap().join("tasks/7/shop");
    assert_eq!(asked.cwd.as_deref(), there.to_str(), "the card says where it runs");
    // Git may have started one only before the action, which runs with the hooks that are there.
    assert!(!ran.exists(), "a hook or a filter ran");
    fs::remove_file(hook).unwrap();
    git(&shop, "config --remove-section filter.own");
    stage.office.approve(0);
    let result = stage.office.ended().await;
    assert_eq!(result.outcome, RunOutcome::Exited { exit_code: 0 });
    let branch = result.branch.expect("a branch");
    assert_eq!(
        (branch.name.as_str(), branch.base.as_str()),
        ("mission-control/task-7", head.as_str())
    );
    assert_eq!(branch.repository, shop.canonicalize().unwrap().to_str().unwrap());
    assert_eq!(git(&shop, "rev-parse mission-control/task-7"), branch.commit);

    assert_eq!(fs::read_to_string(shop.join("kept.txt")).unwrap(), "not committed\n");
    assert!(shop.join("old.txt").exists() && !shop.join("made.txt").exists());
    assert_eq!(git(&shop, "symbolic-ref --short HEAD"), "main");
    assert_eq!(git(&shop, "rev-parse HEAD"), head);
    assert!(!there.exists(), "its work tree is gone");
    assert_eq!(git(&shop, "worktree list").lines().count(), 1);

    // What the reviewer is shown is what the branch is, also what the agent committed itself.
    let shown = stage.office.look(|desk| {
        let one =
            |file: &domain::change::FileChange| format!("{}\t{}", file.change.as_str(), file.path);
        desk.files.iter().map(one).collect::<Vec<_>>()
    });
    assert_eq!(shown, ["modified\tkept.txt", "added\tmade.txt", "deleted\told.txt"]);
    let names = git(&shop, &format!("diff --name-status {} {}", branch.base, branch.commit));
    assert_eq!(names, "M\tkept.txt\nA\tmade.txt\nD\told.txt");
    let last = git(&shop, "log -1 --format=%an|%s mission-control/task-7");
    assert_eq!(last, "Ada|A task");
}

#[tokio::test]
async fn where_nothing_was_changed_no_branch_stays() {
    let (stage, shop) = stage().await;
    ask(&stage);
    stage.office.action(1).await;
    stage.office.reject(0, Reason::WrongFix, "No.");
    assert_eq!(stage.office.ended().await.branch, None);
    assert_eq!(git(&shop, "branch --list mission-control/*"), "");
    assert_eq!(git(&shop, "worktree list").lines().count(), 1);
}

#[tokio::test]
async fn a_branch_of_that_name_is_left_alone_and_a_folder_without_a_commit_is_worked_in() {
    let (stage, shop) = stage().await;
    git(&shop, "branch mission-control/task-7");
    let taken = git(&shop, "rev-parse mission-control/task-7");
    ask(&stage);
    stage.office.action(1).await;
    stage.office.approve(0);
    let branch = stage.office.ended().await.branch.expect("a branch");
    assert_eq!(branch.name, "mission-control/task-7-2");
    assert_eq!(git(&shop, "rev-parse mission-control/task-7"), taken);

    let (stage, _) = self::stage().await;
    let empty = stage.workspace().join("empty");
    fs::create_dir(&empty).unwrap();
    git(&empty, "init -q");
    stage.office.prompt("Ada", "Tidy up.", |work| work.cwd = Some("empty".into()));
    let asked = stage.office.action(1).await;
    assert_eq!(asked.cwd.as_deref(), Some("empty"), "there is nothing to branch from");
}
