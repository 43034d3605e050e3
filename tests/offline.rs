//! `prepare`, and exercises where no index can be reached.

#![expect(clippy::disallowed_methods, reason = "tests start programs and change what was downloaded")]

use std::fs;
use std::net::TcpListener;
use std::path::Path;

use serde_json::Value;

use crate::support::{Machine, Outcome, Tools, skip};

/// The variables by which the machines of the tests have packages without an index.
const OWN: [&str; 5] = ["PIP_NO_INDEX", "PIP_FIND_LINKS", "UV_NO_INDEX", "UV_FIND_LINKS", "UV_OFFLINE"];

const STEPS: &str = "python3 -m venv Example\n. Example/bin/activate\npip install idna==3.6\ndeactivate\n";

fn machine(test: &str) -> Option<Machine> {
    let machine = Machine::new();
    if machine.is_none() {
        skip(test, "python3 with venv or the packages are missing");
    }
    machine
}

/// `checker` on a machine whose index is an address at which nobody listens, and which knows no other place.
fn cut_off(machine: &Machine, arguments: &[&str]) -> Outcome {
    let nobody = TcpListener::bind("127.0.0.1:0").and_then(|listener| listener.local_addr()).expect("a port");
    let mut command = machine.command(Path::new(env!("CARGO_BIN_EXE_checker")));
    command.args(arguments).env("PIP_INDEX_URL", format!("http://{nobody}/simple")).env("PIP_RETRIES", "0");
    for name in OWN {
        command.env_remove(name);
    }
    let output = command.output().expect("checker");
    Outcome {
        data: machine.redact(&String::from_utf8_lossy(&output.stdout)),
        talk: machine.redact(&String::from_utf8_lossy(&output.stderr)),
        status: output.status.code().expect("a status"),
    }
}

fn json(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_else(|error| panic!("{error}: {text}"))
}

fn verdicts(proof: &Value) -> Vec<&str> {
    proof["cases"].as_array().expect("cases").iter().map(|case| case["verdict"].as_str().expect("a verdict")).collect()
}

#[test]
fn a_wheelhouse_is_filled_once_and_stands_in_for_an_index_that_cannot_be_reached() {
    let Some(machine) = machine("a wheelhouse in place of an index") else { return };
    let filled = machine.checker(&["prepare", "first-venv", "--to", "shared/wheels", "--json"]);
    assert_eq!((filled.talk.as_str(), filled.status), ("", 0), "{}", filled.data);
    let report = json(&filled.data);
    assert_eq!((&report["complete"], &report["pythons"][0]["held_before"]), (&true.into(), &0.into()), "{report:#}");
    let house = machine.here().join("shared/wheels");
    assert!(house.join("idna-3.6-py3-none-any.whl").is_file() && house.join("checker-wheelhouse.json").is_file());
    let beside = |folder: &Path| fs::read_dir(folder).expect("a folder").count();
    assert_eq!((beside(&machine.home()), beside(&machine.here())), (0, 1), "nothing is written elsewhere");

    // What is there is not asked for again; what was changed is.
    let again = json(&machine.checker(&["prepare", "first-venv", "--to", "shared/wheels", "--json"]).data);
    assert_eq!(again["pythons"][0]["new"], 0, "{again:#}");
    fs::write(house.join("idna-3.6-py3-none-any.whl"), "half").expect("a file");
    let mended = json(&machine.checker(&["prepare", "first-venv", "--to", "shared/wheels", "--json"]).data);
    assert_eq!(mended["pythons"][0]["new"], 1, "{mended:#}");

    let proof = cut_off(&machine, &["prove", "first-venv", "--solutions", "--json"]);
    assert_eq!((verdicts(&json(&proof.data)), proof.status), (vec!["deferred", "deferred"], 0), "{}", proof.data);
    let proof = cut_off(&machine, &["prove", "first-venv", "--solutions", "--json", "--wheelhouse", "shared/wheels"]);
    assert_eq!(verdicts(&json(&proof.data)), ["proved", "proved"], "{}", proof.data);

    machine.write("steps.sh", STEPS);
    let run = cut_off(&machine, &["run", "first-venv", "steps.sh", "--wheelhouse", "shared/wheels"]);
    assert_eq!(run.status, 0, "{}", run.data);
    assert!(
        run.talk.starts_with("Packages come from the wheelhouse [MACHINE]/here/shared/wheels: the index cannot be")
    );
    assert_eq!(run.talk.matches("Packages come from").count(), 1);
}

#[test]
fn demo_says_that_it_has_no_packages_and_plays_with_a_wheelhouse() {
    let Some(machine) = machine("demo without an index") else { return };
    let refused = cut_off(&machine, &["demo", "first-venv"]);
    assert_eq!(refused.status, 3, "{}", refused.talk);
    assert!(refused.talk.contains("a package index that can be reached, nor a wheelhouse"), "{}", refused.talk);
    machine.checker(&["prepare", "first-venv", "--to", "wheels"]);
    let mut command = machine.command(Path::new(env!("CARGO_BIN_EXE_checker")));
    command
        .args(["demo", "first-venv"])
        .env("CHECKER_WHEELHOUSE", "wheels")
        .env("PIP_INDEX_URL", "http://127.0.0.1:9/");
    for name in OWN {
        command.env_remove(name);
    }
    let played = command.output().expect("checker");
    assert!(played.status.success(), "{}", String::from_utf8_lossy(&played.stdout));
}

