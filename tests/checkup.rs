//! `doctor` at a site: its file beside the machine, with a real Lmod, and the report of it.

use serde_json::Value;

use crate::support::{Machine, Modules, skip};

fn checks(machine: &Machine, site: &str, variables: &[(&str, &str)]) -> Value {
    let outcome = machine.checker_with(&["doctor", "--site", site, "--json"], "", variables);
    let mut report: Value = serde_json::from_str(&outcome.data).unwrap_or_else(|_| panic!("{}", outcome.talk));
    report["checks"].take()
}

/// What was answered to a check.
fn answer<'c>(checks: &'c Value, id: &str, about: &str) -> &'c str {
    let list = checks.as_array().expect("checks");
    let found = list.iter().find(|check| check["id"] == id && check["about"] == about);
    found.unwrap_or_else(|| panic!("no {id} {about}: {checks:#}"))["answer"].as_str().expect("an answer")
}

#[test]
fn modules_of_a_site_are_known_where_its_lmod_has_them_and_only_there() {
    let Some((modules, machine)) = Modules::with_machine("doctor and Lmod") else { return };
    let login = |site: &str| modules.login(&machine, site);
    fn pairs(login: &[(String, String)]) -> Vec<(&str, &str)> {
        login.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect()
    }
    let (uppmax, hpc2n) = (login("uppmax"), login("hpc2n"));
    let there = checks(&machine, "uppmax", &pairs(&uppmax));
    assert_eq!(answer(&there, "module", "Python/3.12.3-GCCcore-13.3.0"), "ok", "{there:#}");
    assert_eq!(answer(&there, "module", "SciPy-bundle/2024.05-gfbf-2024a"), "ok", "{there:#}");
    assert_eq!(answer(&there, "tool", "module"), "ok");
    assert_eq!(answer(&there, "quota", "uquota"), "not-here");
    assert_eq!(answer(&there, "work", "/proj/{{project}}/{{user}}/checker"), "not-here", "there is no /proj");
    // Python is known there only after its compiler is loaded.
    let there = checks(&machine, "hpc2n", &pairs(&hpc2n));
    assert_eq!(answer(&there, "module", "GCC/13.2.0 Python/3.11.5"), "ok", "{there:#}");
    assert_eq!(answer(&there, "module", "SciPy-bundle/2023.11"), "ok", "{there:#}");
    let elsewhere = checks(&machine, "uppmax", &pairs(&hpc2n));
    assert_eq!(answer(&elsewhere, "module", "Python/3.12.3-GCCcore-13.3.0"), "not-here", "{elsewhere:#}");
}

const BROOK: &str = r#"
format = 1
name = "Brook"
has = ["modules", "slurm"]
work = "/brook/{{project}}"

[recognise]
variable = "CLUSTER_NAME=brook"

[values.python_module]
value = "python/3.13"

[values.quota_command]
value = '''printf 'files 10 of 100\nof %s\n' "$USER"'''
"#;

fn small(machine: &Machine, site: &str) {
    machine.write_course("# One\n\nText.\n");
    machine.write("course/sites/brook.toml", site);
}

#[test]
fn what_cannot_be_told_is_no_fault_and_a_machine_that_nobody_takes_for_a_site_is_not_asked() {
    let Some(machine) = Machine::new() else { return skip("doctor at a site", "python3 or the packages are missing") };
    small(&machine, BROOK);
    let at_brook = |more: &[&str]| {
        let arguments = [&["doctor", "--course", "course", "--site", "brook"], more].concat();
        machine.checker_with(&arguments, "", &[("USER", "adalove")])
    };
    let page = at_brook(&[]).data;
    for line in [
        "The site `brook`, as its file has it",
        "module     `python/3.13`: cannot tell, there is no `module`",
        "work       `/brook/{{project}}`: not here, there is no folder `/brook/`",
        "files 10 of 100",
        "of adalove",
        "tool       `sbatch`: not here, it cannot be typed here",
    ] {
        assert!(page.contains(line), "no `{line}`: {page}");
    }
    let report: Value = serde_json::from_str(&at_brook(&["--json"]).data).expect("JSON");
    assert_eq!(answer(&report["checks"], "module", "python/3.13"), "cannot-tell");
    let nowhere = machine.checker(&["doctor", "--json"]);
    let report: Value = serde_json::from_str(&nowhere.data).expect("JSON");
    assert_eq!(report["checks"], serde_json::json!([]));
}

#[test]
fn a_report_names_nobody_and_stands_in_the_site_s_file_as_it_is() {
    let Some(machine) = Machine::new() else { return skip("doctor --report", "python3 or the packages are missing") };
    small(&machine, BROOK);
    let at = |words: &[&str], variables: &[(&str, &str)]| {
        let outcome = machine.checker_with(
            &[words, &["--course", "course"]].concat(),
            "",
            &[&[("USER", "adalove")], variables].concat(),
        );
        assert_eq!((outcome.talk.as_str(), outcome.status), ("", 0), "{}", outcome.data);
        outcome.data
    };
    let imitated = at(&["doctor", "--site", "brook", "--report"], &[]);
    assert!(imitated.contains("host = \"elsewhere\""), "{imitated}");
    let written = at(&["doctor", "--report", "report.toml"], &[("CLUSTER_NAME", "brook")]);
    assert!(written.contains("report.toml (checked on the cluster on 20"), "{written}");
    let report = std::fs::read_to_string(machine.here().join("report.toml")).expect("the report");
    assert!(report.contains("host = \"login\"") && report.contains("\"python3\" = \"3."), "{report}");
    let host_name = rustix::system::uname().nodename().to_string_lossy().into_owned();
    for name in ["adalove", machine.home().to_str().expect("text"), &host_name] {
        assert!(!report.contains(name), "`{name}` is named: {report}");
    }

    small(&machine, &format!("{BROOK}\n{report}"));
    let shown = at(&["site", "--site", "brook"], &[]);
    assert!(shown.contains("Its file was checked on the cluster on 20"), "{shown}");
    let lint = machine.checker(&["lint", "--course", "course"]);
    assert_eq!(lint.status, 0, "a warning is no error: {}", lint.data);
    assert!(lint.data.contains("the tool `sbatch` is not there"), "{}", lint.data);
    // The file is changed, and the report is of yesterday.
    small(&machine, &format!("{}\n{report}", BROOK.replace("python/3.13", "python/3.14")));
    let lint = machine.checker(&["lint", "--course", "course"]).data;
    assert!(lint.contains("is about `python/3.13`, of which the file says nothing"), "{lint}");
}
