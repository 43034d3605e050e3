//! The table of results: what was measured, its ratio, its bar, and whether that is met.

use std::error::Error;
use std::io::Write as _;
use std::process::ExitCode;

/// Whatever goes wrong in a benchmark ends it, in words.
pub(crate) type Fallible<T> = Result<T, Box<dyn Error>>;

/// What a value or a ratio must keep to.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Bar {
    /// Nothing: it is there to be compared with.
    None,
    /// At most this.
    AtMost(f64),
    /// Less than this.
    Below(f64),
    /// At least this.
    AtLeast(f64),
}

/// The results so far.
#[derive(Debug, Default)]
pub(crate) struct Table {
    rows: Vec<[String; 5]>,
    is_missed: bool,
}

impl Table {
    /// Times of one side, turn by turn, and their ratio to the other side's.
    pub(crate) fn seconds(&mut self, name: &str, turns: &[f64], beside: Option<(&[f64], Bar)>) {
        self.compared(name, format!("{:.3} s", median(turns)), turns, beside);
    }

    /// Throughputs of one side in MB/s, turn by turn, and their ratio to the other side's.
    pub(crate) fn rates(&mut self, name: &str, turns: &[f64], beside: Option<(&[f64], Bar)>) {
        self.compared(name, format!("{:.1} MB/s", median(turns)), turns, beside);
    }

    /// A value that has a bar of its own.
    pub(crate) fn value(&mut self, name: &str, value: f64, unit: &str, bar: Bar) {
        let (bar, met) = self.judge(value, bar);
        self.rows.push([name.to_owned(), format!("{value:.2} {unit}"), String::new(), bar, met]);
    }

    /// Something that could not be measured. It misses no bar, and nobody may take it for met.
    pub(crate) fn skipped(&mut self, name: &str, why: &str) {
        self.rows.push([name.to_owned(), "NOT MEASURED".to_owned(), String::new(), String::new(), why.to_owned()]);
    }

    /// Whether a bar was missed.
    fn is_missed(&self) -> bool {
        self.is_missed
    }

    /// Prints it.
    fn print(&self) {
        let head = ["what", "median", "ratio", "bar", "met"].map(str::to_owned);
        let all = || std::iter::once(&head).chain(&self.rows);
        let width = |column: usize| all().map(|row| row[column].chars().count()).max().unwrap_or_default();
        let widths: Vec<usize> = (0..5).map(width).collect();
        for [name, value, ratio, bar, met] in all() {
            let [a, b, c, d, e] = [0, 1, 2, 3, 4].map(|column| widths[column]);
            say(format!("{name:a$}  {value:>b$}  {ratio:>c$}  {bar:d$}  {met:e$}").trim_end());
        }
    }

    /// Values of one side, turn by turn, shown as they are given, and their ratio to the other side's.
    pub(crate) fn compared(&mut self, name: &str, value: String, turns: &[f64], beside: Option<(&[f64], Bar)>) {
        let Some((others, bar)) = beside else {
            self.rows.push([name.to_owned(), value, String::new(), String::new(), String::new()]);
            return;
        };
        let ratios: Vec<f64> = turns.iter().zip(others).map(|(turn, other)| turn / other).collect();
        let ratio = median(&ratios);
        let (bar, met) = self.judge(ratio, bar);
        self.rows.push([name.to_owned(), value, format!("{ratio:.2}"), bar, met]);
    }

    fn judge(&mut self, value: f64, bar: Bar) -> (String, String) {
        let (bar, is_met) = match bar {
            Bar::None => return (String::new(), String::new()),
            Bar::AtMost(most) => (format!("<= {most}"), value <= most),
            Bar::Below(limit) => (format!("< {limit}"), value < limit),
            Bar::AtLeast(least) => (format!(">= {least}"), value >= least),
        };
        self.is_missed |= !is_met;
        (bar, if is_met { "yes" } else { "NO" }.to_owned())
    }
}

/// The middle one; of an even number the lower one of the two.
pub(crate) fn median(values: &[f64]) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    sorted.get(sorted.len().saturating_sub(1) / 2).copied().unwrap_or(f64::NAN)
}

/// Runs a benchmark with the words of its command line, prints its table, and says by the exit status how that went: 0, or 1
/// when `--check` (or `--strict`) was asked for and a bar is missed, or 2 when it could not be run.
pub(crate) fn shown(run: impl FnOnce(&[String]) -> Fallible<Option<Table>>) -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    match run(&words) {
        Ok(None) => ExitCode::SUCCESS,
        Ok(Some(table)) => {
            table.print();
            let is_checked = words.iter().any(|word| word == "--check" || word == "--strict");
            if is_checked && table.is_missed() { ExitCode::FAILURE } else { ExitCode::SUCCESS }
        }
        Err(error) => {
            say(&format!("the benchmark failed: {error}"));
            ExitCode::from(2)
        }
    }
}

/// Prints a line. Nobody is left to be told when that fails.
pub(crate) fn say(line: &str) {
    let _ = writeln!(std::io::stdout(), "{line}");
}
