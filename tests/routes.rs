//! Goals judge the outcome and never the spelling: right routes pass, wrong results do not.

use serde_json::Value;

use crate::support::{Machine, Tools, skip};

/// The verdict of steps on `first-venv`, with the report for a message.
fn verdict(test: &str, steps: &str) -> Option<(String, Value)> {
    let Some(machine) = Machine::new() else {
        skip(test, "python3 with venv, or the packages, are missing");
        return None;
    };
    for name in ["uv", "virtualenv"] {
        if let Some(program) = Tools::program(name) {
            machine.add_program(&program);
        } else if steps.contains(&format!("{name} ")) {
            skip(test, &format!("{name} is missing"));
            return None;
        }
    }
    let report = machine.run("first-venv", steps);
    Some((report["verdict"].as_str().expect("a verdict").to_owned(), report))
}

macro_rules! passes {
    ($($name:ident: $steps:expr;)*) => {$(
        #[test]
        fn $name() {
            if let Some((verdict, report)) = verdict(stringify!($name), $steps) {
                assert_eq!(verdict, "passed", "{report:#}");
                assert_eq!(report["findings"], serde_json::json!([]), "right work has no finding: {report:#}");
            }
        }
    )*};
}

macro_rules! does_not_pass {
    ($($name:ident: $steps:expr, $why:expr;)*) => {$(
        #[test]
        fn $name() {
            if let Some((verdict, report)) = verdict(stringify!($name), $steps) {
                assert_eq!(verdict, "not-yet", "{report:#}");
                let goals = report["goals"].as_array().expect("goals");
                let first = goals.iter().find(|goal| goal["verdict"] != "reached").expect("a goal that is not reached");
                let why = first["why"].as_str().expect("a reason");
                assert!(why.contains($why), "{why}");
            }
        }
    )*};
}

passes! {
    a_dot_is_as_good_as_source: "python3 -m venv Example\n. Example/bin/activate\npip install idna==3.6\ndeactivate";
    absolute_paths_and_python_m_pip_are_right:
        "python3 -m venv \"$PWD/Example\"\nsource $PWD/Example/bin/activate\npython -m pip install idna==3.6\ndeactivate";
    one_line_joined_by_and_is_seen_whole:
        "python3 -m venv Example && . Example/bin/activate && pip install idna==3.6 && deactivate";
    one_line_joined_by_semicolons_is_seen_whole:
        "python3 -m venv Example; . Example/bin/activate; pip install idna==3.6; deactivate";
    a_cd_into_the_environment_is_right:
        "python3 -m venv Example\ncd Example\nsource bin/activate\npip install idna==3.6\ndeactivate";
    a_requirements_file_from_a_here_document_is_right:
        "cat > r.txt <<EOF\nidna==3.6\nEOF\npython3 -m venv Example\n. Example/bin/activate\npip install -r r.txt\ndeactivate";
    a_function_of_the_learners_is_looked_into:
        "mk() {\n  python3 -m venv Example\n  source Example/bin/activate\n  pip install idna==3.6\n  deactivate\n}\nmk";
    a_script_with_comments_and_continued_lines_is_right:
        "#!/bin/bash\nset -euo pipefail\n\n# make it\npython3 -m venv \\\n  Example\n. Example/bin/activate\npip install idna==3.6\ndeactivate";
    pip_by_its_path_before_activation_is_right:
        "python3 -m venv Example\nExample/bin/pip install idna==3.6\nsource Example/bin/activate\ndeactivate";
    virtualenv_is_right: "virtualenv Example\nsource Example/bin/activate\npip install idna==3.6\ndeactivate";
    uv_is_right: "uv venv Example\nsource Example/bin/activate\nuv pip install idna==3.6\ndeactivate";
    leaving_and_ending_the_shell_in_one_line_is_right:
        "python3 -m venv Example\n. Example/bin/activate\npip install idna==3.6\ndeactivate; exit";
    a_child_that_exits_and_a_start_up_file_that_is_not_there_are_no_mistakes:
        "source ~/.bashrc\npython3 -m venv Example\n. ~/.profile\n. Example/bin/activate\npip install idna==3.6\n(exit)\n\
         bash -c 'exit 0'\ndeactivate";
    an_if_and_a_pipeline_are_right:
        "if python3 -m venv Example; then\n  . Example/bin/activate\n  pip install idna==3.6 | tail -n 1\nfi\ndeactivate";
}

