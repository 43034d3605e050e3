//! What was proved where, out of the reports of proofs; and what can be proved, out of what exercises need and what sites
//! have.
//!
//! It refuses to say that anything was run that no report tells of.

use std::collections::{BTreeMap, BTreeSet};

use crate::lesson::Course;
use crate::lesson::Exercise;
use crate::lesson::Node;
use crate::site::Profile;

use super::super::escape::html;
use super::super::proofs::{ProofReport, ProvedCase, Verdict};
use super::table::Table;
use super::{Matter, lessons, link};

/// What a proof is.
const PROOF: &str = "Solutions, mistakes and the ways back from them are no prose. `checker prove` types all of them into a real shell: the
solution must pass, an exercise that nobody touched must not, every mistake must be recognised, and its way back must lead
back.";

const HOW: &str = "```console
$ checker prove --site laptop
```

At the end it tells how much was proved and what this machine had to leave out.

";

/// What stands for a need on the machine of a proof.
const COMPONENTS: [(&str, &str); 7] = [
    ("venv", "a Python 3 whose `venv` works"),
    ("index", "a package index that pip and uv can reach, or a folder of packages in its place"),
    ("virtualenv", "`virtualenv` on `PATH`"),
    ("uv", "`uv` on `PATH`"),
    ("conda", "a real `conda`, with a channel that it can reach"),
    ("modules", "`module` of Lmod or Environment Modules, as an exported function, with modules of the site's names"),
    ("slurm", "a real Slurm: `sbatch`, `squeue` and `sacct`"),
];

const NOT_PROVED: &str = "## What is not

- **The clusters themselves.** A proof with `--site NAME` types the commands of that site where it is run. On another
  machine, modules with the site's names stand for its software. Whether the names are right today, only the site knows;
  the page on the sites says when each was compared with the site's own documentation.
- **Other schedulers.** Jobs are proved with Slurm. What a page says of PBS is told and not tried.
- **Programs that no exercise needs.** The table above names all that there are. What a page says of any other, such as
  mamba, pixi or an editor, is told and not tried.
- **Blocks without a prompt.** They show what a file or a program says; nobody typed them.
";

/// The page; none for a course without exercises.
pub(super) fn page(matter: &Matter<'_>) -> Option<String> {
    let Matter { course, sites, proofs } = *matter;
    course.exercises().next()?;
    let mut text = if proofs.is_empty() {
        let what = "This page says what can be proved where. It does not say that it was: for that, run it.";
        format!("# What can be proved\n\n{PROOF} {what}\n\n{HOW}## Exercises and sites\n\n")
    } else {
        format!("# What was proved\n\n{PROOF}\n\n{}## What can be proved\n\n{HOW}", proved(course, proofs))
    };
    text.push_str(
        "Where everything is there, the site's file lists all that the exercise needs, and there is a solution for it. What a \
         file does not list a machine may have all the same, and then it proves the exercise too.\n\n",
    );
    text.push_str(&matrix(course, sites));
    text.push_str(&components(course));
    text.push_str(NOT_PROVED);
    text.push_str(&told(course));
    Some(text)
}

/// What the reports tell: each with its day and its programs, and what became of each exercise.
fn proved(course: &Course, proofs: &[ProofReport]) -> String {
    let proofs: Vec<&ProofReport> = proofs.iter().filter(|proof| proof.course == course.id).collect();
    let mut text = String::new();
    for proof in &proofs {
        let versions: Vec<String> = proof.versions.iter().map(|(name, version)| format!("{name} {version}")).collect();
        text.push_str(&format!(
            "- **{}**, {}, checker {}: {} proved, {} failed, {} left out. With {}.\n",
            html(&proof.site),
            html(&proof.day),
            html(&proof.checker),
            proof.count(Verdict::Proved),
            proof.count(Verdict::Failed),
            proof.count(Verdict::Deferred),
            html(&versions.join(", ")),
        ));
    }
    let sites: BTreeSet<&str> = proofs.iter().map(|proof| proof.site.as_str()).collect();
    let columns: Vec<&str> = std::iter::once("Exercise").chain(sites.iter().copied()).collect();
    let mut table = Table::new(&columns);
    for (lesson, exercise) in lessons(course).flat_map(|lesson| lesson.exercises.iter().map(move |it| (lesson, it))) {
        let link = format!("[`{}`]({}#{})", exercise.id, lesson.file, exercise.id);
        let cells = sites.iter().map(|site| came_of(exercise, proofs.iter().filter(|proof| proof.site == *site)));
        table.row(&std::iter::once(link).chain(cells).collect::<Vec<_>>());
    }
    text.push_str(&format!("\n{}", table.finish()));
    text
}

/// What became of an exercise at one site. A case that was tried again counts as the last report has it.
fn came_of<'p>(exercise: &Exercise, proofs: impl Iterator<Item = &'p &'p ProofReport>) -> String {
    let mut cases: BTreeMap<(&str, &str), &ProvedCase> = BTreeMap::new();
    for case in proofs.flat_map(|proof| &proof.cases).filter(|case| case.exercise.as_ref() == Some(&exercise.id)) {
        cases.insert((case.case.as_str(), case.mistake.as_deref().unwrap_or_default()), case);
    }
    let of = |kind: &'static str| cases.values().filter(move |case| case.case == kind);
    let failed = cases.values().filter(|case| case.verdict == Verdict::Failed).count();
    let mistakes = of("mistake").filter(|case| case.verdict == Verdict::Proved).count();
    let mut said = match of("solution").next() {
        None => vec!["–".to_owned()],
        Some(case) => match (case.verdict, &case.why) {
            (Verdict::Proved, _) => vec!["solution".to_owned()],
            (Verdict::Failed, _) => Vec::new(),
            (Verdict::Deferred, Some(why)) => vec![format!("left out: {}", html(why))],
            (Verdict::Deferred, None) => vec!["left out".to_owned()],
        },
    };
    if mistakes > 0 {
        said.push(format!("{mistakes} of {} mistakes", of("mistake").count()));
    }
    if failed > 0 {
        said.push(format!("**{failed} failed**"));
    }
    said.join(", ")
}

fn matrix(course: &Course, sites: &[Profile]) -> String {
    let mut table = Table::new(&["Exercise", "Everything is there at", "Not listed"]);
    for lesson in lessons(course) {
        for exercise in &lesson.exercises {
            let mut at: Vec<&str> = Vec::new();
            let mut lacking: BTreeMap<String, Vec<&str>> = BTreeMap::new();
            for site in sites {
                match lack(exercise, site) {
                    None => at.push(&site.id),
                    Some(what) => lacking.entry(what).or_default().push(&site.id),
                }
            }
            let lacking: Vec<String> =
                lacking.iter().map(|(what, at)| format!("{what}: {}", names(at, sites))).collect();
            table.row(&[
                format!("[`{}`]({}#{})", exercise.id, lesson.file, exercise.id),
                names(&at, sites),
                if lacking.is_empty() { "–".to_owned() } else { lacking.join("; ") },
            ]);
        }
    }
    table.finish()
}

/// Sites by name, or in a word.
fn names(some: &[&str], all: &[Profile]) -> String {
    match some.len() {
        0 => "–".to_owned(),
        count if count == all.len() => "all sites".to_owned(),
        _ => some.join(", "),
    }
}

/// What a site lacks for an exercise to be proved there.
fn lack(exercise: &Exercise, site: &Profile) -> Option<String> {
    let missing: Vec<&str> =
        exercise.needs.iter().filter(|need| !site.has.contains(need)).map(String::as_str).collect();
    let for_it = |sites: &[String]| sites.is_empty() || sites.contains(&site.id);
    if !missing.is_empty() {
        Some(missing.join(" and "))
    } else if exercise.solutions.iter().any(|solution| for_it(&solution.sites)) {
        None
    } else {
        Some("a solution".to_owned())
    }
}

/// What each need of the course stands for.
fn components(course: &Course) -> String {
    let needs: BTreeSet<&str> = course
        .exercises()
        .flat_map(|exercise| &exercise.needs)
        .chain(lessons(course).flat_map(|lesson| &lesson.needs))
        .map(String::as_str)
        .collect();
    if needs.is_empty() {
        return String::new();
    }
    let mut table = Table::new(&["Need", "What a proof wants of the machine"]);
    for need in needs {
        let component = COMPONENTS.iter().find(|(name, _)| *name == need);
        let component = component.map_or("that the site's file lists it", |(_, component)| *component);
        table.row(&[format!("`{need}`").as_str(), component]);
    }
    format!("## What a proof needs\n\n{}", table.finish())
}

/// The lessons in which nothing is typed.
fn told(course: &Course) -> String {
    let silent = lessons(course).filter(|lesson| lesson.exercises.is_empty() && !types(&lesson.nodes));
    let silent: Vec<String> = silent.map(link).collect();
    if silent.is_empty() {
        String::new()
    } else {
        format!("- **Lessons in which nothing is typed**: {}.\n", silent.join(", "))
    }
}

fn types(nodes: &[Node]) -> bool {
    nodes.iter().any(|node| match node {
        Node::Console(_) => true,
        Node::Fold(fold) => types(&fold.body),
        _ => false,
    })
}
