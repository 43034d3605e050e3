//! The site in a real browser: the checks of `tests/browser`, each reported by its name.

#![expect(clippy::disallowed_methods, reason = "tests start programs; the program does not")]

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use crate::support::{Machine, Tools, folder, skip};

/// What a browser is driven with.
struct Browser {
    node: PathBuf,
    chromium: PathBuf,
    packages: PathBuf,
    site: PathBuf,
    pictures: PathBuf,
}

impl Browser {
    /// Looked for once, with the site of the built-in course and recordings of two exercises; what is missing is named.
    fn get() -> &'static Result<Browser, String> {
        static BROWSER: OnceLock<Result<Browser, String>> = OnceLock::new();
        BROWSER.get_or_init(Self::make)
    }

    fn make() -> Result<Browser, String> {
        let program = |name: &str| Tools::program(name).ok_or(format!("there is no {name}"));
        let node = program("node")?;
        let chromium = program("chromium").or_else(|_| program("google-chrome"))?;
        let packages = Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/peers/browser");
        let packages = packages.canonicalize().ok().filter(|folder| folder.join("complete").is_file()).ok_or(
            "there are no packages for it: `tests/components/browser/make target/peers/browser` installs them",
        )?;
        let machine = Machine::new().ok_or("nothing can be recorded: python3 with venv, or packages, are missing")?;
        let proved = machine.checker(&["prove", "--solutions", "hello", "first-venv", "--record", "recordings"]);
        assert_eq!(proved.status, 0, "{}", proved.data);
        // They stay, so that somebody can look at them.
        let (site, pictures) = (folder("browser/site"), folder("browser/pictures"));
        let built = Command::new(env!("CARGO_BIN_EXE_checker"))
            .args(["book", "build", "--site", "laptop", "--recordings"])
            .arg(machine.here().join("recordings"))
            .arg("--dest")
            .arg(&site)
            .env_clear()
            .env("HOME", folder("browser"))
            .output()
            .expect("the program runs");
        assert!(built.status.success(), "{}", String::from_utf8_lossy(&built.stderr));
        Ok(Browser { node, chromium, packages, site, pictures })
    }

    /// Runs one file of checks, and fails with all that do not hold.
    fn check(test: &str, checks: &str) {
        let browser = match Self::get() {
            Ok(browser) => browser,
            Err(why) => return skip(test, why),
        };
        let output = Command::new(&browser.node)
            .arg(Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/browser/run.mjs"))
            .arg(checks)
            .args([&browser.site, &browser.packages, &browser.pictures])
            .env("CHECKER_CHROMIUM", &browser.chromium)
            .output()
            .expect("node runs");
        let told = String::from_utf8_lossy(&output.stdout);
        // Past the harness, which keeps what a passing test prints to itself: each check is reported by its name.
        std::io::stderr().write_all(told.as_bytes()).expect("a place to say so");
        assert!(output.status.success(), "{told}{}", String::from_utf8_lossy(&output.stderr));
        assert!(told.lines().any(|line| line.starts_with("ok: ")), "nothing was checked");
    }
}

#[test]
fn the_readers_site_is_chosen_once_and_everywhere() {
    Browser::check("the_readers_site_is_chosen_once_and_everywhere", "tabs");
}

#[test]
fn commands_are_copied_without_what_is_around_them() {
    Browser::check("commands_are_copied_without_what_is_around_them", "commands");
}

#[test]
fn exercises_quizzes_and_mistakes_answer_the_reader() {
    Browser::check("exercises_quizzes_and_mistakes_answer_the_reader", "exercises");
}

#[test]
fn recordings_are_played() {
    Browser::check("recordings_are_played", "recordings");
}

#[test]
fn the_site_is_read_everywhere() {
    Browser::check("the_site_is_read_everywhere", "reach");
}

#[test]
fn the_site_is_there_for_everybody() {
    Browser::check("the_site_is_there_for_everybody", "accessibility");
}

#[test]
fn the_main_pages_are_pictured() {
    Browser::check("the_main_pages_are_pictured", "pictures");
}
