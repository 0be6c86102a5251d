//! `read_file`: a text file, or a range of its lines.

use super::{Eyes, Read};
use std::{
    fmt::Write as _,
    io::{BufRead as _, BufReader, Read as _},
};

/// How much one answer holds, in bytes.
pub(super) const MOST: usize = 64 * 1024;
/// How far into a file a range may lie, in bytes.
const FURTHEST: u64 = 256 * 1024 * 1024;

pub(super) fn read(eyes: &Eyes, read: &Read) -> Result<String, String> {
    let place = eyes.find(&read.path)?;
    let cannot = |error: std::io::Error| format!("{:?} cannot be read: {error}", read.path);
    // A pipe or a device would be waited for, or changed by reading.
    let kind = std::fs::metadata(&place).map_err(cannot)?;
    if !kind.is_file() {
        return Err(format!("{:?} is not a file", read.path));
    }
    let file = std::fs::File::open(&place).map_err(cannot)?;
    let first = read.first_line.unwrap_or(1).max(1);
    let last = read.last_line.unwrap_or(usize::MAX);
    if last < first {
        return Err("`last_line` is before `first_line`".to_owned());
    }
    let mut lines = BufReader::new(file.take(FURTHEST));
    let (mut text, mut line, mut number) = (Vec::new(), Vec::new(), 0_usize);
    let mut cut = None;
    loop {
        line.clear();
        // A line without an end must not fill the memory.
        let got = (&mut lines).take(MOST as u64).read_until(b'\n', &mut line).map_err(cannot)?;
        if got == 0 {
            break;
        }
        number += 1;
        if line.contains(&0) {
            return Err(format!("{:?} is not a text file ({} bytes)", read.path, kind.len()));
        }
        if number < first {
            continue;
        }
        if number > last {
            break;
        }
        if text.len() + line.len() > MOST {
            cut = Some(number);
            break;
        }
        text.extend_from_slice(&line);
    }
    let mut masking = eyes.secrets.masking();
    let mut hidden = masking.push(&text);
    // Where it is cut, what could be the beginning of a value is left out.
    if cut.is_none() {
        hidden.extend(masking.finish());
    }
    let mut text = String::from_utf8_lossy(&hidden).into_owned();
    if text.is_empty() && cut.is_none() {
        return Ok(format!("{} has no such lines, or is empty ({} bytes).", read.path, kind.len()));
    }
    if let Some(number) = cut {
        if !text.ends_with('\n') {
            text.push('\n');
        }
        let _ = write!(text, "[cut here: go on with first_line {number}]");
    }
    Ok(text)
}