#[test]
fn uv_takes_packages_from_a_wheelhouse_too() {
    let Some(machine) = machine("uv and a wheelhouse") else { return };
    let Some(uv) = Tools::program("uv") else { return skip("uv and a wheelhouse", "there is no uv") };
    machine.add_program(&uv);
    let filled = machine.checker(&["prepare", "uv-environment", "--to", "wheels"]);
    assert_eq!(filled.status, 0, "{}{}", filled.data, filled.talk);
    let proof = cut_off(&machine, &["prove", "uv-environment", "--solutions", "--json", "--wheelhouse", "wheels"]);
    assert_eq!(verdicts(&json(&proof.data)), ["proved", "proved"], "{}", proof.data);
}

#[test]
fn what_could_not_be_had_is_said_with_who_asks_for_it() {
    let Some(machine) = machine("a wheelhouse with a gap") else { return };
    machine.write_course(LESSON);
    let arguments = ["prepare", "--to", "wheels", "--course", "course"];
    let told = machine.checker(&arguments);
    assert_eq!((told.status, told.talk.as_str()), (1, ""), "{}", told.data);
    assert!(told.data.contains("could not be had: no-such-thing>=7 (for gap)"), "{}", told.data);
    let report = json(&machine.checker(&[&arguments[..], &["--json"]].concat()).data);
    let python = &report["pythons"][0];
    let missing: Vec<(&str, &Value)> = python["missing"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|lack| (lack["requirement"].as_str().expect("text"), &lack["needed"]))
        .collect();
    assert_eq!(missing, [("no-such-thing>=7", &true.into()), ("only-a-mistake", &false.into())], "{report:#}");
    assert_eq!(python["held_before"], 3, "of the list, the goal and the commands: {report:#}");

    let page = machine.checker(&["doctor", "--course", "course", "--wheelhouse", "wheels"]).data;
    let page = page.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(page.contains("it lacks no-such-thing>=7"), "{page}");
    assert!(page.contains("To fill it: `checker prepare --course course --wheelhouse wheels`."), "{page}");
    let gone = json(&machine.checker(&["doctor", "--json", "--wheelhouse", "nowhere"]).data);
    assert_eq!(gone["wheelhouse"]["why"], "there is no wheelhouse `[MACHINE]/here/nowhere`", "{gone:#}");
}

#[test]
fn a_site_names_its_wheelhouse_and_a_person_wins_over_it() {
    let Some(machine) = machine("the wheelhouse of a site") else { return };
    machine.write_course("# One\n\nText.\n");
    let site = "format = 1\nname = \"Brook\"\nwheelhouse = \"/brook/{{user}}/wheels\"\n";
    machine.write("course/sites/brook.toml", site);
    let seen = |more: &[&str], variables: &[(&str, &str)]| {
        let arguments = [&["doctor", "--json", "--course", "course", "--site", "brook"], more].concat();
        let outcome = machine.checker_with(&arguments, "", &[&[("USER", "ada")], variables].concat());
        json(&outcome.data)["wheelhouse"]["place"].as_str().unwrap_or_else(|| panic!("{}", outcome.talk)).to_owned()
    };
    assert_eq!(seen(&[], &[]), "/brook/ada/wheels");
    assert_eq!(seen(&[], &[("CHECKER_WHEELHOUSE", "/mine")]), "/mine");
    assert_eq!(seen(&["--wheelhouse", "/asked"], &[("CHECKER_WHEELHOUSE", "/mine")]), "/asked");
    // A session does not mind that the site's is not there; one that somebody named has to be.
    let refused = machine.checker(&["run", "first-venv", "--wheelhouse", "nowhere"]);
    assert_eq!(refused.status, 2, "{}", refused.talk);
    assert!(refused.talk.contains("hint: `checker prepare --to [MACHINE]/here/nowhere` fills one"), "{}", refused.talk);
    let nobody = machine.checker(&["prepare", "first-venv"]);
    assert!(nobody.status == 2 && nobody.talk.contains("`checker prepare --to DIR`"), "{}", nobody.talk);
}

const LESSON: &str = r#"# One

## Exercise: gap

```text file=requirements.txt
cowsay==6.1
no-such-thing>=7
```

```toml exercise
id = "gap"
minutes = 1

[[goal]]
task = "Have it."
package = "idna==3.6"
in = "box"
```

<details class="solution">
<summary>Solution</summary>

```console
$ python3 -m venv box
$ box/bin/pip install wcwidth==0.2.13
```

</details>

<details class="mistake" id="wrong">
<summary>Wrong</summary>

```toml mistake
tried = "pip install"
exit = "failed"
```

```console
$ pip install only-a-mistake
```

Words.

</details>

<details class="recover" for="wrong">
<summary>Get back</summary>

```console
$ box/bin/pip install wcwidth==0.2.13
```

</details>
"#;
