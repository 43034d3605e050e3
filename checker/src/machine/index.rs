//! The package index: which one pip would use, and whether it can be reached.

use std::path::Path;
use std::time::Duration;

use serde::Serialize;

use crate::host::HostEnvironment;
use crate::inspect::Surroundings;

use super::address::{Address, hidden};
use super::around::{ETC, surroundings};
use super::knock::{Route, knock};
use super::pip_settings::{PipSettings, SaidBy};
use super::way_out::said_by_variables;

/// pip's own (its documentation, `--index-url`).
const USUAL: &str = "https://pypi.org/simple";

/// How long an index may take to answer.
const DEADLINE: Duration = Duration::from_secs(3);

/// Where pip would look for packages. Passwords are hidden.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Index {
    /// The index.
    pub url: String,
    /// The variable or file that names it; none where it is pip's usual one.
    pub said_by: Option<String>,
    /// Further indexes.
    pub extra: Vec<String>,
    /// Folders and pages with packages (`find-links`).
    pub find_links: Vec<String>,
    /// Whether no index is asked at all.
    pub no_index: bool,
    /// The proxy on the way.
    pub proxy: Option<String>,
}

/// Whether the index can be reached.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct IndexAnswer {
    /// Which index.
    pub index: Index,
    /// Whether it answers.
    pub answer: Answer,
    /// Why, in a clause.
    pub reason: String,
}

/// How the question ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Answer {
    /// Somebody answers there.
    Reached,
    /// The connection is refused.
    Refused,
    /// Nobody answers within the deadline.
    NoAnswer,
    /// There was nothing to ask.
    NotAsked,
}

/// Asks the index, for at most three seconds. Takes its settings from this environment, which may be that of a learner's
/// shell.
pub fn probe_index(host: &HostEnvironment) -> IndexAnswer {
    probe(&surroundings(host), Path::new(ETC), DEADLINE)
}

pub(super) fn probe(around: &Surroundings, etc: &Path, deadline: Duration) -> IndexAnswer {
    let settings = PipSettings::read(around, etc);
    let url = settings.of_install("index-url").map_or(USUAL, |setting| setting.value.as_str());
    let target = Address::parse(url);
    let proxy = target.as_ref().and_then(|target| proxy(target, &settings, around));
    let index = index(&settings, url, proxy.as_deref());
    let not_asked = |reason: String| IndexAnswer { index: index.clone(), answer: Answer::NotAsked, reason };
    if index.no_index {
        return not_asked("pip is told to ask no index".to_owned());
    }
    if let Some(folder) = url.strip_prefix("file:") {
        return not_asked(format!("it is a folder, `{}`", folder.trim_start_matches("//")));
    }
    let Some(target) = target else {
        return not_asked("its address cannot be read".to_owned());
    };
    let proxy = match proxy.as_deref().map(|proxy| Address::parse_proxy(proxy).ok_or(proxy)) {
        None => None,
        Some(Ok(proxy)) => Some(proxy),
        Some(Err(proxy)) => return not_asked(format!("the proxy's address `{}` cannot be read", hidden(proxy))),
    };
    let (answer, reason) = knock(Route { target, proxy }, deadline);
    IndexAnswer { index, answer, reason }
}

fn index(settings: &PipSettings, url: &str, proxy: Option<&str>) -> Index {
    let list = |key: &str| {
        let setting = settings.of_install(key).map(|setting| setting.value.as_str()).unwrap_or_default();
        setting.split_whitespace().map(hidden).collect()
    };
    let said_by = settings.of_install("index-url").map(|setting| match &setting.said_by {
        SaidBy::Variable(name) => name.clone(),
        SaidBy::File(path) => path.display().to_string(),
    });
    Index {
        url: hidden(url),
        said_by,
        extra: list("extra-index-url"),
        find_links: list("find-links"),
        no_index: settings.switched_on("no-index").is_some(),
        proxy: proxy.map(hidden),
    }
}

/// The proxy that pip would use. Its own setting leaves the variables aside.
fn proxy(target: &Address, settings: &PipSettings, around: &Surroundings) -> Option<String> {
    let own = settings.of_install("proxy").map(|setting| setting.value.clone());
    own.or_else(|| said_by_variables(target, around))
}

#[cfg(test)]
mod tests {
    use std::io::{Read as _, Write as _};
    use std::net::{SocketAddr, TcpListener};

    use super::*;

    /// For what answers, also on a busy machine.
    const LONG: Duration = Duration::from_secs(20);
    /// For what never answers.
    const SHORT: Duration = Duration::from_millis(300);

    fn ask(variables: &[(&str, &str)]) -> IndexAnswer {
        ask_within(LONG, variables)
    }

    fn ask_within(deadline: Duration, variables: &[(&str, &str)]) -> IndexAnswer {
        let variables = variables.iter().map(|(n, v)| ((*n).to_owned(), (*v).to_owned())).collect();
        probe(&Surroundings { variables, home: "/nowhere".into() }, Path::new("/nowhere"), deadline)
    }

    fn listener() -> (TcpListener, SocketAddr) {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        (listener, address)
    }

    /// An address at which nobody listens.
    fn nobody() -> SocketAddr {
        listener().1
    }

    /// A proxy that reads one request and says this. The request comes back from its thread.
    fn proxy_that_says(answer: &'static str) -> (SocketAddr, std::thread::JoinHandle<String>) {
        let (listener, address) = listener();
        let thread = std::thread::spawn(move || {
            let (mut stream, _) = listener.accept().unwrap();
            let mut request = [0; 512];
            let length = stream.read(&mut request).unwrap();
            stream.write_all(answer.as_bytes()).unwrap();
            String::from_utf8_lossy(&request[..length]).into_owned()
        });
        (address, thread)
    }

