//! Sites: those that come with the course, and one more, which is one file.

use snapbox::{assert_data_eq, str};

use crate::support::{Machine, skip};

/// A cluster that nobody here has heard of.
const BROOK: &str = r#"
format = 1
name = "Brook"
documentation = "https://brook.example/python"
has = ["modules", "venv", "index", "slurm"]
work = "/brook/{{user_initial}}/{{user}}/checker"

[recognise]
host = '^brook[0-9]+$'
variable = "CLUSTER_NAME=brook"

[values.python_module]
value = "python/3.13-brook"
checked = "2026-11-21"
page = "https://brook.example/python"
"#;

/// A lesson that is another one there.
const LESSON: &str = r#"# One

<details class="site brook">
<summary>Brook</summary>

Load `{{python_module|Python/3}}` first.

</details>

<details class="site other">
<summary>Elsewhere</summary>

Look for `{{python_module|Python/3}}`.

</details>

<details class="has slurm">
<summary>With Slurm</summary>

There are jobs.

</details>

## Exercise: one

```toml exercise
id = "one"
minutes = 1

[[goal]]
task = "Make the file `done`."
file = "done"
```

<details class="solution brook">
<summary>Solution at Brook</summary>

```console
$ echo {{python_module|Python/3}} > done
```

</details>

<details class="solution">
<summary>Solution</summary>

```console
$ touch done
```

</details>
"#;

/// What a command prints when it succeeds.
fn prints(machine: &Machine, arguments: &[&str], variables: &[(&str, &str)]) -> String {
    let outcome = machine.checker_with(arguments, "", variables);
    assert_eq!((outcome.talk.as_str(), outcome.status), ("", 0), "{}", outcome.data);
    outcome.data
}

#[test]
fn a_new_cluster_is_one_file_beside_the_settings() {
    let Some(machine) = Machine::new() else { return skip("a new cluster", "python3 or the packages are missing") };
    let sites = machine.home().join(".config/checker/sites");
    std::fs::create_dir_all(&sites).expect("a folder");
    checker::host::write_new(&sites.join("brook.toml"), BROOK.as_bytes()).expect("a file");
    let there = [("CLUSTER_NAME", "brook"), ("USER", "ada")];
    assert_data_eq!(
        prints(&machine, &["site"], &there),
        str![[r#"
Site: brook — Brook (recognised by the variable `CLUSTER_NAME=brook`).
Its own documentation: https://brook.example/python
Its file was compared with its pages, and not with the machine itself.

  ✔ brook      Brook  has modules, venv, index, slurm
    hpc2n      HPC2N  has modules, venv, index, slurm
    laptop     Your own computer  has venv, index
    mila       Mila  has modules, venv, uv, conda, index, slurm
    polaris    ALCF Polaris  has modules, venv, conda, index, pbs
    ubelix     UBELIX  has modules, venv, conda, index, slurm
    uppmax     UPPMAX  has modules, venv, conda, index, slurm

Choose another: checker site set NAME

"#]]
    );
    // The whole built-in course is there, and nobody is asked anything: all that its work folder needs is known.
    assert!(prints(&machine, &["list"], &there).contains("first-venv"));
    assert!(prints(&machine, &["show", "venv"], &there).contains("Look which Python you have."));
    let report: serde_json::Value =
        serde_json::from_str(&prints(&machine, &["doctor", "--json"], &there)).expect("a report");
    assert_eq!(report["site"], "brook", "{report:#}");
}

#[test]
fn a_course_of_a_new_cluster_has_its_own_folds_values_and_solutions() {
    let Some(machine) = Machine::new() else {
        return skip("a course of a new cluster", "python3 or the packages are missing");
    };
    machine.write_course(LESSON);
    machine.write("course/sites/brook.toml", BROOK);
    machine.write("course/sites/laptop.toml", "format = 1\nname = \"Laptop\"\n");
    let shown = |site: &str| prints(&machine, &["show", "one", "--course", "course", "--site", site], &[]);
    let (brook, laptop) = (shown("brook"), shown("laptop"));
    assert!(brook.contains("Load python/3.13-brook first.") && brook.contains("There are jobs."), "{brook}");
    assert!(laptop.contains("Look for Python/3.") && !laptop.contains("There are jobs."), "{laptop}");
    let solution = prints(&machine, &["solution", "one", "--course", "course", "--site", "brook"], &[]);
    assert!(solution.contains("echo python/3.13-brook > done"), "{solution}");
    for site in ["brook", "laptop"] {
        prints(&machine, &["lint", "--course", "course"], &[]);
        prints(&machine, &["prove", "one", "--course", "course", "--site", site], &[]);
    }
}

#[test]
fn every_site_of_the_course_says_where_its_values_come_from_and_how_it_is_recognised() {
    let sites = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../lessons/sites");
    let a_day = regex::Regex::new("^20[0-9]{2}-[01][0-9]-[0-3][0-9]$").expect("a pattern");
    let mut seen = 0;
    for file in std::fs::read_dir(sites).expect("the sites").flatten().map(|entry| entry.path()) {
        let id = file.file_stem().expect("a name").to_string_lossy().into_owned();
        let site = checker::site::parse(&id, &std::fs::read_to_string(&file).expect("text")).expect("a site");
        let is_recognised = site.recognise.host.is_some() || site.recognise.variable.is_some();
        assert!(is_recognised || id == "laptop", "{id}");
        assert!(site.work.is_some() && site.documentation.is_some(), "{id}");
        for (name, value) in &site.values {
            let day = value.checked.as_deref().unwrap_or_default();
            assert!(
                a_day.is_match(day) && value.page.as_deref().is_some_and(|page| page.starts_with("https://")),
                "{id}: {name}"
            );
        }
        seen += 1;
    }
    assert_eq!(seen, 6, "the sites that are shipped");
}

#[test]
fn a_site_that_names_a_module_of_conda_says_what_is_typed_for_it() {
    let sites = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../lessons/sites");
    let mut seen = 0;
    for file in std::fs::read_dir(sites).expect("the sites").flatten().map(|entry| entry.path()) {
        let id = file.file_stem().expect("a name").to_string_lossy().into_owned();
        let site = checker::site::parse(&id, &std::fs::read_to_string(&file).expect("text")).expect("a site");
        let value = |name: &str| site.values.get(name).map(|value| value.value.as_str());
        let wanted = value("conda_module").map(|module| {
            let before = value("module_folder").map_or_else(String::new, |folder| format!("module use {folder} && "));
            format!("{before}module load {module}")
        });
        assert_eq!(value("load_conda"), wanted.as_deref(), "{id}");
        seen += usize::from(wanted.is_some());
    }
    assert_eq!(seen, 4, "uppmax, mila, ubelix and polaris");
}
