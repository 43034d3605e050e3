//! How a bash is watched: the file it is told to source, and the keys that reach it.

use std::fmt::Write as _;
use std::path::Path;

use super::live::{ShellSettings, StartUp};

/// What is watched in every session, whatever the exercise asks for.
const WATCHED: [&str; 18] = [
    "CONDA_DEFAULT_ENV",
    "CONDA_PREFIX",
    "CONDA_SHLVL",
    "EBPYTHONPREFIXES",
    "HOME",
    "LD_LIBRARY_PATH",
    "LOADEDMODULES",
    "PATH",
    "PIP_TARGET",
    "PIP_USER",
    "PYTHONHOME",
    "PYTHONNOUSERSITE",
    "PYTHONPATH",
    "PYTHONUSERBASE",
    "SHLVL",
    "UV_PROJECT_ENVIRONMENT",
    "VIRTUAL_ENV",
    "_OLD_VIRTUAL_PATH",
];

/// The hook itself; a file of its own, so that a linter can read it.
const HOOK: &str = include_str!("hook.bash");

/// The hook of a live session.
const LIVE_HOOK: &str = include_str!("live/hook.bash");

/// The keys that make a bash at its line editor report once more.
pub(super) const POKE: &[u8] = b"\x1b[77177~";

/// Where the mark that a command starts comes from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum CommandMark {
    /// From `PS0` (bash 4.4 and later).
    #[default]
    Native,
    /// From the DEBUG trap, as before 4.4.
    Trap,
}

/// The text that a bash sources to be watched.
pub(super) fn source_text(nonce: &str, folder: &Path, watched: &[String], mark: CommandMark) -> String {
    let (records, answers) = (shell_path(&folder.join("records")), shell_path(&folder.join("answers")));
    let ps0 = match mark {
        CommandMark::Native => {
            "__checker_ps0=native; (( BASH_VERSINFO[0] * 100 + BASH_VERSINFO[1] >= 404 )) || __checker_ps0=trap"
        }
        CommandMark::Trap => "__checker_ps0=trap",
    };
    let mut text = format!(
        "__checker_nonce={nonce}\n__checker_records={records}\n__checker_answers={answers}\n{ps0}\n\
         __checker_record() {{\n    \\builtin printf '%s\\0' \"$__checker_nonce\" \"$@\" \"${{PWD-}}\""
    );
    push_watched(&mut text, watched);
    text.push_str(" end 1<>\"$__checker_records\" || :\n}\n");
    text.push_str(HOOK);
    text
}

/// The start-up file of a live session's bash: the learner's own, then the hook.
pub(super) fn live_source_text(nonce: &str, private: &Path, watched: &[String], settings: &ShellSettings) -> String {
    let (records, answers) = (shell_path(&private.join("records")), shell_path(&private.join("answers")));
    let own = match settings.start_up {
        // What bash itself would read (bash(1), INVOCATION); Debian's and others' file for all users comes before it.
        StartUp::Own => "if [ -r ~/.bashrc ]; then . ~/.bashrc; fi\n",
        StartUp::None => "",
    };
    // The terminal gets the learner's modes only after the shell was started: a shell that has drawn its prompt by then would
    // lose its line editor's. Nobody waits longer than that takes.
    let wait = format!("\\builtin read -r -t 60 __checker_go 2>/dev/null <>{answers}; \\builtin unset __checker_go\n");
    // A start-up file may go elsewhere; the learner was told that they are here.
    let folder = shell_path(&settings.folder);
    let mut text = format!(
        "{wait}{own}{{\n\\builtin cd -- {folder}\n__checker_nonce={nonce}\n__checker_records={records}\n__checker_answers={answers}\n\
         __checker_program=({})\n__checker_state() {{\n    \\builtin printf '%s\\0'",
        settings.program.iter().map(|word| shell_path(word)).collect::<Vec<_>>().join(" ")
    );
    push_watched(&mut text, watched);
    text.push_str("\n}\n");
    text.push_str(LIVE_HOOK);
    // Together, so that `set -x` in a start-up file shows nothing of this.
    text.push_str("} 2>/dev/null\n");
    text
}

/// Adds a word for each watched variable: `=value` when it is set, nothing when it is not.
fn push_watched(text: &mut String, watched: &[String]) {
    for name in watched {
        // Writing to a string cannot fail.
        let _ = write!(text, " \"${{{name}+=${{{name}}}}}\"");
    }
}

/// The text that a bash sources to be watched, with nothing watched besides what always is. For the benchmark only, whose
/// plain loop must run the very hook that it is compared with.
#[doc(hidden)]
pub fn plain_source_text(nonce: &str, folder: &Path) -> String {
    source_text(nonce, folder, &watched(&[]), CommandMark::Native)
}

/// What is watched in a session: what always is, and this.
pub(super) fn watched(besides: &[String]) -> Vec<String> {
    let mut names: Vec<String> = WATCHED.iter().map(ToString::to_string).chain(besides.iter().cloned()).collect();
    names.sort();
    names.dedup();
    names
}

/// A word that a shell reads as it is.
pub fn shell_word(word: &str) -> String {
    format!("'{}'", word.replace('\'', "'\\''"))
}

/// A path that a shell reads as it is.
pub fn shell_path(path: &Path) -> String {
    shell_word(&path.to_string_lossy())
}

/// One line as it is pasted into the line editor and entered.
pub(super) fn typed(line: &str) -> Vec<u8> {
    let mut keys = Vec::with_capacity(line.len() + 16);
    keys.extend_from_slice(b"\x1b[200~");
    // The end of a paste cannot stand inside it.
    keys.extend(line.replace("\x1b[201~", "").bytes().filter(|&byte| byte != b'\r' && byte != 0));
    keys.extend_from_slice(b"\x1b[201~\r");
    keys
}
