//! What is read of a page that nothing is wrong with.

use super::super::*;
use super::PAGE;

fn lesson() -> Lesson {
    let (lesson, complaints) = parse_lesson("venv.md", PAGE);
    assert_eq!(complaints, []);
    lesson.expect("the example is a lesson")
}

fn commands(typed: &[Typed]) -> Vec<&str> {
    typed.iter().map(|typed| typed.command.as_str()).collect()
}

#[test]
fn the_head_of_a_lesson_is_read() {
    let lesson = lesson();
    assert_eq!(lesson.id, "venv");
    assert_eq!(lesson.title, "Virtual environments with `venv`");
    assert_eq!(&*lesson.file, "venv.md");
    assert_eq!(&*lesson.source, PAGE);
    assert_eq!(lesson.kind, PageKind::Lesson);
    assert_eq!(lesson.teaching, 15);
    assert_eq!(lesson.needs, ["modules"]);
}

#[test]
fn the_nodes_are_the_page_in_order() {
    let lesson = lesson();
    let names: Vec<String> = lesson
        .nodes
        .iter()
        .map(|node| match node {
            Node::Markdown(span) => {
                let text = &lesson.source[span.clone()];
                format!("markdown {}", text.lines().next().unwrap_or_default())
            }
            Node::Boxed { kind, .. } => format!("box {kind:?}"),
            Node::Console(console) => format!("console {:?}", console.expects),
            Node::Given(_) => "given".to_owned(),
            Node::Fold(fold) => format!("fold {:?}", fold.class),
            Node::ExerciseFence { index, .. } => format!("exercise {index}"),
            Node::GivenFile { path, .. } => format!("file {path}"),
            Node::LessonFence(_) => "lesson".to_owned(),
            Node::MistakeFence(_) => "mistake".to_owned(),
        })
        .collect();
    assert_eq!(
        names,
        [
            "markdown # Virtual environments with `venv`",
            "lesson",
            "box Questions",
            "box Objectives",
            "markdown > [!WARNING]",
            "fold Site([\"uppmax\", \"hpc2n\"])",
            "fold Site([\"other\"])",
            "console Works",
            "markdown ```input",
            "console Fails",
            "markdown ## Exercise: your first `venv`",
            "exercise 0",
            "file requirements.txt",
            "given",
            "markdown Good luck.",
            "fold Hint",
            "fold Solution([])",
            "fold Solution([\"hpc2n\"])",
            "fold Mistake(\"pip-before-activate\")",
            "fold Recover(\"pip-before-activate\")",
            "markdown ## Quiz: where did pip put it?",
            "fold Answer",
            "box KeyPoints",
        ]
    );
}

#[test]
fn every_byte_is_in_one_node_or_blank() {
    let lesson = lesson();
    let mut at = 0;
    for node in &lesson.nodes {
        let span = node.span();
        assert_eq!(lesson.source[at..span.start].trim(), "", "before {node:?}");
        at = span.end;
    }
    assert_eq!(lesson.source[at..].trim(), "");
}

#[test]
fn boxes_are_read_without_their_marks() {
    let Node::Boxed { kind: BoxKind::Questions, body, .. } = &lesson().nodes[2] else { panic!("no box") };
    assert_eq!(body, "- How do I get a Python that I may install into?\n- Where does it go?");
}

#[test]
fn folds_are_read_with_what_is_in_them() {
    let lesson = lesson();
    let folds: Vec<&Fold> =
        lesson.nodes.iter().filter_map(|node| if let Node::Fold(fold) = node { Some(fold) } else { None }).collect();
    assert_eq!(folds[0].summary, "UPPMAX and HPC2N");
    assert!(lesson.source[folds[0].span.clone()].starts_with("<details"));
    assert!(lesson.source[folds[0].span.clone()].ends_with("</details>"));
    let [Node::Console(console)] = folds[0].body.as_slice() else { panic!("no console") };
    assert_eq!(commands(&console.lines), ["module load {{python_module|Python/3.12}}", "python3 --version"]);
    assert_eq!(console.lines[1].output, ["Python 3.12..."]);
    let [Node::Markdown(words), Node::Fold(inner)] = folds[1].body.as_slice() else { panic!("no fold in the fold") };
    assert_eq!(&lesson.source[words.clone()], "Nothing to load.");
    assert_eq!((&inner.class, inner.summary.as_str()), (&FoldClass::More, "Why?"));
    assert_eq!(lesson.source[inner.body_span.clone()].trim(), "Because.");
}

