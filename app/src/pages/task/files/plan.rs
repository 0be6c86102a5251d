//! Which files stand open on the page, and how much of each: a result can have more lines than a browser shows quickly.

/// Files open by themselves up to this many lines in all.
const PAGE: usize = 1_500;
/// A file opens in parts of this many lines.
pub(super) const PART: usize = 500;
/// So many lines stand on a page at most, however many files were opened on it.
const MOST: usize = 6_000;

/// What is known of a file before any of it is made ready.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Wish {
    /// How many lines there are to show.
    pub(super) lines: usize,
    /// How many parts were asked for.
    pub(super) parts: Option<usize>,
    /// Whether it was looked at already: then it does not open by itself.
    pub(super) viewed: bool,
}

/// How much of a file stands on the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Given {
    /// How many lines; none of one that is folded.
    pub(super) lines: usize,
    /// How many parts that is.
    pub(super) parts: usize,
    /// Whether one more part has room on this page.
    pub(super) grows: bool,
}

/// What each file gets, first come, first served. What was asked for comes before what opens by itself; a file of no lines,
/// of which only a sentence is said, always stands open.
pub(super) fn plan(wishes: &[Wish]) -> Vec<Given> {
    let mut given = vec![Given { lines: 0, parts: 0, grows: false }; wishes.len()];
    let mut all = 0;
    let mut take = |place: usize, parts: usize, most: usize, all: &mut usize| {
        let lines = wishes[place].lines.min(parts * PART);
        if *all + lines <= most {
            *all += lines;
            given[place] = Given { lines: lines.max(1), parts, grows: false };
        }
    };
    for (place, wish) in wishes.iter().enumerate() {
        if let Some(parts) = wish.parts {
            take(place, parts.min(MOST / PART), MOST, &mut all);
        }
    }
    let mut own = 0;
    for (place, wish) in wishes.iter().enumerate() {
        if wish.parts.is_none() && !wish.viewed {
            let before = own;
            take(place, 1, PAGE, &mut own);
            all += own - before;
        }
    }
    for given in &mut given {
        given.grows = all + PART <= MOST;
    }
    given
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(wishes: &[Wish]) -> Vec<usize> {
        plan(wishes).iter().map(|given| given.lines).collect()
    }

    fn of(lines: usize) -> Wish {
        Wish { lines, ..Wish::default() }
    }

    #[test]
    fn the_first_files_open_until_the_page_is_full() {
        assert_eq!(
            lines(&[of(9_000), of(400), of(500), of(300), of(100)]),
            [500, 400, 500, 0, 100]
        );
        assert_eq!(lines(&[of(0), of(1)]), [1, 1], "a file without lines says why");
        let many: usize = lines(&vec![of(60); 500]).iter().sum();
        assert_eq!(many, 1_500);
    }

    #[test]
    fn what_was_asked_for_opens_beside_that_and_not_without_end() {
        let asked = |lines, parts| Wish { lines, parts: Some(parts), viewed: true };
        assert_eq!(lines(&[of(1_500), asked(900, 1), asked(900, 2)]), [500, 500, 900]);
        let many = plan(&vec![asked(500, 1); 20]);
        assert_eq!(many.iter().filter(|given| given.lines > 0).count(), 12);
        assert!(!many[0].grows && plan(&[of(9_000)])[0].grows);
        assert_eq!(plan(&[asked(9_000, 99)])[0].lines, 6_000);
        assert_eq!(lines(&[asked(10, 0)]), [1], "not less than one line of what is open");
    }

    #[test]
    fn what_was_looked_at_gives_its_place_to_others() {
        let viewed = Wish { viewed: true, ..of(500) };
        assert_eq!(lines(&[viewed, of(500), of(500), of(500), of(500)]), [0, 500, 500, 500, 0]);
    }
}