does_not_pass! {
    nothing_done: "", "there is nothing at `Example`";
    an_environment_at_another_path: "python3 -m venv --without-pip example", "there is nothing at `Example`";
    another_version: "python3 -m venv Example\n. Example/bin/activate\npip install idna==3.7\ndeactivate",
        "`Example` has idna 3.7, and the task asks for `idna==3.6`";
    a_package_beside_the_base_only:
        "pip install idna==3.6\npython3 -m venv --without-pip Example\n. Example/bin/activate\ndeactivate", "idna is not in `Example`";
    a_package_in_the_user_site_only:
        "pip install --user idna==3.6\npython3 -m venv --without-pip Example\n. Example/bin/activate\ndeactivate",
        "it is in `~/.local/lib/";
    activated_in_a_subshell_only: "python3 -m venv --without-pip Example\n( . Example/bin/activate )", "no environment is active";
    activated_in_a_child_only: "python3 -m venv --without-pip Example\nbash -c '. Example/bin/activate'", "no environment is active";
    activated_in_an_inner_shell_only:
        "python3 -m venv --without-pip Example\nbash\nsource Example/bin/activate\nexit", "no environment is active";
    still_active_at_the_end:
        "python3 -m venv Example\n. Example/bin/activate\npip install idna==3.6", "`Example` is still active";
    active_again_at_the_end:
        "python3 -m venv Example\n. Example/bin/activate\npip install idna==3.6\ndeactivate\n. Example/bin/activate",
        "was reached in step 4, gone at the end";
    active_again_when_the_shell_ends:
        "python3 -m venv Example\n. Example/bin/activate\npip install idna==3.6\ndeactivate\n. Example/bin/activate && exit",
        "was reached in step 4, gone at the end";
    removed_at_the_end:
        "python3 -m venv Example && . Example/bin/activate && pip install idna==3.6 && deactivate && rm -r Example",
        "was reached in step 1, gone at the end";
    words_that_success_would_print: "echo 'Successfully installed idna-3.6'", "there is nothing at `Example`";
    a_folder_made_by_hand:
        "mkdir -p Example/bin\ncp /bin/true Example/bin/python\necho 'home = /usr/bin' > Example/pyvenv.cfg\necho x > Example/bin/activate\n\
         mkdir -p Example/lib/python3.11/site-packages",
        "is not a Python interpreter";
    variables_set_by_hand:
        "python3 -m venv --without-pip Example\nexport VIRTUAL_ENV=$PWD/Example", "the first `python` on `PATH` is";
    marks_that_a_program_prints:
        "printf '\\033]7717;0;C\\007\\033]7717;0;D;1\\007\\033]133;D;0\\007\\033]633;D;0\\007\\033]7717;'", "there is nothing at `Example`";
    a_last_command_that_is_never_complete: "python3 -m venv \"Example", "there is nothing at `Example`";
}

#[test]
fn a_second_attempt_after_wrong_ones_passes_and_the_mistakes_are_mended() {
    let steps = "python3 -m venv Example\nExample/bin/activate\nsource Example/bin/activate\npip install idna=3.6\n\
                 pip install idna==3.7\npip install idna==3.6\ndeactivate\n";
    let Some((verdict, report)) = verdict("a_second_attempt", steps) else { return };
    assert_eq!(verdict, "passed");
    let findings: Vec<_> = (report["findings"].as_array().expect("findings").iter())
        .map(|finding| {
            (finding["mistake"].as_str().expect("an id"), finding["step"].as_u64(), finding["mended"].as_bool())
        })
        .collect();
    let expected = [
        ("activate-without-source", Some(2), Some(true)),
        ("single-equals", Some(4), Some(true)),
        ("wrong-version", Some(5), Some(true)),
    ];
    assert_eq!(findings, expected);
}

#[test]
fn after_an_exit_the_rest_is_reported_as_not_run() {
    let steps = "python3 -m venv --without-pip Example\nexit 3\n. Example/bin/activate\n# no step\ndeactivate\n";
    let Some((verdict, report)) = verdict("after_an_exit", steps) else { return };
    assert_eq!(verdict, "not-yet");
    let steps = report["steps"].as_array().expect("steps");
    assert_eq!(steps.len(), 4);
    assert_eq!((&steps[1]["exit"], steps[1].get("not_run")), (&serde_json::json!(3), None));
    for step in &steps[2..] {
        assert_eq!((&step["exit"], &step["not_run"]), (&Value::Null, &serde_json::json!(true)));
    }
}