    #[test]
    fn an_index_that_listens_is_reached() {
        let (_listener, address) = listener();
        let answer = ask(&[("PIP_INDEX_URL", &format!("http://ada:secret@{address}/simple"))]);
        assert_eq!((answer.answer, answer.reason), (Answer::Reached, format!("`{address}` accepts the connection")));
        assert_eq!(answer.index.url, format!("http://ada:****@{address}/simple"));
        assert_eq!(answer.index.said_by.as_deref(), Some("PIP_INDEX_URL"));
    }

    #[test]
    fn an_index_where_nobody_listens_refuses() {
        let address = nobody();
        let answer = ask(&[("PIP_INDEX_URL", &format!("http://{address}/simple"))]);
        assert_eq!((answer.answer, answer.reason), (Answer::Refused, format!("`{address}` refuses the connection")));
    }

    #[test]
    fn a_name_without_an_address_is_no_answer() {
        // RFC 6761: `.invalid` never has one.
        let answer = ask_within(SHORT * 10, &[("PIP_INDEX_URL", "https://index.invalid/simple")]);
        assert_eq!(answer.answer, Answer::NoAnswer);
    }

    #[test]
    fn a_proxy_that_never_answers_is_left_when_the_time_is_over() {
        let (_silent, address) = listener();
        let begun = std::time::Instant::now();
        let answer = ask_within(SHORT, &[("https_proxy", &format!("http://{address}"))]);
        assert_eq!((answer.answer, answer.reason.as_str()), (Answer::NoAnswer, "the proxy does not answer in time"));
        assert!(begun.elapsed() < LONG, "{:?}", begun.elapsed());
    }

    #[test]
    fn a_proxy_is_asked_for_the_way_and_its_answer_counts() {
        for (says, answer) in [
            ("HTTP/1.1 200 Connection established\r\n\r\n", Answer::Reached),
            ("HTTP/1.1 403 Forbidden\r\n\r\n", Answer::Refused),
            ("HTTP/1.0 407 Proxy Authentication Required\r\n\r\n", Answer::Refused),
            ("HTTP/1.1 503 Service Unavailable\r\n\r\n", Answer::NoAnswer),
            ("SSH-2.0-OpenSSH_9.2\r\n", Answer::NoAnswer),
        ] {
            let (address, thread) = proxy_that_says(says);
            let asked = ask(&[("HTTPS_PROXY", &address.to_string())]);
            assert_eq!(asked.answer, answer, "{says}: {}", asked.reason);
            assert!(thread.join().unwrap().starts_with("CONNECT pypi.org:443 HTTP/1.1\r\n"));
            assert_eq!(asked.index.proxy, Some(address.to_string()));
        }
    }

    #[test]
    fn a_plain_index_is_asked_for_through_its_proxy_too() {
        let (address, thread) = proxy_that_says("HTTP/1.1 404 Not Found\r\n\r\n");
        let asked = ask(&[("PIP_INDEX_URL", "http://index.invalid/simple"), ("http_proxy", &address.to_string())]);
        assert_eq!(asked.answer, Answer::Reached, "{}", asked.reason);
        assert!(thread.join().unwrap().starts_with("HEAD http://index.invalid:80/ "));
    }

    #[test]
    fn no_password_is_sent_to_a_proxy_and_its_answering_is_enough() {
        let (_silent, address) = listener();
        let asked = ask(&[("https_proxy", &format!("http://ada:secret@{address}"))]);
        assert_eq!(
            (asked.answer, asked.reason),
            (Answer::Reached, format!("the proxy `{address}` accepts the connection"))
        );
        assert_eq!(asked.index.proxy, Some(format!("http://ada:****@{address}")));
    }

    #[test]
    fn the_proxy_is_chosen_as_pip_chooses() {
        let (_listener, index) = listener();
        let (url, dead) = (format!("http://{index}/"), nobody().to_string());
        let of =
            |variables: &[(&str, &str)]| ask(&[&[("PIP_INDEX_URL", url.as_str())], variables].concat()).index.proxy;
        assert_eq!(of(&[("HTTP_PROXY", &dead)]).as_deref(), Some(dead.as_str()));
        assert_eq!(of(&[("ALL_PROXY", &dead)]).as_deref(), Some(dead.as_str()));
        assert_eq!(of(&[("HTTP_PROXY", &dead), ("no_proxy", "127.0.0.0/8")]), None);
        assert_eq!(of(&[("HTTP_PROXY", &dead), ("http_proxy", "")]), None, "set to nothing wins");
        let own = of(&[("PIP_PROXY", &dead), ("no_proxy", "*")]);
        assert_eq!(own.as_deref(), Some(dead.as_str()), "pip's own setting leaves the variables aside");
    }

    #[test]
    fn what_is_no_address_is_not_asked() {
        for (variable, value, reason) in [
            ("PIP_INDEX_URL", "file:///srv/packages/simple", "it is a folder, `/srv/packages/simple`"),
            ("PIP_INDEX_URL", "pypi", "its address cannot be read"),
            ("PIP_NO_INDEX", "yes", "pip is told to ask no index"),
            ("https_proxy", "http://proxy:port", "the proxy's address `http://proxy:port` cannot be read"),
        ] {
            let answer = ask(&[(variable, value)]);
            assert_eq!((answer.answer, answer.reason.as_str()), (Answer::NotAsked, reason));
        }
    }
}
