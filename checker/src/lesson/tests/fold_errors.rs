//! What is wrong with folds, exercises, mistakes and quizzes: one test each.

use super::super::parse_troubleshooting;
use super::{PAGE, assert_error, assert_is, errors, with};

const MISTAKE: &str = "<details class=\"mistake\" id=\"pip-before-activate\">";
const RECOVER: &str = "<details class=\"recover\" for=\"pip-before-activate\">";

/// The example without everything from one text up to another.
fn without(from: &str, to: &str) -> String {
    let start = PAGE.find(from).expect("the example has the start");
    let length = PAGE[start..].find(to).expect("the example has the end");
    [&PAGE[..start], &PAGE[start + length..]].concat()
}

#[test]
fn an_unknown_class_is_an_error() {
    assert_error(
        &with("<details class=\"more\">", "<details class=\"mroe\">"),
        "<details class=\"mroe\">",
        "unknown fold class `mroe`",
        "did you mean `more`?",
    );
    assert_error(
        &with("<details class=\"more\">", "<details class=\"hint 1\">"),
        "<details class=\"hint 1\">",
        "unknown fold class `hint 1`",
        "write `class=\"hint\"`",
    );
}

#[test]
fn a_class_without_its_name_is_an_error() {
    assert_error(
        &with("<details class=\"more\">", "<details class=\"site\">"),
        "<details class=\"site\">",
        "`site` names no site",
        "write `class=\"site uppmax\"`, or `site other`",
    );
    assert_error(
        &with("<details class=\"more\">", "<details class=\"shell\">"),
        "<details class=\"shell\">",
        "`shell` names no shell",
        "write `class=\"shell tcsh\"`",
    );
    assert_error(
        &with("<details class=\"more\">", "<details class=\"shell tcsh fisch\">"),
        "<details class=\"shell tcsh fisch\">",
        "unknown shell `fisch`",
        "did you mean `fish`?",
    );
    assert_error(
        &with("<details class=\"more\">", "<details class=\"has modules conda\">"),
        "<details class=\"has modules conda\">",
        "`has` goes with exactly one name",
        "write `class=\"has modules\"`",
    );
}

#[test]
fn a_fold_without_a_class_is_an_error() {
    assert_error(
        &with("<details class=\"more\">", "<details>"),
        "<details>",
        "fold without a class",
        "write `<details class=\"…\">` with one of `site`, `has`, `shell`, `hint`, `solution`, `mistake`, `recover`, \
         `answer`, `teacher`, `more`",
    );
}

#[test]
fn an_unknown_attribute_is_an_error() {
    assert_error(
        &with("<details class=\"more\">", "<details class=\"more\" fro=\"a\" open>"),
        "<details class=\"more\" fro=\"a\" open>",
        "unknown attribute `fro`",
        "did you mean `for`?",
    );
}

#[test]
fn a_fold_without_a_summary_is_an_error() {
    assert_error(
        &with("<summary>Why?</summary>\n\n", "\n"),
        "<details class=\"more\">",
        "fold without a summary",
        "write `<summary>…</summary>` in the next line: what the fold is called",
    );
}

#[test]
fn a_fold_that_is_never_closed_is_an_error() {
    let source = with("`pip` was still the module's.\n\n</details>", "`pip` was still the module's.");
    assert_error(
        &source,
        MISTAKE,
        "fold is not closed before the next heading",
        "write `</details>` where it ends; a heading of level 1 or 2 cannot stand in a fold",
    );
    assert_error(
        &format!("{PAGE}\n<details class=\"more\">\n<summary>a</summary>\n\nb\n"),
        "<details class=\"more\">",
        "fold is never closed",
        "write `</details>` where it ends, in a line of its own with a blank line before it",
    );
}

#[test]
fn an_end_without_a_fold_is_an_error() {
    assert_error(
        &with("Good luck.", "Good luck.\n\n</details>"),
        "</details>",
        "`</details>` closes nothing",
        "take it out, or write `<details class=\"…\">` where the fold begins",
    );
}

#[test]
fn a_fold_in_a_list_is_an_error() {
    assert_error(
        &with("<details class=\"more\">", "  <details class=\"more\">"),
        "  <details class=\"more\">",
        "`<details>` does not start its line",
        "start the line with it: in a list or a quote a fold is not found",
    );
}

#[test]
fn a_missing_blank_line_after_the_summary_is_an_error() {
    assert_error(
        &with("<summary>Solution</summary>\n\n", "<summary>Solution</summary>\n"),
        "<summary>Solution</summary>",
        "missing blank line after `</summary>`",
        "put a blank line after it: without one the markdown below is shown as it is typed",
    );
}

