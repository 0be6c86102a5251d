//! Tools whose words decide: version control, clusters, infrastructure, databases.

use crate::{facts::Facts, simple::Simple};
use domain::action::{FactKind, Severity};

pub(super) fn find(simple: &Simple, name: &str, facts: &mut Facts) {
    let args = simple.args();
    let all = args.join(" ");
    let verbs = simple.operands("Ccnf");
    let verb = verbs.first().copied().unwrap_or_default();
    let mut add = |kind, severity, what: &str| {
        facts.add(kind, severity, simple.line, format!("{what}: {name} {all}").trim_end());
    };
    let any = |words: &[&str]| args.iter().any(|arg| words.contains(arg));
    match name {
        "git" => git(simple, verb, &verbs, &mut add),
        "kubectl" | "oc" => match verb {
            "delete" | "drain" => {
                add(FactKind::Deletes, Severity::High, "Deletes from the cluster");
            }
            "apply" | "create" | "patch" | "edit" | "scale" | "set" | "rollout" | "replace"
            | "label" | "annotate" | "cordon" | "taint" => {
                add(FactKind::System, Severity::Note, "Changes the cluster");
            }
            _ => {}
        },
        "helm" if matches!(verb, "uninstall" | "delete" | "rollback") => {
            add(FactKind::Deletes, Severity::High, "Changes what runs in the cluster");
        }
        "terraform" | "tofu" | "pulumi" => match verb {
            "destroy" => add(FactKind::Deletes, Severity::High, "Destroys infrastructure"),
            "apply" | "up" | "import" | "taint" | "state" => {
                add(FactKind::System, Severity::High, "Changes infrastructure");
            }
            _ => {}
        },
        "docker" | "podman" => {
            let second = verbs.get(1).copied().unwrap_or_default();
            if second == "prune" || any(&["prune"]) {
                add(FactKind::Deletes, Severity::High, "Deletes what is not in use");
            } else if matches!(verb, "rm" | "rmi") || matches!(second, "rm" | "remove") {
                add(FactKind::Deletes, Severity::Note, "Deletes containers, images or volumes");
            } else if verb == "compose" && second == "down" && any(&["-v", "--volumes"]) {
                add(FactKind::Deletes, Severity::High, "Deletes volumes");
            } else if matches!(
                verb,
                "run"
                    | "start"
                    | "stop"
                    | "restart"
                    | "kill"
                    | "build"
                    | "pull"
                    | "push"
                    | "exec"
                    | "cp"
                    | "compose"
            ) {
                let severity = Simple::weight(any(&["--privileged", "--pid=host"]));
                add(FactKind::System, severity, "Changes containers");
            }
        }
        "aws" | "gcloud" | "az" | "doctl" => {
            let gone = args.iter().any(|arg| {
                arg.starts_with("delete")
                    || arg.starts_with("terminate")
                    || matches!(*arg, "rm" | "rb" | "purge")
            });
            if gone {
                add(FactKind::Deletes, Severity::High, "Deletes in the cloud");
            } else if args.iter().any(|arg| {
                ["create", "update", "put", "run-", "start", "stop", "set"]
                    .iter()
                    .any(|verb| arg.starts_with(verb))
            }) {
                add(FactKind::System, Severity::Note, "Changes the cloud");
            }
        }
        "psql" | "mysql" | "mariadb" | "sqlite3" | "sqlcmd" | "invoke-sqlcmd" | "mysqladmin"
        | "dropdb" | "mongosh" | "redis-cli" => {
            sql(name, &all, &mut add);
        }
        "zfs" | "zpool" | "lvremove" | "vgremove" | "pvremove" | "btrfs"
            if (name.ends_with("remove")
                || matches!(verb, "destroy" | "rollback")
                || any(&["delete"])) =>
        {
            add(FactKind::Deletes, Severity::High, "Deletes volumes");
        }
        "make" | "npm" | "cargo" if any(&["clean"]) => {
            add(FactKind::Deletes, Severity::Note, "Deletes what was built");
        }
        "cargo" | "npm" if any(&["publish"]) => {
            add(FactKind::System, Severity::High, "Publishes a package");
        }
        _ => {}
    }
}

