//! Which programs a step ran, as the shell would run them.
//!
//! `python -m pip`, `/usr/bin/pip`, `pip3`, an alias of any of them: all are `pip`. `.` is `source`; a script that is handed
//! to a shell is that script; what stands in `bash -c '…'` ran in a child. Nothing is run or resolved beyond what files and
//! the shell's own variables tell.

use std::path::PathBuf;
use std::sync::Arc;

use crate::inspect;
use crate::lesson::RanIn;
use crate::lesson::shell::{self, Nesting, SimpleCommand};
use crate::packaging::{Requirement, normalize};
use crate::session::Command;
use crate::session::Place;
use crate::session::ShellState;

/// The most programs of one step that are looked at: a loop of a thousand rounds says the same thing over and over.
const MOST: usize = 512;

/// Shell functions that stand for programs: what is asked of them is what the program would be asked.
pub const WRAPPERS: [&str; 5] = ["conda", "mamba", "micromamba", "ml", "module"];

/// A program that ran.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invocation {
    /// What it is, whatever it was called by.
    pub program: String,
    /// The program that it was run through, such as `python` of `python -m pip`.
    pub via: Option<String>,
    /// Its words.
    pub words: Vec<String>,
    /// The word by which the system was asked to start it.
    called: Option<String>,
    /// Where it ran.
    pub ran_in: RanIn,
    /// The shell just before it.
    pub before: Arc<ShellState>,
    /// The command as it ran.
    pub text: String,
    /// Which of the commands that the shell showed it belongs to, from 0.
    pub nth: usize,
    /// How it ended; none where that was not seen.
    pub status: Option<i32>,
    /// From where to where it printed in the step's output, in bytes.
    pub printed: (u64, u64),
}

/// A program with its first words, as a lesson writes it: `pip install`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tried {
    program: String,
    words: Vec<String>,
}

impl Tried {
    /// Reads `pip install`, `python -m venv`, `source activate`.
    pub fn parse(written: &str) -> Self {
        let words = written.split_whitespace().map(str::to_owned).collect();
        let named = name(words);
        Tried { program: named.program, words: named.words }
    }

    /// Whether an invocation is this program with these words, in this order, whatever options stand between them.
    pub fn matches(&self, invocation: &Invocation) -> bool {
        if self.program != invocation.program && invocation.via.as_ref() != Some(&self.program) {
            return false;
        }
        // `pip help install` installs nothing.
        let asks_for_help =
            |words: &[String]| words.iter().find(|word| !word.starts_with('-')).is_some_and(|word| word == "help");
        if asks_for_help(&invocation.words) && !asks_for_help(&self.words) && !self.words.is_empty() {
            return false;
        }
        let mut words = invocation.words.iter();
        self.words.iter().all(|wanted| words.any(|word| word == wanted || file_name(word) == wanted))
    }
}

impl Invocation {
    /// The packages that an installer was asked for, normalised; those of requirements files are not among them.
    pub fn wanted(&self) -> Vec<String> {
        let names =
            self.requirements().filter_map(|word| Requirement::parse(word).ok().map(|requirement| requirement.name));
        let mut names: Vec<String> = names.collect();
        // `idna=3.6`, `idna>3`: no requirement that pip would take, or only half of one, and yet the name is clear.
        for word in self.requirements() {
            let end = word.find(['=', '<', '>', '~', '!', '[', '@', ' ']).unwrap_or(word.len());
            names.push(normalize(&word[..end]));
        }
        names.retain(|name| !name.is_empty());
        let mut seen = std::collections::BTreeSet::new();
        names.retain(|name| seen.insert(name.clone()));
        names
    }

    /// Where the program that was called lies, when it can be found.
    pub fn path(&self) -> Option<PathBuf> {
        let called = self.called.as_deref()?;
        if called.contains('/') {
            return Some(self.before.folder.join(called)).filter(|path| path.exists());
        }
        super::environments::program_of(&self.before, called)
    }

    /// The environment that it works on by itself, whatever is active: its own, or the one it was told.
    pub fn owner(&self) -> Option<PathBuf> {
        if let (Some(told), "pip" | "uv") = (self.told_python(), self.program.as_str()) {
            let told = self.before.folder.join(told);
            return inspect::owner_of(&told.join("bin/python")).or_else(|| inspect::owner_of(&told));
        }
        if self.program == "uv" {
            // uv's own order: the active environment, else a `.venv` here or above.
            let mut above = self.before.folder.ancestors().map(|folder| folder.join(".venv"));
            return above.find(|found| inspect::environment(found).is_some());
        }
        inspect::owner_of(&self.path()?)
    }

    /// The value of `--python`.
    fn told_python(&self) -> Option<&str> {
        let mut words = self.words.iter();
        while let Some(word) = words.next() {
            match word.as_str() {
                "--python" | "-p" => return words.next().map(String::as_str),
                _ => {
                    if let Some(told) = word.strip_prefix("--python=") {
                        return Some(told);
                    }
                }
            }
        }
        None
    }