#[test]
fn a_missing_blank_line_before_the_end_is_an_error() {
    assert_error(
        &with("module's.\n\n</details>", "module's.\n</details>"),
        "</details>",
        "missing blank line before `</details>`",
        "put a blank line before it: without one a forge does not see the end of the text above",
    );
}

#[test]
fn a_missing_blank_line_between_folds_is_an_error() {
    assert_error(
        &with("</details>\n\n<details class=\"solution hpc2n\">", "</details>\n<details class=\"solution hpc2n\">"),
        "</details>",
        "missing blank line after `</details>`",
        "put a blank line after it: without one the markdown below is shown as it is typed",
    );
}

#[test]
fn a_fold_in_a_fold_that_must_stand_alone_is_an_error() {
    let inner = "<details class=\"recover\" for=\"pip-before-activate\">\n<summary>a</summary>\n\n```console\n$ ls\n```\n\n</details>";
    assert_error(
        &with("`pip` was still the module's.", &format!("Words.\n\n{inner}")),
        RECOVER,
        "`recover` fold inside another fold",
        "close the fold before it with `</details>` first",
    );
}

#[test]
fn a_fold_outside_of_its_section_is_an_error() {
    assert_error(
        &with("## Exercise", "<details class=\"hint\">\n<summary>a</summary>\n\nb\n\n</details>\n\n## Exercise"),
        "<details class=\"hint\">",
        "`hint` fold outside of an exercise",
        "put it under a heading `## Exercise: …`, outside of folds",
    );
    assert_error(
        &with("<details class=\"hint\">", "<details class=\"answer\">"),
        "<details class=\"answer\">",
        "`answer` fold outside of a quiz",
        "put it under a heading `## Quiz: …`, or use the class `more`",
    );
}

#[test]
fn an_exercise_without_a_fence_is_an_error() {
    let source = without("```toml exercise", "```text file");
    assert_error(
        &source,
        "## Exercise: your first `venv`",
        "exercise without a `toml exercise` fence",
        "write a `toml exercise` fence with an `id` and at least one `[[goal]]`",
    );
}

#[test]
fn a_fence_outside_of_an_exercise_is_an_error() {
    let fence = "```toml exercise\nid = \"b\"\n```\n\n";
    assert_error(
        &with("## Exercise", &format!("{fence}## Exercise")),
        "```toml exercise",
        "`toml exercise` outside of an exercise",
        "put it under a heading `## Exercise: …`, outside of folds",
    );
    assert_error(
        &with("```console given", "```toml exercise\nid = \"b\"\n```\n\n```console given"),
        "```toml exercise",
        "second `toml exercise` fence in an exercise",
        "put it under a heading `## Exercise: …` of its own",
    );
}

#[test]
fn an_exercise_without_a_solution_is_an_error() {
    assert_error(
        &without("<details class=\"solution\">", MISTAKE),
        "```toml exercise",
        "exercise without a solution",
        "write a fold `<details class=\"solution\">` with a `console` block: the proof types it",
    );
}

#[test]
fn a_solution_without_commands_is_an_error() {
    assert_error(
        &with("```console\n$ virtualenv Example && . Example/bin/activate\n```", "Ask."),
        "<details class=\"solution hpc2n\">",
        "solution without commands",
        "write a `console` block with the commands: the proof types them",
    );
}

#[test]
fn commands_of_one_site_in_a_solution_are_an_error() {
    let inner = "<details class=\"site uppmax\">\n<summary>a</summary>\n\n```console\n$ ls\n```\n\n</details>";
    assert_error(
        &with("Then leave:", inner),
        "<details class=\"site uppmax\">",
        "commands of one site in a fold that is typed as a whole",
        "write `{{name}}` for what differs, or a solution for each site: `class=\"solution uppmax\"`",
    );
}

#[test]
fn a_mistake_without_a_fence_is_an_error() {
    assert_error(
        &without("```toml mistake", "```console\n$ python3 -m venv Example\n$ pip install"),
        MISTAKE,
        "mistake `pip-before-activate` without a `toml mistake` fence",
        "write a `toml mistake` fence that says how it is recognised",
    );
}

#[test]
fn a_mistake_without_words_is_an_error() {
    assert_error(
        &with("`pip` was still the module's.", ""),
        MISTAKE,
        "mistake `pip-before-activate` without words",
        "say to the learner what happened and why",
    );
}

#[test]
fn a_mistake_without_an_attempt_is_an_error() {
    assert_error(
        &without("```console\n$ python3 -m venv Example\n$ pip install", "`pip` was still"),
        MISTAKE,
        "mistake `pip-before-activate` without an attempt",
        "write a `console` block with what people type: the proof types it too",
    );
}

