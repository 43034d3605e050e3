//! What is typed within the session and answered by it: `checker hint`, `checker goals` and the like.
//!
//! A socket in the private folder takes one request a connection: a line of JSON; the answer is the text to show and the exit
//! status, a line of JSON too. Only this user can reach it, so nobody else's word arrives here.

use std::io::{self, BufRead as _, BufReader, Read as _, Write as _};
use std::os::unix::net::{UnixListener, UnixStream};
use std::path::{Path, PathBuf};
use std::sync::mpsc::Sender;
use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::wire::Notice;

/// The longest request, in bytes.
const LONGEST: u64 = 64 * 1024;
/// How long one side waits for the other.
const PATIENCE: Duration = Duration::from_secs(10);
/// How long an answer may take: a solution may be performed for it.
const ANSWER: Duration = Duration::from_secs(3600);

/// A request, and the way to answer it.
#[derive(Debug)]
pub struct Request {
    /// The words that were typed.
    pub words: Vec<String>,
    /// Columns of the terminal that shows the answer.
    pub columns: usize,
    /// Whether it shows colours.
    pub colors: Colors,
    stream: UnixStream,
}

/// Whether an answer may have colours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Colors {
    /// It may.
    Yes,
    /// It may not.
    No,
}

#[derive(Debug, Serialize, Deserialize)]
struct Asked {
    words: Vec<String>,
    columns: usize,
    colors: Colors,
}

#[derive(Debug, Serialize, Deserialize)]
struct Answered {
    text: String,
    status: u8,
}

impl Request {
    /// Answers with a text and an exit status.
    pub fn answer(self, text: &str, status: u8) {
        let answer = Answered { text: text.to_owned(), status };
        let mut stream = self.stream;
        // Whoever asked may have been interrupted meanwhile.
        if let Ok(line) = serde_json::to_string(&answer) {
            let _ = writeln!(stream, "{line}");
        }
    }
}

/// The socket that takes requests.
#[derive(Debug)]
pub struct Requests {
    path: PathBuf,
}

impl Requests {
    /// Listens on a socket in a private folder; requests come as notices.
    pub fn listen(path: &Path, notices: Sender<Notice>) -> io::Result<Self> {
        let listener = UnixListener::bind(path)?;
        // The thread ends with the program; it holds nothing but the socket.
        std::thread::Builder::new().name("requests".to_owned()).spawn(move || {
            for stream in listener.incoming().flatten() {
                match take(stream) {
                    Ok(request) => {
                        if notices.send(Notice::Asked(request)).is_err() {
                            return;
                        }
                    }
                    // Half a request: whoever wrote it has gone away.
                    Err(_) => continue,
                }
            }
        })?;
        Ok(Requests { path: path.to_owned() })
    }

    /// Where it is, for those within.
    pub fn path(&self) -> &Path {
        &self.path
    }
}

fn take(stream: UnixStream) -> io::Result<Request> {
    stream.set_read_timeout(Some(PATIENCE))?;
    stream.set_write_timeout(Some(PATIENCE))?;
    let mut line = String::new();
    BufReader::new(&stream).take(LONGEST).read_line(&mut line)?;
    let asked: Asked = serde_json::from_str(&line)?;
    Ok(Request { words: asked.words, columns: asked.columns, colors: asked.colors, stream })
}

/// Whether a session listens at this socket. One that was killed may have left its socket behind.
pub fn is_listening(path: &Path) -> bool {
    UnixStream::connect(path).is_ok()
}

/// Asks the session whose socket this is; none when no session listens there any more.
pub fn ask(path: &Path, words: &[String], columns: usize, colors: Colors) -> io::Result<Option<(String, u8)>> {
    let mut stream = match UnixStream::connect(path) {
        Ok(stream) => stream,
        // The session is over, and what it left in the environment lives on in some other shell.
        Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::ConnectionRefused) => {
            return Ok(None);
        }
        Err(error) => return Err(error),
    };
    stream.set_read_timeout(Some(ANSWER))?;
    stream.set_write_timeout(Some(PATIENCE))?;
    let asked = serde_json::to_string(&Asked { words: words.to_vec(), columns, colors })?;
    writeln!(stream, "{asked}")?;
    let mut line = String::new();
    BufReader::new(&stream).read_line(&mut line)?;
    let answered: Answered = serde_json::from_str(&line)?;
    Ok(Some((answered.text, answered.status)))
}
