//! What a change of files means for what is rebuilt.

use std::path::Path;

/// What is watched, from the checkout.
pub(super) const WATCHED: [&str; 8] =
    ["crates", "app", "frontend", "server", "runner", "style", "public", "Cargo.toml"];

/// The parts that are out of date.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Change {
    pub(super) css: bool,
    pub(super) public: bool,
    pub(super) frontend: bool,
    pub(super) server: bool,
}

impl Change {
    pub(super) fn everything() -> Self {
        Self { css: true, public: true, frontend: true, server: true }
    }

    /// What these files, named from the checkout, put out of date. Tests and editors' own files do nothing.
    pub(super) fn of<'a>(paths: impl Iterator<Item = &'a Path>) -> Self {
        let mut change = Self::default();
        for path in paths.filter(|path| is_source(path)) {
            let mut parts = path.iter().filter_map(|part| part.to_str());
            match (parts.next().unwrap_or_default(), parts.next().unwrap_or_default()) {
                ("style", _) => change.css = true,
                ("public", _) => change.public = true,
                ("frontend", _) => change.frontend = true,
                ("app" | "Cargo.toml", _) | ("crates", "domain") => {
                    change.frontend = true;
                    change.server = true;
                }
                _ => change.server = true,
            }
        }
        change
    }

    pub(super) fn is_something(&self) -> bool {
        *self != Self::default()
    }
}

fn is_source(path: &Path) -> bool {
    let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    let for_tests = path.iter().any(|part| part == "tests");
    let editors = name.starts_with('.') || name.ends_with('~') || name.starts_with('#');
    path.extension().is_some() && !for_tests && !editors
}

#[cfg(test)]
mod tests {
    use super::Change;
    use std::path::Path;

    fn of(path: &str) -> Change {
        Change::of([Path::new(path)].into_iter())
    }

    #[test]
    fn each_place_rebuilds_what_depends_on_it() {
        assert_eq!(of("style/components/board.css"), Change { css: true, ..Change::default() });
        assert_eq!(of("public/favicon.svg"), Change { public: true, ..Change::default() });
        assert_eq!(of("crates/store/src/row.rs"), Change { server: true, ..Change::default() });
        for both in ["app/src/lib.rs", "crates/domain/src/task.rs", "Cargo.toml"] {
            assert_eq!(
                of(both),
                Change { server: true, frontend: true, ..Change::default() },
                "{both}"
            );
        }
    }

    #[test]
    fn tests_and_editors_files_rebuild_nothing() {
        for nothing in [
            "server/tests/doors.rs",
            "app/src/.lib.rs.swp",
            "app/src/lib.rs~",
            "app/src",
            "app/src/4913",
        ] {
            assert!(!of(nothing).is_something(), "{nothing}");
        }
    }
}
