//! What sets the learner's terminal right when this program cannot: after `kill -9`, or a fault.
//!
//! A small shell waits at the end of a pipe. It hears either that all is well, or the silence of a writer that is gone; then
//! it puts the modes back, unless somebody else has already (a shell that was our parent does so by itself, and its line
//! editor's modes must stay), and removes the private folder.

use std::io::{self, Write as _};
use std::path::Path;
use std::process::{Child, Command, Stdio};

/// `$1`: the modes to put back. `$2`: the terminal. `$3`: the private folder.
///
/// The short sleep leaves a parent shell the time to take its terminal over: there is no event for that. What `stty -g` says of
/// the raw modes is asked here, after they were set.
const SCRIPT: &str = r#"
trap '' HUP INT QUIT TERM TSTP TTIN TTOU
raw=$(stty -g <"$2")
printf 'ready\n'
exec >/dev/null 2>&1
if read -r _; then exit 0; fi
sleep 0.2
if test "$(stty -g <"$2")" = "$raw"; then
    stty "$1" <"$2"
    printf '\033[?2004l\033[?25h' >"$2"
fi
rm -rf -- "$3"
"#;

/// The waiting shell.
#[derive(Debug)]
pub(super) struct Guard(Child);

impl Guard {
    /// The modes of a terminal, as `stty` reads them back.
    #[expect(
        clippy::disallowed_methods,
        reason = "the learner's own terminal is asked, so that no pseudo-terminal will do"
    )]
    pub(super) fn modes_of(terminal: &Path) -> io::Result<String> {
        let output = Command::new("stty").arg("-g").stdin(std::fs::File::open(terminal)?).output()?;
        let modes = String::from_utf8_lossy(&output.stdout).trim().to_owned();
        if modes.is_empty() { Err(io::Error::other("`stty -g` says nothing of the terminal")) } else { Ok(modes) }
    }

    /// Starts it; the terminal is in raw mode already.
    #[expect(clippy::disallowed_methods, reason = "it works on the learner's own terminal and outlives this program")]
    pub(super) fn post(modes: &str, terminal: &Path, private: &Path) -> io::Result<Self> {
        let mut child = Command::new("/bin/sh")
            .args(["-c", SCRIPT, "checker-guard", modes])
            .args([terminal, private])
            .current_dir("/")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()?;
        // It has looked at the raw modes once it says so.
        if let Some(stdout) = child.stdout.take() {
            let mut word = [0; 6];
            io::Read::read_exact(&mut { stdout }, &mut word)?;
        }
        Ok(Guard(child))
    }
}

impl Drop for Guard {
    fn drop(&mut self) {
        if let Some(mut pipe) = self.0.stdin.take() {
            // It may be gone; then there is nobody to tell.
            let _ = pipe.write_all(b"well\n");
        }
        // It ends by itself once told.
        let _ = self.0.wait();
    }
}
