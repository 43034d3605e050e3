//! `inspect PATH --against environment.yml` with an environment of conda's.

use snapbox::{assert_data_eq, str};

use crate::inspect_against::{ask, data, names, shell};
use crate::support::{Machine, skip};

/// A conda environment, laid out as conda leaves it: records, history, and Python packages.
fn conda_environment(machine: &Machine) {
    shell(machine, "mkdir -p Example/bin Example/conda-meta && ln -s \"$(command -v python3)\" Example/bin/python");
    machine.write("Example/conda-meta/history", "==> 2024-01-01 00:00:00 <==\n# cmd: conda create\n");
    for (name, version, build, requested) in [
        ("python", "3.11.7", "h955ad1f_0", "python=3.11"),
        ("numpy", "1.26.4", "py311h64a7726_0", "numpy=1.26"),
        ("openssl", "3.0.13", "h7f8727e_0", ""),
        ("scipy", "1.11.0", "py311_0", "scipy"),
        ("idna", "3.4", "py311_0", "idna"),
    ] {
        let record = serde_json::json!({
            "name": name, "version": version, "build": build, "requested_spec": requested, "files": [],
        });
        machine.write(&format!("Example/conda-meta/{name}-{version}-{build}.json"), &record.to_string());
    }
    // pip has put another version over conda's idna.
    for (name, version, installer) in
        [("numpy", "1.26.4", "conda"), ("scipy", "1.11.0", "conda"), ("idna", "3.6", "pip"), ("stray", "1.0", "pip")]
    {
        let folder = format!("Example/lib/python3.11/site-packages/{name}-{version}.dist-info");
        machine.write(
            &format!("{folder}/METADATA"),
            &format!("Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n"),
        );
        machine.write(&format!("{folder}/INSTALLER"), installer);
        machine.write(&format!("Example/lib/python3.11/site-packages/{name}/__init__.py"), "");
    }
}

#[test]
fn an_environment_file_is_compared_with_what_conda_recorded() {
    let Some(machine) = Machine::new() else { return skip("conda_recorded", "python3 is missing") };
    conda_environment(&machine);
    machine.write(
        "environment.yml",
        "dependencies:\n  - python=3.11\n  - conda-forge::numpy=1.26.*=py311*\n  - scipy>=1.12\n  - idna=3.4\n  - zlib\n  - __glibc>=2\n",
    );
    let outcome = ask(&machine, "environment.yml");
    assert_eq!((outcome.talk.as_str(), outcome.status), ("", 1));
    assert_data_eq!(
        outcome.data,
        str![[r#"
✘ `Example` differs from what `environment.yml` asks for
  ✘ zlib is missing (line 6)
  ✘ scipy is 1.11.0, not `>=1.12` (line 4)
  ✘ idna is 3.6, not `=3.4`: pip installed it over conda's (line 5)
  ✘ stray 1.0 is there, and nobody asks for it
  ? line 7, `__glibc>=2`, was not compared: it speaks of the machine and not of
    a package
  2 packages as asked for.

"#]]
    );
    let all = "dependencies: [python=3.11, numpy, scipy, openssl, pip: [idna==3.6, stray]]\n";
    machine.write("environment.yml", all);
    assert_eq!(data(&machine, "environment.yml")["verdict"], "same", "what conda pulled in need not be named");
    machine.write("environment.yml", &all.replace("numpy, ", "").replace("3.6", "3.4"));
    let data = data(&machine, "environment.yml");
    assert_eq!(
        (names(&data, "extra"), names(&data, "wrong_version")),
        (vec!["numpy".to_owned()], vec!["idna".to_owned()])
    );
}

#[test]
fn a_record_of_conda_that_cannot_be_read_is_damage() {
    let Some(machine) = Machine::new() else { return skip("conda_damage", "python3 is missing") };
    conda_environment(&machine);
    machine.write("Example/conda-meta/scipy-1.11.0-py311_0.json", "{");
    machine.write("environment.yml", "dependencies: [python, numpy, scipy, openssl, idna, pip: [stray]]\n");
    let data = data(&machine, "environment.yml");
    assert_eq!((names(&data, "damaged"), &data["verdict"]), (vec!["scipy".to_owned()], &"cannot-tell".into()));
}
