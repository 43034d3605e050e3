//! One line of a requirements file: a requirement, an address, an option.

use crate::packaging::Marker;
use crate::packaging::Requirement;
use crate::packaging::RequirementError;
use crate::packaging::is_name;
use crate::packaging::normalize;

/// What a line says.
#[derive(Debug)]
pub(super) enum Said {
    /// A package by name, or with an address behind `@`.
    Requirement { requirement: Requirement, hashes: bool },
    /// A package by its address alone.
    Address { address: String, extras: Vec<String>, marker: Option<Marker>, editable: Editable, hashes: bool },
    /// Another file.
    File { path: String, list: List },
    /// Where to look, and how: nothing about what is installed.
    Nothing,
    /// Nothing that a requirements file may say.
    Wrong { why: String, about: About },
}

/// What a wrong line seems to speak of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum About {
    /// A package, by its normalised name.
    Package(String),
    /// Packages that nobody can name.
    Unknown,
    /// No package.
    Nothing,
}

/// Whether a package is to be read from its source folder.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Editable {
    Yes,
    Open,
}

/// What another file holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum List {
    Requirements,
    Constraints,
}

/// Options that say where to look and how to install.
const PASSED_OVER: [&str; 19] = [
    "-i",
    "--index-url",
    "--pypi-url",
    "--extra-index-url",
    "--no-index",
    "-f",
    "--find-links",
    "--no-binary",
    "--only-binary",
    "--prefer-binary",
    "--require-hashes",
    "--pre",
    "--trusted-host",
    "--use-feature",
    "-Z",
    "--always-unzip",
    "--process-dependency-links",
    "--no-build-isolation",
    "--all-releases",
];

/// Options that stand behind a requirement.
const BEHIND: [&str; 5] = ["--hash", "--global-option", "--install-option", "--config-settings", "-C"];

/// Reads a line that is not empty.
pub(super) fn read(line: &str) -> Said {
    let (asked, options) = split_options(line);
    if asked.is_empty() {
        return option(options);
    }
    let mut hashes = false;
    for option in options.split_whitespace().filter(|word| word.starts_with('-')) {
        let name = option.split('=').next().unwrap_or(option);
        if !BEHIND.contains(&name) && !option.starts_with("-C") {
            return wrong(format!("`{name}` is no option that may stand behind a requirement"), About::of(asked));
        }
        hashes |= name == "--hash";
    }
    match Requirement::parse(asked) {
        Ok(_) if is_file_of_requirements(asked) => {
            wrong(format!("`{asked}` is a file of requirements, and is named with `-r {asked}`"), About::Unknown)
        }
        Ok(requirement) => match requirement.address() {
            Ok(_) => Said::Requirement { requirement, hashes },
            Err(why @ RequirementError::OfSsh) => wrong(why.to_string(), About::Unknown),
            Err(why) => wrong(why.to_string(), About::of(asked)),
        },
        Err(_) if is_command(asked) => {
            let why = "this is a command; a requirements file holds what stands behind `install`";
            wrong(why.to_owned(), About::Unknown)
        }
        Err(_) if is_address(asked) => address(asked, Editable::Open, hashes),
        Err(_) if is_heading(asked) => {
            wrong("`pip list` writes this; `pip freeze` writes requirements".to_owned(), About::Nothing)
        }
        Err(why) => wrong(why.to_string(), About::of(asked)),
    }
}

/// The line up to its first option, and from there on. An option begins a word, outside of a condition's quotes.
fn split_options(line: &str) -> (&str, &str) {
    let starts = |at: usize| at == 0 || line[..at].ends_with(char::is_whitespace);
    let at = line.match_indices('-').map(|(at, _)| at).find(|at| starts(*at)).unwrap_or(line.len());
    (line[..at].trim(), &line[at..])
}

