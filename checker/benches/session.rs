//! What a session costs beyond the shell itself, measured side by side in one run.
//!
//! `cargo bench` prints a table and ends with 0; `cargo bench -- --check` ends with 1 when a bar is missed. `--long` waits
//! for 20 seconds where 5 do otherwise. Whatever is compared runs in turns, and a ratio is the median of the ratios of the
//! turns: a machine that is busy with other things slows both sides of a turn alike.

#![expect(
    clippy::disallowed_methods,
    reason = "a benchmark starts programs; the program starts them in a session only"
)]

mod pexpect;
mod raw;
mod story;
mod table;

use std::process::{Command, ExitCode, Stdio};
use std::time::Instant;

use checker::host::HostEnvironment;
use checker::run::{Outcome, Stage};

use crate::raw::RawShell;
use crate::table::{Bar, Fallible, Table, median};

/// How many steps are typed in one turn.
const STEPS: usize = 1000;
/// How often steps are measured: an odd number, for the median.
const STEP_TURNS: usize = 9;
/// How often the large output is measured.
const FLOOD_TURNS: usize = 3;
/// How often a process is started.
const STARTS: usize = 200;
/// A step that prints 200 MB.
const FLOOD: &str = "yes abcdefghijklmnopqrstuvwxyz | head -c 200000000";
/// The argument with which this program starts itself, so that one part's memory and time are told apart from the rest.
const PART: &str = "--part";

fn main() -> ExitCode {
    table::shown(run)
}

fn run(words: &[String]) -> Fallible<Option<Table>> {
    let has = |wanted: &str| words.iter().any(|word| word == wanted);
    if let Some(at) = words.iter().position(|word| word == PART) {
        part(&words[at + 1..])?;
        return Ok(None);
    }
    let mut table = Table::default();
    steps(&mut table)?;
    waiting(&mut table, if has("--long") { 20 } else { 5 })?;
    flood(&mut table)?;
    start(&mut table)?;
    Ok(Some(table))
}

/// Many small steps: a plain loop, the session, the whole story, and pexpect.
fn steps(table: &mut Table) -> Fallible<()> {
    let host = HostEnvironment::read();
    let (venv, peer) = (pexpect::can_make_environments(), pexpect::Peer::find());
    let (mut raw, mut session, mut near, mut far, mut other) = (vec![], vec![], vec![], vec![], vec![]);
    for _ in 0..STEP_TURNS {
        raw.push(raw_steps(&host)?);
        session.push(story::session_steps(&host, STEPS)?);
        near.push(story::told_steps(&host, &story::before_anything()?, STEPS)?);
        if venv.is_ok() {
            far.push(story::told_steps(&host, &story::inside_an_environment()?, STEPS)?);
        }
        if let Ok(peer) = &peer {
            other.push(peer.steps(&host, STEPS)?);
        }
    }
    let name = |what: &str| format!("{STEPS} steps, {what}");
    table.seconds(&name("plain loop"), &raw, None);
    table.seconds(&name("session alone"), &session, Some((&raw, Bar::AtMost(1.5))));
    table.seconds(&name("story, no goal reached"), &near, Some((&raw, Bar::AtMost(1.5))));
    // No bar: each step reads the environment's files afresh, and how many those are is not the session's doing.
    match venv {
        Ok(()) => table.seconds(&name("story, in an environment"), &far, Some((&raw, Bar::None))),
        Err(why) => table.skipped(&name("story, in an environment"), &why),
    }
    match peer {
        Ok(_) => {
            table.seconds(&name("pexpect replwrap, no delay"), &other, Some((&raw, Bar::None)));
            table.seconds("  story beside pexpect", &near, Some((&other, Bar::Below(1.0))));
        }
        Err(why) => table.skipped(&name("pexpect replwrap"), &why),
    }
    Ok(())
}

fn raw_steps(host: &HostEnvironment) -> Fallible<f64> {
    let stage = Stage::set(host, "raw", &[])?;
    let mut shell = RawShell::open(host, &stage)?;
    let started = Instant::now();
    for _ in 0..STEPS {
        shell.step("true")?;
    }
    Ok(started.elapsed().as_secs_f64())
}

