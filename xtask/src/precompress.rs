//! Compression ahead of time: brotli and gzip siblings for every file that gains by it.

use std::fs;
use std::io::Write;
use std::path::Path;

use anyhow::Result;
use brotli::enc::BrotliEncoderParams;
use flate2::{Compression, write::GzEncoder};

/// Extensions that are compressed already.
const PACKED: [&str; 6] = ["png", "jpg", "webp", "woff2", "br", "gz"];

/// Sizes of one file, in bytes: as it is, with brotli, with gzip.
#[derive(Clone, Copy, Default)]
pub(crate) struct Sizes {
    pub(crate) raw: usize,
    pub(crate) brotli: usize,
    pub(crate) gzip: usize,
}

/// Writes `FILE.br` and `FILE.gz` beside a file where they are smaller than it, and answers all three sizes.
pub(crate) fn precompress(file: &Path) -> Result<Sizes> {
    let raw = fs::read(file)?;
    let mut sizes = Sizes { raw: raw.len(), brotli: raw.len(), gzip: raw.len() };
    let extension = file.extension().and_then(|name| name.to_str()).unwrap_or_default();
    if PACKED.contains(&extension) {
        return Ok(sizes);
    }
    sizes.brotli = write_if_smaller(file, ".br", &raw, &brotli(&raw)?)?;
    sizes.gzip = write_if_smaller(file, ".gz", &raw, &gzip(&raw)?)?;
    Ok(sizes)
}

fn brotli(raw: &[u8]) -> Result<Vec<u8>> {
    let params = BrotliEncoderParams {
        quality: 11,
        lgwin: 22,
        size_hint: raw.len(),
        ..BrotliEncoderParams::default()
    };
    let mut packed = Vec::new();
    brotli::BrotliCompress(&mut &raw[..], &mut packed, &params)?;
    Ok(packed)
}

fn gzip(raw: &[u8]) -> Result<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(raw)?;
    Ok(encoder.finish()?)
}

fn write_if_smaller(file: &Path, suffix: &str, raw: &[u8], packed: &[u8]) -> Result<usize> {
    if packed.len() >= raw.len() {
        return Ok(raw.len());
    }
    let mut name = file.as_os_str().to_owned();
    name.push(suffix);
    fs::write(name, packed)?;
    Ok(packed.len())
}
