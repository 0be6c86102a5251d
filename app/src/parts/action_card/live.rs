//! What an action writes while it runs: its last lines, as they come. The page fetches them anew when there are more.

use super::ActionCard;
use crate::parts::{
    count::grouped,
    icon::{Icon, Symbol},
    log_view::{self, LogLine, rows},
};
use domain::log::LogChunk;
use leptos::prelude::*;
use std::{collections::VecDeque, ops::ControlFlow};

/// So many lines stand on the card.
pub const LINES: usize = 16;
/// So many pieces of output are read for them: a piece may be one line.
pub const PIECES: u32 = 200;

/// The last lines that were written, while it runs.
pub(super) fn section(card: &ActionCard) -> Option<AnyView> {
    let pieces = card.output.as_ref().filter(|_| card.action.state == "running")?;
    let (lines, cut) = last(pieces);
    let words = if lines.is_empty() {
        "Nothing was written so far.".to_owned()
    } else if cut {
        format!("Output as it comes · the last {} lines", grouped(lines.len()))
    } else {
        "Output as it comes".to_owned()
    };
    let log = (!lines.is_empty()).then(|| {
        view! {
            <div class="log" tabindex="0" role="region" aria-label="Output so far">
                <ol>{rows(lines, card.now)}</ol>
            </div>
        }
    });
    Some(
        view! {
            <section class="result live-output" aria-label="Output so far">
                <p class="result-line">
                    <Icon of=Symbol::Running />
                    <span>{words}</span>
                    <a class="without-script" href="">
                        "Reload to see more"
                    </a>
                </p>
                {log}
            </section>
        }
        .into_any(),
    )
}

/// The last lines of the pieces, and whether there were more before them.
fn last(pieces: &[LogChunk]) -> (Vec<LogLine>, bool) {
    let mut lines = VecDeque::with_capacity(LINES + 1);
    // What is not the first piece may begin within a line.
    let mut cut = pieces.first().is_some_and(|piece| piece.seq > 1);
    log_view::walk(pieces, |line| {
        lines.push_back(line);
        if lines.len() > LINES {
            lines.pop_front();
            cut = true;
        }
        ControlFlow::Continue(())
    });
    (lines.into(), cut)
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::{Timestamp, log::Stream};

    fn pieces(first: i64, texts: &[String]) -> Vec<LogChunk> {
        let piece = |(seq, text): (i64, &String)| LogChunk {
            seq,
            stream: Stream::Stdout,
            bytes: text.as_bytes().to_vec(),
            at: Timestamp(seq),
        };
        (first..).zip(texts).map(piece).collect()
    }

    #[test]
    fn the_last_lines_are_kept_and_that_there_were_more_is_said() {
        let texts: Vec<_> = (1..=100).map(|n| format!("line {n}\n")).collect();
        let (lines, cut) = last(&pieces(1, &texts));
        assert_eq!((lines.len(), cut), (LINES, true));
        assert_eq!(lines.last().map(|line| line.number), Some(100));
        assert!(!last(&pieces(1, &texts[..5])).1);
        assert!(last(&pieces(7, &texts[..5])).1, "earlier pieces were not read");
        assert_eq!(last(&[]), (Vec::new(), false));
    }
}
