//! What is wrong with a page's headings, boxes and code blocks: one test each.

use super::{PAGE, assert_error, warnings, with};

#[test]
fn a_page_without_a_title_is_an_error() {
    assert_error(
        &with("# Virtual environments with `venv`\n", "Text.\n"),
        "Text.",
        "page without a title",
        "begin it with `# ` and its title",
    );
}

#[test]
fn a_second_title_is_a_matter_of_style() {
    assert_eq!(warnings(&with("## Quiz:", "# More\n\n## Quiz:")), ["169: second title of a page"]);
}

#[test]
fn a_lesson_without_its_boxes_is_a_matter_of_style() {
    let source = PAGE.replace("> **Questions**", "> Questions").replace("> **Key points**", "> **Objectives**");
    assert_eq!(
        warnings(&source),
        [
            "1: lesson without the box `Questions`",
            "1: lesson with more than one box `Objectives`",
            "1: lesson without the box `Key points`",
        ]
    );
}

#[test]
fn a_lesson_fence_far_from_the_title_is_a_matter_of_style() {
    let fence = "```toml lesson\nteaching = 15\nneeds = [\"modules\"]\n```\n";
    let source = with(fence, "").replace("## Quiz:", &format!("{fence}\n## Quiz:"));
    assert_eq!(warnings(&source), ["165: `toml lesson` is not under the title"]);
}

#[test]
fn a_console_block_that_nobody_types_is_a_matter_of_style() {
    let source = with("```console given", "```console");
    assert_eq!(warnings(&source), ["99: console block of an exercise that nobody types"]);
}

#[test]
fn an_alert_in_a_fold_is_a_matter_of_style() {
    let source = with("Nothing to load.", "> [!NOTE]\n> Nothing to load.");
    assert_eq!(warnings(&source), ["34: alert in a fold"]);
}

#[test]
fn an_unknown_box_label_is_an_error() {
    assert_error(
        &with("> [!WARNING]\n> On", "> **Warnign**\n>\n> On"),
        "> **Warnign**",
        "unknown box label `Warnign`",
        "did you mean `Warning`?",
    );
    assert_error(&with("[!TIP]", "[!TIPP]"), "> [!TIPP]", "unknown box label `[!TIPP]`", "did you mean `[!TIP]`?");
    assert_error(
        &with("> [!WARNING]\n> On", "> **Prerequisites**\n> On"),
        "> **Prerequisites**",
        "unknown box label `Prerequisites`",
        "write one of `Questions`, `Objectives`, `Key points`, `Note`, `Tip`, `Important`, `Warning`, `Caution`",
    );
}

#[test]
fn a_quote_with_bold_words_in_it_is_no_box() {
    let source = with("> [!WARNING]\n> On", "> **Never** on");
    assert_eq!(super::errors(&source), []);
}

#[test]
fn a_slip_in_a_heading_is_an_error() {
    assert_error(
        &with("## Quiz: where", "## Quizz: where").replace("<details class=\"answer\">", "<details class=\"more\">"),
        "## Quizz: where did pip put it?",
        "unknown kind of section `Quizz:`",
        "did you mean `## Quiz: where did pip put it?`?",
    );
    assert_error(
        &with("Good luck.", "### Quiz: more"),
        "### Quiz: more",
        "an exercise or a quiz begins with a heading of level 2",
        "write `## ` before it, outside of folds",
    );
}

#[test]
fn a_heading_without_a_title_is_an_error() {
    assert_error(
        &with("## Quiz: where did pip put it?", "## Quiz:"),
        "## Quiz:",
        "heading without a title",
        "say after the colon what it is about",
    );
}

#[test]
fn a_console_block_without_a_prompt_is_an_error() {
    assert_error(
        &with("$ mkdir old", "mkdir old"),
        "```console given",
        "console block without a typed line",
        "put `$ ` before what is typed, or use `text` for output alone",
    );
}

#[test]
fn a_continuation_of_a_complete_command_is_an_error() {
    assert_error(
        &with("$ mkdir old", "$ mkdir old\n> new"),
        "> new",
        "`> ` after a command that is complete",
        "start the line with `$ ` if it is typed; a command goes on only after an open quote, a `\\`, a here-document or \
         a word such as `if`",
    );
}

