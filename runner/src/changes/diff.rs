//! Writes what was found as the reviewer reads it: unified diffs within their limits.

use super::{Found, Limits, Side};
use crate::platform;
use domain::change::FileChange;
use similar::{ChangeTag, DiffTag, TextDiff};
use std::{fmt::Write as _, path::Path, time::Duration};

/// After this long a comparison of two files settles for a longer diff than the shortest.
const PATIENCE: Duration = Duration::from_millis(500);
/// Unchanged lines around a change.
const CONTEXT: usize = 3;
/// A zero byte this early means that it is not text; git looks as far.
const PEEK: usize = 8_000;

/// The files by path, and notes about what the list cannot show.
pub(super) fn write(mut found: Vec<Found>, limits: Limits) -> (Vec<FileChange>, Vec<String>) {
    let mut notes = Vec::new();
    found.sort_by(|a, b| a.path.cmp(&b.path));
    if found.len() > limits.listed {
        notes.push(format!(
            "{} files changed; only the first {} are listed.",
            found.len(),
            limits.listed
        ));
        found.truncate(limits.listed);
    }
    let mut room = limits.diff_all;
    let files = found.into_iter().map(|one| {
        if let Some(given) = one.executable {
            let verb = if given { "may now be executed" } else { "may no longer be executed" };
            notes.push(format!("{} {verb}.", shown(&one.path)));
        }
        if one.path.to_str().is_none() {
            notes.push(format!(
                "The name {} is not UTF-8: bytes that are no text are written \\xNN.",
                shown(&one.path)
            ));
        }
        one_file(one, limits, &mut room)
    });
    let files = files.collect();
    (files, notes)
}

fn one_file(found: Found, limits: Limits, room: &mut usize) -> FileChange {
    let mut file = FileChange {
        path: shown(&found.path),
        change: found.change,
        old_path: found.old_path.as_deref().map(shown),
        additions: 0,
        deletions: 0,
        diff: String::new(),
        binary: false,
        truncated: false,
    };
    let (mut old, mut new, mut whole) = (Vec::new(), Vec::new(), true);
    for (side, into) in [(found.old, &mut old), (found.new, &mut new)] {
        match side {
            Side::Absent => {}
            Side::Whole(bytes) => *into = bytes,
            Side::Part(bytes) => (*into, whole) = (bytes, false),
        }
    }
    file.binary = is_binary(&old) || is_binary(&new);
    if file.binary {
        return file;
    }
    if whole {
        compare(&old, &new, limits.diff_each.min(*room), &mut file);
        // Escapes count, so that the list fits into one request whatever is in the files.
        *room = room.saturating_sub(file.diff.len() + escapes(&file.diff));
    } else {
        file.truncated = true;
    }
    if let Some(counts) = found.counts {
        (file.additions, file.deletions) = counts;
    }
    file
}

fn compare(old: &[u8], new: &[u8], most: usize, file: &mut FileChange) {
    let (old, new) = (lines(old), lines(new));
    let diff = TextDiff::configure().timeout(PATIENCE).diff_slices(&old, &new);
    for op in diff.ops() {
        if op.tag() != DiffTag::Equal {
            file.deletions += u32::try_from(op.old_range().len()).unwrap_or(u32::MAX);
            file.additions += u32::try_from(op.new_range().len()).unwrap_or(u32::MAX);
        }
    }
    for hunk in diff.unified_diff().context_radius(CONTEXT).iter_hunks() {
        let mut text = format!("{}\n", hunk.header());
        for change in hunk.iter_changes() {
            let sign = match change.tag() {
                ChangeTag::Equal => ' ',
                ChangeTag::Delete => '-',
                ChangeTag::Insert => '+',
            };
            let line = String::from_utf8_lossy(change.value());
            let _ = write!(text, "{sign}{line}");
            if !line.ends_with('\n') {
                text.push_str("\n\\ No newline at end of file\n");
            }
            if file.diff.len() + text.len() > most {
                file.truncated = true;
                return cut_at_line(&mut file.diff, &text, most);
            }
        }
        file.diff.push_str(&text);
    }
}

