//! Lists for people: columns of text, as wide as they need to be.

use domain::display::SafeText;

/// Prints the rows below their heads on standard output. Every cell may be somebody's text, so it is shown safely.
pub(super) fn print<const N: usize>(heads: [&str; N], rows: &[[String; N]]) {
    print!("{}", text(heads, rows));
}

fn text<const N: usize>(heads: [&str; N], rows: &[[String; N]]) -> String {
    let rows: Vec<[String; N]> =
        rows.iter().map(|row| row.each_ref().map(|cell| safe(cell))).collect();
    let mut widths = heads.map(str::len);
    for row in &rows {
        for (width, cell) in widths.iter_mut().zip(row) {
            *width = (*width).max(cell.chars().count());
        }
    }
    let heads = heads.map(str::to_owned);
    std::iter::once(&heads).chain(&rows).map(|row| line(row, widths)).collect()
}

/// Somebody's text on one line of a terminal, with nothing in it that a terminal would act on.
pub(super) fn safe(cell: &str) -> String {
    SafeText::prose(cell).to_plain_line()
}

fn line<const N: usize>(cells: &[String; N], widths: [usize; N]) -> String {
    let cells = cells.iter().zip(widths).map(|(cell, width)| format!("{cell:width$}"));
    format!("{}\n", cells.collect::<Vec<_>>().join("  ").trim_end())
}

#[cfg(test)]
mod tests {
    #[test]
    fn t53_no_cell_of_a_list_is_raw_and_each_row_is_one_line() {
        for c in crate::hidden::hidden().into_iter().chain(['\n', '\t']) {
            let cell = format!("a{c}b");
            let shown = super::text(["ONE", "TWO"], &[[cell.clone(), cell]]);
            let lines: Vec<_> = shown.strip_suffix('\n').unwrap().split('\n').collect();
            assert_eq!(lines.len(), 2, "{shown:?}");
            assert!(!lines[1].contains(c), "{shown:?}");
            assert!(lines[1].contains(&format!("a\\u{{{:X}}}b", u32::from(c))), "{shown:?}");
        }
    }
}