#[test]
fn output_may_begin_like_a_continuation() {
    assert_eq!(super::errors(&with("$ mkdir old", "$ mkdir old\nprinted\n> new")), []);
}

#[test]
fn a_command_that_is_never_complete_is_an_error() {
    assert_error(
        &with("$ mkdir old", "$ mkdir 'old"),
        "$ mkdir 'old",
        "command is never complete",
        "go on in the next line with `> `, or close the quote, the bracket or the here-document",
    );
}

#[test]
fn commands_of_another_shell_are_not_judged() {
    let fold = |shell: &str| {
        let commands = "```console\n$ if ( $?A ) then\n> echo a\n> endif\n```";
        with(
            "Good luck.",
            &format!("<details class=\"shell {shell}\">\n<summary>a</summary>\n\n{commands}\n\n</details>"),
        )
    };
    assert_eq!(super::errors(&fold("tcsh")), []);
    assert_eq!(super::errors(&fold("bash")).len(), 1);
}

#[test]
fn an_input_block_far_from_its_console_is_an_error() {
    assert_error(
        &with("```input", "Text.\n\n```input"),
        "```input",
        "`input` block without a console block before it",
        "put it directly after the `console` block whose last command asks",
    );
}

#[test]
fn unknown_words_after_a_fence_are_errors() {
    assert_error(
        &with("```console fails", "```console fail"),
        "```console fail",
        "unknown word `fail` after `console`",
        "did you mean `fails`?",
    );
    assert_error(
        &with("```console fails", "```Console"),
        "```Console",
        "unknown kind of code block `Console`",
        "did you mean `console`?",
    );
    assert_error(
        &with("Good luck.", "```toml exercice\n```"),
        "```toml exercice",
        "unknown word `exercice` after `toml`",
        "did you mean `exercise`?",
    );
}

#[test]
fn blocks_of_other_languages_are_left_alone() {
    assert_eq!(super::errors(&with("Good luck.", "```toml\na = b\n```\n\n```python\n$ 1\n```")), []);
}

#[test]
fn a_file_outside_of_the_folder_is_an_error() {
    let hint = "write a path in the exercise's folder, such as `file=requirements.txt`";
    for (path, what) in [
        ("/etc/a", "`/etc/a` is not in the exercise's folder"),
        ("~/a", "`~/a` is not in the exercise's folder"),
        ("a/../../b", "`a/../../b` leaves the exercise's folder"),
        ("", "file without a path"),
    ] {
        let line = format!("```text file={path}");
        assert_error(&with("```text file=requirements.txt", &line), &line, what, hint);
    }
}

#[test]
fn a_file_outside_of_an_exercise_is_an_error() {
    assert_error(
        &with("## Exercise", "```text file=a\n```\n\n## Exercise"),
        "```text file=a",
        "file outside of an exercise",
        "put it under a heading `## Exercise: …`, outside of folds",
    );
}

#[test]
fn a_block_of_ours_in_a_list_is_an_error() {
    assert_error(
        &with("Good luck.", "- Now:\n\n  ```console\n  $ ls\n  ```"),
        "  ```console",
        "`console` block in a list or a quote is not seen",
        "start its lines without blanks, outside of the list or the quote",
    );
}

#[test]
fn a_code_block_that_is_never_closed_is_an_error() {
    assert_error(
        &format!("{PAGE}\n```text\na\n"),
        "```text",
        "code block is never closed",
        "write ```` ``` ```` in a line of its own where it ends",
    );
}

#[test]
fn an_unclosed_placeholder_is_an_error() {
    assert_error(
        &with("{{python_module|Python/3.12}}", "{{python_module"),
        "$ module load {{python_module",
        "`{{` without `}}` in its line",
        "write `{{name}}` or `{{name|default}}`",
    );
}

#[test]
fn a_second_lesson_fence_is_an_error() {
    assert_error(
        &with("> **Questions**", "```toml lesson\n```\n\n> **Questions**"),
        "```toml lesson",
        "second `toml lesson` fence",
        "keep one, under the page's title",
    );
}
