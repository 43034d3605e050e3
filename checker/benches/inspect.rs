//! What `checker inspect` costs on a large environment, beside the tools that people use for the same question.
//!
//! `cargo bench --bench inspect` prints a table and ends with 0; with `-- --check` (or `-- --strict`) it ends with 1 when a
//! bar is missed. Everything is measured as a whole process, from its start to its end, with its output thrown away, in
//! turns: in each turn every command runs once, and a ratio is the median of the ratios of the turns. The environment is
//! made once, from the package index, below `target/`.

#![expect(
    clippy::disallowed_methods,
    reason = "a benchmark starts programs; the program starts them in a session only"
)]

mod large;
#[expect(dead_code, reason = "the other benchmarks use all of it")]
mod table;

use std::collections::BTreeSet;
use std::path::Path;
use std::process::{Command, ExitCode, Stdio};
use std::time::Instant;

use checker::host::HostEnvironment;
use checker::packaging::normalize;

use crate::large::Large;
use crate::table::{Bar, Fallible, Table, median};

/// How often each command runs: an odd number, for the median.
const TURNS: usize = 21;

/// Lists what Python itself finds.
const IMPORTLIB: &str = "
import importlib.metadata as m
for d in m.distributions(): print(d.metadata['Name'] + '==' + d.version)
";

const TRUE: &str = "/bin/true";
const VERSION: &str = "checker --version";
const LS: &str = "ls -f site-packages";
const HAS: &str = "checker inspect --has";
const LIST: &str = "checker inspect --list";
const REPORT: &str = "checker inspect --json";
const SIZE: &str = "checker inspect --size --json";
const DU: &str = "du -s";
const UV: &str = "uv pip list";
const PIP: &str = "pip list";
const PYTHON: &str = "importlib.metadata";

/// What is compared with what.
const BARS: [(&str, &str, Bar); 6] = [
    (HAS, LS, Bar::AtMost(1.3)),
    (LIST, UV, Bar::AtMost(0.25)),
    (LIST, PIP, Bar::AtMost(0.02)),
    (REPORT, UV, Bar::AtMost(0.5)),
    (SIZE, DU, Bar::AtMost(0.9)),
    (VERSION, TRUE, Bar::None),
];

/// A command that is measured.
struct Row {
    name: &'static str,
    words: Vec<String>,
    /// Milliseconds, turn by turn.
    turns: Vec<f64>,
}

fn main() -> ExitCode {
    table::shown(run)
}

fn run(_words: &[String]) -> Fallible<Option<Table>> {
    let large = match Large::find(&HostEnvironment::read()) {
        Ok(large) => large,
        Err(why) => {
            table::say(&format!("NOT MEASURED: there is no large environment: {why}"));
            return Ok(None);
        }
    };
    let ours = installed()?;
    let mut rows = rows(&large, &ours);
    // It also warms every cache that there is.
    let count = compared_lists(&rows)?;
    for _ in 0..TURNS {
        for row in &mut rows {
            row.turns.push(once(row)?);
        }
    }
    table::say(&format!("{count} distributions, {TURNS} turns; ms: median (least, 9 of 10 at most)"));
    let table = judged(&rows);
    Ok(Some(table))
}

/// The program as people have it: a file that was copied there. What a linker has just written lies in the page cache in
/// single pages, and the same bytes start a quarter slower from it.
fn installed() -> Fallible<String> {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).with_file_name("bench-installed");
    std::fs::create_dir_all(&folder)?;
    let path = folder.join("checker");
    std::fs::copy(env!("CARGO_BIN_EXE_checker"), &path)?;
    Ok(path.display().to_string())
}

