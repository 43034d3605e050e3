//! How a file and an environment look beside each other: what is to be done first, then the rest, shortly.

use std::path::Path;

use crate::inspect::{Comparison, Difference, Position, Present, Verdict};

use super::clean::Clean;
use super::counted::counted;
use super::screen::Screen;

/// How many entries of one list are shown; the rest is counted.
const MOST: usize = 15;
/// Where further lines of an entry begin.
const COLUMN: usize = 4;

/// Shows how a file and an environment compare. `environment` is how the environment was named.
pub fn show_comparison(screen: &Screen, environment: &Path, comparison: &Comparison) {
    let paint = screen.paint;
    let names = (shown(environment), shown(&comparison.file));
    let (sign, says) = match comparison.verdict {
        Verdict::Same => (paint.good("✔"), format!("`{}` holds what `{}` asks for", names.0, names.1)),
        Verdict::Differs => (paint.bad("✘"), format!("`{}` differs from what `{}` asks for", names.0, names.1)),
        Verdict::CannotTell => {
            (paint.warn("?"), format!("cannot tell whether `{}` holds what `{}` asks for", names.0, names.1))
        }
    };
    screen.hanging(&format!("{sign} "), &says, 2);
    let bad = paint.bad("✘");
    entries(screen, &bad, &comparison.missing, |missing| {
        let needs = missing.needed_by.as_ref().map(|name| format!("; {} needs it", Clean(name))).unwrap_or_default();
        format!("{} is missing{needs}{}", asked(missing), line_of(comparison, missing.position.as_ref()))
    });
    entries(screen, &bad, &comparison.wrong_version, |other| other_version(comparison, other));
    entries(screen, &paint.warn("?"), &comparison.damaged, |damaged| {
        let why = damaged.why.as_deref().unwrap_or("it is broken");
        let line = line_of(comparison, damaged.position.as_ref());
        format!("{} cannot be judged: {}{line}", asked(damaged), Clean(why))
    });
    entries(screen, &bad, &comparison.extra, |extra| {
        let why = extra.why.as_ref().map(|why| format!(" ({})", Clean(why))).unwrap_or_default();
        match &extra.needed_by {
            Some(by) => format!("{} is there because {} needs it{why}", present(extra), Clean(by)),
            None => format!("{} is there, and nobody asks for it{why}", present(extra)),
        }
    });
    entries(screen, &paint.warn("?"), &comparison.not_compared, |line| {
        let place = place(comparison, &line.position);
        format!("{place}, `{}`, was not compared: {}", Clean(&line.text), Clean(&line.why))
    });
    let matching = comparison.matching.len() as u64;
    let needed = comparison.needed.len() as u64;
    let mut summary = vec![format!("{} as asked for", counted(matching, "package"))];
    if needed > 0 {
        summary.push(format!("{needed} more because these need them"));
    }
    let hashes = comparison.hashes as u64;
    if hashes > 0 {
        summary.push(format!("hashes of {} not compared: an environment keeps none", counted(hashes, "package")));
    }
    screen.prose(&format!("{}.", summary.join("; ")), 2);
    for note in &comparison.notes {
        screen.prose(&format!("Note: {}.", Clean(note)), 2);
    }
}

fn entries<E>(screen: &Screen, sign: &str, entries: &[E], says: impl Fn(&E) -> String) {
    for entry in entries.iter().take(MOST) {
        screen.hanging(&format!("  {sign} "), &says(entry), COLUMN);
    }
    if let Some(more) = entries.len().checked_sub(MOST).filter(|more| *more > 0) {
        screen.hanging(&format!("  {sign} "), &format!("… and {more} more; `--json` tells all"), COLUMN);
    }
}

fn other_version(comparison: &Comparison, other: &Difference) -> String {
    let name = Clean(&other.name);
    let found = other.found.as_deref().unwrap_or("?");
    let line = line_of(comparison, other.position.as_ref());
    let why = other.why.as_ref().map(|why| format!(": {}", Clean(why))).unwrap_or_default();
    let wanted = match (&other.needed_by, other.asked.as_str()) {
        (_, "") => String::new(),
        (Some(by), asked) => format!(", and {} needs `{}`", Clean(by), Clean(asked)),
        (None, asked) => format!(", not `{}`", Clean(asked)),
    };
    format!("{name} is {}{wanted}{why}{line}", Clean(found))
}

/// The name with what is asked of it.
fn asked(difference: &Difference) -> String {
    let (name, asked) = (Clean(&difference.name), difference.asked.as_str());
    // An address is a whole line, with or without the name.
    if asked.contains(['/', '@', ' ']) {
        format!("{name} (`{}`)", Clean(asked))
    } else {
        format!("{name}{}", Clean(asked))
    }
}

fn present(present: &Present) -> String {
    match &present.version {
        Some(version) => format!("{} {}", Clean(&present.name), Clean(version)),
        None => Clean(&present.name).to_string(),
    }
}

/// Where the file asks for it, in parentheses.
fn line_of(comparison: &Comparison, position: Option<&Position>) -> String {
    position.map(|position| format!(" ({})", place(comparison, position))).unwrap_or_default()
}

/// `line 3`, or `more.txt:3` in another file than the one that was named.
fn place(comparison: &Comparison, position: &Position) -> String {
    if position.file == comparison.file {
        format!("line {}", position.line)
    } else {
        format!("{}:{}", shown(&position.file), position.line)
    }
}

fn shown(path: &Path) -> String {
    Clean(&path.display().to_string()).to_string()
}
