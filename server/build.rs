//! Writes the table of files that `site.rs` embeds. `MISSION_CONTROL_SITE` names a finished site directory, as
//! `cargo xtask build` makes it; without the variable the table is empty and the server says so when it starts.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

fn main() {
    println!("cargo::rerun-if-env-changed=MISSION_CONTROL_SITE");
    let code = match env::var_os("MISSION_CONTROL_SITE") {
        Some(dir) => table(Path::new(&dir)),
        None => "const PKG_HASH: &str = \"\";\nstatic FILES: &[Embedded] = &[];\n".to_owned(),
    };
    let out = PathBuf::from(env::var_os("OUT_DIR").expect("cargo sets OUT_DIR"));
    fs::write(out.join("embedded_site.rs"), code).expect("OUT_DIR can be written");
}

/// `site.list` holds `HASH PATH` a line, and the hash of `pkg/` as a whole first.
fn table(dir: &Path) -> String {
    let list = dir.join("site.list");
    println!("cargo::rerun-if-changed={}", list.display());
    let list = fs::read_to_string(&list)
        .unwrap_or_else(|error| panic!("cannot read {}: {error}", list.display()));
    let mut lines = list
        .lines()
        .map(|line| line.split_once(' ').unwrap_or_else(|| panic!("not a site.list line: {line}")));
    let (pkg, _) = lines.next().expect("site.list begins with the hash of pkg/");
    let mut code = format!("const PKG_HASH: &str = {pkg:?};\nstatic FILES: &[Embedded] = &[\n");
    for (hash, path) in lines {
        let file = dir.join(path);
        let plain =
            include(&file).unwrap_or_else(|| panic!("{} is listed but missing", file.display()));
        let optional = |suffix: &str| match include(&dir.join(format!("{path}{suffix}"))) {
            Some(code) => format!("Some({code})"),
            None => "None".to_owned(),
        };
        writeln!(
            code,
            "Embedded {{ path: {path:?}, hash: {hash:?}, plain: {plain}, brotli: {}, gzip: {} }},",
            optional(".br"),
            optional(".gz"),
        )
        .expect("writing to a string cannot fail");
    }
    code + "];\n"
}

fn include(file: &Path) -> Option<String> {
    file.is_file().then(|| format!("include_bytes!({:?})", file.display().to_string()))
}
