//! `list_files`: names, kinds and sizes.

use super::{Eyes, List};
use ignore::WalkBuilder;

/// How many entries one answer has.
const MOST: usize = 500;
/// How deep one look goes.
const DEEPEST: usize = 8;

pub(super) fn list(eyes: &Eyes, list: &List) -> Result<String, String> {
    let path = list.path.as_deref().unwrap_or(".");
    let place = eyes.find(path)?;
    if !place.is_dir() {
        return Err(format!("{path:?} is not a folder"));
    }
    let depth = list.depth.unwrap_or(1).clamp(1, DEEPEST);
    // Hidden files are listed: an agent that does not see them guesses. Links are named, not followed.
    let walk = WalkBuilder::new(&place)
        .standard_filters(false)
        .max_depth(Some(depth))
        .follow_links(false)
        .same_file_system(true)
        .sort_by_file_name(Ord::cmp)
        .build();
    let (mut lines, mut more) = (Vec::new(), 0_usize);
    for entry in walk.skip(1) {
        let Ok(entry) = entry else { continue };
        if lines.len() == MOST {
            more += 1;
            continue;
        }
        let name = eyes.shown(entry.path());
        lines.push(match (entry.file_type(), entry.metadata()) {
            (Some(kind), _) if kind.is_dir() => format!("{name}/"),
            (Some(kind), _) if kind.is_symlink() => format!("{name} (link)"),
            (_, Ok(metadata)) => format!("{name} ({} bytes)", metadata.len()),
            (_, Err(_)) => name,
        });
    }
    if lines.is_empty() {
        return Ok(format!("{path} is empty."));
    }
    if more > 0 {
        lines.push(format!("and {more} more; list a folder further down"));
    }
    Ok(lines.join("\n"))
}
