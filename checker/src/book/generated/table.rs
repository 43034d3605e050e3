//! Tables in markdown.

use std::fmt::Write as _;

/// A table that grows row by row.
pub(super) struct Table(String);

impl Table {
    /// A table with these columns, and no row yet.
    pub(super) fn new(columns: &[&str]) -> Self {
        let mut table = Table(String::new());
        table.row(columns);
        table.0.push_str(&"|---".repeat(columns.len()));
        table.0.push_str("|\n");
        table
    }

    /// One more row; a `|` in a cell stays in it.
    pub(super) fn row<S: AsRef<str>>(&mut self, cells: &[S]) {
        for cell in cells {
            // Writing into a string cannot fail.
            let _ = write!(self.0, "| {} ", cell.as_ref().replace('|', "\\|").replace('\n', " "));
        }
        self.0.push_str("|\n");
    }

    /// Its markdown, with the blank line that ends it.
    pub(super) fn finish(mut self) -> String {
        self.0.push('\n');
        self.0
    }
}
