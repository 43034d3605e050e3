//! `checker book serve`, as a browser and as a bad neighbour see it.

use std::io::{Read as _, Write as _};
use std::net::{Ipv4Addr, TcpStream};
use std::path::Path;
use std::time::Duration;

use crate::support::{Machine, Terminal, skip};

/// Starts serving a course of one page; the terminal, and the port.
fn served(machine: &Machine) -> (Terminal, u16) {
    machine.write_course("# One\n\nThe first text.\n");
    machine.write("secret.txt", "not for the web");
    let mut command = machine.command(Path::new(env!("CARGO_BIN_EXE_checker")));
    command.args(["book", "serve", "--course", "course"]);
    let terminal = Terminal::start(machine, 100, 24, &command);
    terminal.wait_for("Ctrl-C ends it.");
    let text = terminal.text();
    let port = text.split("http://localhost:").nth(1).and_then(|rest| rest.split('/').next()).expect("a port");
    let port = port.parse().expect("a number");
    assert!(text.contains(&format!("ssh -L {port}:localhost:{port} ")), "{text}");
    (terminal, port)
}

/// The answer to a request as it is sent.
fn ask(port: u16, request: &str) -> String {
    let mut stream = TcpStream::connect((Ipv4Addr::LOCALHOST, port)).expect("a connection");
    stream.set_read_timeout(Some(Duration::from_secs(60))).expect("a limit");
    stream.write_all(request.as_bytes()).expect("the request is taken");
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).expect("an answer");
    String::from_utf8_lossy(&answer).into_owned()
}

fn get(port: u16, path: &str) -> String {
    ask(port, &format!("GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n"))
}

#[test]
fn pages_are_served_and_nothing_else_is() {
    let Some(machine) = Machine::new() else { return skip("pages_are_served", "python3 with venv is missing") };
    let (mut terminal, port) = served(&machine);
    for path in ["/", "/one.html", "/one.html?site=laptop", "/index.html"] {
        let answer = get(port, path);
        assert!(
            answer.starts_with("HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n"),
            "{path}: {answer}"
        );
        assert!(answer.contains("The first text."), "{path}");
    }
    let head = ask(port, "HEAD /one.html HTTP/1.1\r\n\r\n");
    assert!(head.starts_with("HTTP/1.1 200 OK") && head.ends_with("\r\n\r\n"), "{head}");
    for path in [
        "/gone.html",
        "/../secret.txt",
        "/%2e%2e/secret.txt",
        "/..%2fsecret.txt",
        "//etc/passwd",
        "/.checker-site",
        "/css",
        "x",
        "/%00",
    ] {
        let answer = get(port, path);
        assert!(answer.starts_with("HTTP/1.1 404 Not Found"), "{path}: {answer}");
        assert!(!answer.contains("not for the web") && !answer.contains("root:"), "{path}");
        assert!(answer.contains("Document not found"), "{path}");
    }
    assert!(ask(port, "POST / HTTP/1.1\r\n\r\n").starts_with("HTTP/1.1 405 "));
    // Somebody who connects and says nothing holds up nobody.
    let silent = TcpStream::connect((Ipv4Addr::LOCALHOST, port)).expect("a connection");
    assert!(get(port, "/").contains("The first text."));
    drop(silent);
    terminal.type_keys("\x03");
    assert_eq!(terminal.exit_status(), 0, "{}", terminal.screen());
    let left = std::fs::read_dir(machine.temporary()).expect("a folder").count();
    assert_eq!(left, 0, "something short-lived is left");
}

#[test]
fn a_save_is_built_and_told_and_one_that_is_wrong_leaves_the_page() {
    let Some(machine) = Machine::new() else { return skip("a_save_is_built", "python3 with venv is missing") };
    let (mut terminal, port) = served(&machine);
    let version = |answer: String| answer.rsplit("\r\n\r\n").next().expect("a body").to_owned();
    let first = version(get(port, "/.version"));
    assert!(get(port, "/").contains("location.reload()"));

    terminal.mark();
    machine.write("course/one.md", "# One\n\nThe second text.\n");
    terminal.wait_for("built again");
    assert!(get(port, "/").contains("The second text."));
    let second = version(get(port, "/.version"));
    assert_ne!(first, second);

    terminal.mark();
    machine.write("course/one.md", "# One\n\n<details class=\"hnt\">\n<summary>A</summary>\n\nB\n\n</details>\n");
    terminal.wait_for("unknown fold class `hnt`");
    assert!(get(port, "/").contains("The second text."));
    assert_eq!(version(get(port, "/.version")), second);
    terminal.type_keys("\x03");
    assert_eq!(terminal.exit_status(), 0, "{}", terminal.screen());
}

#[test]
fn a_port_that_is_taken_is_told() {
    let Some(machine) = Machine::new() else { return skip("a_port_that_is_taken", "python3 with venv is missing") };
    let taken = std::net::TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a port");
    let port = taken.local_addr().expect("an address").port().to_string();
    let outcome = machine.checker(&["book", "serve", "--port", &port]);
    assert_eq!((outcome.data.as_str(), outcome.status), ("", 2));
    assert!(outcome.talk.contains(&format!("error: cannot answer on port {port} of this machine")), "{}", outcome.talk);
    assert!(outcome.talk.contains("hint: leave `--port` out"), "{}", outcome.talk);
}
