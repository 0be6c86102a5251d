//! The style sheet: `style/main.css` and all it imports, as one minified file.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, anyhow, ensure};
use lightningcss::bundler::{Bundler, FileProvider};
use lightningcss::rules::CssRule;
use lightningcss::stylesheet::{MinifyOptions, ParserOptions, PrinterOptions, StyleSheet};
use lightningcss::targets::{Browsers, Targets};

use crate::{site, workspace};

/// Bundles and minifies `style/main.css`. A syntax error, or an import that is missing, is an error here.
pub(crate) fn bundle() -> Result<String> {
    let style = workspace::root().join("style");
    let main = style.join("main.css");
    ensure!(main.is_file(), "{} is missing", main.display());
    let text = fs::read_to_string(&main)?;
    for file in site::files(&style)? {
        let name = file.strip_prefix(&style)?.display().to_string();
        closed(&fs::read_to_string(&file)?).with_context(|| format!("style/{name}"))?;
        let imported = file == main || text.contains(&format!("url(\"{name}\")"));
        ensure!(imported, "style/{name} is not imported by style/main.css");
    }
    bundle_file(&main)
}

/// Fails when a block is still open at the end of a file: browsers close it silently, and what follows is lost.
fn closed(text: &str) -> Result<()> {
    let marked = format!("{text}\n@layer end-of-file;");
    let sheet =
        StyleSheet::parse(&marked, ParserOptions::default()).map_err(|error| anyhow!("{error}"))?;
    ensure!(
        matches!(sheet.rules.0.last(), Some(CssRule::LayerStatement(_))),
        "a block is not closed"
    );
    Ok(())
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

#[cfg(test)]
mod tests {
    use super::{bundle, closed};

    #[test]
    fn the_styles_of_the_product_bundle_into_layers() {
        let css = bundle().unwrap();
        let place = |layer: &str| css.find(&format!("@layer {layer}{{")).expect(layer);
        assert!(["reset", "tokens", "base", "layout", "components"].map(place).is_sorted());
        assert!(!css.contains("@import") && css.contains("light-dark(") && !css.contains('\n'));
    }

    #[test]
    fn errors_of_syntax_are_errors() {
        assert!(closed("a{color:red}/* done */").is_ok());
        for broken in [
            "a{color:red",
            "@media print{a{color:red}",
            "a{color:red}}",
            "a{}/* open",
            "a{content:\"x}",
        ] {
            assert!(closed(broken).is_err(), "{broken}");
        }
    }
}
