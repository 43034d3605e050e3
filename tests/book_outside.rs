//! `checker book check --outside`, with servers of the tests' own on the loopback, and a real curl.

#![expect(clippy::disallowed_methods, reason = "tests start programs; the program does not")]

use std::collections::BTreeSet;
use std::fs;
use std::io::{BufRead as _, BufReader, Write as _};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Condvar, Mutex};
use std::time::Duration;

use serde_json::Value;
use snapbox::{assert_data_eq, str};

use crate::support::{Machine, Terminal, Tools, skip};

/// What a server was asked, and by how many at once.
#[derive(Debug, Default)]
struct Asked {
    /// `METHOD ADDRESS`, in the order in which they came.
    requests: Vec<String>,
    /// The servers that are being asked now.
    now: Vec<SocketAddr>,
    /// The most that there were at once.
    most: usize,
    /// Whether one server was asked twice at once.
    twice: bool,
}

/// Servers on the loopback that answer by the path they are asked for.
#[derive(Clone, Debug, Default)]
struct Web {
    asked: Arc<(Mutex<Asked>, Condvar)>,
}

impl Web {
    /// A server at this address of the loopback; its own address.
    fn serve(&self, host: &str) -> SocketAddr {
        let listener = TcpListener::bind((host, 0)).expect("a port");
        let address = listener.local_addr().expect("an address");
        let web = self.clone();
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let web = web.clone();
                std::thread::spawn(move || web.answer(stream, address));
            }
        });
        address
    }

    fn answer(&self, mut stream: TcpStream, server: SocketAddr) {
        let mut reader = BufReader::new(stream.try_clone().expect("the same stream"));
        let mut line = String::new();
        reader.read_line(&mut line).expect("a request");
        let mut words = line.split(' ');
        let (method, address) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
        // All of the head is read, so that closing loses nothing.
        let mut header = String::new();
        while reader.read_line(&mut header).is_ok_and(|read| read > 2) {
            header.clear();
        }
        let (asked, changed) = &*self.asked;
        let mut state = asked.lock().expect("nobody panicked");
        state.requests.push(format!("{method} {address}"));
        state.twice |= state.now.contains(&server);
        state.now.push(server);
        state.most = state.most.max(state.now.len());
        changed.notify_all();
        let path = address.strip_prefix("http://course.invalid").unwrap_or(address);
        if path.starts_with("/together") {
            // Until as many are here as may come at once; were they fewer, the address would be no answer.
            let wait = Duration::from_secs(8);
            state = changed.wait_timeout_while(state, wait, |state| state.most < 4).expect("nobody panicked").0;
        }
        drop(state);
        let (status, header) = match (path, method) {
            ("/gone", _) => ("404 Not Found", ""),
            ("/no-more", _) => ("410 Gone", ""),
            ("/no-head", "HEAD") => ("405 Method Not Allowed", ""),
            ("/head-is-wrong", "HEAD") => ("404 Not Found", ""),
            ("/closed", _) => ("403 Forbidden", ""),
            ("/busy", _) => ("429 Too Many Requests", ""),
            ("/moved", _) => ("301 Moved Permanently", "Location: /new\r\n"),
            ("/moved-twice", _) => ("308 Permanent Redirect", "Location: /moved\r\n"),
            ("/today-elsewhere", _) => ("302 Found", "Location: /moved\r\n"),
            ("/moved-and-gone", _) => ("301 Moved Permanently", "Location: /gone\r\n"),
            ("/circle", _) => ("302 Found", "Location: /circle\r\n"),
            _ => ("200 OK", ""),
        };
        // Before the answer: who has it may ask again at once.
        let mut state = asked.lock().expect("nobody panicked");
        if let Some(index) = state.now.iter().position(|now| *now == server) {
            state.now.remove(index);
        }
        drop(state);
        // Whoever asked may be gone.
        let _ = write!(stream, "HTTP/1.1 {status}\r\n{header}Content-Length: 0\r\nConnection: close\r\n\r\n");
    }

    fn requests(&self) -> Vec<String> {
        self.asked.0.lock().expect("nobody panicked").requests.clone()
    }
}

/// A machine with curl and a built site whose pages lead to these addresses.
fn site(test: &str, addresses: &[String]) -> Option<Machine> {
    let Some(curl) = Tools::program("curl") else {
        skip(test, "there is no curl");
        return None;
    };
    let Some(machine) = Machine::new() else {
        skip(test, "python3 with venv is missing");
        return None;
    };
    machine.add_program(&curl);
    let links: String = addresses.iter().map(|address| format!("- [there]({address})\n")).collect();
    machine.write_course(&format!("# One\n\n{links}"));
    let built = machine.checker(&["book", "build", "--course", "course"]);
    assert_eq!(built.status, 0, "{}", built.talk);
    Some(machine)
}

