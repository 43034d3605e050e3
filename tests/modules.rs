//! Sessions with a real Lmod, whose modules are named and sorted as those of the course's sites, and with real Environment
//! Modules (the site `tcl`).

use serde_json::Value;

use crate::support::{Conda, Machine, Modules, skip};

const LESSON: &str = r#"# One

## Exercise: one

```toml exercise
id = "one"
minutes = 1
needs = ["modules"]

[[goal]]
task = "Load it."
module = "Python"

[[goal]]
task = "Make an environment with it."
venv = "box"

[[goal]]
task = "Activate it."
active = "box"
```

<details class="solution">
<summary>Solution</summary>

```console
$ true
```

</details>
"#;

/// Runs these steps as somebody who has logged in at a site.
fn run(machine: &Machine, login: &[(String, String)], steps: &str) -> Value {
    machine.write_course(LESSON);
    machine.write("steps.sh", steps);
    let login: Vec<(&str, &str)> = login.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    let outcome = machine.checker_with(&["run", "one", "steps.sh", "--course", "course", "--json"], "", &login);
    serde_json::from_str(&outcome.data).unwrap_or_else(|_| panic!("{}", outcome.talk))
}

/// What the last step printed.
fn last(report: &Value) -> String {
    report["steps"].as_array().and_then(|steps| steps.last()).expect("a step")["output"].to_string()
}

#[test]
fn a_module_is_loaded_in_a_session_and_environments_stand_on_its_python() {
    let Some((modules, machine)) = Modules::with_machine("a module in a session") else { return };
    for (site, load) in [
        ("uppmax", "module load Python/3.12.3-GCCcore-13.3.0"),
        ("hpc2n", "module load GCC/13.2.0 Python/3.11.5"),
        ("hpc2n", "ml GCC/13.2.0\nml Python/3.11.5"),
        ("ubelix", "module load Python"),
        ("tcl", "module load Python/3.12.3-GCCcore-13.3.0"),
    ] {
        let login = modules.login(&machine, site);
        let made = "python3 -m venv --without-pip box\n. box/bin/activate\n";
        let report = run(&machine, &login, &format!("{load}\n{made}cat box/pyvenv.cfg\n"));
        assert_eq!(report["verdict"], "passed", "{site}: {report:#}");
        assert!(last(&report).contains("/modules/python/3."), "{site}: {report:#}");
    }
}

#[test]
fn a_name_that_is_not_there_and_one_that_needs_another_first_load_nothing() {
    let Some((modules, machine)) = Modules::with_machine("a module that cannot be loaded") else { return };
    for (site, load, expected) in [
        ("uppmax", "module load python/3.12.3", "The following module(s) are unknown"),
        ("hpc2n", "module load Python/3.11.5", "cannot be loaded as requested"),
        ("tcl", "module load python/3.12.3", "Unable to locate a modulefile"),
    ] {
        let report = run(&machine, &modules.login(&machine, site), &format!("{load}\n"));
        assert_eq!(report["goals"][0]["why"], "no module is loaded (`LOADEDMODULES` is empty)", "{report:#}");
        assert!(last(&report).contains(expected), "{report:#}");
    }
}

#[test]
fn a_bundle_by_pythonpath_wins_over_an_environment_and_one_by_ebpythonprefixes_does_not() {
    let Some((modules, machine)) = Modules::with_machine("bundles") else { return };
    let version = "python -c 'import idna; print(idna.__version__)'";
    for (site, load, expected) in [
        ("hpc2n", "module load GCC/13.2.0 Python/3.11.5 SciPy-bundle/2023.11", "3.4"),
        ("uppmax", "module load Python/3.12.3-GCCcore-13.3.0 SciPy-bundle/2024.05-gfbf-2024a", "3.6"),
    ] {
        let made = "python3 -m venv --system-site-packages box\n. box/bin/activate\npip install idna==3.6\n";
        let report = run(&machine, &modules.login(&machine, site), &format!("{load}\n{made}{version}\n"));
        assert_eq!(report["verdict"], "passed", "{site}: {report:#}");
        assert!(last(&report).contains(expected), "{site}: {report:#}");
    }
}

