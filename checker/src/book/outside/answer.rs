//! What one address answers.

use std::fmt;
use std::time::{Duration, Instant};

use serde::Serialize;

use super::queue::Turn;
use crate::programs::Program;

/// How often an address may send on.
const MOST_HOPS: usize = 5;

/// What came of trying an address.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "answer", rename_all = "kebab-case")]
pub enum Answer {
    /// The page is there.
    Well,
    /// The page is there, and from now on at another address (RFC 9110, 15.4.2 and 15.4.9).
    Moved {
        /// The other address.
        to: String,
    },
    /// Its host says that there is no such page (404), or no more (410).
    Gone {
        /// The status.
        status: u16,
    },
    /// Somebody answers, and neither yes nor no.
    CannotTell {
        /// Why, in a clause.
        why: String,
    },
    /// Nobody answers.
    NoAnswer {
        /// Why, in a clause.
        why: String,
    },
}

impl fmt::Display for Answer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Answer::Well => f.write_str("well"),
            Answer::Moved { to } => write!(f, "moved for good to {to}"),
            Answer::Gone { status } => write!(f, "gone (status {status})"),
            Answer::CannotTell { why } => write!(f, "cannot tell: {why}"),
            Answer::NoAnswer { why } => write!(f, "no answer: {why}"),
        }
    }
}

/// What is asked for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Method {
    Head,
    Get,
}

/// An answer of one host.
struct Said {
    status: u16,
    /// Where it sends on to.
    to: String,
}

/// How addresses are asked.
pub(super) struct Asking<'a> {
    pub(super) curl: &'a Program,
    pub(super) proxy: &'a dyn Fn(&str) -> Option<String>,
    /// How long all requests for one address may take together.
    pub(super) patience: Duration,
}

impl Asking<'_> {
    /// Asks for an address, and for those to which it sends on, each at its host's turn.
    pub(super) fn ask(&self, address: &str, mut turn: Turn<'_>) -> Answer {
        let mut left = self.patience;
        let mut here = address.to_owned();
        // The last address to which nothing but moves for good have led.
        let (mut for_good, mut is_for_good) = (None, true);
        for _ in 0..=MOST_HOPS {
            turn = turn.at(&here);
            let said = match self.at_one(&here, &mut left) {
                Ok(said) => said,
                Err(why) => return Answer::NoAnswer { why },
            };
            let moved = for_good.clone().map(|to| Answer::Moved { to });
            match said.status {
                200..=299 => return moved.unwrap_or(Answer::Well),
                404 | 410 => return Answer::Gone { status: said.status },
                301 | 302 | 303 | 307 | 308 if !said.to.is_empty() => {
                    is_for_good &= matches!(said.status, 301 | 308);
                    if is_for_good {
                        for_good = Some(said.to.clone());
                    }
                    here = said.to;
                }
                status => return Answer::CannotTell { why: format!("status {status}") },
            }
        }
        Answer::CannotTell { why: format!("it sends on more than {MOST_HOPS} times") }
    }

    /// The head is enough where it is given. Some servers answer a question for it otherwise than they answer for the page.
    fn at_one(&self, address: &str, left: &mut Duration) -> Result<Said, String> {
        let said = self.request(Method::Head, address, left)?;
        // Who is asked too much (429) is not asked again.
        let is_refused = said.status >= 400 && said.status != 429;
        if is_refused { self.request(Method::Get, address, left) } else { Ok(said) }
    }

    fn request(&self, method: Method, address: &str, left: &mut Duration) -> Result<Said, String> {
        let is_plain = |text: &str| !text.chars().any(|c| c.is_control() || c == ' ');
        if !is_plain(address) {
            return Err("no host is asked for an address with blanks in it".to_owned());
        }
        if left.is_zero() {
            return Err("not within the time".to_owned());
        }
        // A proxy may have a password in it, so that all of it goes where no list of processes shows it.
        let proxy = (self.proxy)(address).filter(|proxy| is_plain(proxy)).unwrap_or_default();
        let settings = format!("url = {}\nproxy = {}\n", quoted(address), quoted(&proxy));
        let seconds = format!("{:.3}", left.as_secs_f32());
        let mut arguments = vec!["--disable", "--config", "-", "--silent", "--show-error", "--globoff"];
        arguments.extend(["--proto", "=http,https", "--output", "/dev/null", "--max-time", &seconds]);
        arguments.extend(["--user-agent", concat!("checker/", env!("CARGO_PKG_VERSION")), "--noproxy", ""]);
        arguments.extend(["--write-out", "%{http_code} %{redirect_url}"]);
        if method == Method::Head {
            arguments.push("--head");
        }
        let arguments: Vec<_> = arguments.into_iter().map(Into::into).collect();
        let begun = Instant::now();
        // curl keeps the deadline itself; one that hangs all the same is ended.
        let ended = self.curl.run(&arguments, &settings, *left + Duration::from_secs(5));
        *left = left.saturating_sub(begun.elapsed());
        let ended = ended.map_err(|error| error.to_string())?;
        let (status, to) = ended.said.split_once(' ').unwrap_or_default();
        match status.parse() {
            // A long page may not come whole within the time; what its host thinks of it has come.
            Ok(status @ 100..) => Ok(Said { status, to: to.trim().to_owned() }),
            _ => Err(reason(ended.status, &ended.complaint)),
        }
    }
}

/// A value as curl's settings have it.
fn quoted(value: &str) -> String {
    format!("\"{}\"", value.replace('\\', "\\\\").replace('"', "\\\""))
}

/// Why there was no answer, by curl's status (its manual, EXIT CODES), else in its own words.
fn reason(status: Option<i32>, complaint: &str) -> String {
    match status {
        Some(5) => "the proxy's name has no address here".to_owned(),
        Some(6) => "the name has no address here".to_owned(),
        Some(7) => "the connection is refused".to_owned(),
        Some(28) => "not within the time".to_owned(),
        Some(60) => "its certificate is not trusted here".to_owned(),
        _ => {
            let line = complaint.lines().find(|line| !line.trim().is_empty()).unwrap_or("it says nothing");
            line.strip_prefix("curl: ").unwrap_or(line).trim().to_owned()
        }
    }
}
