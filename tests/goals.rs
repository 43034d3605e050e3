//! Goals about environments of a real conda and about projects of a real uv.

use serde_json::Value;

use crate::support::{Conda, Learner, Machine, Tools, skip};

/// Writes a course with one exercise, `one`, of these goals.
fn write_course(machine: &Machine, goals: &str) {
    machine.write("course/course.toml", "format = 1\ntitle = \"Small\"\n");
    machine.write("course/SUMMARY.md", "# Summary\n\n- [One](one.md)\n");
    let lesson = format!(
        "# One\n\n## Exercise: one\n\n```toml exercise\nid = \"one\"\nminutes = 1\n\n{goals}\n```\n\n\
         <details class=\"solution\">\n<summary>Solution</summary>\n\n```console\n$ true\n```\n\n</details>\n"
    );
    machine.write("course/one.md", &lesson);
}

/// Runs these steps, with further variables; the words of the goals' verdicts, and the whole report.
fn run(machine: &Machine, steps: &str, variables: &[(&str, &str)]) -> (Vec<String>, Value) {
    machine.write("steps.sh", steps);
    let outcome = machine.checker_with(&["run", "one", "steps.sh", "--course", "course", "--json"], "", variables);
    assert_eq!(outcome.talk, "", "nothing but data");
    let report: Value = serde_json::from_str(&outcome.data).expect("a report");
    let goals = report["goals"].as_array().expect("goals").iter();
    (goals.map(|goal| goal["verdict"].as_str().expect("a word").to_owned()).collect(), report)
}

/// Why the first goal that is not reached is not.
fn why(report: &Value) -> &str {
    let goals = report["goals"].as_array().expect("goals");
    let open = goals.iter().find(|goal| goal["verdict"] != "reached").expect("a goal that is not reached");
    open["why"].as_str().expect("a reason")
}

const CONDA_GOALS: &str = r#"
[[goal]]
task = "Make it."
conda-env = "box"
python = ">=3.9"

[[goal]]
task = "Activate it."
active = "box"

[[goal]]
task = "Install."
package = "idna==3.6"
in = "box"

[[goal]]
task = "Leave it."
deactivated = true

[[goal]]
task = "Remove it."
removed = "box"
"#;

/// A machine with a conda, a course about it, and what its shell is told so that the shared installation stays as it is.
fn with_conda(test: &str) -> Option<(Machine, String, String, String)> {
    let (conda, machine) = Conda::with_machine(test)?;
    write_course(&machine, CONDA_GOALS);
    let load = format!(". {}/etc/profile.d/conda.sh", conda.base().display());
    let caches = format!("{},{}", machine.home().join(".conda/pkgs").display(), conda.base().join("pkgs").display());
    let create = format!("conda create --quiet --yes --name box python={} idna=3.6 >made", conda.lines()[0]);
    Some((machine, load, create, caches))
}

#[test]
fn an_environment_of_conda_is_seen_by_its_name_from_its_making_to_its_removal() {
    let Some((machine, load, create, caches)) = with_conda("an environment of conda") else { return };
    let caches = [("CONDA_PKGS_DIRS", caches.as_str())];
    let whole = format!("{load}\n{create}\nconda activate box\nconda deactivate\nconda env remove --yes --name box\n");
    let (words, report) = run(&machine, &whole, &caches);
    assert_eq!(words, ["reached"; 5], "{report:#}");
    assert_eq!(report["findings"], serde_json::json!([]), "{report:#}");
    let (_, report) = run(&machine, &format!("{load}\nconda create --quiet --yes --name box\n"), &caches);
    assert!(why(&report).contains("has no Python, and the task asks for >=3.9"), "{report:#}");
    let (_, report) = run(&machine, "python3 -m venv --without-pip box", &caches);
    assert_eq!(why(&report), "`box` is a virtual environment, and the task asks for one of conda");
    let (_, report) =
        run(&machine, &format!("{load}\n{create}\nconda activate\nconda activate box\nconda deactivate\n"), &caches);
    assert!(why(&report).ends_with("conda's base was not at the start: `conda deactivate` once more"), "{report:#}");
    assert!(!machine.home().join(".conda/envs").exists(), "scripted sessions leave nothing");
}