fn rows(large: &Large, ours: &str) -> Vec<Row> {
    let text = |path: &Path| path.display().to_string();
    let (root, site, python, uv) = (text(&large.root), text(&large.site), text(&large.python()), text(&large.uv));
    let commands: [(&str, &[&str]); 11] = [
        (TRUE, &["/bin/true"]),
        (VERSION, &[ours, "--version"]),
        (LS, &["ls", "-f", &site]),
        (HAS, &[ours, "inspect", &root, "--has", "numpy>=1"]),
        (LIST, &[ours, "inspect", &root, "--list"]),
        (REPORT, &[ours, "inspect", &root, "--json"]),
        (SIZE, &[ours, "inspect", &root, "--size", "--json"]),
        (DU, &["du", "-s", &root]),
        (UV, &[&uv, "pip", "list", "--python", &python]),
        (PIP, &[&python, "-m", "pip", "list", "--disable-pip-version-check"]),
        (PYTHON, &[&python, "-I", "-c", IMPORTLIB]),
    ];
    let words = |words: &[&str]| words.iter().copied().map(str::to_owned).collect();
    commands.map(|(name, all)| Row { name, words: words(all), turns: Vec::new() }).into()
}

fn command(row: &Row) -> Command {
    let mut command = Command::new(&row.words[0]);
    command.args(&row.words[1..]).stdin(Stdio::null()).stderr(Stdio::null());
    command
}

/// Runs a command and says how long that took, in milliseconds.
fn once(row: &Row) -> Fallible<f64> {
    let started = Instant::now();
    let status = command(row).stdout(Stdio::null()).status()?;
    let milliseconds = started.elapsed().as_secs_f64() * 1000.0;
    if status.success() { Ok(milliseconds) } else { Err(format!("`{}` ended with {status}", row.name).into()) }
}

/// Whether all who list packages list the same: a fast wrong answer is worth nothing. Says how many there are.
fn compared_lists(rows: &[Row]) -> Fallible<usize> {
    let mut lists = Vec::new();
    for name in [LIST, UV, PIP, PYTHON] {
        let row = rows.iter().find(|row| row.name == name).ok_or("there is no such row")?;
        let output = command(row).output()?;
        if !output.status.success() {
            return Err(format!("`{name}` ended with {}", output.status).into());
        }
        let list: BTreeSet<_> = String::from_utf8(output.stdout)?.lines().filter_map(package).collect();
        lists.push((name, list));
    }
    let (_, ours) = &lists[0];
    for (name, list) in &lists[1..] {
        let differing: Vec<_> = ours.symmetric_difference(list).take(5).collect();
        if !differing.is_empty() {
            return Err(format!("`{LIST}` and `{name}` differ, such as in {differing:?}").into());
        }
    }
    Ok(ours.len())
}

/// Name and version from a line, either `name==version` or a row of a table; its head is none.
fn package(line: &str) -> Option<(String, String)> {
    let mut words = line.split("==").flat_map(str::split_whitespace);
    let (name, version) = (words.next()?, words.next()?);
    version.starts_with(|c: char| c.is_ascii_digit()).then(|| (normalize(name), version.to_owned()))
}

fn judged(rows: &[Row]) -> Table {
    let mut table = Table::default();
    for row in rows {
        let mut bars = BARS.iter().filter(|(name, _, _)| *name == row.name);
        let turns = |of: &str| rows.iter().find(|row| row.name == of).map_or(&[][..], |row| &row.turns);
        let first = bars.next().map(|(_, beside, bar)| (turns(beside), *bar));
        table.compared(row.name, spread(&row.turns), &row.turns, first);
        for (_, beside, bar) in bars {
            table.compared(&format!("  beside {beside}"), String::new(), &row.turns, Some((turns(beside), *bar)));
        }
    }
    table
}

fn spread(turns: &[f64]) -> String {
    let mut sorted = turns.to_vec();
    sorted.sort_by(f64::total_cmp);
    let at = |tenths: usize| sorted.get((sorted.len() * tenths / 10).min(sorted.len().saturating_sub(1)));
    let (least, most) = (at(0).copied().unwrap_or(f64::NAN), at(9).copied().unwrap_or(f64::NAN));
    format!("{:.2} ({least:.2}, {most:.2})", median(turns))
}
