//! What is read of TOML that nothing is wrong with.

use super::super::{
    AddedTo, BasePython, Condition, Exit, Goal, GoalKind, Mistake, Moment, PackageState, RanIn, Thing, VariableValue,
    Which, parse_lesson,
};
use super::toml_errors::{goal, mistake};
use super::{errors, with};

fn read_goal(toml: &str) -> Goal {
    let (lesson, complaints) = parse_lesson("venv.md", &goal(toml));
    assert_eq!(complaints, []);
    lesson.expect("a lesson").exercises.remove(0).goals.remove(3)
}

fn read_mistake(toml: &str) -> Mistake {
    let (lesson, complaints) = parse_lesson("venv.md", &mistake(toml));
    assert_eq!(complaints, []);
    lesson.expect("a lesson").exercises.remove(0).mistakes.remove(0)
}

fn read_condition(toml: &str) -> Condition {
    read_mistake(toml).when.remove(0)
}

#[test]
fn what_a_site_fills_in_is_judged_by_its_default() {
    let goal = read_goal("task = \"a\"\nvenv = \"b\"\npython = \"{{python|>=3.11}}\"");
    assert!(matches!(goal.kind, GoalKind::Venv { python: Some(python), .. } if python == "{{python|>=3.11}}"));
    assert_eq!(errors(&with("python = \">=3.9\"", "python = \"{{python}}\"")), []);
    assert_eq!(errors(&with("python = \">=3.9\"", "python = \"{{python|three}}\"")).len(), 1);
}

#[test]
fn all_kinds_of_goals_are_read() {
    let kind = |toml: &str| read_goal(&format!("task = \"a\"\n{toml}")).kind;
    let text = |text: &str| text.to_owned();
    assert_eq!(kind("removed = \"old\""), GoalKind::Removed(text("old")));
    assert_eq!(kind("uv-project = \"demo\""), GoalKind::UvProject(text("demo")));
    for (toml, python) in [("", None), ("python = \">=3.11\"", Some(text(">=3.11")))] {
        assert_eq!(
            kind(&format!("conda-env = \"box\"\n{toml}")),
            GoalKind::CondaEnv { environment: text("box"), python }
        );
    }
    assert_eq!(kind("module = \"Python\""), GoalKind::Module(text("Python")));
    assert_eq!(
        kind("requirements = \"r.txt\"\nin = \"b\""),
        GoalKind::Requirements { path: text("r.txt"), environment: text("b") }
    );
    assert_eq!(
        kind("ran = \"pip list\"\nprints = 'idna'"),
        GoalKind::Ran { program: text("pip list"), prints: Some(text("idna")) }
    );
    for (toml, state) in [("", "completed"), ("state = \"failed\"", "failed")] {
        let (script, environment) = (text("job.sh"), Some(text("box")));
        let job = GoalKind::Job { script, state: text(state), prints: Some(text("x")), environment };
        assert_eq!(kind(&format!("job = \"job.sh\"\nin = \"box\"\nprints = 'x'\n{toml}")), job);
    }
    for (toml, value) in [
        ("", VariableValue::Set),
        ("set = true", VariableValue::Set),
        ("set = false", VariableValue::Unset),
        ("equals = \"b\"", VariableValue::Equals(text("b"))),
        ("matches = '^b'", VariableValue::Matches(text("^b"))),
    ] {
        assert_eq!(kind(&format!("variable = \"A\"\n{toml}")), GoalKind::Variable { name: text("A"), value });
    }
}

#[test]
fn all_conditions_are_read() {
    let when = read_condition(
        "tried = [\"pip install\", \"pip3\"]\nwanted = \"goal\"\nadded = [\"user\", \"elsewhere\"]\nactivated = \"Example\"\n\
         active = true\nexit = [1, 2]\noutput = 'error: .*'\nvariable = { name = \"PATH\", before = 'a', after = 'b' }\n\
         problem = \"interpreter-missing\"\ngoal = [\"active\", \"venv\"]\npackage = \"wrong-version\"\nran-in = \"child\"\n\
         at = \"last-goal\"\ncommand = 'pip'",
    );
    assert_eq!(when.tried, ["pip install", "pip3"]);
    assert_eq!(when.wanted, ["goal"]);
    assert_eq!(when.added, [AddedTo::User, AddedTo::Elsewhere]);
    assert_eq!(when.activated, Some(Which::Named("Example".to_owned())));
    assert_eq!(when.active, Some(Which::Any));
    assert_eq!(when.exit, Some(Exit::OneOf(vec![1, 2])));
    assert!(when.output.is_some_and(|output| output.is_match("error: no")));
    let variable = when.variable.expect("a variable");
    assert_eq!((variable.name.as_str(), variable.before.is_some(), variable.after.is_some()), ("PATH", true, true));
    assert_eq!(when.problem, ["interpreter-missing"]);
    assert_eq!(when.goal, ["active", "venv"]);
    assert_eq!(when.package, Some(PackageState::WrongVersion));
    assert_eq!(when.ran_in, Some(RanIn::Child));
    assert_eq!(when.at, Some(Moment::LastGoal));
    assert!(when.command.is_some());
    assert!(when.unless.is_none());
    assert_eq!(read_condition("exit = 1").exit, Some(Exit::OneOf(vec![1])));
    assert_eq!(read_condition("exit = \"failed\"").exit, Some(Exit::Failed));
}

#[test]
fn a_pattern_that_would_take_too_much_memory_is_told_and_matches_nothing() {
    let when = read_condition("command = 'pip'\n[unless]\noutput = '(\\w{100}){1000}'\nmade = { environment = 'E' }");
    let sources: Vec<_> = when.patterns().into_iter().map(|it| (it.source(), it.is_too_large())).collect();
    assert_eq!(sources, [("pip", false), ("E", false), ("(\\w{100}){1000}", true)]);
    let too_large = when.unless.and_then(|unless| unless.output).expect("a pattern");
    assert!(!too_large.is_match(&"a".repeat(100_000)));
    assert_eq!(too_large.find("a"), None);
}

#[test]
fn things_are_made_and_removed_in_five_ways() {
    let made = |toml: &str| read_condition(&format!("made = {toml}")).made;
    assert!(matches!(made("\"environment\""), Some(Thing::AnyEnvironment)));
    assert!(matches!(made("\"file\""), Some(Thing::AnyFile)));
    assert!(matches!(made("\"Example\""), Some(Thing::Path(path)) if path == "Example"));
    assert!(matches!(made("{ environment = '^a$' }"), Some(Thing::Environment(_))));
    assert!(matches!(read_condition("removed = { file = 'a' }").removed, Some(Thing::File(_))));
}

#[test]
fn a_mistake_may_have_alternatives() {
    let mistake = read_mistake(
        "over = \"pip-before-activate\"\nbase = \"externally-managed\"\n\n[[when]]\ntried = \"pip\"\n\n[[when]]\nexit = 1\nunless = { active = true }",
    );
    assert_eq!(mistake.when.len(), 2);
    assert_eq!(mistake.over, ["pip-before-activate"]);
    assert_eq!(mistake.base, BasePython::ExternallyManaged);
    assert!(mistake.when[1].unless.is_some());
}
