//! Where programs are on Windows.

use domain::action::Interpreter;
use std::{
    ffi::{OsStr, OsString},
    path::{Path, PathBuf},
};

/// Where programs are looked for when the runner has no `PATH` itself.
pub const PATH: &str = r"C:\Windows\System32;C:\Windows;C:\Windows\System32\Wbem";
/// What reads a command that names no interpreter.
pub const SHELLS: [Interpreter; 1] = [Interpreter::Powershell];
/// Variables of the runner's own environment that programs need to start at all. None of them is a secret.
pub const INHERITED: [&str; 24] = [
    "ALLUSERSPROFILE",
    "APPDATA",
    "CommonProgramFiles",
    "CommonProgramFiles(x86)",
    "CommonProgramW6432",
    "COMPUTERNAME",
    "ComSpec",
    "HOMEDRIVE",
    "HOMEPATH",
    "LOCALAPPDATA",
    "NUMBER_OF_PROCESSORS",
    "OS",
    "PATHEXT",
    "PROCESSOR_ARCHITECTURE",
    "ProgramData",
    "ProgramFiles",
    "ProgramFiles(x86)",
    "ProgramW6432",
    "SystemDrive",
    "SystemRoot",
    "TEMP",
    "TMP",
    "USERPROFILE",
    "windir",
];

/// The program that reads scripts of this kind: from its usual place, else from `path`. The `bash.exe` of Windows itself is
/// not taken: it runs in another system, with other paths.
pub fn interpreter(interpreter: Interpreter, path: &OsStr) -> Option<PathBuf> {
    let git = |program: &str| in_folder("ProgramFiles", r"Git\bin", program);
    match interpreter {
        Interpreter::Bash => git("bash.exe").or_else(|| foreign("bash", path)),
        Interpreter::Sh => git("sh.exe").or_else(|| foreign("sh", path)),
        Interpreter::Powershell => in_folder("ProgramFiles", r"PowerShell\7", "pwsh.exe")
            .or_else(|| look_up(OsStr::new("pwsh"), path))
            .or_else(|| {
                in_folder("SystemRoot", r"System32\WindowsPowerShell\v1.0", "powershell.exe")
            }),
        Interpreter::Exec => None,
    }
}

/// The first program of this name in the directories of `path`. Only what Windows itself can start counts: a batch file is
/// read by a shell, which would read its arguments as well.
pub fn look_up(name: &OsStr, path: &OsStr) -> Option<PathBuf> {
    let endings = ["", ".exe", ".com"].map(|ending| {
        let mut file = OsString::from(name);
        file.push(ending);
        file
    });
    std::env::split_paths(path)
        .filter(|dir| dir.is_absolute())
        .flat_map(|dir| endings.clone().map(|file| dir.join(file)))
        .find(|file| file.is_file() && starts(file))
}

fn starts(file: &Path) -> bool {
    let ending = file.extension().and_then(OsStr::to_str).unwrap_or_default();
    ["exe", "com"].iter().any(|known| ending.eq_ignore_ascii_case(known))
}

fn foreign(name: &str, path: &OsStr) -> Option<PathBuf> {
    let windows = std::env::var_os("SystemRoot").map(PathBuf::from);
    look_up(OsStr::new(name), path)
        .filter(|found| windows.is_none_or(|windows| !found.starts_with(windows)))
}

fn in_folder(variable: &str, folder: &str, program: &str) -> Option<PathBuf> {
    let file = PathBuf::from(std::env::var_os(variable)?).join(folder).join(program);
    file.is_file().then_some(file)
}
