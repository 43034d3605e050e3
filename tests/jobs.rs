//! Goals about jobs, with a real Slurm.

use serde_json::Value;

use crate::support::{Machine, Slurm};

/// A course whose exercise ends with these goals.
fn write_course(machine: &Machine, goals: &str) {
    machine.write("course/course.toml", "format = 1\ntitle = \"Small\"\n");
    machine.write("course/SUMMARY.md", "# Summary\n\n- [One](one.md)\n");
    let lesson = format!(
        "# One\n\n## Exercise: one\n\n```toml exercise\nid = \"one\"\nminutes = 1\nneeds = [\"slurm\"]\n\n{goals}\n```\n\n\
         <details class=\"solution\">\n<summary>Solution</summary>\n\n```console\n$ true\n```\n\n</details>\n"
    );
    machine.write("course/one.md", &lesson);
}

/// Runs these steps beside the cluster.
fn run(slurm: &Slurm, machine: &Machine, steps: &str, more: &[&str]) -> Value {
    machine.write("steps.sh", steps);
    let arguments = [&["run", "one", "steps.sh", "--course", "course", "--json"], more].concat();
    let outcome = machine.checker_with(&arguments, "", &slurm.variables());
    serde_json::from_str(&outcome.data).unwrap_or_else(|_| panic!("{}", outcome.talk))
}

/// Why the goal with this number, from 0, stands as it does.
fn why(report: &Value, goal: usize) -> &str {
    report["goals"][goal]["why"].as_str().expect("a reason")
}

/// Writes a job script.
fn script(body: &str) -> String {
    format!("cat > job.sh <<'END'\n#!/bin/bash\n#SBATCH --time=00:05:00\n{body}\nEND\n")
}

const GOALS: &str = r#"
[[goal]]
task = "Make the environment `box`."
venv = "box"

[[goal]]
task = "Submit `job.sh`, which says hello with the Python of `box`."
job = "job.sh"
in = "box"
prints = '(?m)^hello$'
"#;

const MADE: &str = "python3 -m venv --without-pip box\n";
const SAYS: &str = "echo hello\npython -c 'import sys; print(sys.prefix)'";

#[test]
fn a_job_is_waited_for_and_its_python_must_be_the_environment_s() {
    let Some((slurm, machine)) = Slurm::with_machine("a job") else { return };
    write_course(&machine, GOALS);
    let activates = script(&format!("source box/bin/activate\n{SAYS}"));
    for submit in ["sbatch job.sh", "sbatch --parsable --job-name=x job.sh", "sbatch ./job.sh > id", "(sbatch job.sh)"]
    {
        let report = run(&slurm, &machine, &format!("{MADE}{activates}{submit}\n"), &[]);
        assert_eq!(report["verdict"], "passed", "{submit}: {report:#}");
        assert_eq!(report["goals"][1]["step"], 3, "{submit}: {report:#}");
    }
    // The job works, and only because the shell that submitted it had the environment active.
    let bare = script(SAYS);
    let report = run(&slurm, &machine, &format!("{MADE}{bare}source box/bin/activate\nsbatch job.sh\n"), &[]);
    assert!(why(&report, 1).contains("was submitted while `box` was active"), "{report:#}");
    let absolute = script(&format!("echo hello\n{}", "python3 -c 'import sys; print(sys.prefix)'"));
    let report = run(&slurm, &machine, &format!("{MADE}{absolute}sbatch job.sh\n"), &[]);
    assert!(why(&report, 1).contains("ran with the Python of"), "{report:#}");
    let silent = script("source box/bin/activate\necho bye");
    let report = run(&slurm, &machine, &format!("{MADE}{silent}sbatch job.sh\n"), &[]);
    assert!(why(&report, 1).contains("nothing in `slurm-"), "{report:#}");
    // A second try counts.
    let report = run(&slurm, &machine, &format!("{MADE}{silent}sbatch job.sh\n{activates}sbatch job.sh\n"), &[]);
    assert_eq!(report["verdict"], "passed", "{report:#}");
}

