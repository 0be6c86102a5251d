//! A last look at the text itself: every place where a shell would run something must be one the tree knows.

use crate::shape::text;
use tree_sitter::Node;

/// Whether something is substituted where the tree shows nothing of the kind.
pub(super) fn unseen(root: Node<'_>, source: &str) -> bool {
    let (mut known, mut inert) = (Vec::new(), Vec::new());
    // Where a here-document truly ends is not always where the tree says, so beside one no quote is trusted.
    let mut left = vec![(root, source.contains("<<"))];
    while let Some((node, expands)) = left.pop() {
        // In here, a single quote is a character like any other.
        let expands = expands
            || matches!(
                node.kind(),
                "heredoc_body" | "string" | "expansion" | "arithmetic_expansion"
            )
            || text(node, source).starts_with("((");
        match node.kind() {
            "command_substitution" => {
                known.push(begin(node, source));
                known.push(node.end_byte().saturating_sub(1));
            }
            // `[` is a program: a line's end ends it, and what follows is another command.
            "test_command" if ends_early(text(node, source)) => return true,
            "arithmetic_expansion" => known.push(begin(node, source)),
            "raw_string" | "ansi_c_string" if !expands => inert.push(node.byte_range()),
            "comment" => inert.push(node.byte_range()),
            "heredoc_redirect" if quoted(node, source) => inert.push(node.byte_range()),
            _ => {}
        }
        let mut cursor = node.walk();
        left.extend(node.children(&mut cursor).map(|child| (child, expands)));
    }
    known.sort_unstable();
    inert.sort_unstable_by_key(|range| range.start);
    // A line that goes on may part what belongs together.
    if source.contains("$\\\n") {
        return true;
    }
    let bytes = source.as_bytes();
    let mut escaped = false;
    let mut ranges = inert.into_iter().peekable();
    for (at, byte) in bytes.iter().enumerate() {
        while ranges.next_if(|range| range.end <= at).is_some() {}
        let skip = ranges.peek().is_some_and(|range| range.contains(&at));
        let begins = *byte == b'`' || (*byte == b'$' && bytes.get(at + 1) == Some(&b'('));
        if begins && !escaped && !skip && known.binary_search(&at).is_err() {
            return true;
        }
        escaped = *byte == b'\\' && !escaped && !skip;
    }
    false
}

/// Where the sign stands with which something is substituted. Between two of them in one string the grammar takes the blank
/// before the second one into it.
fn begin(node: Node<'_>, source: &str) -> usize {
    node.start_byte() + text(node, source).len() - text(node, source).trim_start().len()
}

fn ends_early(test: &str) -> bool {
    !test.starts_with("[[") && test.contains(['\n', ';', '&', '|'])
}

/// Whether nothing is substituted in a here-document.
fn quoted(redirect: Node<'_>, source: &str) -> bool {
    let mut cursor = redirect.walk();
    let start = redirect.children(&mut cursor).find(|node| node.kind() == "heredoc_start");
    start.is_some_and(|start| text(start, source).contains(['\'', '"', '\\']))
}
