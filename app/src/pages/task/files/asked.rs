//! What the address asks for, and the addresses of everything that can be asked for beside it.

use super::Desk;
use crate::parts::word_diff::Side;
use form_urlencoded::byte_serialize;
use std::{collections::BTreeMap, fmt::Write as _};

/// No more files than this are opened by an address.
const OPENED: usize = 100;

/// A line that a comment is being written about; none of a file where the form asks for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct At {
    /// The file's place in the list.
    pub(super) file: usize,
    /// The line.
    pub(super) line: Option<(Side, u32)>,
}

/// What is asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Asked {
    pub(super) task: String,
    /// Side by side where there is room.
    pub(super) split: bool,
    /// One file alone, by its place in the list.
    pub(super) alone: Option<usize>,
    /// From this line on, of the file that is shown alone.
    pub(super) from: usize,
    /// Files that were opened, and how many parts of each.
    pub(super) open: BTreeMap<usize, usize>,
    /// Only files with this in their path.
    pub(super) name: String,
    /// The line that a comment is being written about.
    pub(super) at: Option<At>,
}

impl Asked {
    pub(super) fn of(desk: &Desk, task: &str) -> Self {
        let number = |name| desk.query(name).and_then(|text| text.parse::<usize>().ok());
        let open = desk.query("open").unwrap_or_default();
        Self {
            task: task.to_owned(),
            split: desk.query("view").as_deref() == Some("split"),
            alone: number("file"),
            from: number("from").unwrap_or(0),
            open: open.split(',').filter_map(opened).take(OPENED).collect(),
            name: desk.query("name").unwrap_or_default(),
            at: desk.query("at").as_deref().and_then(at),
        }
    }

    /// This page's query, but for the line that is written about.
    fn query(&self) -> String {
        let mut query = String::from("?tab=files");
        // Writing into a text does not fail.
        if self.split {
            query.push_str("&view=split");
        }
        if let Some(file) = self.alone {
            let _ = write!(query, "&file={file}");
        }
        if self.from > 0 {
            let _ = write!(query, "&from={}", self.from);
        }
        for (place, (file, parts)) in self.open.iter().enumerate() {
            let before = if place == 0 { "&open=" } else { "," };
            let _ = write!(query, "{before}{file}.{parts}");
        }
        if !self.name.is_empty() {
            query.push_str("&name=");
            query.extend(byte_serialize(self.name.as_bytes()));
        }
        query
    }

    /// This page without a form.
    pub(super) fn address(&self) -> String {
        format!("/tasks/{}{}", self.task, self.query())
    }

    /// The page on which a line's form is open, but for `n12`: the side and the number. Short, since every line has one.
    pub(super) fn line_link(&self, file: usize) -> String {
        format!("{}&at={file}", self.query())
    }

    /// The page on which the form of a file is open that asks for the line.
    pub(super) fn file_form(&self, file: usize) -> String {
        format!("{}&at={file}#at", self.address())
    }

    /// This page with so many parts of a file on it.
    pub(super) fn opened(&self, file: usize, parts: usize) -> String {
        let mut me = self.clone();
        me.open.insert(file, parts);
        me.address()
    }

    /// The page with this file alone.
    pub(super) fn one(&self, file: usize, from: usize) -> String {
        let (task, split) = (self.task.clone(), self.split);
        Self { task, split, alone: Some(file), from, ..Self::default() }.address()
    }

    /// The page with all files.
    pub(super) fn all(&self) -> String {
        let (task, split) = (self.task.clone(), self.split);
        Self { task, split, ..Self::default() }.address()
    }

    /// This page in the other layout.
    pub(super) fn laid_out(&self, split: bool) -> String {
        Self { split, ..self.clone() }.address()
    }
}

/// `7.2`: two parts of the eighth file.
fn opened(text: &str) -> Option<(usize, usize)> {
    let (file, parts) = text.split_once('.')?;
    Some((file.parse().ok()?, parts.parse().ok()?))
}

/// `3n120`: line 120 of the fourth file as it is now; `3o7` as it was; `3` where the form asks.
fn at(text: &str) -> Option<At> {
    let Some(place) = text.find(['n', 'o']) else {
        return Some(At { file: text.parse().ok()?, line: None });
    };
    let (file, line) = text.split_at(place);
    let side = if line.starts_with('o') { Side::Old } else { Side::New };
    let number = line.get(1..)?.parse().ok()?;
    Some(At { file: file.parse().ok()?, line: Some((side, number)) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_named_by_its_file_its_side_and_its_number() {
        let line = |side, number| Some(At { file: 3, line: Some((side, number)) });
        assert_eq!(at("3n120"), line(Side::New, 120));
        assert_eq!(at("3o7"), line(Side::Old, 7));
        assert_eq!(at("3"), Some(At { file: 3, line: None }));
        for wrong in ["", "n", "n1", "3n", "3x1", "3n-1", "-3", "3n1n2"] {
            assert_eq!(at(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn an_address_holds_what_is_asked_for() {
        let mut asked = Asked { task: "t_1".into(), ..Asked::default() };
        assert_eq!(asked.address(), "/tasks/t_1?tab=files");
        asked.split = true;
        asked.name = "a b&c".into();
        assert_eq!(asked.opened(7, 2), "/tasks/t_1?tab=files&view=split&open=7.2&name=a+b%26c");
        asked.open.insert(2, 1);
        assert_eq!(asked.opened(7, 1), "/tasks/t_1?tab=files&view=split&open=2.1,7.1&name=a+b%26c");
        assert_eq!(asked.one(4, 500), "/tasks/t_1?tab=files&view=split&file=4&from=500");
        assert_eq!(opened("7.2"), Some((7, 2)));
        assert_eq!(opened("7"), None);
    }
}
