//! What sets the learner's terminal right when this program cannot: after `kill -9`, or a fault.
//!
//! A small shell waits at the end of a pipe. It hears either that all is well, or the silence of a writer that is gone; then
//! it puts the modes back, unless somebody else has already (a shell that was our parent does so by itself, and its line
//! editor's modes must stay). The session's private folder is made and removed by it, so that there is no moment at which
//! this program can be killed and leave the folder behind.

use std::ffi::OsString;
use std::io::{self, BufRead as _, BufReader, Write as _};
use std::os::unix::ffi::OsStringExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

/// `$1`: the modes to put back. `$2`: the terminal. All others: where the private folder may be, the best place first.
///
/// The short sleep leaves a parent shell the time to take its terminal over: there is no event for that. What `stty -g` says of
/// the raw modes is asked here, after they were set. A shell that lost its terminal may write into the private folder while
/// that is removed (`rm` then says that it is not empty), so that it is tried again for a while. Nobody may be left to hear where
/// the folder is: a pipe without a reader must not end this shell either.
const SCRIPT: &str = r#"
trap '' HUP INT PIPE QUIT TERM TSTP TTIN TTOU
modes=$1
terminal=$2
shift 2
raw=$(stty -g <"$terminal")
private=
for place; do
    private=$(mktemp -d "$place/checker-XXXXXX") && break
done
printf '%s\n' "$private"
test -n "$private" || exit 1
exec >/dev/null 2>&1
if ! read -r _; then
    sleep 0.2
    if test "$(stty -g <"$terminal")" = "$raw"; then
        stty "$modes" <"$terminal"
        printf '\033[?2004l\033[?25h' >"$terminal"
    fi
fi
tries=50
until rm -rf -- "$private" || test "$tries" = 0; do
    tries=$((tries - 1))
    sleep 0.1
done
"#;

/// The waiting shell.
#[derive(Debug)]
pub(super) struct Guard {
    shell: Child,
    private: PathBuf,
}

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

    /// Starts it; the terminal is in raw mode already. None when no folder could be made at any of the places.
    #[expect(clippy::disallowed_methods, reason = "it works on the learner's own terminal and outlives this program")]
    pub(super) fn post(modes: &str, terminal: &Path, places: &[PathBuf]) -> io::Result<Option<Self>> {
        let mut shell = Command::new("/bin/sh")
            .args(["-c", SCRIPT, "checker-guard", modes])
            .arg(terminal)
            .args(places)
            .current_dir("/")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()?;
        // It has looked at the raw modes, and made the folder, once it says where that is.
        let mut line = Vec::new();
        if let Some(stdout) = shell.stdout.take() {
            BufReader::new(stdout).read_until(b'\n', &mut line)?;
        }
        let private = line.strip_suffix(b"\n").unwrap_or_default();
        if private.is_empty() {
            shell.wait()?;
            return Ok(None);
        }
        Ok(Some(Guard { shell, private: OsString::from_vec(private.to_vec()).into() }))
    }

    /// The private folder, readable by this user alone.
    pub(super) fn private(&self) -> &Path {
        &self.private
    }
}

impl Drop for Guard {
    fn drop(&mut self) {
        if let Some(mut pipe) = self.shell.stdin.take() {
            // It may be gone; then there is nobody to tell.
            let _ = pipe.write_all(b"well\n");
        }
        // It ends by itself once told.
        let _ = self.shell.wait();
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::disallowed_methods, reason = "the shell is looked at as it runs")]

    use super::*;

    #[test]
    fn who_is_killed_before_hearing_where_the_folder_is_leaves_none() {
        let place = tempfile::tempdir().expect("a folder");
        let (reader, writer) = io::pipe().expect("a pipe");
        drop(reader);
        let status = Command::new("/bin/sh")
            .args(["-c", SCRIPT, "checker-guard", "", "/dev/null"])
            .arg(place.path())
            .stdin(Stdio::null())
            .stdout(writer)
            .stderr(Stdio::null())
            .status()
            .expect("a shell");
        let left: Vec<_> = std::fs::read_dir(place.path()).expect("it").flatten().collect();
        assert!(left.is_empty(), "{status}: {left:?}");
    }
}