#[test]
fn a_mistake_without_a_way_back_is_an_error() {
    assert_error(
        &without(RECOVER, "## Quiz"),
        MISTAKE,
        "mistake `pip-before-activate` without a way back",
        "write a fold `<details class=\"recover\" for=\"pip-before-activate\">` with the commands that get back",
    );
}

#[test]
fn a_mistake_without_an_id_is_an_error() {
    let source = with(MISTAKE, "<details class=\"mistake\">");
    let errors = errors(&source);
    assert_is(
        &errors[0],
        &source,
        "<details class=\"mistake\">",
        "`mistake` fold without `id`",
        "write `<details class=\"mistake\" id=\"…\">`",
    );
}

#[test]
fn a_mistake_with_a_bad_id_is_an_error() {
    assert_error(
        &PAGE.replace("pip-before-activate", "Pip before_Activate"),
        "<details class=\"mistake\" id=\"Pip before_Activate\">",
        "`Pip before_Activate` cannot be the id of a mistake",
        "use lower-case letters, digits and dashes: `pip-before-activate`",
    );
}

#[test]
fn a_mistake_fence_outside_of_its_fold_is_an_error() {
    assert_error(
        &with("Good luck.", "```toml mistake\ntried = \"pip\"\n```"),
        "```toml mistake",
        "`toml mistake` outside of a mistake fold",
        "put it directly into a fold: `<details class=\"mistake\" id=\"…\">`",
    );
}

#[test]
fn a_way_back_from_nowhere_is_an_error() {
    let source = with(RECOVER, "<details class=\"recover\" for=\"pip-before-activat\">");
    let errors = errors(&source);
    assert_eq!(errors.len(), 2, "{errors:#?}");
    assert_is(
        &errors[1],
        &source,
        "<details class=\"recover\" for=\"pip-before-activat\">",
        "way back from an unknown mistake `pip-before-activat`",
        "did you mean `pip-before-activate`?",
    );
}

#[test]
fn a_way_back_without_commands_is_an_error() {
    assert_error(
        &without("```console\n$ pip uninstall -y", "</details>\n\n## Quiz"),
        RECOVER,
        "way back from `pip-before-activate` without commands",
        "write a `console` block with the commands that get back: the proof types them",
    );
}

#[test]
fn a_mistake_of_an_exercise_cannot_be_proved_in_another() {
    assert_error(
        &with("goal = \"active\"", "goal = \"active\"\nexercise = \"second\""),
        "exercise = \"second\"",
        "a mistake of `first-venv` cannot be proved in `second`",
        "leave `exercise` out: the mistake stands in its exercise",
    );
}

#[test]
fn a_general_mistake_without_an_exercise_is_an_error() {
    let start = PAGE.find(MISTAKE).expect("a mistake");
    let end = PAGE.find("## Quiz").expect("a quiz");
    let source = format!("# Troubleshooting\n\n{}", &PAGE[start..end]);
    let (mistakes, complaints) = parse_troubleshooting("troubleshooting.md", &source);
    assert_eq!(mistakes.len(), 1);
    assert_eq!(complaints.len(), 1, "{complaints:#?}");
    assert_is(
        &complaints[0],
        &source,
        MISTAKE,
        "general mistake `pip-before-activate` without `exercise`",
        "write `exercise = \"…\"` into its fence: the exercise in which it is proved",
    );
}

#[test]
fn a_quiz_without_a_right_answer_is_an_error() {
    assert_error(
        &with("2. **Yes.** It", "2. Yes. It"),
        "<details class=\"answer\">",
        "quiz without a right answer",
        "begin the explanation of the right answer in bold, such as `**Yes.**`",
    );
}

#[test]
fn a_quiz_with_a_different_number_of_answers_is_an_error() {
    assert_error(
        &with("2. **Yes.** It is first on `PATH`.", ""),
        "<details class=\"answer\">",
        "2 answers on offer, 1 explained",
        "explain each answer of the list, in its order",
    );
}

#[test]
fn a_quiz_without_a_list_or_an_answer_is_an_error() {
    assert_error(
        &without("1. `~/.local/lib`", "<details class=\"answer\">"),
        "## Quiz: where did pip put it?",
        "quiz without a list of answers",
        "write a list with the answers to choose from",
    );
    assert_error(
        &without("<details class=\"answer\">", "> **Key points**"),
        "## Quiz: where did pip put it?",
        "a quiz has one `answer` fold",
        "write one fold `<details class=\"answer\">` with the same list explained, right ones in bold",
    );
}
