//! What the live session costs its learner, beside the same bash alone in the terminal and under `script` of util-linux,
//! which passes bytes through and does nothing else.
//!
//! `cargo bench --bench live` prints a table and ends with 0; with `-- --check` it ends with 1 when a bar is missed. `--long`
//! prints ten times as many short lines, and rests for 30 seconds where 10 do otherwise. What is compared runs in turns, key
//! by key.

#![expect(
    clippy::disallowed_methods,
    reason = "a benchmark starts programs; the program starts them in a session only"
)]

#[expect(dead_code, reason = "the other benchmark uses all of it")]
mod table;
mod typist;

use std::process::{Command, ExitCode, Stdio};
use std::time::{Duration, Instant};

use checker::host::HostEnvironment;
use checker::run::{Stage, scripted};

use crate::table::{Bar, Fallible, Table, median};
use crate::typist::Typist;

/// What every shell here prints as its prompt, and nothing else does.
const PROMPT: &str = "READY> ";
/// The exercise that is started.
const EXERCISE: &str = "first-venv";
/// How many keys are typed at a prompt.
const KEYS: usize = 2000;
/// How often Enter is pressed.
const LINES: usize = 300;
/// How often the large output is measured: an odd number, for the median.
const FLOOD_TURNS: usize = 3;
/// How often a shell is started.
const STARTS: usize = 5;
/// MB in what `head -c` calls `M`.
const MEGABYTES: f64 = 1.048_576;

fn main() -> ExitCode {
    table::shown(run)
}

fn run(words: &[String]) -> Fallible<Option<Table>> {
    let has = |wanted: &str| words.iter().any(|word| word == wanted);
    let mut table = Table::default();
    let mut kinds = vec![Kind::Alone];
    for (kind, probe) in [(Kind::Script, &["--version"][..]), (Kind::Live, &["start", "--help"])] {
        match answers(kind.program(), probe) {
            Ok(()) => kinds.push(kind),
            Err(why) => table.skipped(&format!("everything of {}", kind.name()), &why),
        }
    }
    let host = HostEnvironment::read();
    starts(&mut table, &host, &kinds)?;
    let mut shells = kinds.iter().map(|&kind| Shell::open(&host, kind)).collect::<Fallible<Vec<_>>>()?;
    keys(&mut table, &mut shells)?;
    lines(&mut table, &mut shells)?;
    let is_long = has("--long");
    flood(&mut table, &mut shells, "yes abcdefghijklmnopqrstuvwxyz", 200)?;
    // The kernel's terminal takes each of these lines apart: ten times slower, whoever reads.
    flood(&mut table, &mut shells, "yes", if is_long { 200 } else { 20 })?;
    rest(&mut table, &mut shells, if is_long { 30 } else { 10 })?;
    Ok(Some(table))
}

/// What stands between the learner's terminal and their bash.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Alone,
    Script,
    Live,
}

impl Kind {
    fn name(self) -> &'static str {
        match self {
            Kind::Alone => "`bash`",
            Kind::Script => "`script`",
            Kind::Live => "`checker start`",
        }
    }

    fn program(self) -> &'static str {
        match self {
            Kind::Alone => "bash",
            Kind::Script => "script",
            Kind::Live => env!("CARGO_BIN_EXE_checker"),
        }
    }

    fn bar(self, bar: Bar) -> Bar {
        if self == Kind::Live { bar } else { Bar::None }
    }
}

/// An interactive bash at its prompt.
struct Shell {
    kind: Kind,
    typist: Typist,
    /// Its home; removed when the shell is gone.
    _stage: Stage,
}

impl Shell {
    fn open(host: &HostEnvironment, kind: Kind) -> Fallible<Self> {
        let stage = Stage::set(host, EXERCISE, &[])?;
        checker::host::write_new(&stage.home().join(".bashrc"), format!("PS1='{PROMPT}'\n").as_bytes())?;
        let mut command = Command::new(kind.program());
        command.envs(scripted(host, stage.home(), &stage.root().join("tmp"))).current_dir(stage.folder());
        match kind {
            Kind::Alone => command.arg("-i"),
            Kind::Script => command.args(["-qfc", "exec bash -i", "/dev/null"]),
            Kind::Live => command.args(["start", EXERCISE, "--work"]).arg(stage.root().join("work")),
        };
        let mut typist = Typist::start(&command)?;
        typist.until(PROMPT).map_err(|error| format!("{}: {error}", kind.name()))?;
        Ok(Shell { kind, typist, _stage: stage })
    }

    /// Types keys and says how many seconds it took until this was printed.
    fn time(&mut self, keys: &str, wanted: &str) -> Fallible<f64> {
        let started = Instant::now();
        let came = self.typist.type_until(keys, wanted);
        came.map_err(|error| format!("{}: {error}", self.kind.name()))?;
        Ok(started.elapsed().as_secs_f64())
    }
}

