//! What a run wrote, line by line: when, on which stream, and what.

use super::{
    age::{Moment, Precision},
    safe_text,
};
use domain::{Timestamp, display::SafeText, log::Stream, wire::LogItem};
use leptos::prelude::*;

/// One line of a log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LogLine {
    /// The piece it begins in.
    pub seq: i64,
    /// Where it came from.
    pub stream: Stream,
    /// When its beginning was read.
    pub at: Timestamp,
    /// What was written, without the line feed.
    pub text: String,
}

/// The lines of consecutive pieces. A line that goes on in the next piece of its stream is one line, unless another
/// stream spoke in between.
pub fn lines(pieces: &[LogItem]) -> Vec<LogLine> {
    let mut lines: Vec<LogLine> = Vec::new();
    let mut open = false;
    for piece in pieces {
        for part in piece.text.split_inclusive('\n') {
            let ended = part.strip_suffix("\r\n").or_else(|| part.strip_suffix('\n'));
            let text = ended.unwrap_or(part);
            match lines.last_mut() {
                Some(last) if open && last.stream == piece.stream => last.text.push_str(text),
                _ => lines.push(LogLine {
                    seq: piece.seq,
                    stream: piece.stream,
                    at: piece.at,
                    text: text.to_owned(),
                }),
            }
            open = ended.is_none();
        }
    }
    lines
}

/// Lines of a log.
#[component]
pub fn LogView(
    /// The lines.
    lines: Vec<LogLine>,
    /// The number of the first line, when it is known.
    first: Option<usize>,
    /// When the page was made.
    now: Timestamp,
) -> impl IntoView {
    let rows = lines.into_iter().enumerate().map(|(at, line)| {
        let (word, mark) = match line.stream {
            Stream::Stdout => ("out", None),
            Stream::Stderr => ("err", Some("err")),
            Stream::System => ("sys", Some("sys")),
        };
        let number = first.map(|first| first + at);
        let id = number.map(|number| format!("l{number}"));
        let text = SafeText::output(&line.text);
        view! {
            <li id=id data-stream=mark>
                {number.map(|number| view! { <b class="log-number">{number}</b> })}
                <Moment at=line.at now precision=Precision::Second />
                <span>{word}</span>
                <code>{safe_text::segments(text.segments())}</code>
            </li>
        }
    });
    let numbered = first.is_some().then_some("");
    view! {
        <div class="log" data-numbered=numbered tabindex="0" role="region" aria-label="Log">
            <ol>{rows.collect_view()}</ol>
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(pieces: &[(Stream, &str)]) -> Vec<(i64, Stream, String)> {
        let piece = |(seq, (stream, text)): (i64, &(Stream, &str))| LogItem {
            seq,
            stream: *stream,
            text: (*text).to_owned(),
            at: Timestamp(seq),
        };
        let pieces: Vec<_> = (1..).zip(pieces).map(piece).collect();
        lines(&pieces).into_iter().map(|line| (line.seq, line.stream, line.text)).collect()
    }

    #[test]
    fn a_line_goes_on_in_the_next_piece_of_its_stream() {
        use Stream::{Stderr, Stdout, System};
        let got = texts(&[
            (Stdout, "one\ntw"),
            (Stdout, "o\n\nthr"),
            (Stderr, "oops\n"),
            (Stdout, "ee\r\n"),
            (System, "Stopped.\n"),
        ]);
        let want = [
            (1, Stdout, "one"),
            (1, Stdout, "two"),
            (2, Stdout, ""),
            (2, Stdout, "thr"),
            (3, Stderr, "oops"),
            (4, Stdout, "ee"),
            (5, System, "Stopped."),
        ];
        assert_eq!(got, want.map(|(seq, stream, text)| (seq, stream, text.to_owned())));
    }

    #[test]
    fn nothing_makes_no_line() {
        assert_eq!(texts(&[]), []);
        assert_eq!(texts(&[(Stream::Stdout, "")]), []);
    }
}
