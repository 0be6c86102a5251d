//! The browser side: compiles `frontend` to WASM and makes its JavaScript glue.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};
use wasm_bindgen_cli_support::Bindgen;

use crate::command::{self, cargo};
use crate::machine;
use crate::workspace::{self, OUTPUT_NAME, WASM_TARGET};

/// How the browser side is compiled.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Profile {
    /// Small, as shipped.
    Release,
    /// Quick to build, with names in stack traces.
    Dev,
}

impl Profile {
    fn cargo_name(self) -> &'static str {
        match self {
            Self::Release => "wasm-release",
            Self::Dev => "dev",
        }
    }

    fn directory(self) -> &'static str {
        match self {
            Self::Release => "wasm-release",
            Self::Dev => "debug",
        }
    }
}

/// Adds the compile target of the browser side when the toolchain lacks it.
pub(crate) fn ensure_target() -> Result<()> {
    machine::ensure_target(WASM_TARGET)
}

/// Compiles the browser side and answers the path of the raw WASM file.
pub(crate) fn compile(profile: Profile) -> Result<PathBuf> {
    ensure_target()?;
    command::run(
        cargo()
            .args(["build", "--locked", "--package", "frontend", "--target", WASM_TARGET])
            .args(["--profile", profile.cargo_name()]),
    )?;
    let wasm =
        workspace::target_dir()?.join(WASM_TARGET).join(profile.directory()).join("frontend.wasm");
    ensure!(wasm.is_file(), "the build left no {}", wasm.display());
    Ok(wasm)
}

/// Writes `mission-control.js` and `mission-control_bg.wasm` into `pkg`. The library that makes them is of the same
/// release as the `wasm-bindgen` the code was compiled with: Cargo.lock holds both.
pub(crate) fn bind(wasm: &Path, pkg: &Path, profile: Profile) -> Result<()> {
    let mut bindgen = Bindgen::new();
    bindgen
        .input_path(wasm)
        .out_name(OUTPUT_NAME)
        .web(true)?
        .typescript(false)
        .omit_default_module_path(false);
    if profile == Profile::Release {
        bindgen.remove_name_section(true).remove_producers_section(true);
    } else {
        bindgen.keep_debug(true);
    }
    bindgen.generate(pkg).context("wasm-bindgen could not read the compiled frontend")
}
