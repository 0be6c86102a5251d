//! Lists for people: columns of text, as wide as they need to be.

use domain::display::SafeText;

/// Prints the rows below their heads on standard output. Every cell may be somebody's text, so it is shown safely.
pub(super) fn print<const N: usize>(heads: [&str; N], rows: &[[String; N]]) {
    let rows: Vec<[String; N]> =
        rows.iter().map(|row| row.each_ref().map(|cell| safe(cell))).collect();
    let mut widths = heads.map(str::len);
    for row in &rows {
        for (width, cell) in widths.iter_mut().zip(row) {
            *width = (*width).max(cell.chars().count());
        }
    }
    line(&heads.map(str::to_owned), widths);
    for row in &rows {
        line(row, widths);
    }
}

/// Somebody's text on one line of a terminal, with nothing in it that a terminal would act on.
pub(super) fn safe(cell: &str) -> String {
    SafeText::prose(cell).to_plain_line()
}

fn line<const N: usize>(cells: &[String; N], widths: [usize; N]) {
    let cells = cells.iter().zip(widths).map(|(cell, width)| format!("{cell:width$}"));
    println!("{}", cells.collect::<Vec<_>>().join("  ").trim_end());
}
