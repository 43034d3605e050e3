//! `environment.yml`, as `conda env create` reads it: conda's packages, and pip's below `pip:`.
//!
//! The name, the channels and the variables say nothing about what is installed and are passed over.

use std::path::Path;

use super::hidden::hidden;
use super::requirements_txt::Reader;
use super::yaml::{self, Node, Value};
use super::{CondaSpec, Extent, FileKind, Line, Need, NotCompared, Position, Wanted, WantedError, What};

/// Reads the text of an environment file.
pub(super) fn read(path: &Path, text: &str, working_folder: &Path) -> Result<Wanted, WantedError> {
    let malformed = |why: String| WantedError::Malformed { path: path.to_owned(), why };
    let document = yaml::parse(text).map_err(|error| malformed(error.to_string()))?;
    let dependencies = document.as_ref().and_then(|document| document.get("dependencies"));
    let Some(Node { value: Value::List(dependencies), .. }) = dependencies else {
        let why = "has no list `dependencies:`, so it names no packages".to_owned();
        return Err(WantedError::UnknownKind { path: path.to_owned(), why });
    };
    if document.as_ref().is_some_and(|document| document.count("dependencies") > 1) {
        return Err(malformed("`dependencies:` stands there twice, and conda takes no such file".to_owned()));
    }
    let mut reader = Reader::new(Wanted::new(FileKind::EnvironmentYml, path), working_folder);
    for item in dependencies {
        let position = Position { file: path.to_owned(), line: item.line };
        match &item.value {
            Value::Text(text) if is_nothing(text) => {
                left_out(&mut reader.wanted, position, "-", "no package is named behind the dash");
            }
            Value::Text(text) => conda(&mut reader.wanted, position, text),
            Value::Map(pairs) => {
                for (key, value) in pairs {
                    pip(&mut reader, path, key, value);
                }
            }
            Value::List(_) => {
                left_out(&mut reader.wanted, position, "…", "a list where the name of a package is expected");
            }
            Value::Alias => left_out(&mut reader.wanted, position, "*…", "an alias, which is not followed"),
        }
    }
    Ok(reader.wanted)
}

fn conda(wanted: &mut Wanted, position: Position, text: &str) {
    match CondaSpec::parse(text) {
        Ok(spec) => {
            let name = Some(spec.name.clone());
            let what = What::Conda(spec);
            let text = hidden(text);
            wanted.lines.push(Line { position, text, need: Need::Must, name, extras: Vec::new(), what, marker: None });
        }
        Err(why) => {
            let own = text.rsplit_once(':').map_or(text, |(_, own)| own);
            wanted.spoken_of.extend(own.split(['=', '<', '>', '!', ' ', '[', '(']).next().map(str::to_lowercase));
            let why = hidden(&why.to_string());
            wanted.not_read.push(NotCompared { position, text: hidden(text), why });
        }
    }
}

/// The lines below `pip:`, each as a requirements file has it.
fn pip(reader: &mut Reader<'_>, path: &Path, key: &Node, value: &Node) {
    let position = |node: &Node| Position { file: path.to_owned(), line: node.line };
    if key.value != Value::Text("pip".to_owned()) {
        return left_out(&mut reader.wanted, position(key), "…", "only `pip:` may stand below a dependency");
    }
    match &value.value {
        Value::List(items) => {
            for item in items {
                match &item.value {
                    Value::Text(text) => reader.whole(&position(item), text),
                    _ => left_out(&mut reader.wanted, position(item), "…", "no line of a requirements file"),
                }
            }
        }
        // `pip:` with nothing below.
        Value::Text(text) if is_nothing(text) => {}
        _ => left_out(&mut reader.wanted, position(value), "pip: …", "below `pip:` a list is expected"),
    }
}

/// YAML's ways to write nothing.
fn is_nothing(text: &str) -> bool {
    matches!(text, "" | "~" | "null")
}

fn left_out(wanted: &mut Wanted, position: Position, text: &str, why: &str) {
    wanted.extent = Extent::Open;
    wanted.not_read.push(NotCompared { position, text: text.to_owned(), why: why.to_owned() });
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shape(text: &str) -> Vec<String> {
        let wanted = read(Path::new("environment.yml"), text, Path::new("/nowhere")).expect("an environment file");
        let lines = wanted.lines.iter().map(|line| {
            let name = line.name.as_deref().unwrap_or("?");
            match &line.what {
                What::Conda(spec) => format!("{} conda {name} {spec}", line.position.line),
                What::Versions(versions) => format!("{} pip {name} {versions}", line.position.line),
                other => format!("{other:?}"),
            }
        });
        let not_read = wanted.not_read.iter().map(|line| format!("{} {}: {}", line.position.line, line.text, line.why));
        lines.chain(not_read).collect()
    }

    #[test]
    fn conda_s_and_pip_s_packages_are_read_with_their_lines() {
        let read = shape(
            "name: x\nchannels: [conda-forge]\ndependencies:\n  - python=3.11\n  - conda-forge::numpy>=1.20,<2\n  \
             - pip\n  - pip:\n    - idna==3.6\n    - -r more.txt\nprefix: /x\n",
        );
        assert_eq!(
            read,
            [
                "4 conda python =3.11",
                "5 conda numpy >=1.20,<2",
                "6 conda pip ",
                "8 pip idna ==3.6",
                "9 -r more.txt: `more.txt` is missing",
            ]
        );
    }

    #[test]
    fn what_cannot_be_compared_is_said_at_its_line() {
        let read = shape("dependencies:\n- &x numpy==\n- [a]\n- conda: [b]\n- *x\n- pip: text\n");
        assert_eq!(read.len(), 5, "{read:#?}");
        let read = shape("dependencies:\n-\n- null\n- pip:\n");
        assert_eq!(read, [2, 3].map(|line| format!("{line} -: no package is named behind the dash")));
        let twice = super::read(Path::new("e.yml"), "dependencies: [a]\ndependencies: [b]\n", Path::new("/"));
        assert!(twice.expect_err("twice").to_string().contains("twice"));
        let error = super::read(Path::new("e.yml"), "name: x\n", Path::new("/")).expect_err("no list");
        assert_eq!(error.to_string(), "`e.yml` has no list `dependencies:`, so it names no packages");
    }
}
