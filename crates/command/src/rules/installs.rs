//! Software that comes or goes.

use crate::{facts::Facts, simple::Simple};
use domain::action::{FactKind, Severity};

/// Package managers, and the words that make them install or remove.
const MANAGERS: [(&str, &[&str]); 32] = [
    ("apt", VERBS),
    ("apt-get", VERBS),
    ("aptitude", VERBS),
    ("dnf", VERBS),
    ("yum", VERBS),
    ("zypper", VERBS),
    ("apk", &["add", "del", "upgrade"]),
    ("snap", VERBS),
    ("flatpak", VERBS),
    ("brew", VERBS),
    ("port", VERBS),
    ("pip", VERBS),
    ("pip3", VERBS),
    ("pipx", VERBS),
    ("uv", &["add", "remove", "sync", "pip", "tool"]),
    ("conda", VERBS),
    ("npm", &["install", "i", "ci", "add", "uninstall", "remove", "rm", "update", "exec"]),
    ("pnpm", &["install", "i", "add", "remove", "update", "dlx"]),
    ("yarn", &["install", "add", "remove", "upgrade", "dlx"]),
    ("bun", &["install", "add", "remove"]),
    ("gem", VERBS),
    ("cargo", &["install", "uninstall", "add", "remove"]),
    ("go", &["install", "get"]),
    ("composer", &["install", "require", "remove", "update"]),
    ("choco", VERBS),
    ("winget", VERBS),
    ("scoop", VERBS),
    ("helm", &["install", "upgrade", "uninstall", "delete"]),
    ("code", &["--install-extension", "--uninstall-extension"]),
    ("dism", &["/enable-feature", "/disable-feature", "/add-package"]),
    ("pkg", VERBS),
    ("nix-env", &["-i", "-e", "-iA", "-u"]),
];

const VERBS: &[&str] = &[
    "install",
    "reinstall",
    "remove",
    "purge",
    "autoremove",
    "uninstall",
    "erase",
    "upgrade",
    "full-upgrade",
    "dist-upgrade",
    "update",
    "refresh",
    "add",
    "delete",
    "in",
    "rm",
];

/// Programs and cmdlets that do nothing else.
const ALWAYS: [&str; 14] = [
    "msiexec",
    "installer",
    "install-module",
    "install-package",
    "uninstall-package",
    "uninstall-module",
    "add-appxpackage",
    "remove-appxpackage",
    "install-windowsfeature",
    "uninstall-windowsfeature",
    "add-windowscapability",
    "npx",
    "enable-windowsoptionalfeature",
    "disable-windowsoptionalfeature",
];

pub(super) fn find(simple: &Simple, name: &str, facts: &mut Facts) {
    let args = simple.args();
    if ALWAYS.contains(&name) {
        let text = format!("Installs or removes software: {name} {}", args.join(" "));
        facts.add(FactKind::Installs, Severity::Note, simple.line, text.trim_end());
    }
    let database = match name {
        "dpkg" => simple.has("irP", &["--install", "--remove", "--purge"]),
        "rpm" => {
            simple.has("iUeF", &["--install", "--upgrade", "--erase"])
                && !simple.has("q", &["--query"])
        }
        "pacman" => simple.has("SRU", &[]),
        "python" | "python3" => {
            args.first() == Some(&"-m")
                && args.get(1) == Some(&"pip")
                && args.get(2) == Some(&"install")
        }
        _ => false,
    };
    let manager = MANAGERS.iter().find(|(manager, _)| *manager == name);
    let verb = manager.and_then(|(_, verbs)| {
        args.iter().find(|arg| verbs.contains(&arg.to_ascii_lowercase().as_str()))
    });
    if database || verb.is_some() {
        let removes = verb.is_some_and(|verb| {
            matches!(
                *verb,
                "purge" | "remove" | "uninstall" | "erase" | "autoremove" | "delete" | "del"
            )
        });
        let refreshes = verb == Some(&"update") && matches!(name, "apt" | "apt-get" | "brew");
        let text = match (removes, refreshes) {
            (true, _) => format!("Removes software: {name} {}", args.join(" ")),
            (_, true) => format!("Fetches the list of packages: {name} {}", args.join(" ")),
            _ => format!("Installs software: {name} {}", args.join(" ")),
        };
        facts.add(FactKind::Installs, Severity::Note, simple.line, &text);
    }
}