#[test]
fn typed_lines_are_told_from_what_is_seen() {
    let Node::Console(console) = &lesson().nodes[7] else { panic!("no console") };
    let typed = |command: &str, output: &[&str], answers: &[&str], line| Typed {
        command: command.to_owned(),
        output: output.iter().map(|&line| line.to_owned()).collect(),
        answers: answers.iter().map(|&line| line.to_owned()).collect(),
        line,
    };
    assert_eq!(
        console.lines,
        [
            typed("python3 -m venv \\\nExample", &[], &[], 46),
            typed("pip uninstall idna", &["Proceed (Y/n)?"], &[], 48),
            typed("cat > a.txt <<EOF\none\nEOF", &[], &["y"], 50),
        ]
    );
    assert_eq!(console.place.line, 45);
    assert_eq!(console.place.text, "```console");
}

#[test]
fn the_exercise_is_read() {
    let lesson = lesson();
    let [exercise] = lesson.exercises.as_slice() else { panic!("no exercise") };
    assert_eq!((exercise.id.as_str(), exercise.title.as_str()), ("first-venv", "your first `venv`"));
    assert_eq!((exercise.lesson.as_str(), exercise.minutes), ("venv", 10));
    assert_eq!(exercise.needs, ["venv", "index"]);
    assert_eq!(exercise.prose, "You want idna 3.6 for one project only.\n\n> [!TIP]\n> Take your time.\n\nGood luck.");
    let goal = |task: &str, kind| Goal { task: task.to_owned(), kind };
    let example = || "Example".to_owned();
    assert_eq!(
        exercise.goals,
        [
            goal(
                "Create a virtual environment called `Example`.",
                GoalKind::Venv {
                    path: example(),
                    python: Some(">=3.9".to_owned()),
                    system_site_packages: None,
                    creator: None
                }
            ),
            goal("Activate it.", GoalKind::Active(example())),
            goal(
                "Install idna 3.6 into it.",
                GoalKind::Package {
                    requirement: "idna==3.6".to_owned(),
                    environment: Some(example()),
                    from: None,
                    presence: Presence::Present
                }
            ),
            goal("Leave it.", GoalKind::Deactivated),
        ]
    );
    assert_eq!(exercise.files, [GivenFile { path: "requirements.txt".to_owned(), contents: "idna==3.6\n".to_owned() }]);
    assert_eq!(commands(&exercise.given), ["mkdir old"]);
    assert_eq!(
        exercise.hints,
        [Hint { summary: "Which command makes one?".to_owned(), body: "`python3 -m venv --help`".to_owned() }]
    );
    assert_eq!(exercise.place.text, "```toml exercise");
}

#[test]
fn solutions_are_read_with_their_sites() {
    let lesson = lesson();
    let [general, hpc2n] = lesson.exercises[0].solutions.as_slice() else { panic!("no solutions") };
    assert!(general.sites.is_empty());
    let typed: Vec<&str> = general.consoles.iter().flat_map(|console| commands(&console.lines)).collect();
    assert_eq!(
        typed,
        ["python3 -m venv Example", "source Example/bin/activate", "pip install idna==3.6", "deactivate"]
    );
    assert!(general.body.starts_with("```console\n$ python3"));
    assert!(general.body.contains("Then leave:"));
    assert_eq!(hpc2n.sites, ["hpc2n"]);
    assert_eq!(hpc2n.place.text, "<details class=\"solution hpc2n\">");
}