/// From nothing to the first prompt.
fn starts(table: &mut Table, host: &HostEnvironment, kinds: &[Kind]) -> Fallible<()> {
    let mut turns = vec![vec![]; kinds.len()];
    for _ in 0..STARTS {
        for (kind, turns) in kinds.iter().zip(&mut turns) {
            let started = Instant::now();
            let shell = Shell::open(host, *kind)?;
            turns.push(started.elapsed().as_secs_f64());
            drop(shell);
        }
    }
    for (kind, seconds) in kinds.iter().zip(&turns) {
        table.seconds(&format!("start to first prompt, {}", kind.name()), seconds, None);
    }
    Ok(())
}

/// A key at the prompt, until its echo is there.
fn keys(table: &mut Table, shells: &mut [Shell]) -> Fallible<()> {
    let turns = in_turns(shells, KEYS, |shell| {
        let seconds = shell.time("x", "x")?;
        // The line must not grow: readline takes the letter back with a backspace and "clear to end of line".
        shell.time("\x7f", "\x1b[K")?;
        Ok(seconds)
    })?;
    let microseconds = |seconds: &[f64], part: f64| 1e6 * quantile(seconds, part);
    for (shell, seconds) in shells.iter().zip(&turns) {
        let name = shell.kind.name();
        table.value(&format!("key to echo, {name}"), microseconds(seconds, 0.5), "us", Bar::None);
        table.value("  99 of 100 within", microseconds(seconds, 0.99), "us", Bar::None);
        if shell.kind != Kind::Alone {
            let beyond = |part| microseconds(seconds, part) - microseconds(&turns[0], part);
            table.value("  beyond `bash`", beyond(0.5), "us", shell.kind.bar(Bar::Below(500.0)));
            table.value("  beyond `bash`, 99 of 100", beyond(0.99), "us", shell.kind.bar(Bar::Below(5000.0)));
        }
    }
    Ok(())
}

/// `true` and Enter, until the next prompt is there.
fn lines(table: &mut Table, shells: &mut [Shell]) -> Fallible<()> {
    let turns = in_turns(shells, LINES, |shell| shell.time("true\r", PROMPT))?;
    for (shell, seconds) in shells.iter().zip(&turns) {
        table.value(&format!("`true` to next prompt, {}", shell.kind.name()), 1e6 * median(seconds), "us", Bar::None);
    }
    Ok(())
}

/// A command that prints so many MiB, until a word that is printed after it is there.
fn flood(table: &mut Table, shells: &mut [Shell], command: &str, size: u32) -> Fallible<()> {
    // The quotes keep the word out of the line's own echo.
    let line = format!("{command} | head -c {size}M; echo the-la''st-word\r");
    let turns = in_turns(shells, FLOOD_TURNS, |shell| {
        let seconds = shell.time(&line, "the-last-word")?;
        shell.typist.until(PROMPT)?;
        Ok(MEGABYTES * f64::from(size) / seconds)
    })?;
    let beside = shells.iter().position(|shell| shell.kind == Kind::Script);
    for (at, (shell, rates)) in shells.iter().zip(&turns).enumerate() {
        let beside = beside.filter(|&other| other != at);
        let beside = beside.map(|other| (turns[other].as_slice(), shell.kind.bar(Bar::AtLeast(0.7))));
        table.rates(&format!("{size} MiB of `{command}`, {}", shell.kind.name()), rates, beside);
    }
    Ok(())
}

/// A prompt at which nobody types: how much of a core everything takes that runs in the terminal.
fn rest(table: &mut Table, shells: &mut [Shell], seconds: u32) -> Fallible<()> {
    for shell in shells {
        let before = shell.typist.cpu_time()?;
        shell.typist.rest(Duration::from_secs(seconds.into()))?;
        let percent = 100.0 * (shell.typist.cpu_time()? - before) / f64::from(seconds);
        let name = format!("CPU during {seconds} s at the prompt, {}", shell.kind.name());
        table.value(&name, percent, "% of a core", shell.kind.bar(Bar::Below(1.0)));
    }
    Ok(())
}

/// The same in each shell, one after the other, so many times; what came of it, by shell.
fn in_turns(shells: &mut [Shell], count: usize, act: impl Fn(&mut Shell) -> Fallible<f64>) -> Fallible<Vec<Vec<f64>>> {
    let mut turns = vec![Vec::with_capacity(count); shells.len()];
    for _ in 0..count {
        for (shell, turns) in shells.iter_mut().zip(&mut turns) {
            turns.push(act(shell)?);
        }
    }
    Ok(turns)
}

/// The value that this part of all values does not exceed.
fn quantile(values: &[f64], part: f64) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let place = (sorted.len().saturating_sub(1)) as f64 * part;
    sorted.get(place.round() as usize).copied().unwrap_or(f64::NAN)
}

/// Whether a program does this without complaint.
fn answers(program: &str, arguments: &[&str]) -> Result<(), String> {
    let status = (Command::new(program).args(arguments))
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status();
    match status {
        Ok(status) if status.success() => Ok(()),
        Ok(_) => Err("there is no such command".to_owned()),
        Err(error) => Err(format!("it cannot be started: {error}")),
    }
}