fn git(
    simple: &Simple,
    verb: &str,
    verbs: &[&str],
    add: &mut impl FnMut(FactKind, Severity, &str),
) {
    let second = verbs.get(1).copied().unwrap_or_default();
    match verb {
        "push" => {
            let force = simple
                .has("fd", &["--force", "--force-with-lease", "--mirror", "--delete", "--prune"])
                || verbs.iter().skip(1).any(|spec| spec.starts_with(['+', ':']));
            let what = if force {
                "Overwrites or deletes what the remote has"
            } else {
                "Changes the remote"
            };
            add(FactKind::Writes, Simple::weight(force), what);
        }
        "reset" if simple.has("", &["--hard", "--merge"]) => {
            add(FactKind::Deletes, Severity::High, "Throws changes away");
        }
        "clean" if simple.has("fxX", &["--force"]) && !simple.has("n", &["--dry-run"]) => {
            add(FactKind::Deletes, Severity::High, "Deletes files that git does not know");
        }
        "checkout" | "restore" | "switch" => {
            let loses = simple.has("f", &["--force", "--discard-changes"])
                || simple.args().contains(&"--")
                || simple.args().contains(&".");
            add(FactKind::Writes, Simple::weight(loses), "Changes the work tree");
        }
        "branch" if simple.has("D", &[]) => {
            add(FactKind::Deletes, Severity::High, "Deletes a branch");
        }
        "branch" | "tag" if simple.has("d", &["--delete"]) => {
            add(FactKind::Deletes, Severity::Note, "Deletes a branch or tag");
        }
        "filter-branch" | "filter-repo" | "gc" | "reflog" | "update-ref" if second != "show" => {
            add(FactKind::Deletes, Severity::High, "Rewrites or drops history");
        }
        "stash" if matches!(second, "drop" | "clear") => {
            add(FactKind::Deletes, Severity::High, "Throws stashed changes away");
        }
        "rebase" | "commit" | "merge" | "add" | "rm" | "mv" | "pull" | "cherry-pick" | "revert"
        | "am" | "apply" | "stash" | "clone" | "init" | "reset"
            if !matches!(second, "list" | "show") =>
        {
            add(FactKind::Writes, Severity::Note, "Changes the repository");
        }
        "config" if !simple.has("l", &["--get", "--list", "--get-all"]) => {
            add(FactKind::Writes, Severity::Note, "Changes git's settings");
        }
        _ => {}
    }
}

fn sql(name: &str, all: &str, add: &mut impl FnMut(FactKind, Severity, &str)) {
    let upper = all.to_ascii_uppercase();
    let words: Vec<&str> = upper
        .split(|char: char| !char.is_ascii_alphanumeric() && char != '_')
        .filter(|word| !word.is_empty())
        .collect();
    let has = |word: &str| words.contains(&word);
    let changes_all = (has("DELETE") || has("UPDATE")) && !has("WHERE");
    if name == "dropdb"
        || has("DROP")
        || has("TRUNCATE")
        || has("FLUSHALL")
        || has("FLUSHDB")
        || all.contains("dropDatabase")
    {
        add(FactKind::Deletes, Severity::High, "Drops data");
    } else if changes_all {
        add(FactKind::Deletes, Severity::High, "Deletes or changes every row");
    } else if has("DELETE") {
        add(FactKind::Deletes, Severity::Note, "Deletes rows");
    } else if has("UPDATE")
        || has("INSERT")
        || has("ALTER")
        || has("CREATE")
        || has("GRANT")
        || has("REVOKE")
        || has("REPLACE")
    {
        add(FactKind::Writes, Simple::weight(has("GRANT")), "Changes the database");
    }
}