    /// The requirements files that an installer was handed, resolved against its working folder.
    pub fn requirement_files(&self) -> Vec<PathBuf> {
        let mut files = Vec::new();
        let mut words = self.words.iter();
        while let Some(word) = words.next() {
            let named = match word.as_str() {
                "-r" | "--requirement" => words.next().map(String::as_str),
                _ => word
                    .strip_prefix("--requirement=")
                    .or_else(|| word.strip_prefix("-r").filter(|rest| !rest.is_empty())),
            };
            files.extend(named.map(|file| self.before.folder.join(file)));
        }
        files
    }

    /// The words that name packages, or places of packages.
    pub fn requirements(&self) -> impl Iterator<Item = &String> {
        let is_verb = |word: &String| ["install", "add", "download", "wheel"].contains(&word.as_str());
        let from = self.words.iter().position(is_verb).map_or(self.words.len(), |at| at + 1);
        let words = &self.words[from..];
        (0..words.len())
            .filter(|&at| !words[at].starts_with('-') && (at == 0 || !takes_value(&words[at - 1])))
            .map(|at| &words[at])
    }
}

/// Options of the installers whose next word is their value.
fn takes_value(option: &str) -> bool {
    const OPTIONS: [&str; 34] = [
        "--cache-dir",
        "--constraint",
        "--default-index",
        "--dest",
        "--directory",
        "--extra-index-url",
        "--find-links",
        "--index",
        "--index-url",
        "--log",
        "--no-binary",
        "--only-binary",
        "--platform",
        "--prefix",
        "--progress-bar",
        "--project",
        "--proxy",
        "--python",
        "--python-version",
        "--requirement",
        "--retries",
        "--root",
        "--src",
        "--target",
        "--timeout",
        "--trusted-host",
        "--upgrade-strategy",
        "-c",
        "-d",
        "-f",
        "-i",
        "-p",
        "-r",
        "-t",
    ];
    OPTIONS.contains(&option)
}

/// The programs of a step in the order in which they ran.
pub fn invocations(typed: &str, commands: &[Command], before: &Arc<ShellState>) -> Vec<Invocation> {
    let mut found = Vec::new();
    let written = shell::simple_commands(typed);
    let in_child = |command: &SimpleCommand| {
        let mut same = written.iter().filter(|other| other.words == command.words).peekable();
        same.peek().is_some() && same.all(|other| other.nesting == Nesting::Child)
    };
    let mut ran_in = Vec::with_capacity(commands.len());
    for shown in commands {
        let is_child = shown.place == Place::Subshell || shell::simple_commands(&shown.text).iter().any(&in_child);
        ran_in.push(if is_child { RanIn::Child } else { RanIn::Shell });
    }
    let is_program = |shown: &Command| {
        shown.place != Place::Function
            || shell::simple_commands(&shown.text)
                .first()
                .and_then(|command| command.words.first())
                .is_some_and(|word| WRAPPERS.contains(&word.as_str()))
    };
    for (nth, shown) in commands.iter().enumerate().filter(|(_, shown)| is_program(shown)) {
        // The members of a pipeline end together.
        let end = (nth..commands.len()).take_while(|&member| member == nth || ran_in[member] == RanIn::Child);
        let last = end.last().filter(|_| ran_in[nth] == RanIn::Child).map_or(shown, |last| &commands[last]);
        for command in shell::simple_commands(&shown.text) {
            let printed = (shown.printed_from, last.printed_to);
            let seen = Seen {
                text: &shown.text,
                ran_in: ran_in[nth],
                before: &shown.before,
                nth,
                status: last.status,
                printed,
            };
            push(&mut found, &command, &seen);
        }
    }
    // Where the shell showed nothing, as in a session without a trap, the text alone has to do.
    if commands.is_empty() {
        for command in &written {
            let text = command.words.join(" ");
            let ran_in = match command.nesting {
                Nesting::Child => RanIn::Child,
                Nesting::Shell => RanIn::Shell,
                Nesting::Function => continue,
            };
            push(&mut found, command, &Seen { text: &text, ran_in, before, nth: 0, status: None, printed: (0, 0) });
        }
    }
    found
}

/// Where and how a command was seen.
struct Seen<'s> {
    text: &'s str,
    ran_in: RanIn,
    before: &'s Arc<ShellState>,
    nth: usize,
    status: Option<i32>,
    printed: (u64, u64),
}

