//! Which interpreter do an environment's scripts start?
//!
//! pip and uv write its path into the first lines of every script. Three forms are read: `#!/path/python`; for a path
//! that is long or holds a blank, `#!/bin/sh` and `'''exec' /path/python "$0" "$@"`; and that of relocatable
//! environments, which work the path out when they run and name none.

use std::path::{Path, PathBuf};

use super::files;

/// The interpreter that a script names by its whole path.
pub(super) fn interpreter_of(script: &Path) -> Option<PathBuf> {
    named(&files::text(script, files::SMALL).ok()?)
}

fn named(text: &str) -> Option<PathBuf> {
    let mut lines = text.lines();
    let first = lines.next()?.strip_prefix("#!")?.trim();
    let path = match lines.next().and_then(|line| line.strip_prefix("'''exec'")) {
        Some(rest) if first.ends_with("/sh") => word(rest.trim_start()),
        _ => first.split_whitespace().next().unwrap_or_default(),
    };
    let is_python = path.rsplit('/').next().is_some_and(|name| name.starts_with("python") || name.starts_with("pypy"));
    (path.starts_with('/') && is_python).then(|| PathBuf::from(path))
}

/// The first word, which may stand in quotes.
fn word(text: &str) -> &str {
    let quote = text.chars().next().filter(|first| matches!(first, '"' | '\''));
    match quote {
        Some(quote) => text[1..].split(quote).next().unwrap_or_default(),
        None => text.split_whitespace().next().unwrap_or_default(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_form_of_a_first_line_is_read() {
        for (text, path) in [
            ("#!/env/bin/python3\nimport pip\n", Some("/env/bin/python3")),
            ("#! /env/bin/python3 -I\nimport pip\n", Some("/env/bin/python3")),
            ("#!/bin/sh\n'''exec' /env/bin/python3 \"$0\" \"$@\"\n' '''\n", Some("/env/bin/python3")),
            ("#!/bin/sh\n'''exec' \"/my env/bin/python\" \"$0\" \"$@\"\n' '''\n", Some("/my env/bin/python")),
            ("#!/bin/sh\n'''exec' \"$(dirname -- \"$(realpath -- \"$0\")\")\"/'python' \"$0\" \"$@\"\n' '''\n", None),
            ("#!/usr/bin/env python3\n", None),
            ("#!/bin/bash\necho\n", None),
            ("", None),
        ] {
            assert_eq!(named(text), path.map(PathBuf::from), "{text}");
        }
    }
}