/// A step that only waits: how much of a core that takes.
fn waiting(table: &mut Table, seconds: u32) -> Fallible<()> {
    let spent: f64 = own_part(&["wait", &seconds.to_string()])?.parse()?;
    let percent = 100.0 * spent / f64::from(seconds);
    table.value(&format!("CPU during `sleep {seconds}`"), percent, "% of a core", Bar::Below(1.0));
    Ok(())
}

/// A step that prints 200 MB: the whole story, in a process of its own, and a plain reader.
fn flood(table: &mut Table) -> Fallible<()> {
    let host = HostEnvironment::read();
    let (mut plain, mut told, mut peaks) = (vec![], vec![], vec![]);
    for _ in 0..FLOOD_TURNS {
        let stage = Stage::set(&host, "raw", &[])?;
        plain.push(1.0 / raw::read_all(&host, &stage, FLOOD)?);
        let said = own_part(&["flood"])?;
        let (seconds, kibibytes) = said.split_once(' ').ok_or("the part said something else")?;
        told.push(1.0 / seconds.parse::<f64>()?);
        peaks.push(kibibytes.parse::<f64>()? / 1024.0);
    }
    let in_megabytes = |rates: &[f64]| rates.iter().map(|rate| rate * 200.0).collect::<Vec<f64>>();
    table.rates("200 MB, plain reader", &in_megabytes(&plain), None);
    table.rates("200 MB, story", &in_megabytes(&told), Some((&in_megabytes(&plain), Bar::AtLeast(0.8))));
    table.value("  its resident memory at most", median(&peaks), "MB", Bar::Below(50.0));
    Ok(())
}

/// `checker --version` beside a program that does nothing.
fn start(table: &mut Table) -> Fallible<()> {
    let (mut floor, mut ours) = (vec![], vec![]);
    for _ in 0..STARTS {
        floor.push(start_once("/bin/true", &[])?);
        ours.push(start_once(env!("CARGO_BIN_EXE_checker"), &["--version"])?);
    }
    let (floor, ours) = (1000.0 * median(&floor), 1000.0 * median(&ours));
    table.value("start of `/bin/true`", floor, "ms", Bar::None);
    table.value("start of `checker --version`", ours, "ms", Bar::None);
    table.value("  beyond `/bin/true`", ours - floor, "ms", Bar::AtMost(2.0));
    Ok(())
}

fn start_once(program: &str, arguments: &[&str]) -> Fallible<f64> {
    let mut command = Command::new(program);
    command.args(arguments).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    let started = Instant::now();
    let status = command.status()?;
    let seconds = started.elapsed().as_secs_f64();
    if status.success() { Ok(seconds) } else { Err(format!("`{program}` ended with {status}").into()) }
}

/// Runs one part in a process of its own and returns what it said.
fn own_part(arguments: &[&str]) -> Fallible<String> {
    let output = Command::new(std::env::current_exe()?).arg(PART).args(arguments).stderr(Stdio::inherit()).output()?;
    let said = String::from_utf8(output.stdout)?.trim().to_owned();
    if output.status.success() { Ok(said) } else { Err(format!("the part {arguments:?} failed: {said}").into()) }
}

fn part(arguments: &[String]) -> Fallible<()> {
    let host = HostEnvironment::read();
    match arguments {
        [name, seconds] if name == "wait" => {
            let told = story::tell_one(&host, &format!("sleep {seconds}"), Outcome::NotYet)?;
            table::say(&told.cpu.to_string());
        }
        [name] if name == "flood" => {
            let told = story::tell_one(&host, FLOOD, Outcome::Passed)?;
            table::say(&format!("{} {}", told.seconds, peak_memory()?));
        }
        _ => return Err("there is no such part".into()),
    }
    Ok(())
}

/// The most memory that this process had resident, in KiB.
fn peak_memory() -> Fallible<u64> {
    let status = std::fs::read_to_string("/proc/self/status")?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).ok_or("the kernel tells no VmHWM")?;
    Ok(line.trim().trim_end_matches("kB").trim().parse()?)
}
