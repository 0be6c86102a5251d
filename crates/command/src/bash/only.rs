//! What only bash reads as this grammar does. Another shell, such as Debian's `sh`, may run something else there.

/// The first piece of text that another shell may read differently. Text inside quotes counts too: it may be code for a
/// shell further in.
pub(crate) fn only_bash(text: &str) -> Option<&'static str> {
    const PIECES: [&str; 13] = [
        "$'",
        "$\"",
        "[[",
        "&>",
        "|&",
        "<(",
        ">(",
        "<<<",
        "function ",
        "coproc ",
        "=(",
        ";;&",
        ";&",
    ];
    let piece = PIECES.into_iter().find(|piece| text.contains(piece));
    // `$((` is arithmetic everywhere, `((` is a command only in bash.
    piece.or_else(|| text.replace("$((", "").contains("((").then_some("(("))
}

#[cfg(test)]
mod tests {
    use super::only_bash;

    #[test]
    fn what_every_shell_reads_alike_passes() {
        for text in ["echo $((1 + 2))", "echo 'a b' > file", "a && b || c; d &", "cat <<A\nx\nA\n"]
        {
            assert_eq!(only_bash(text), None, "{text}");
        }
    }

    #[test]
    fn what_dash_reads_otherwise_is_found() {
        for text in [r"echo $'a\' ; reboot #'", "echo hi; ((reboot))", "[[ a || reboot ]]", "a &>b"]
        {
            assert!(only_bash(text).is_some(), "{text}");
        }
    }
}
