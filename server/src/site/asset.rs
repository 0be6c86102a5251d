//! Where a file's bytes come from: the table made by `build.rs`, or a directory.

use std::path::{Component, Path, PathBuf};

use axum::body::Bytes;

include!(concat!(env!("OUT_DIR"), "/embedded_site.rs"));

/// One file inside the binary.
#[derive(Debug)]
pub(super) struct Embedded {
    pub(super) path: &'static str,
    pub(super) hash: &'static str,
    pub(super) plain: &'static [u8],
    pub(super) brotli: Option<&'static [u8]>,
    pub(super) gzip: Option<&'static [u8]>,
}

/// The same content in up to three encodings.
pub(super) struct Bodies {
    pub(super) plain: Bytes,
    pub(super) brotli: Option<Bytes>,
    pub(super) gzip: Option<Bytes>,
}

/// One file, ready to be answered.
pub(super) struct Asset {
    pub(super) hash: String,
    pub(super) bodies: Bodies,
}

#[derive(Clone, Debug)]
pub(super) enum Source {
    /// The hash of `pkg/` as a whole, and the files.
    Embedded(&'static str, &'static [Embedded]),
    /// Read anew at each request, and never cached.
    #[cfg_attr(
        not(debug_assertions),
        expect(dead_code, reason = "only `cargo xtask dev` serves a directory")
    )]
    Directory(PathBuf),
}

impl Source {
    pub(super) const EMBEDDED: Self = Self::Embedded(PKG_HASH, FILES);

    pub(super) fn is_empty(&self) -> bool {
        matches!(self, Self::Embedded(_, []))
    }

    /// True when the bytes behind an address never change.
    pub(super) fn is_fixed(&self) -> bool {
        matches!(self, Self::Embedded(..))
    }

    pub(super) fn pkg_hash(&self) -> &str {
        match self {
            Self::Embedded("", _) => "none",
            Self::Embedded(hash, _) => hash,
            Self::Directory(_) => "dev",
        }
    }

    /// The files that are served at the root, by path.
    pub(super) fn public_paths(&self) -> Vec<String> {
        match self {
            Self::Embedded(_, files) => files
                .iter()
                .map(|file| file.path.to_owned())
                .filter(|path| !path.starts_with("pkg/"))
                .collect(),
            Self::Directory(dir) => std::fs::read_dir(dir)
                .into_iter()
                .flatten()
                .filter_map(Result::ok)
                .filter(|entry| entry.path().is_file())
                .filter_map(|entry| entry.file_name().into_string().ok())
                .collect(),
        }
    }

    pub(super) fn find(&self, path: &str) -> Option<Asset> {
        match self {
            Self::Embedded(_, files) => {
                files.iter().find(|file| file.path == path).map(|file| Asset {
                    hash: file.hash.to_owned(),
                    bodies: Bodies {
                        plain: Bytes::from_static(file.plain),
                        brotli: file.brotli.map(Bytes::from_static),
                        gzip: file.gzip.map(Bytes::from_static),
                    },
                })
            }
            Self::Directory(dir) => {
                let inside =
                    Path::new(path).components().all(|part| matches!(part, Component::Normal(_)));
                let plain = std::fs::read(inside.then(|| dir.join(path))?).ok()?;
                let hash = format!("dev-{}", plain.len());
                Some(Asset {
                    hash,
                    bodies: Bodies { plain: plain.into(), brotli: None, gzip: None },
                })
            }
        }
    }
}

/// The media type by file name. Text is UTF-8.
pub(super) fn content_type(path: &str) -> &'static str {
    match path.rsplit('.').next().unwrap_or_default() {
        "css" => "text/css; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "wasm" => "application/wasm",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "txt" => "text/plain; charset=utf-8",
        "webmanifest" => "application/manifest+json",
        _ => "application/octet-stream",
    }
}