#[test]
fn in_a_live_session_the_base_that_was_active_at_the_start_may_be_so_at_the_end() {
    let Some((machine, load, create, caches)) = with_conda("a base in a live session") else { return };
    let environments = Conda::environments(&machine);
    let start_up = format!(
        "PS1='$ '\nexport CONDA_CHANGEPS1=no CONDA_PKGS_DIRS={caches} CONDA_ENVS_DIRS={}\n{load}\nconda activate base\n",
        environments.display()
    );
    let mut learner = Learner::start(machine, &start_up, &["one", "--course", "course", "--color", "never"]);
    learner.terminal.wait_for("Enter go on");
    learner.terminal.type_keys("\r");
    learner.wait_for_prompt();
    learner.step(&create, "✔ 1/5");
    learner.step("conda activate box", "✔ goals 2 to 3 of 5 reached");
    learner.step("conda deactivate", "✔ 4/5");
    assert!(environments.join("box/conda-meta/history").is_file());
    learner.terminal.enter("conda env remove --yes --name box >gone");
    learner.terminal.wait_for("one is done: 5 goals");
    learner.terminal.wait_for("q leave");
    learner.terminal.type_keys("q");
    assert_eq!(learner.terminal.exit_status(), 0);
}

const UV_GOALS: &str = "[[goal]]\ntask = \"A project.\"\nuv-project = \"demo\"\n";

#[test]
fn a_project_of_uv_is_its_file_its_lock_and_an_environment_that_holds_what_the_lock_asks_for() {
    let (Some(machine), Some(uv)) = (Machine::new(), Tools::program("uv")) else {
        return skip("a project of uv", "python3, the packages or uv are missing");
    };
    machine.add_program(&uv);
    write_course(&machine, UV_GOALS);
    let made = "uv init --quiet --bare demo\ncd demo\nuv add --quiet idna==3.6\n";
    for more in ["", "uv add --quiet cowsay\n", "rm -r .venv\nuv sync --quiet\n"] {
        let (words, report) = run(&machine, &format!("{made}{more}"), &[]);
        assert_eq!(words, ["reached"], "{more}: {report:#}");
    }
    for (more, expected) in [
        ("rm uv.lock", "there is no file `demo/uv.lock`, which `uv lock` writes"),
        ("rm -r .venv", "`demo` has no environment: there is nothing at `demo/.venv`; `uv sync` makes it"),
        ("uv pip uninstall --quiet idna", "`demo/.venv` is not what `demo` asks for: it has no idna"),
        ("uv pip install --quiet cowsay", "`demo/.venv` is not what `demo` asks for: nobody asks for cowsay"),
        (
            "uv pip install --quiet idna==3.7",
            "`demo/.venv` is not what `demo` asks for: it has another version of idna",
        ),
        ("uv add --quiet --frozen cowsay", "`demo/.venv` is not what `demo` asks for: it has no cowsay"),
        (
            "export UV_PROJECT_ENVIRONMENT=other",
            "`demo` has no environment: there is nothing at `demo/other`; `uv sync` makes it",
        ),
    ] {
        // The whole is looked at once more at the end, so that what was reached half-way is told as gone.
        let (words, report) = run(&machine, &format!("{made}{more}\n"), &[]);
        assert_eq!(words, ["not-yet"], "{more}: {report:#}");
        assert!(why(&report).ends_with(expected), "{more}: {}", why(&report));
    }
    let (words, report) = run(&machine, &format!("export UV_PROJECT_ENVIRONMENT=$PWD/other\n{made}"), &[]);
    assert_eq!(words, ["reached"], "{report:#}");
}
