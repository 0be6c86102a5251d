//! One line of output: its text, how each part of it looks, and where something is found in it.

use std::ops::Range;

use super::safe_text::{SafeText, Segment};
use super::scan::{Mode, Scan};
use super::style::Style;

/// One line as a terminal would show it, without its line feed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Row {
    /// As it was printed: what must not be shown raw is still in it.
    text: String,
    /// Each style, and the byte before which it ends.
    styles: Vec<(usize, Style)>,
}

/// A part of a line that looks the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// Its text, or the stand-in for a character.
    pub segment: Segment,
    /// How it looks.
    pub style: Style,
    /// Which of the places that were asked for it belongs to.
    pub place: Option<usize>,
}

/// What is looked for in lines, whether in capitals or not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Needle(String);

impl Needle {
    /// Nothing is looked for with an empty text.
    pub fn new(text: &str) -> Option<Self> {
        (!text.is_empty()).then(|| Self(lower(text)))
    }
}

fn lower(text: &str) -> String {
    text.chars().flat_map(char::to_lowercase).collect()
}

impl Row {
    /// The line of these characters.
    pub(super) fn of(cells: &[(char, Style)]) -> Self {
        let mut row = Self { text: String::with_capacity(cells.len()), styles: Vec::new() };
        for (c, style) in cells {
            row.text.push(*c);
            let end = row.text.len();
            match row.styles.last_mut() {
                Some((last, same)) if same == style => *last = end,
                _ => row.styles.push((end, *style)),
            }
        }
        row
    }

    /// Whether nothing was printed on it.
    pub const fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// Where something stands, in order and one after the other.
    pub fn find(&self, needle: &Needle) -> Vec<Range<usize>> {
        if self.text.is_ascii() {
            let text = self.text.to_ascii_lowercase();
            let found = text.match_indices(&needle.0);
            return found.map(|(start, found)| start..start + found.len()).collect();
        }
        // A small letter may take other bytes than its capital: from where each byte comes.
        let (mut text, mut from) = (String::new(), Vec::new());
        for (start, c) in self.text.char_indices() {
            text.extend(c.to_lowercase());
            from.resize(text.len(), start..start + c.len_utf8());
        }
        let mut places: Vec<Range<usize>> = Vec::new();
        for (start, found) in text.match_indices(&needle.0) {
            let (Some(first), Some(last)) = (from.get(start), from.get(start + found.len() - 1))
            else {
                continue;
            };
            if places.last().is_none_or(|before| before.end <= first.start) {
                places.push(first.start..last.end);
            }
        }
        places
    }

    /// See [`SafeText::has_hidden`](super::SafeText::has_hidden).
    pub(super) fn has_hidden(&self) -> bool {
        SafeText::prose(&self.text).has_hidden()
    }

    /// The line in reading order, whatever it looks like.
    pub(super) fn segments(&self) -> Vec<Segment> {
        Scan::of(&self.text, Mode::Prose).segments
    }

    /// The line in reading order, cut where its look changes and where a place begins or ends. The places are those of
    /// [`find`](Self::find).
    ///
    /// What is marked is decided over the whole line, so that a change of colour inside a word cannot hide what the
    /// word mixes.
    pub fn pieces(&self, places: &[Range<usize>]) -> Vec<Piece> {
        let scan = Scan::of(&self.text, Mode::Prose);
        let (mut pieces, mut at) = (Vec::new(), 0);
        let mut styles = self.styles.iter().peekable();
        let mut places = places.iter().enumerate().peekable();
        for (segment, end) in scan.segments.into_iter().zip(scan.ends) {
            let is_mark = matches!(segment, Segment::Mark(_));
            while at < end {
                while styles.next_if(|(end, _)| *end <= at).is_some() {}
                while places.next_if(|(_, place)| place.end <= at).is_some() {}
                let (until, style) = styles.peek().map_or((end, Style::default()), |next| **next);
                let (change, place) = match places.peek() {
                    Some((number, place)) if place.start <= at => (place.end, Some(*number)),
                    Some((_, place)) => (place.start, None),
                    None => (end, None),
                };
                let stop = if is_mark { end } else { end.min(until).min(change) };
                let segment = match &segment {
                    Segment::Text(_) => Segment::Text(self.text[at..stop].to_owned()),
                    Segment::Mark(mark) => Segment::Mark(mark.clone()),
                };
                pieces.push(Piece { segment, style, place });
                at = stop;
            }
        }
        pieces
    }
}
