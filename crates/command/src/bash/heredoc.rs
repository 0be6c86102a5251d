//! Here-documents: where they truly end, and what they feed.

use crate::{
    shape::{row, text},
    simple::Feed,
};
use tree_sitter::Node;

/// What a here-document feeds, and whether the shell ends it where the grammar does.
pub(crate) fn feed(redirect: Node<'_>, source: &str, lines: &[&str]) -> (Feed, bool) {
    let mut cursor = redirect.walk();
    let children: Vec<Node<'_>> = redirect.children(&mut cursor).collect();
    let of = |kind: &str| children.iter().copied().find(|node| node.kind() == kind);
    let (Some(start), Some(end)) = (of("heredoc_start"), of("heredoc_end")) else {
        return (Feed::Unknown, false);
    };
    let written = text(start, source);
    let quoted = written.contains(['\'', '"', '\\']);
    let delimiter = written.strip_prefix('\\').unwrap_or_else(|| written.trim_matches(['\'', '"']));
    let plain = delimiter.chars().all(|char| char.is_ascii_alphanumeric() || char == '_');
    let tabs = of("<<-").is_some();
    let first = row(start) as usize + 1;
    let strip = |line: &'_ str| -> String {
        if tabs { line.trim_start_matches('\t').to_owned() } else { line.to_owned() }
    };
    let body = lines.get(first..).unwrap_or_default();
    let length = body.iter().position(|line| strip(line) == delimiter);
    let sound = plain
        && !delimiter.is_empty()
        && length.is_some_and(|length| first + length == row(end) as usize)
        && of("heredoc_body").is_none_or(|body| row(body) as usize >= first);
    let content: String =
        body.iter().take(length.unwrap_or(0)).map(|line| strip(line) + "\n").collect();
    if quoted || !content.contains(['$', '`', '\\']) {
        (Feed::Text(content), sound)
    } else {
        (Feed::Unknown, sound)
    }
}
