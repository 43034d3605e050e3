//! Mistakes: found at the step where they happened, with the learner's own line, and never where work is right.

use serde_json::Value;

use crate::support::{Machine, skip};

/// The findings of steps on `first-venv`: mistake, step, evidence.
fn findings(test: &str, steps: &str) -> Option<Vec<(String, u64, String)>> {
    let Some(machine) = Machine::new() else {
        skip(test, "python3 with venv, or the packages, are missing");
        return None;
    };
    let report = machine.run("first-venv", steps);
    let text = |value: &Value| value.as_str().expect("text").to_owned();
    let findings = report["findings"].as_array().expect("findings");
    Some(
        findings
            .iter()
            .map(|f| (text(&f["mistake"]), f["step"].as_u64().expect("a step"), text(&f["evidence"])))
            .collect(),
    )
}

macro_rules! finds {
    ($($name:ident: $steps:expr => $mistake:expr, $step:expr, $evidence:expr;)*) => {$(
        #[test]
        fn $name() {
            if let Some(found) = findings(stringify!($name), $steps) {
                let expected = [($mistake.to_owned(), $step, $evidence.to_owned())];
                assert_eq!(found, expected);
            }
        }
    )*};
}

finds! {
    activate_run_as_a_program: "python3 -m venv --without-pip Example\n./Example/bin/activate\n"
        => "activate-without-source", 2, "`./Example/bin/activate`: it printed: \
            `bash: ./Example/bin/activate: Permission denied`";
    activate_in_a_pipeline: "python3 -m venv --without-pip Example\nsource Example/bin/activate | cat\n"
        => "activate-without-source", 2, "`source Example/bin/activate`";
    pip_in_the_middle_of_a_joined_line: "python3 -m venv Example && pip install idna==3.6 && . Example/bin/activate\n"
        => "pip-before-activate", 1, "`pip install idna==3.6`: no environment was active (`VIRTUAL_ENV` is not set)";
    pip_through_an_alias: "python3 -m venv --without-pip Example\nalias p='python3 -m pip'\np install idna==3.6\n"
        => "pip-before-activate", 3, "`p install idna==3.6`: no environment was active (`VIRTUAL_ENV` is not set)";
    a_path_that_is_not_there: "python3 -m venv --without-pip Example\nsource Exmaple/bin/activate\n"
        => "wrong-folder", 2, "`source Exmaple/bin/activate`: it printed: `bash: Exmaple/bin/activate: No such file or directory`";
    a_smaller_sign_that_the_shell_took:
        "python3 -m venv Example\n. Example/bin/activate\npip install idna<3.7\n"
        => "unquoted-specifier", 3, "`pip install idna<3.7`: it ended with status 1; it printed: \
            `bash: 3.7: No such file or directory`";
    leaving_the_shell_instead_of_the_environment:
        "python3 -m venv Example\n. Example/bin/activate\npip install idna==3.6\nexit\n"
        => "left-the-shell", 4, "`exit`";
}

#[test]
fn advice_gives_the_reason_and_the_commands_that_get_back() {
    let Some(machine) = Machine::new() else { return skip("advice", "python3 with venv is missing") };
    let report = machine.run("first-venv", "python3 -m venv --without-pip Example\nExample/bin/activate\n");
    let advice = report["findings"][0]["advice"].as_str().expect("advice");
    assert!(advice.contains("\n$ source Example/bin/activate"), "{advice}");
    assert_eq!(report["findings"][0]["mended"], false);
}

#[test]
fn asking_pip_for_help_or_for_its_tools_is_no_mistake() {
    let steps = "pip --version\npip install --help\npip install --upgrade pip\npython3 -m venv --without-pip Example\n";
    if let Some(found) = findings("asking_pip", steps) {
        assert_eq!(found, []);
    }
}