fn push(found: &mut Vec<Invocation>, command: &SimpleCommand, seen: &Seen<'_>) {
    if command.words.is_empty() || found.len() >= MOST {
        return;
    }
    let words: Vec<String> = command.words.iter().map(|word| expand(word, seen.before)).collect();
    if let Some(script) = handed_script(&words) {
        for inner in shell::simple_commands(script) {
            push(found, &inner, &Seen { text: &inner.words.join(" "), ran_in: RanIn::Child, ..*seen });
        }
        return;
    }
    let Named { program, via, words, called } = name(words);
    if program.is_empty() {
        return;
    }
    found.push(Invocation {
        // What a shell is handed as a file runs in a child of its own.
        ran_in: if via.as_deref().is_some_and(is_shell) { RanIn::Child } else { seen.ran_in },
        program,
        via,
        words,
        called,
        before: Arc::clone(seen.before),
        text: seen.text.trim_end().to_owned(),
        nth: seen.nth,
        status: seen.status,
        printed: seen.printed,
    });
}

/// The script of `bash -c SCRIPT`.
fn handed_script(words: &[String]) -> Option<&String> {
    let (program, rest) = words.split_first()?;
    if !is_shell(file_name(program)) {
        return None;
    }
    let at = rest.iter().position(|word| word.starts_with('-') && word.ends_with('c'))?;
    rest.get(at + 1)
}

/// What a line of words runs.
struct Named {
    program: String,
    via: Option<String>,
    words: Vec<String>,
    /// The word by which the program was called that the system starts.
    called: Option<String>,
}

fn name(words: Vec<String>) -> Named {
    let mut words = skip_prefixes(words);
    if words.is_empty() {
        return Named { program: String::new(), via: None, words, called: None };
    }
    let called = words.remove(0);
    let base = file_name(&called).to_owned();
    if is_python(&base) {
        return python(called, words);
    }
    if is_shell(&base)
        && let Some(at) = words.iter().position(|word| !word.starts_with('-'))
    {
        let script = words[at].clone();
        let words = words.split_off(at + 1);
        return Named { program: file_name(&script).to_owned(), via: Some(base), words, called: Some(script) };
    }
    let program = match base.as_str() {
        "." => "source".to_owned(),
        "logout" => "exit".to_owned(),
        pip if is_versioned(pip, "pip") => "pip".to_owned(),
        _ => base,
    };
    Named { program, via: None, words, called: Some(called) }
}

/// `python -m pip …` is pip, run through python.
fn python(called: String, mut words: Vec<String>) -> Named {
    let module =
        words.iter().position(|word| word == "-m").filter(|&at| words[..at].iter().all(|word| word.starts_with('-')));
    match module {
        Some(at) if at + 1 < words.len() => {
            let rest = words.split_off(at + 2);
            let module = words.pop().unwrap_or_default();
            Named { program: module, via: Some("python".to_owned()), words: rest, called: Some(called) }
        }
        _ => Named { program: "python".to_owned(), via: None, words, called: Some(called) },
    }
}

/// Skips words that only say how the rest is run.
fn skip_prefixes(mut words: Vec<String>) -> Vec<String> {
    loop {
        match words.first().map(String::as_str) {
            Some("command" | "builtin" | "exec" | "nohup" | "time" | "sudo" | "eval" | "!") => {
                words.remove(0);
            }
            Some("env") => {
                words.remove(0);
                while words.first().is_some_and(|word| word.starts_with('-') || word.contains('=')) {
                    words.remove(0);
                }
            }
            _ => return words,
        }
    }
}

fn file_name(word: &str) -> &str {
    if word == "." { word } else { word.trim_end_matches('/').rsplit('/').next().unwrap_or(word) }
}

fn is_shell(name: &str) -> bool {
    matches!(name, "bash" | "sh" | "dash" | "zsh" | "ksh" | "fish" | "tcsh" | "csh")
}

fn is_python(name: &str) -> bool {
    is_versioned(name, "python") || is_versioned(name, "pypy")
}

/// `pip`, `pip3`, `pip3.11`.
fn is_versioned(name: &str, stem: &str) -> bool {
    name.strip_prefix(stem).is_some_and(|rest| rest.chars().all(|c| c.is_ascii_digit() || c == '.'))
}

/// A word with `~` and the variables that are known put in; others stay as they are written.
fn expand(word: &str, state: &ShellState) -> String {
    let mut text = match word.strip_prefix('~') {
        Some(rest) if rest.is_empty() || rest.starts_with('/') => format!("{}{rest}", state.variable("HOME")),
        _ => word.to_owned(),
    };
    if !text.contains('$') {
        return text;
    }
    let folder = state.folder.display().to_string();
    let known =
        state.variables.iter().map(|(name, value)| (name.as_str(), value.as_str())).chain([("PWD", folder.as_str())]);
    for (name, value) in known {
        text = text.replace(&format!("${{{name}}}"), value);
        // `$HOME/x` and `$HOME` alone, but not `$HOMEPAGE`.
        while let Some(at) = text.find(&format!("${name}")) {
            let after = &text[at + 1 + name.len()..];
            if after.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '_') || value.contains('$') {
                break;
            }
            text.replace_range(at..at + 1 + name.len(), value);
        }
    }
    text
}