#[test]
fn what_is_not_well_is_told_and_only_what_is_gone_is_a_fault() {
    let web = Web::default();
    let at = web.serve("127.0.0.1");
    let silent = TcpListener::bind("127.0.0.2:0").expect("a port").local_addr().expect("an address");
    let paths = [
        "/well#part",
        "/gone",
        "/no-more",
        "/no-head",
        "/head-is-wrong",
        "/closed",
        "/busy",
        "/moved",
        "/moved-twice",
        "/today-elsewhere",
        "/moved-and-gone",
        "/circle",
    ];
    let mut addresses: Vec<String> = paths.iter().map(|path| format!("http://{at}{path}")).collect();
    // Nobody listens there any more; and RFC 6761: `.invalid` never has an address.
    addresses.extend([format!("http://{silent}/"), "https://course.invalid/".to_owned()]);
    let Some(machine) = site("what_is_not_well_is_told", &addresses) else { return };
    let outcome = machine.checker(&["book", "check", "--outside"]);
    assert_eq!((outcome.talk.as_str(), outcome.status), ("", 1));
    assert_data_eq!(
        outcome.data.replace(&at.to_string(), "AT").replace(&silent.to_string(), "SILENT"),
        str![[r#"
http://AT/busy (index.html, one.html, print.html): cannot tell: status 429
http://AT/circle (index.html, one.html, print.html): cannot tell: it sends on more than 5 times
http://AT/closed (index.html, one.html, print.html): cannot tell: status 403
http://AT/gone (index.html, one.html, print.html): gone (status 404)
http://AT/moved (index.html, one.html, print.html): moved for good to http://AT/new
http://AT/moved-and-gone (index.html, one.html, print.html): gone (status 404)
http://AT/moved-twice (index.html, one.html, print.html): moved for good to http://AT/new
http://AT/no-more (index.html, one.html, print.html): gone (status 410)
http://SILENT/ (index.html, one.html, print.html): no answer: the connection is refused
https://course.invalid/ (index.html, one.html, print.html): no answer: the name has no address here
5 pages, [..] links, 14 outside links, of 14 tried 6 are well and 3 gone, 0 faults

"#]]
    );
    let requests = web.requests();
    let asked = |request: &str| requests.iter().filter(|asked| *asked == request).count();
    assert_eq!((asked("HEAD /well"), asked("GET /well")), (1, 0));
    assert_eq!((asked("HEAD /no-head"), asked("GET /no-head"), asked("GET /head-is-wrong")), (1, 1, 1));
    assert_eq!((asked("HEAD /busy"), asked("GET /busy")), (1, 0), "who is asked too much is not asked again");
    assert!(!web.asked.0.lock().expect("nobody panicked").twice, "one host was asked twice at once");
}

#[test]
fn four_hosts_are_asked_at_once_and_each_for_one_page_at_a_time() {
    let web = Web::default();
    let hosts = ["127.0.0.1", "127.0.0.2", "127.0.0.3", "127.0.0.4", "127.0.0.5", "127.0.0.6"];
    let addresses: Vec<String> = hosts
        .iter()
        .map(|host| web.serve(host))
        .flat_map(|at| (0..3).map(move |page| format!("http://{at}/together/{page}")))
        .collect();
    let Some(machine) = site("four_hosts_are_asked_at_once", &addresses) else { return };
    let outcome = machine.checker(&["book", "check", "--outside", "--json"]);
    let report: Value = serde_json::from_str(&outcome.data).expect("JSON");
    assert_eq!(outcome.status, 0, "{}", outcome.talk);
    let answers: BTreeSet<&str> =
        report["tried"].as_array().expect("a list").iter().filter_map(|t| t["answer"].as_str()).collect();
    assert_eq!(answers, BTreeSet::from(["well"]), "{report}");
    let asked = web.asked.0.lock().expect("nobody panicked");
    assert_eq!((asked.most, asked.twice, asked.requests.len()), (4, false, 18));
}

#[test]
fn a_host_that_never_answers_is_left_after_ten_seconds() {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let at = listener.local_addr().expect("an address");
    let Some(machine) = site("a_host_that_never_answers", &[format!("http://{at}/")]) else { return };
    let begun = std::time::Instant::now();
    let outcome = machine.checker(&["book", "check", "--outside"]);
    let took = begun.elapsed();
    assert_eq!(outcome.status, 0, "cannot tell is not wrong: {}", outcome.talk);
    assert!(outcome.data.contains("): no answer: not within the time\n"), "{}", outcome.data);
    assert!(took >= Duration::from_secs(10), "{took:?}");
}

#[test]
fn proxies_are_those_of_the_environment_and_the_user_s_own_settings_of_curl_do_not_count() {
    let web = Web::default();
    let (proxy, direct) = (web.serve("127.0.0.1"), web.serve("127.0.0.2"));
    let addresses = ["http://course.invalid/gone".to_owned(), format!("http://{direct}/direct")];
    let Some(machine) = site("proxies_are_those_of_the_environment", &addresses) else { return };
    fs::write(machine.home().join(".curlrc"), "user-agent = mine\nproxy = \"http://127.0.0.1:1\"\n").expect("a file");
    let proxy = format!("http://ada:secret@{proxy}");
    let outcome =
        machine.checker_with(&["book", "check", "--outside"], "", &[("HTTP_PROXY", &proxy), ("no_proxy", "127.0.0.2")]);
    assert_eq!(outcome.status, 1, "{}{}", outcome.data, outcome.talk);
    assert!(!outcome.data.contains("secret") && !outcome.talk.contains("secret"));
    let requests: BTreeSet<String> = web.requests().into_iter().collect();
    let expected = ["HEAD http://course.invalid/gone", "GET http://course.invalid/gone", "HEAD /direct"];
    assert_eq!(requests, expected.map(str::to_owned).into());
}

/// A server of the standard library of Python, with a certificate that it made itself.
struct Secure {
    server: Child,
    port: String,
}

impl Secure {
    fn serve(folder: &Path) -> Option<Self> {
        let openssl = Tools::program("openssl")?;
        let made = Command::new(openssl)
            .args(["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=127.0.0.1"])
            .args(["-addext", "subjectAltName=IP:127.0.0.1", "-keyout", "key.pem", "-out", "cert.pem"])
            .current_dir(folder)
            .stderr(Stdio::null())
            .status();
        assert!(made.expect("openssl").success());
        let script = "import http.server, ssl\n\
            server = http.server.HTTPServer(('127.0.0.1', 0), http.server.SimpleHTTPRequestHandler)\n\
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)\n\
            context.load_cert_chain('cert.pem', 'key.pem')\n\
            server.socket = context.wrap_socket(server.socket, server_side=True)\n\
            print(server.server_address[1], flush=True)\n\
            server.serve_forever()\n";
        let mut server = Command::new("python3")
            .args(["-c", script])
            .current_dir(folder)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("python3");
        let mut port = String::new();
        BufReader::new(server.stdout.take().expect("its output")).read_line(&mut port).expect("a port");
        Some(Secure { server, port: port.trim().to_owned() })
    }
}

impl Drop for Secure {
    fn drop(&mut self) {
        // It serves for ever.
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}

#[test]
fn a_certificate_counts_as_this_machine_trusts_it() {
    let test = "a_certificate_counts";
    let folder = tempfile::tempdir().expect("a folder");
    let Some(secure) = Secure::serve(folder.path()) else { return skip(test, "there is no openssl") };
    let addresses = ["", "nothing.html"].map(|path| format!("https://127.0.0.1:{}/{path}", secure.port));
    let Some(machine) = site(test, &addresses) else { return };
    let outcome = machine.checker(&["book", "check", "--outside"]);
    assert_eq!(outcome.status, 0, "{}", outcome.data);
    assert_eq!(outcome.data.matches("no answer: its certificate is not trusted here").count(), 2, "{}", outcome.data);
    let certificate = folder.path().join("cert.pem").display().to_string();
    let outcome = machine.checker_with(&["book", "check", "--outside"], "", &[("SSL_CERT_FILE", &certificate)]);
    assert_eq!(outcome.status, 1, "{}", outcome.data);
    assert!(
        outcome.data.contains("nothing.html (index.html, one.html, print.html): gone (status 404)"),
        "{}",
        outcome.data
    );
    assert!(outcome.data.contains("of 2 tried 1 are well and 1 gone"), "{}", outcome.data);
}

#[test]
fn a_person_sees_how_far_it_has_come() {
    let web = Web::default();
    let addresses = ["/a", "/b"].map(|path| format!("http://{}{path}", web.serve("127.0.0.1")));
    let Some(machine) = site("a_person_sees_how_far_it_has_come", &addresses) else { return };
    let mut command = machine.command(Path::new(env!("CARGO_BIN_EXE_checker")));
    command.args(["book", "check", "--outside"]);
    let mut terminal = Terminal::start(&machine, 100, 24, &command);
    terminal.wait_for("of 2 tried 2 are well and 0 gone");
    assert_eq!(terminal.exit_status(), 0);
    assert!(terminal.transcript().contains("2/2 http://127.0.0.1:"), "{}", terminal.transcript());
    assert!(!terminal.text().contains("2/2"), "{}", terminal.text());
}

#[test]
fn without_curl_nothing_outside_can_be_tried_and_that_is_said() {
    let Some(machine) = site("without_curl", &["https://course.invalid/".to_owned()]) else { return };
    let outcome = machine.checker_with(&["book", "check", "--outside"], "", &[("PATH", "/nowhere")]);
    assert_eq!((outcome.data.as_str(), outcome.status), ("", 3));
    assert_data_eq!(
        outcome.talk,
        str![[r#"
error: there is no `curl` on `PATH`

hint: install curl, which asks other hosts; without `--outside` only the site itself is checked

"#]]
    );
}