#[test]
fn outside_of_an_environment_nobody_writes_into_the_python_of_a_module() {
    let Some((modules, machine)) = Modules::with_machine("the Python of a module") else { return };
    let steps = "module load Python/3.12.3-GCCcore-13.3.0\npip install idna==3.6\n";
    let report = run(&machine, &modules.login(&machine, "uppmax"), steps);
    assert!(last(&report).contains("Defaulting to user installation"), "{report:#}");
    let finding = &report["findings"][0]["mistake"];
    assert!(finding.is_string(), "what went wrong has a name: {report:#}");
}

#[test]
fn a_name_that_is_not_there_is_the_same_mistake_with_either_module_system() {
    let Some((modules, machine)) = Modules::with_machine("a mistake with either module system") else { return };
    machine.write("wrong.sh", "module load Python/2.4.99\n");
    for (site, kind) in [("uppmax", "lmod"), ("tcl", "environment-modules")] {
        let login = modules.login(&machine, site);
        let login: Vec<(&str, &str)> = login.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        let json = |arguments: &[&str]| -> Value {
            let outcome = machine.checker_with(arguments, "", &login);
            serde_json::from_str(&outcome.data).unwrap_or_else(|_| panic!("{}", outcome.talk))
        };
        let report = json(&["run", "load-python", "wrong.sh", "--site", "uppmax", "--json"]);
        assert_eq!(report["findings"][0]["mistake"], "module-unknown", "{report:#}");
        let machine = json(&["doctor", "--site", "uppmax", "--json"]);
        assert_eq!(machine["modules"]["kind"], kind, "{machine:#}");
        let checks = machine["checks"].as_array().expect("checks");
        let python = checks.iter().find(|check| check["about"] == "Python/3.12.3-GCCcore-13.3.0").expect("a module");
        assert_eq!(python["answer"], "ok", "{site}: {python:#}");
    }
}

/// Modules, of which one brings conda.
fn with_conda(test: &str) -> Option<(Modules, Machine)> {
    let found = Modules::with_machine(test)?;
    if Conda::find().is_none() {
        skip(test, "there is no conda for tests: `tests/components/conda/make target/peers/conda` makes one");
        return None;
    }
    Some(found)
}

#[test]
fn a_base_that_a_module_put_on_the_path_was_left_when_conda_was() {
    let Some((modules, machine)) = with_conda("the base of a module") else { return };
    let goals = LESSON.find("[[goal]]").zip(LESSON.find("\n```\n\n<details")).expect("goals");
    let lesson =
        format!("{}[[goal]]\ntask = \"Be outside.\"\ndeactivated = true{}", &LESSON[..goals.0], &LESSON[goals.1..]);
    machine.write_course(&lesson);
    for (site, load) in [("ubelix", "module load Anaconda3"), ("polaris", "module load conda")] {
        let login = modules.login(&machine, site);
        let login: Vec<(&str, &str)> = login.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        let verdict = |steps: &str| -> Value {
            machine.write("steps.sh", &format!("{load}\neval \"$(conda shell.bash hook)\"\n{steps}"));
            let outcome = machine.checker_with(&["run", "one", "steps.sh", "--course", "course", "--json"], "", &login);
            serde_json::from_str(&outcome.data).unwrap_or_else(|_| panic!("{}", outcome.talk))
        };
        let left = verdict("conda activate base\nconda deactivate\n");
        assert_eq!(left["verdict"], "passed", "{site}: {left:#}");
        let forgotten = verdict("conda activate base\n");
        let why = forgotten["goals"][0]["why"].to_string();
        assert!(why.contains("is still active (`CONDA_PREFIX` is set)"), "{site}: {forgotten:#}");
    }
}

#[test]
fn exercises_with_conda_wait_only_where_no_module_brings_it() {
    let Some((modules, machine)) = with_conda("what waits for conda") else { return };
    let waits = |login: &str, site: &str| -> bool {
        let login = modules.login(&machine, login);
        let login: Vec<(&str, &str)> = login.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        let outcome = machine.checker_with(&["doctor", "--site", site, "--json"], "", &login);
        let report: Value = serde_json::from_str(&outcome.data).unwrap_or_else(|_| panic!("{}", outcome.talk));
        let deferred = report["deferred"].as_array().expect("what waits");
        deferred.iter().any(|each| each["exercise"] == "conda-first")
    };
    for site in ["uppmax", "mila", "ubelix", "polaris"] {
        assert!(!waits(site, site), "{site} has a module of conda");
    }
    assert!(waits("hpc2n", "hpc2n"), "the site speaks of no such module");
    assert!(waits("hpc2n", "ubelix"), "the site speaks of one, and it is not here");
}
