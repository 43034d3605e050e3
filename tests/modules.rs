//! Sessions with a real Lmod, whose modules are named and sorted as those of the course's sites, and with real Environment
//! Modules (the site `tcl`).

use serde_json::Value;

use crate::support::{Machine, Modules};

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
