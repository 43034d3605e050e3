//! One request, and its answer.

use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use crate::host;

use super::super::check::decoded;
use super::super::manifest::is_inside;
use super::Reloading;

/// What is asked for.
#[derive(Debug)]
pub(super) struct Served {
    /// The folder of the site.
    pub(super) folder: PathBuf,
    /// Grows with each change of the site.
    pub(super) version: AtomicUsize,
    /// Whether pages look for changes.
    pub(super) reloading: Reloading,
}

/// Where a page asks which version there is.
const VERSION: &str = "/.version";

/// Put at the end of each page that is handed out, never into a file: it asks once a second whether the site has changed.
const SCRIPT: &str = "<script>(() => { let seen; setInterval(async () => { try { \
    const now = await (await fetch('/.version')).text(); \
    if (seen !== undefined && now !== seen) location.reload(); seen = now; } catch {} }, 1000); })();</script>";

/// The longest head of a request that is read.
const LONGEST: usize = 16 * 1024;
/// How long somebody may take to ask, or to take the answer.
const PATIENCE: Duration = Duration::from_secs(10);

/// Reads one request and answers it. Somebody who goes away is no error.
pub(super) fn answer(stream: &TcpStream, served: &Served) {
    let patient = stream.set_nonblocking(false).is_ok()
        && stream.set_read_timeout(Some(PATIENCE)).is_ok()
        && stream.set_write_timeout(Some(PATIENCE)).is_ok();
    if let (true, Some(head)) = (patient, head(stream)) {
        let answer = served.answer(&head);
        let mut stream = stream;
        let _ = stream.write_all(&answer).and_then(|()| stream.flush());
    }
}

/// The head of a request, when it comes whole.
fn head(mut stream: &TcpStream) -> Option<String> {
    let mut head = Vec::new();
    let mut buffer = [0; 1024];
    while !head.windows(4).any(|end| end == b"\r\n\r\n") {
        match stream.read(&mut buffer) {
            Ok(read) if read > 0 && head.len() < LONGEST => head.extend_from_slice(&buffer[..read]),
            _ => return None,
        }
    }
    Some(String::from_utf8_lossy(&head).into_owned())
}

impl Served {
    /// The whole answer to a request.
    pub(super) fn answer(&self, head: &str) -> Vec<u8> {
        let mut words = head.lines().next().unwrap_or_default().split(' ');
        let (method, target) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
        if method != "GET" && method != "HEAD" {
            return response("405 Method Not Allowed", "text/plain", b"only GET and HEAD\n", method);
        }
        let path = target.split(['?', '#']).next().unwrap_or_default();
        if path == VERSION {
            let version = self.version.load(Ordering::Relaxed).to_string();
            return response("200 OK", "text/plain", version.as_bytes(), method);
        }
        match self.file(path) {
            Some((file, contents)) => response("200 OK", kind(&file), &self.with_script(&file, contents), method),
            None => {
                let page = host::read(&self.folder.join("404.html")).unwrap_or_else(|_| b"not found\n".to_vec());
                response("404 Not Found", "text/html; charset=utf-8", &page, method)
            }
        }
    }

    /// The file that a path means, and what is in it. Nothing outside of the folder is a file, and nothing hidden.
    fn file(&self, path: &str) -> Option<(PathBuf, Vec<u8>)> {
        let path = decoded(path.strip_prefix('/')?);
        let asked = if path.is_empty() || path.ends_with('/') { format!("{path}index.html") } else { path };
        let file = Path::new(&asked);
        let is_hidden = file.iter().any(|part| part.as_encoded_bytes().starts_with(b"."));
        if is_hidden || asked.contains('\0') || !is_inside(file) {
            return None;
        }
        // A link that leads out of the site is not followed.
        let folder = std::fs::canonicalize(&self.folder).ok()?;
        let found = std::fs::canonicalize(folder.join(file)).ok().filter(|found| found.starts_with(&folder))?;
        let contents = host::read(&found).ok()?;
        Some((found, contents))
    }

    fn with_script(&self, file: &Path, mut contents: Vec<u8>) -> Vec<u8> {
        if self.reloading == Reloading::On && file.extension().is_some_and(|extension| extension == "html") {
            contents.extend_from_slice(SCRIPT.as_bytes());
        }
        contents
    }
}

fn response(status: &str, kind: &str, body: &[u8], method: &str) -> Vec<u8> {
    let mut response = format!(
        "HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {}\r\nCache-Control: no-store\r\n\
         X-Content-Type-Options: nosniff\r\nConnection: close\r\n\r\n",
        body.len()
    )
    .into_bytes();
    if method != "HEAD" {
        response.extend_from_slice(body);
    }
    response
}

/// What a browser is told that a file is.
fn kind(file: &Path) -> &'static str {
    match file.extension().and_then(|extension| extension.to_str()).unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "json" => "application/json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "woff2" => "font/woff2",
        "xml" => "application/xml",
        "txt" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}