#[test]
fn mistakes_are_read_with_their_way_back() {
    let lesson = lesson();
    let [mistake] = lesson.exercises[0].mistakes.as_slice() else { panic!("no mistake") };
    assert_eq!(mistake.id, "pip-before-activate");
    assert_eq!(mistake.summary, "pip ran before the environment was active");
    assert_eq!(commands(&mistake.attempt), ["python3 -m venv Example", "pip install idna==3.6"]);
    assert_eq!(mistake.words, "`pip` was still the module's.");
    assert_eq!((mistake.exercise.as_deref(), mistake.base), (None, BasePython::Plain));
    let [when] = mistake.when.as_slice() else { panic!("no condition") };
    assert_eq!(when.tried, ["pip install"]);
    assert_eq!(when.active, Some(Which::None));
    assert_eq!(when.goal, ["active"]);
    assert_eq!(when.unless.as_ref().map(|unless| unless.wanted.clone()).unwrap_or_default(), ["virtualenv", "uv"]);
    let recover = mistake.recover.as_ref().expect("a way back");
    assert_eq!(commands(&recover.commands), ["pip uninstall -y idna", "source Example/bin/activate"]);
    assert!(recover.body.starts_with("Take it out again:"));
    let attempt = lesson.nodes.iter().find_map(|node| match node {
        Node::Fold(Fold { class: FoldClass::Mistake(_), body, .. }) => Some(body),
        _ => None,
    });
    let [Node::MistakeFence(_), Node::Console(console), Node::Markdown(_)] = attempt.expect("the fold").as_slice()
    else {
        panic!("no fence and console")
    };
    assert_eq!(console.expects, Expectation::Either);
}

#[test]
fn the_quiz_is_read() {
    let lesson = lesson();
    let [quiz] = lesson.quizzes.as_slice() else { panic!("no quiz") };
    assert_eq!(quiz.title, "where did pip put it?");
    assert_eq!(quiz.question, "After step 3, where is `idna`?");
    let choice = |text: &str, explanation: &str, verdict| Choice {
        text: text.to_owned(),
        explanation: explanation.to_owned(),
        verdict,
    };
    assert_eq!(
        quiz.choices,
        [
            choice("`~/.local/lib`", "No: that is where `pip install --user` puts it.", ChoiceVerdict::Wrong),
            choice("In the environment,\nof course.", "**Yes.** It is first on `PATH`.", ChoiceVerdict::Right),
        ]
    );
}

#[test]
fn the_sections_tell_where_an_exercise_ends() {
    let lesson = lesson();
    let kinds: Vec<SectionKind> = lesson.sections.iter().map(|section| section.kind).collect();
    assert_eq!(kinds, [SectionKind::Plain, SectionKind::Exercise(0), SectionKind::Quiz(0)]);
    let exercise = &lesson.source[lesson.sections[1].span.clone()];
    assert!(exercise.starts_with("## Exercise:"));
    assert!(exercise.trim_end().ends_with("</details>"));
}

#[test]
fn a_page_without_ours_is_a_plain_page() {
    let (lesson, complaints) = parse_lesson("words/glossary.md", "# Glossary\n\nvenv\n: A folder.\n");
    assert_eq!(complaints, []);
    let lesson = lesson.expect("a page");
    assert_eq!((lesson.id.as_str(), lesson.kind), ("glossary", PageKind::Plain));
}

#[test]
fn windows_line_ends_change_nothing() {
    let (lesson, complaints) = parse_lesson("venv.md", &PAGE.replace('\n', "\r\n"));
    assert_eq!(complaints, []);
    let lesson = lesson.expect("a lesson");
    assert_eq!(lesson.exercises[0].goals.len(), 4);
    assert_eq!(commands(&lesson.exercises[0].mistakes[0].attempt)[1], "pip install idna==3.6");
}