#[test]
fn a_job_that_fails_says_how_and_one_that_waits_is_no_failure() {
    let Some((slurm, machine)) = Slurm::with_machine("a job that fails") else { return };
    write_course(&machine, "[[goal]]\ntask = \"A job.\"\njob = \"job.sh\"\n");
    let report = run(&slurm, &machine, &format!("{}sbatch job.sh\n", script("echo no such thing >&2\nexit 3")), &[]);
    assert!(why(&report, 0).contains("is failed, with status 3; the last line of `slurm-"), "{report:#}");
    assert!(why(&report, 0).ends_with("no such thing"), "{report:#}");
    let report = run(&slurm, &machine, &format!("{}sbatch --hold job.sh\n", script("true")), &["--step-limit", "3"]);
    assert_eq!(report["verdict"], "not-yet", "{report:#}");
    assert!(why(&report, 0).ends_with("is pending (JobHeldUser)"), "{report:#}");
    assert!(report["notes"][0].as_str().expect("a note").contains("was not waited for any longer"), "{report:#}");
    let report = run(&slurm, &machine, "true\n", &[]);
    assert_eq!(why(&report, 0), "`job.sh` has not been submitted yet; `sbatch job.sh` does it");
    let none = format!("{}export SLURM_CONF=/nowhere\nsbatch job.sh\n", script("true"));
    assert_eq!(run(&slurm, &machine, &none, &[])["verdict"], "not-yet", "nothing was submitted");
    // Nothing is left behind: what had not ended was cancelled.
    assert_eq!(slurm.says(&machine, "squeue --noheader"), "");
}

#[test]
fn other_states_can_be_asked_for() {
    let Some((slurm, machine)) = Slurm::with_machine("states of jobs") else { return };
    for (state, steps) in [
        ("failed", "sbatch job.sh\n"),
        ("pending", "sbatch --hold job.sh\n"),
        ("cancelled", "id=$(sbatch --parsable --hold job.sh)\nscancel $id\n"),
    ] {
        write_course(&machine, &format!("[[goal]]\ntask = \"A job.\"\njob = \"job.sh\"\nstate = \"{state}\"\n"));
        let report = run(&slurm, &machine, &format!("{}{steps}", script("exit 1")), &[]);
        assert_eq!(report["verdict"], "passed", "{state}: {report:#}");
    }
}

#[test]
fn a_scheduler_that_does_not_answer_is_never_called_wrong() {
    let Some((slurm, machine)) = Slurm::with_machine("a scheduler that does not answer") else { return };
    write_course(&machine, "[[goal]]\ntask = \"A job.\"\njob = \"job.sh\"\n");
    // The session reaches the cluster, and the checker does not.
    let steps = format!(
        "{}SLURM_CONF={} sbatch --hold job.sh\n",
        script("true"),
        slurm.variables().iter().find(|(name, _)| *name == "SLURM_CONF").expect("it").1
    );
    machine.write("steps.sh", &steps);
    let mut variables = slurm.variables();
    variables.retain(|(name, _)| *name != "SLURM_CONF");
    let outcome = machine.checker_with(&["run", "one", "steps.sh", "--course", "course", "--json"], "", &variables);
    let report: Value = serde_json::from_str(&outcome.data).expect("a report");
    assert_eq!((report["verdict"].as_str(), outcome.status), (Some("cannot-tell"), 3), "{report:#}");
    assert!(why(&report, 0).starts_with("the scheduler did not answer: "), "{report:#}");
    slurm.says(&machine, "scancel --user=$(id -un)");
}

#[test]
fn in_a_live_session_each_prompt_asks_again() {
    use crate::support::{Learner, PLAIN};
    let Some((slurm, machine)) = Slurm::with_machine("a job in a live session") else { return };
    write_course(
        &machine,
        "[[goal]]\ntask = \"A job.\"\njob = \"job.sh\"\nprints = 'done'\n\n[[goal]]\ntask = \"A file.\"\nfile = \"end\"\n",
    );
    let mut command = Learner::command(&machine, PLAIN, &["one", "--course", "course", "--color", "never"]);
    command.envs(slurm.variables());
    let learner = Learner::at(machine, 80, 24, &command);
    learner.wait_for_prompt();
    learner.terminal.enter("printf '#!/bin/bash\\nread -r line < go; echo done\\n' > job.sh; mkfifo go");
    learner.wait_for_prompt();
    learner.step("sbatch job.sh", "Submitted batch job");
    learner.step("checker goals", "is ");
    learner.terminal.enter("echo now > go");
    learner.enter_until("✔ 1/2");
    learner.wait_for_prompt();
    learner.terminal.enter("exit");
    learner.wait_for_nothing_left();
}
