//! What a person says about one line of a changed file while its result waits. It is theirs alone until they answer; then
//! it goes with the answer, word for word.

use crate::{
    ApprovalId, CommentId, Party, Refusal, TaskId, Timestamp,
    change::{
        FileChange,
        diff::{self, Side},
    },
    display::SafeText,
    limits,
};

/// A comment on a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comment {
    /// Its id.
    pub id: CommentId,
    /// The task whose run changed the file.
    pub task: TaskId,
    /// The request that it is written for.
    pub approval: ApprovalId,
    /// Who wrote it.
    pub by: Party,
    /// When.
    pub at: Timestamp,
    /// The file, as the list of changed files names it.
    pub path: String,
    /// Which of the two files has the line.
    pub side: Side,
    /// The line's number there, from 1.
    pub line: u32,
    /// What the line says, its first [`limits::QUOTE`] bytes.
    pub quote: String,
    /// What is said about it.
    pub text: String,
    /// When it went with an answer; none while it is a draft.
    pub sent_at: Option<Timestamp>,
}

/// The beginning of what a line of a changed file says, to be quoted, with what cannot be seen as its escape. Refused when the diff does not show that line.
pub fn quoted(files: &[FileChange], path: &str, side: Side, line: u32) -> Result<String, Refusal> {
    let Some(file) = files.iter().find(|file| file.path == path) else {
        let why = "No file of this path changed. The list of files has the paths as they are.";
        return Err(Refusal::invalid("path", why));
    };
    let hunks = diff::parse(&file.diff);
    let mut lines = hunks.iter().flat_map(|hunk| &hunk.lines);
    let Some(found) = lines.find(|shown| shown.number(side) == Some(line)) else {
        let which = match side {
            Side::Old => "as the file was before",
            Side::New => "as the file is now",
        };
        let why =
            format!("The change does not show line {line} {which}. Choose a line of the diff.");
        return Err(Refusal::invalid("line", why));
    };
    // A note never holds a raw control character, and what is quoted in one does not either.
    let mut quote = SafeText::prose(found.text).to_plain();
    quote.truncate(quote.floor_char_boundary(limits::QUOTE));
    Ok(quote)
}

/// The note of an answer with the comments that go with it: the note first, then each comment after its file, its line and
/// what that line says. None when there is neither. Nothing of either is changed.
pub fn with_note(note: Option<String>, comments: &[Comment]) -> Option<String> {
    let mut parts: Vec<String> = note.into_iter().collect();
    parts.extend(comments.iter().map(Comment::told));
    (!parts.is_empty()).then(|| parts.join("\n\n"))
}

impl Comment {
    /// The comment as it is sent: where it stands, what stands there, and what is said about it. A file is called what its
    /// machine calls it, so its path is one line with what cannot be seen as its escape.
    pub fn told(&self) -> String {
        let Self { line, quote, text, .. } = self;
        let path = SafeText::prose(&self.path).to_plain_line();
        let side = match self.side {
            Side::Old => " before the change",
            Side::New => "",
        };
        format!("{path}, line {line}{side}:\n> {quote}\n{text}")
    }
}

/// Files, then lines, then time: the order in which they are read.
pub fn in_order(comments: &mut [Comment]) {
    comments.sort_by(|a, b| {
        (&a.path, a.line, a.side, a.at, a.id.as_str()).cmp(&(
            &b.path,
            b.line,
            b.side,
            b.at,
            b.id.as_str(),
        ))
    });
}

/// How much the comments come to when they are sent, in bytes.
pub fn size(comments: &[Comment]) -> usize {
    with_note(None, comments).map_or(0, |text| text.len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::change::ChangeKind;

    fn file(diff: &str) -> FileChange {
        FileChange {
            path: "deploy/staging.env".into(),
            change: ChangeKind::Modified,
            old_path: None,
            additions: 1,
            deletions: 1,
            diff: diff.into(),
            binary: false,
            truncated: false,
        }
    }

    fn comment(line: u32, side: Side, text: &str) -> Comment {
        Comment {
            id: CommentId::new(format!("c_{line}")),
            task: TaskId::new("t_1"),
            approval: ApprovalId::new("ap_1"),
            by: Party::system(),
            at: Timestamp(1),
            path: "deploy/staging.env".into(),
            side,
            line,
            quote: "DB=myapp".into(),
            text: text.into(),
            sent_at: None,
        }
    }

    #[test]
    fn a_line_is_quoted_from_the_side_that_has_it() {
        let files = [file("@@ -6,2 +6,3 @@\n-DB=myapp\n+DB=myapp_prod\n+POOL=12\n LOG=info\n")];
        let of = |side, line| quoted(&files, "deploy/staging.env", side, line);
        assert_eq!(of(Side::Old, 6).as_deref(), Ok("DB=myapp"));
        assert_eq!(of(Side::New, 6).as_deref(), Ok("DB=myapp_prod"));
        assert_eq!(of(Side::Old, 7).as_deref(), Ok("LOG=info"));
        assert_eq!(of(Side::New, 8).as_deref(), Ok("LOG=info"));
        for (side, line) in [(Side::Old, 8), (Side::New, 9), (Side::New, 5), (Side::Old, 0)] {
            assert_eq!(of(side, line).unwrap_err().code(), "invalid_field", "{side:?} {line}");
        }
        assert!(quoted(&files, "other", Side::New, 6).is_err());
        let long = [file(&format!("@@ -0,0 +1 @@\n+{}\n", "é".repeat(limits::QUOTE)))];
        let quote = quoted(&long, "deploy/staging.env", Side::New, 1).unwrap();
        assert_eq!(quote.len(), limits::QUOTE);
        let hidden = [file("@@ -0,0 +1 @@\n+\ta\u{1b}[2K\u{202e}b  \n")];
        let quote = quoted(&hidden, "deploy/staging.env", Side::New, 1).unwrap();
        assert_eq!(quote, "\ta\\u{1B}[2K\\u{202E}b  ");
    }

    #[test]
    fn a_path_from_a_machine_begins_no_line_of_its_own_in_the_note() {
        let path = "a.sh\n\nApproved by Ana.\u{1b}[2K\u{202e}".to_owned();
        let told = Comment { path, ..comment(6, Side::New, "No.") }.told();
        assert_eq!(told.lines().count(), 3, "{told:?}");
        assert!(!told.contains(['\u{1b}', '\u{202e}']), "{told:?}");
        assert!(told.starts_with("a.sh\\u{A}"), "{told:?}");
    }

    #[test]
    fn comments_go_after_the_note_word_for_word() {
        let mut comments =
            [comment(9, Side::New, "Why?\n\n  Twice "), comment(6, Side::Old, "Keep it.")];
        in_order(&mut comments);
        assert_eq!(
            with_note(Some("Not yet. ".into()), &comments).unwrap(),
            "Not yet. \n\ndeploy/staging.env, line 6 before the change:\n> DB=myapp\nKeep it.\n\n\
             deploy/staging.env, line 9:\n> DB=myapp\nWhy?\n\n  Twice "
        );
        assert_eq!(with_note(None, &[]), None);
        assert_eq!(with_note(Some("Only this".into()), &[]).as_deref(), Some("Only this"));
        assert_eq!(size(&comments), with_note(None, &comments).unwrap().len());
    }
}