fn option(text: &str) -> Said {
    let value = |names: [&str; 2]| {
        names.into_iter().find_map(|name| {
            let rest = text.strip_prefix(name)?;
            let long = name.starts_with("--");
            let rest = if long { rest.strip_prefix(['=', ' ', '\t'])? } else { rest };
            Some(unquoted(rest.trim()))
        })
    };
    for (names, list) in [(["--requirement", "-r"], List::Requirements), (["--constraint", "-c"], List::Constraints)] {
        match value(names) {
            Some("") => return wrong(format!("`{}` names no file", names[1]), About::Nothing),
            Some(path) => return Said::File { path: path.to_owned(), list },
            None => {}
        }
    }
    match value(["--editable", "-e"]) {
        Some("") => return wrong("`-e` names no folder".to_owned(), About::Nothing),
        Some(asked) => return editable(asked),
        None => {}
    }
    let name = text.split([' ', '\t', '=']).next().unwrap_or(text);
    let short = |option: &&&str| option.len() == 2 && !name.starts_with("--") && name.starts_with(**option);
    if PASSED_OVER.contains(&name) || PASSED_OVER.iter().any(|option| short(&option)) {
        return Said::Nothing;
    }
    if name.bytes().all(|byte| byte == b'-') {
        return wrong("`pip list` writes this; `pip freeze` writes requirements".to_owned(), About::Nothing);
    }
    wrong(format!("`{name}` is no option of a requirements file"), About::Nothing)
}

/// What stands behind `-e`; `name @ address` too.
fn editable(asked: &str) -> Said {
    match Requirement::parse(asked) {
        Ok(requirement) => match requirement.url {
            Some(url) => Said::Address {
                address: with_name(&url, &requirement.name),
                extras: requirement.extras,
                marker: requirement.marker,
                editable: Editable::Yes,
                hashes: false,
            },
            // A bare word is a folder here.
            None => address(asked, Editable::Yes, false),
        },
        Err(_) => address(asked, Editable::Yes, false),
    }
}

fn with_name(url: &str, name: &str) -> String {
    let joint = if url.contains('#') { '&' } else { '#' };
    format!("{url}{joint}egg={name}")
}

/// An address, its extras in brackets at its end, its condition.
fn address(asked: &str, editable: Editable, hashes: bool) -> Said {
    // In an address a `;` may stand, so the condition begins at a blank.
    let parts = asked.split_once("; ").filter(|(before, _)| !before.is_empty());
    let (address, marker) = match parts {
        Some((address, condition)) => match condition.parse::<Marker>() {
            Ok(marker) => (address.trim(), Some(marker)),
            Err(why) => return wrong(format!("the condition behind `;` cannot be understood: {why}"), About::Unknown),
        },
        None => (asked, None),
    };
    let (address, extras) = match address.strip_suffix(']').and_then(|start| start.rsplit_once('[')) {
        // `#egg=name[extra]` is the fragment's own.
        Some((start, names)) if !start.contains('#') => {
            let names: Vec<&str> = names.split(',').map(str::trim).filter(|name| !name.is_empty()).collect();
            if !names.iter().all(|name| is_name(name)) {
                return wrong(format!("the extras of `{start}` are not names between `[` and `]`"), About::Unknown);
            }
            (start.trim_end(), names.into_iter().map(normalize).collect())
        }
        _ => (address, Vec::new()),
    };
    Said::Address { address: address.to_owned(), extras, marker, editable, hashes }
}

fn is_address(asked: &str) -> bool {
    let address = asked.split("; ").next().unwrap_or(asked);
    let archive = [".whl", ".zip", ".tar.gz", ".tar.bz2", ".tar.xz", ".tgz"];
    address.contains("://") && !address.contains(char::is_whitespace)
        || address.starts_with(['.', '/'])
        || address.starts_with("file:")
        || !address.contains(char::is_whitespace)
            && (address.contains('/') || archive.iter().any(|end| address.ends_with(end)))
}

/// `pip install requirements.txt` and its like leave such names behind.
fn is_file_of_requirements(asked: &str) -> bool {
    !asked.contains(char::is_whitespace) && asked.ends_with(".txt") && asked.contains("requirements")
}

/// A line that was typed at a prompt: `pip install idna`, `python -m pip install idna`.
fn is_command(asked: &str) -> bool {
    let words: Vec<&str> = asked.split_whitespace().take(8).collect();
    words.windows(2).any(|two| matches!(two, ["pip" | "pip3" | "conda" | "mamba", "install"]))
}

/// The heading of `pip list`.
fn is_heading(asked: &str) -> bool {
    let mut words = asked.split_whitespace();
    words.next() == Some("Package") && words.next() == Some("Version")
}

fn wrong(why: String, about: About) -> Said {
    Said::Wrong { why, about }
}

