//! What the files of an exercise ask for: lists of packages, projects, scripts; and the lists that commands write.

use std::collections::BTreeSet;
use std::path::Path;

use crate::lesson::GivenFile;
use crate::lesson::shell::simple_commands;
use crate::packaging::{Requirement, normalize};

/// What given files say.
#[derive(Debug, Default)]
pub(super) struct Given {
    /// What they ask for.
    pub(super) requirements: Vec<String>,
    /// The names of projects that are given, which no index has.
    pub(super) projects: BTreeSet<String>,
    /// Texts that a shell will run.
    pub(super) scripts: Vec<String>,
}

pub(super) fn read(files: &[GivenFile]) -> Given {
    let mut given = Given::default();
    for file in files {
        let name = Path::new(&file.path).file_name().and_then(|name| name.to_str()).unwrap_or_default();
        match name {
            "pyproject.toml" => given.pyproject(&file.contents),
            "setup.py" => given.requirements.push("setuptools".to_owned()),
            "environment.yml" | "environment.yaml" => given.requirements.extend(pip_part(&file.contents)),
            _ if name.ends_with(".sh") || file.contents.starts_with("#!") => given.scripts.push(file.contents.clone()),
            _ if name.contains("requirements") => given.requirements.extend(list(&file.contents)),
            _ => {}
        }
    }
    given
}

impl Given {
    /// Names and what is needed to run and to build (pyproject.toml's specification; PEP 735 for groups). A project without
    /// a build system of its own is built with setuptools (PEP 517).
    fn pyproject(&mut self, text: &str) {
        let Ok(table) = text.parse::<toml::Table>() else { return };
        let strings = |value: Option<&toml::Value>| -> Vec<String> {
            let items = value.and_then(toml::Value::as_array).into_iter().flatten();
            items.filter_map(|item| item.as_str().map(str::to_owned)).collect()
        };
        let project = table.get("project").and_then(toml::Value::as_table);
        if let Some(project) = project {
            self.projects.extend(project.get("name").and_then(toml::Value::as_str).map(normalize));
            self.requirements.extend(strings(project.get("dependencies")));
        }
        for group in
            table.get("dependency-groups").and_then(toml::Value::as_table).into_iter().flat_map(|all| all.values())
        {
            self.requirements.extend(strings(Some(group)));
        }
        self.requirements.extend(strings(table.get("build-system").and_then(|system| system.get("requires"))));
    }
}

/// The lines of a list that are requirements; others are options, comments, or wrong on purpose.
fn list(text: &str) -> Vec<String> {
    let bare = text.lines().map(|line| line.split(" #").next().unwrap_or_default().trim());
    bare.filter(|line| Requirement::parse(line).is_ok()).map(str::to_owned).collect()
}

/// What stands under `- pip:` in conda's file.
fn pip_part(text: &str) -> Vec<String> {
    let indent = |line: &str| line.len() - line.trim_start().len();
    let mut lines = text.lines().skip_while(|line| line.trim() != "- pip:");
    let Some(head) = lines.next() else { return Vec::new() };
    let inner = lines.take_while(|line| indent(line) > indent(head));
    inner.filter_map(|line| line.trim().strip_prefix("- ")).flat_map(list).collect()
}

/// The lines that a command writes into a list: `echo 'idna>=3' >> requirements.txt`, and here-documents.
pub(super) fn lists_written_by(text: &str) -> Vec<String> {
    let mut lines = Vec::new();
    for command in simple_commands(text) {
        let into_list = |redirect: &crate::lesson::shell::Redirect| {
            redirect.operator.ends_with('>') && redirect.target.ends_with(".txt")
        };
        if !command.redirects.iter().any(into_list) {
            continue;
        }
        if let [program, words @ ..] = &command.words[..]
            && ["echo", "printf"].contains(&program.as_str())
        {
            lines.extend(words.iter().flat_map(|word| list(&word.replace("\\n", "\n"))));
        }
        if command.redirects.iter().any(|redirect| redirect.operator.ends_with("<<")) {
            lines.extend(text.lines().skip(1).flat_map(list));
        }
    }
    // A word alone is a name to any parser, but also what anybody echoes.
    lines.retain(|line| line.contains(['=', '<', '>', '~']));
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    fn given(path: &str, contents: &str) -> Given {
        read(&[GivenFile { path: path.to_owned(), contents: contents.to_owned() }])
    }

    #[test]
    fn files_say_what_they_ask_for_and_what_they_are() {
        let text = "[build-system]\nrequires = [\"flit_core>=3\"]\n[project]\nname = \"Night.Log\"\ndependencies = [\"cowsay>=6\"]\n";
        let project = given("nightlog/pyproject.toml", text);
        assert_eq!(project.requirements, ["cowsay>=6", "flit_core>=3"]);
        assert!(project.projects.contains("night-log"));
        let list = given("requirements.txt", "# ours\nidna==3.6  # why\ncowsay=6.1\n-r other.txt\n");
        assert_eq!(list.requirements, ["idna==3.6"]);
        let yaml = "dependencies:\n  - python=3.12\n  - pip\n  - pip:\n      - cowsay==6.1\n  - idna\n";
        assert_eq!(given("environment.yml", yaml).requirements, ["cowsay==6.1"], "what stands under pip alone");
        assert_eq!(given("job.sh", "pip install idna").scripts.len(), 1);
    }

    #[test]
    fn lists_that_commands_write_are_read() {
        let echo = "echo 'idna>=3' >> requirements.txt && printf 'a==1\\nb==2\\n' > requirements.txt";
        assert_eq!(lists_written_by(echo), ["idna>=3", "a==1", "b==2"]);
        assert_eq!(lists_written_by("cat > requirements.txt <<EOF\nidna==3.6\nEOF"), ["idna==3.6"]);
        assert!(lists_written_by("echo idna==3.6; echo done > log.txt").is_empty());
    }
}
