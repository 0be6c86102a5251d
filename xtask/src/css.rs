//! The style sheet: `style/main.css` and all it imports, as one minified file.

use std::path::Path;

use anyhow::{Context, Result, anyhow, ensure};
use lightningcss::bundler::{Bundler, FileProvider};
use lightningcss::stylesheet::{MinifyOptions, ParserOptions, PrinterOptions};
use lightningcss::targets::{Browsers, Targets};

use crate::workspace;

/// Bundles and minifies `style/main.css`. A syntax error, or an import that is missing, is an error here.
pub(crate) fn bundle() -> Result<String> {
    let main = workspace::root().join("style/main.css");
    ensure!(main.is_file(), "{} is missing", main.display());
    bundle_file(&main)
}

fn bundle_file(main: &Path) -> Result<String> {
    let files = FileProvider::new();
    let mut bundler = Bundler::new(&files, None, ParserOptions::default());
    let mut sheet = bundler.bundle(main).map_err(|error| anyhow!("{error}"))?;
    sheet
        .minify(MinifyOptions { targets: evergreen(), ..MinifyOptions::default() })
        .map_err(|error| anyhow!("{error}"))?;
    let printed = sheet
        .to_css(PrinterOptions { minify: true, targets: evergreen(), ..PrinterOptions::default() })
        .map_err(|error| anyhow!("{error}"))
        .with_context(|| format!("{} cannot be printed", main.display()))?;
    Ok(printed.code)
}

/// Browsers that update themselves, as of spring 2024: they have nesting, cascade layers and `light-dark()`.
fn evergreen() -> Targets {
    let version = |major: u32, minor: u32| Some(major << 16 | minor << 8);
    Targets::from(Browsers {
        chrome: version(123, 0),
        edge: version(123, 0),
        firefox: version(125, 0),
        safari: version(17, 5),
        ios_saf: version(17, 5),
        ..Browsers::default()
    })
}