impl About {
    /// The name at the start of a text that is no requirement.
    fn of(asked: &str) -> Self {
        named(asked).map_or(Self::Unknown, Self::Package)
    }
}

/// The name at the start of a text, normalised.
pub(in crate::inspect::wanted) fn named(asked: &str) -> Option<String> {
    let end = asked.find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.'))).unwrap_or(asked.len());
    Some(&asked[..end]).filter(|name| is_name(name)).map(normalize)
}

fn unquoted(text: &str) -> &str {
    ['"', '\''].into_iter().find_map(|quote| text.strip_prefix(quote)?.strip_suffix(quote)).unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shape(line: &str) -> String {
        match read(line) {
            Said::Requirement { requirement, hashes } => {
                let condition = requirement.marker.map_or(String::new(), |marker| format!(" if {marker}"));
                let hashes = if hashes { " #" } else { "" };
                format!(
                    "{} {}{}{condition}{hashes}",
                    requirement.name,
                    requirement.specifiers,
                    requirement.extras.join(",")
                )
            }
            Said::Address { address, extras, marker, editable, .. } => {
                let condition = marker.map_or(String::new(), |marker| format!(" if {marker}"));
                format!("{editable:?} {address} {extras:?}{condition}")
            }
            Said::File { path, list } => format!("{list:?} {path}"),
            Said::Nothing => "nothing".to_owned(),
            Said::Wrong { why, about } => format!("wrong {about:?}: {why}"),
        }
    }

    #[test]
    fn every_form_of_a_line_is_told_from_the_others() {
        for (line, expected) in [
            ("idna==3.6 --hash=sha256:aa --hash=sha256:bb", "idna ==3.6 #"),
            ("tomli>=2 ; python_version < '3.11'", "tomli >=2 if python_version < '3.11'"),
            ("-r more.txt", "Requirements more.txt"),
            ("-rmore.txt", "Requirements more.txt"),
            ("--requirement=more.txt", "Requirements more.txt"),
            ("--constraint \"a b.txt\"", "Constraints a b.txt"),
            ("-e .", "Yes . []"),
            ("-e .[dev,Test_x]", "Yes . [\"dev\", \"test-x\"]"),
            ("--editable=git+https://h/x.git@v1#egg=x[y]", "Yes git+https://h/x.git@v1#egg=x[y] []"),
            ("-e Mine @ git+https://h/x", "Yes git+https://h/x#egg=mine []"),
            ("-e my_folder", "Yes my_folder []"),
            ("./here ; python_version > '3'", "Open ./here [] if python_version > '3'"),
            ("wheels/a-1-py3-none-any.whl", "Open wheels/a-1-py3-none-any.whl []"),
            ("https://h/a.zip", "Open https://h/a.zip []"),
            ("--index-url https://user:pass@h/simple", "nothing"),
            ("-i https://h/simple", "nothing"),
            ("-ihttps://h/simple", "nothing"),
            ("--pre", "nothing"),
        ] {
            assert_eq!(shape(line), expected, "{line}");
        }
    }

    #[test]
    fn what_is_wrong_is_said_with_the_name_it_speaks_of() {
        let idna = || About::Package("idna".to_owned());
        for (line, about, word) in [
            ("idna=3.6", idna(), "one `=`"),
            ("Idna 3.6", idna(), "blank"),
            ("Idna@3.6", idna(), "`==`"),
            ("git@example.org:x/y.git", About::Unknown, "git+ssh://"),
            ("requirements.txt", About::Unknown, "-r requirements.txt"),
            ("Package    Version", About::Nothing, "pip freeze"),
            ("idna https://user:secret@example.org/x", idna(), "idna @ https"),
            ("pip install idna", About::Unknown, "behind `install`"),
            ("---------- -------", About::Nothing, "pip freeze"),
            ("--foo bar", About::Nothing, "`--foo`"),
            ("idna --foo", idna(), "`--foo`"),
            ("-r", About::Nothing, "no file"),
            ("-e", About::Nothing, "no folder"),
            ("idna; python_version ~ 3", idna(), "condition"),
            ("“idna”", About::Unknown, "quote"),
        ] {
            let Said::Wrong { why, about: told } = read(line) else { panic!("{line}: {}", shape(line)) };
            assert!(why.contains(word), "{line}: {why}");
            assert_eq!(told, about, "{line}");
        }
    }
}
