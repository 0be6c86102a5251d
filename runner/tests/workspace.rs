//! No task works outside the workspace, whatever its `cwd` says and whatever lies on the disk.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use runner::workspace::{Refused, resolve};
use std::{
    fs::{create_dir, create_dir_all, write},
    os::unix::fs::symlink,
    path::PathBuf,
};
use tempfile::TempDir;

fn setup() -> (TempDir, PathBuf) {
    let dir = tempfile::tempdir().unwrap();
    let root = dir.path().canonicalize().unwrap().join("ws");
    create_dir_all(root.join("repo/src")).unwrap();
    create_dir(dir.path().join("outside")).unwrap();
    (dir, root)
}

#[test]
fn without_cwd_a_task_gets_its_own_directory() {
    let (_dir, root) = setup();
    let place = resolve(&root, None, 12).unwrap();
    assert_eq!(place.dir, root.join("tasks/12"));
    assert!(place.own && place.dir.is_dir());
    assert_eq!(resolve(&root, None, 12).unwrap(), place);
    let fresh = root.join("not/there/yet");
    assert_eq!(resolve(&fresh, None, 1).unwrap().dir, fresh.join("tasks/1"));
}

#[test]
fn a_cwd_inside_is_taken_relative_or_absolute() {
    let (_dir, root) = setup();
    let absolute = root.join("repo/src");
    for cwd in ["repo/src", "./repo/../repo/src/", absolute.to_str().unwrap()] {
        let place = resolve(&root, Some(cwd), 1).unwrap();
        assert_eq!((place.dir, place.own), (absolute.clone(), false), "{cwd}");
    }
    assert_eq!(resolve(&root, Some("."), 1).unwrap().dir, root);
    symlink(&absolute, root.join("inner")).unwrap();
    assert_eq!(resolve(&root, Some("inner"), 1).unwrap().dir, absolute);
}

#[test]
fn a_cwd_that_leads_out_is_refused() {
    let (dir, root) = setup();
    symlink(dir.path().join("outside"), root.join("link")).unwrap();
    let outside = dir.path().join("outside");
    create_dir(dir.path().join("ws-neighbour")).unwrap();
    let neighbour = dir.path().join("ws-neighbour");
    let bad = ["..", "../outside", "repo/../../outside", "link", "link/..", "/", "/etc", "../gone"];
    for cwd in bad.into_iter().chain([outside.to_str().unwrap(), neighbour.to_str().unwrap()]) {
        let refused = resolve(&root, Some(cwd), 1).unwrap_err();
        assert!(matches!(refused, Refused::Outside(..)), "{cwd}: {refused}");
        assert!(refused.to_string().contains("is not inside this desktop's workspace"));
    }
}

#[test]
fn a_cwd_that_is_missing_or_a_file_is_refused() {
    let (_dir, root) = setup();
    write(root.join("file"), "").unwrap();
    let refused = |cwd| resolve(&root, Some(cwd), 1).unwrap_err();
    assert!(matches!(refused("nowhere"), Refused::Missing(..)));
    assert!(matches!(refused("file"), Refused::NotAFolder(_)));
    assert!(matches!(refused("nul\0byte"), Refused::Unusable(..)));
    assert!(!root.join("nowhere").exists(), "it was made");
}

#[test]
fn a_link_planted_at_tasks_makes_nothing_elsewhere() {
    let (dir, root) = setup();
    let outside = dir.path().join("outside");
    symlink(&outside, root.join("tasks")).unwrap();
    assert!(matches!(resolve(&root, None, 5), Err(Refused::Outside(..))));
    assert_eq!(outside.read_dir().unwrap().count(), 0);
    std::fs::remove_file(root.join("tasks")).unwrap();
    create_dir(root.join("tasks")).unwrap();
    symlink(&outside, root.join("tasks/6")).unwrap();
    assert!(matches!(resolve(&root, None, 6), Err(Refused::Outside(..))));
}
