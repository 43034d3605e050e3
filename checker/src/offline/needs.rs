//! What exercises and pages ask installers for, read from the course: goals, given files, and every command that is typed.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;

use crate::author;
use crate::check::{Invocation, invocations};
use crate::lesson::shell::simple_commands;
use crate::lesson::{Audience, Course, Exercise, GoalKind, Lesson, Presence, Typed};
use crate::packaging::{Requirement, normalize};
use crate::session::{ShellState, shell_word};
use crate::site::Profile;

use super::given;

/// What is to be done without an index.
#[derive(Clone, Copy, Debug)]
pub enum Subject<'c> {
    /// An exercise.
    Exercise(&'c Exercise),
    /// What a lesson's page shows between its exercises.
    Page(&'c Lesson),
}

impl Subject<'_> {
    /// The exercise's id, or the lesson's.
    pub fn id(&self) -> &str {
        match self {
            Subject::Exercise(exercise) => &exercise.id,
            Subject::Page(lesson) => &lesson.id,
        }
    }

    /// What a machine must have for it.
    pub fn needs(&self) -> &[String] {
        match self {
            Subject::Exercise(exercise) => &exercise.needs,
            Subject::Page(lesson) => &lesson.needs,
        }
    }
}

/// How much depends on a package.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Weight {
    /// Only a mistake asks for it, and may be meant to fail.
    Mistake,
    /// The exercise cannot be done without it.
    Needed,
}

/// A package that an installer is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Need {
    /// The requirement, as it is typed.
    pub requirement: String,
    /// Whether it must come as source.
    pub source: bool,
    /// How much depends on it.
    pub weight: Weight,
    /// The exercises and pages that ask for it.
    pub asked_by: BTreeSet<String>,
}

/// What these exercises and pages ask for at a site, each thing once.
pub fn needs(course: &Course, site: &Profile, subjects: &[Subject<'_>]) -> Vec<Need> {
    let mut wants = Wants::default();
    for subject in subjects {
        match subject {
            Subject::Exercise(exercise) => wants.exercise(course, site, exercise),
            Subject::Page(lesson) => {
                let audience = Audience { site: &site.id, has: &site.has, shell: "bash" };
                for console in author::consoles(lesson, &audience) {
                    wants.typed(&lesson.id, Weight::Needed, &BTreeSet::new(), &console.lines);
                }
            }
        }
    }
    wants.found.into_values().collect()
}

#[derive(Default)]
struct Wants {
    found: BTreeMap<(String, bool), Need>,
}

impl Wants {
    fn exercise(&mut self, course: &Course, site: &Profile, exercise: &Exercise) {
        let (id, needed) = (exercise.id.as_str(), Weight::Needed);
        let files = given::read(&exercise.files);
        for requirement in &files.requirements {
            self.add(id, needed, &files.projects, requirement, false);
        }
        for script in &files.scripts {
            self.text(id, needed, &files.projects, script);
        }
        // What conda brings is in no wheelhouse; what pip then adds is typed.
        let is_conda_s = exercise.needs.iter().any(|need| need == "conda");
        for goal in exercise.goals.iter().filter(|_| !is_conda_s) {
            if let GoalKind::Package { requirement, presence: Presence::Present, .. } = &goal.kind {
                self.add(id, needed, &files.projects, requirement, false);
            }
        }
        self.typed(id, needed, &files.projects, &exercise.given);
        let solution = author::solution_at(exercise, &site.id);
        self.typed(id, needed, &files.projects, solution.into_iter().flat_map(author::commands));
        for mistake in exercise.mistakes.iter().chain(proved_in(course, id)) {
            self.typed(id, Weight::Mistake, &files.projects, &mistake.attempt);
            let back = mistake.recover.iter().flat_map(|recover| &recover.commands);
            self.typed(id, needed, &files.projects, back);
        }
    }

    fn typed<'t>(
        &mut self,
        id: &str,
        weight: Weight,
        local: &BTreeSet<String>,
        typed: impl IntoIterator<Item = &'t Typed>,
    ) {
        for typed in typed {
            self.text(id, weight, local, &typed.command);
        }
    }

    /// What a text that is typed into a shell asks for, functions and lists that it writes included.
    fn text(&mut self, id: &str, weight: Weight, local: &BTreeSet<String>, text: &str) {
        for requirement in given::lists_written_by(text) {
            self.add(id, weight, local, &requirement, false);
        }
        let state = Arc::new(ShellState { folder: Path::new("/").to_owned(), ..ShellState::default() });
        // A function is looked into as if it were called: its commands alone are read.
        for command in simple_commands(text) {
            let alone = command.words.iter().map(|word| shell_word(word)).collect::<Vec<_>>().join(" ");
            for invocation in invocations(&alone, &[], &state) {
                self.invocation(id, weight, local, &invocation);
            }
        }
    }

    fn invocation(&mut self, id: &str, weight: Weight, local: &BTreeSet<String>, invocation: &Invocation) {
        let words: Vec<&str> = invocation.words.iter().map(String::as_str).collect();
        let verbs: Vec<&str> = words.iter().copied().filter(|word| !word.starts_with('-')).take(2).collect();
        let installs = match (invocation.program.as_str(), &verbs[..]) {
            ("pip", ["install" | "download" | "wheel", ..]) => true,
            ("uv", ["pip" | "tool", "install"] | ["add", ..]) => true,
            ("uv", ["run", ..]) => {
                for pair in words.windows(2).filter(|pair| pair[0] == "--with") {
                    self.add(id, weight, local, pair[1], false);
                }
                false
            }
            _ => false,
        };
        // Where another index is named, it is that index which is asked.
        let asks_elsewhere = |word: &&str| word.starts_with("--index-url") || *word == "-i" || *word == "--isolated";
        if !installs || words.iter().any(asks_elsewhere) {
            return;
        }
        let from_source = value_of(&words, "--no-binary");
        for word in invocation.requirements() {
            let is_source = from_source.is_some_and(|list| list.split(',').any(|name| matches(name, word)));
            self.add(id, weight, local, word, is_source);
        }
    }

    fn add(&mut self, id: &str, weight: Weight, local: &BTreeSet<String>, requirement: &str, source: bool) {
        let requirement = requirement.trim();
        // Folders and archives have a `/`; what a variable holds is not known here.
        if requirement.starts_with('.') || requirement.contains(['/', '$']) {
            return;
        }
        let Ok(parsed) = Requirement::parse(requirement) else { return };
        if parsed.url.is_some() || local.contains(&parsed.name) {
            return;
        }
        let need = self.found.entry((requirement.to_owned(), source)).or_insert_with(|| Need {
            requirement: requirement.to_owned(),
            source,
            weight,
            asked_by: BTreeSet::new(),
        });
        need.weight = need.weight.max(weight);
        need.asked_by.insert(id.to_owned());
    }
}

/// The general mistakes that are proved in an exercise.
fn proved_in<'c>(course: &'c Course, id: &str) -> impl Iterator<Item = &'c crate::lesson::Mistake> {
    course.catalogue.iter().filter(move |mistake| mistake.exercise.as_deref() == Some(id))
}

fn value_of<'w>(words: &[&'w str], option: &str) -> Option<&'w str> {
    let at = words.iter().position(|word| word.split('=').next() == Some(option))?;
    words[at].split_once('=').map(|(_, value)| value).or_else(|| words.get(at + 1).copied())
}

fn matches(name: &str, requirement: &str) -> bool {
    name == ":all:" || Requirement::parse(requirement).is_ok_and(|parsed| parsed.name == normalize(name))
}
