//! Some names belong to one crate: the database to `store`, processes to `runner`.

use anyhow::{Result, ensure};

use super::source::{Source, sources};

/// Where product code lies.
const PRODUCT: [&str; 7] = [
    "crates/domain/src",
    "crates/service/src",
    "crates/store/src",
    "app/src",
    "frontend/src",
    "server/src",
    "runner/src",
];

pub(super) fn check() -> Result<()> {
    let sources = sources(&PRODUCT)?;
    let mut wrong = strangers(&sources, "crates/store/src", names_sqlx);
    wrong.extend(strangers(&sources, "runner/src", starts_processes));
    ensure!(wrong.is_empty(), "named outside the crate it belongs to:\n{}", wrong.join("\n"));
    Ok(())
}

/// The lines outside `home` that `named` finds.
fn strangers(sources: &[Source], home: &str, named: fn(&str) -> bool) -> Vec<String> {
    let outside = sources.iter().filter(|source| !source.path.starts_with(home));
    outside
        .flat_map(|source| source.lines.iter().map(move |(number, line)| (source, number, line)))
        .filter(|(_, _, line)| named(line))
        .map(|(source, number, line)| format!("  {}:{number}: {}", source.path, line.trim()))
        .collect()
}

fn names_sqlx(line: &str) -> bool {
    line.contains("sqlx::") || line.contains("use sqlx") || line.contains("libsqlite3_sys")
}

/// A program's own exit code and id start nothing.
fn starts_processes(line: &str) -> bool {
    let harmless = ["process::ExitCode", "process::exit", "process::id"];
    let line = harmless.iter().fold(line.to_owned(), |line, name| line.replace(name, ""));
    ["std::process", "tokio::process", "process::Command", "{process"]
        .iter()
        .any(|name| line.contains(name))
}

#[cfg(test)]
mod tests {
    use super::{names_sqlx, starts_processes};

    #[test]
    fn a_process_is_started_by_a_command_and_not_by_an_exit_code() {
        for line in [
            "use std::process::Command;",
            "use tokio::process::{Child, Command};",
            "use std::process;",
            "std::process::Command::new(name)",
            "use std::process::{Command, ExitCode};",
        ] {
            assert!(starts_processes(line), "{line}");
        }
        for line in ["use std::process::ExitCode;", "std::process::exit(1)", "let process = 1;"] {
            assert!(!starts_processes(line), "{line}");
        }
    }

    #[test]
    fn sqlx_is_found_in_paths_and_imports() {
        assert!(names_sqlx("sqlx::query(sql)") && names_sqlx("use sqlx as db;"));
        assert!(!names_sqlx("let sql = text;"));
    }
}