/// Adds as many whole lines as fit, but not a header alone.
fn cut_at_line(diff: &mut String, text: &str, most: usize) {
    let room = most.saturating_sub(diff.len());
    let fits = text.bytes().take(room).collect::<Vec<_>>();
    let end = fits.iter().rposition(|b| *b == b'\n').map_or(0, |at| at + 1);
    if text[..end].lines().count() > 1 {
        diff.push_str(&text[..end]);
    }
}

fn escapes(text: &str) -> usize {
    text.bytes()
        .map(|b| match b {
            b'"' | b'\\' | b'\n' | b'\r' | b'\t' => 1,
            0..0x20 => 5,
            _ => 0,
        })
        .sum()
}

/// Lines end with a line feed and nothing else; a lone carriage return is part of its line.
fn lines(bytes: &[u8]) -> Vec<&[u8]> {
    bytes.split_inclusive(|b| *b == b'\n').collect()
}

pub(super) fn is_binary(bytes: &[u8]) -> bool {
    bytes[..bytes.len().min(PEEK)].contains(&0)
}

/// A path as text. Bytes that are not UTF-8 are written `\xNN`.
fn shown(path: &Path) -> String {
    platform::to_bytes(path).utf8_chunks().fold(String::new(), |mut text, chunk| {
        text.push_str(chunk.valid());
        for byte in chunk.invalid() {
            let _ = write!(text, "\\x{byte:02X}");
        }
        text
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::change::ChangeKind;

    fn diff(old: &[u8], new: &[u8], limits: Limits) -> FileChange {
        let found = Found {
            path: "f".into(),
            old_path: None,
            change: ChangeKind::Modified,
            old: Side::Whole(old.to_vec()),
            new: Side::Whole(new.to_vec()),
            counts: None,
            executable: None,
        };
        write(vec![found], limits).0.remove(0)
    }

    #[test]
    fn a_diff_reads_like_gits() {
        let file = diff(b"a\nb\nc\n", b"a\nB\nc", Limits::default());
        assert_eq!(
            file.diff,
            "@@ -1,3 +1,3 @@\n a\n-b\n-c\n+B\n+c\n\\ No newline at end of file\n"
        );
        assert_eq!((file.additions, file.deletions, file.truncated), (2, 2, false));
    }

    #[test]
    fn a_carriage_return_does_not_end_a_line() {
        let file = diff(b"10%\r20%\rdone\n", b"10%\rdone\n", Limits::default());
        assert_eq!(file.diff, "@@ -1 +1 @@\n-10%\r20%\rdone\n+10%\rdone\n");
    }

    #[test]
    fn a_long_diff_is_cut_at_a_line_and_its_counts_stay_whole() {
        let new = "line\n".repeat(1000);
        let file = diff(b"", new.as_bytes(), Limits { diff_each: 100, ..Limits::default() });
        assert!(file.truncated && file.diff.len() <= 100 && file.diff.ends_with("+line\n"));
        assert_eq!((file.additions, file.deletions), (1000, 0));
        let line = "x".repeat(1000);
        let file = diff(b"", line.as_bytes(), Limits { diff_each: 100, ..Limits::default() });
        assert_eq!((file.diff.as_str(), file.truncated, file.additions), ("", true, 1));
    }

    #[test]
    fn binary_files_have_no_diff_and_other_encodings_do() {
        let file = diff(b"\x7fELF\0\0", b"\x7fELF\0\x01", Limits::default());
        assert!(file.binary && file.diff.is_empty());
        let file = diff(b"caf\xe9\n", b"th\xe9\n", Limits::default());
        assert_eq!(file.diff, "@@ -1 +1 @@\n-caf\u{fffd}\n+th\u{fffd}\n");
    }

    #[test]
    fn a_name_that_is_no_text_is_shown_and_marked() {
        let path = platform::from_bytes(b"caf\xe9.txt");
        assert_eq!(shown(&path), "caf\\xE9.txt");
    }
}
