//! What bash makes of text, and what the reader must make of it.

use proptest::prelude::*;

use super::{Chunk, Completeness, Nesting, complete_commands, completeness, simple_commands};

/// Texts that an interactive bash runs (or refuses) at once.
const COMPLETE: &[&str] = &[
    "ls",
    "ls # it's a comment",
    "echo '#' \"it's\"",
    "echo a#'b'",
    "echo $'it\\'s'",
    "echo \"a $(ls \"b c\") d\"",
    "echo `ls`",
    "echo ${a:-\"}\"} ${#b}",
    "echo $((1 + (2)))",
    "echo $( (ls) )",
    "((i = 1))",
    "cat <<EOF\nif\nEOF",
    "cat <<'EOF'\n$(\nEOF\n",
    "cat <<-EOF\n\ta\n\tEOF",
    "cat <<A <<B\na\nA\nb\nB",
    "cat <<< 'a'",
    "echo $(cat <<EOF\na\nEOF\n)",
    "if true; then ls; fi",
    "if true\nthen\n  ls\nelif false; then ls; else ls\nfi",
    "for i in a b; do echo $i; done",
    "for i\ndo ls; done",
    "for ((i = 0; i < 3; i++)); do ls; done",
    "while true; do ls; done < file",
    "until false\ndo ls\ndone",
    "select a in b; do ls; done",
    "case a in a) ls;; (b|c) ls ;& *) esac",
    "case a in esac",
    "{ ls; }",
    "{ ls; } && (ls)",
    "f() { ls; }",
    "f ()\n{\nls\n}",
    "function f { ls; }",
    "f() (ls)",
    "[[ -d a && ! -e b ]]",
    "[[ $a =~ ^(a|b c)$ ]]",
    "a=(1\n2 # two\n3)",
    "echo if then fi",
    "echo {",
    "echo done",
    "ls &",
    "ls; ls",
    "ls &> out",
    "diff <(ls) <(ls a)",
    "! ls",
    "time ls",
    "ls && \\\nls",
    "fi",
    "ls )",
    "if ; then",
    "ls ;; ls",
    "ls > ",
    "a=b",
    "echo \"a\\\"b\"",
    "echo 'a\\'",
    "# comment\nls",
    "ls\n\n# comment",
    "{ { ls; } }",
    "if (true) then ls; fi",
    "coproc ls",
    "echo a\\\nb",
    "ls {a,b}",
    "exec {fd}> file",
];

/// Texts after which an interactive bash shows its continuation prompt.
const INCOMPLETE: &[&str] = &[
    "echo 'a",
    "echo \"a",
    "echo \"a\\\"",
    "echo $'a\\'",
    "echo `ls",
    "echo $(ls",
    "echo \"$(ls",
    "echo $((1 + 2)",
    "echo ${a",
    "ls \\",
    "ls \\\n",
    "ls &&",
    "ls ||\n",
    "ls |",
    "ls | # comment",
    "cat <<EOF",
    "cat <<EOF\na",
    "cat <<EOF\n EOF",
    "cat <<'EOF'\na\n",
    "cat <<-EOF\n\ta",
    "cat <<A <<B\na\nA\nb",
    "if true",
    "if true; then",
    "if true; then ls",
    "if true; then ls; else",
    "for i in a b",
    "for i in a b; do ls",
    "while true",
    "while true; do ls;",
    "case a in",
    "case a in b) ls",
    "case a in b) ls;;",
    "{ ls",
    "{ ls; } && {",
    "{ echo }",
    "( ls",
    "(ls; (ls)",
    "f() {",
    "f()",
    "function f",
    "[[ -d a &&",
    "a=(1 2",
    "ls\nif true",
    "# comment\nls \\",
    "((1 + 2",
    "diff <(ls",
    "python3 - <<EOF && ls\nprint(1)",
];

#[test]
fn what_bash_would_run_is_complete() {
    for text in COMPLETE {
        assert_eq!(completeness(text), Completeness::Complete, "{text:?}");
    }
}

#[test]
fn what_bash_would_ask_more_for_is_incomplete() {
    for text in INCOMPLETE {
        assert_eq!(completeness(text), Completeness::Incomplete, "{text:?}");
    }
}

#[test]
fn blanks_and_comments_are_nothing() {
    for text in ["", "  ", "\n\n", "# it's", "  # a\n\t# b\n"] {
        assert_eq!(completeness(text), Completeness::Empty, "{text:?}");
    }
}

fn chunks(text: &str) -> Vec<(usize, String)> {
    complete_commands(text).into_iter().map(|chunk| (chunk.line, chunk.text)).collect()
}

fn chunk(line: usize, text: &str) -> (usize, String) {
    (line, text.to_owned())
}

#[test]
fn a_script_is_split_into_complete_commands() {
    let script = "#!/bin/bash\n\n# make it\npython3 -m venv Example   # here\nsource \\\n  Example/bin/activate\n\ncat > requirements.txt <<EOF\nidna==3.6\n# no comment\nEOF\nf() {\n  # inside\n  pip list\n}\nfor i in 1 2; do\n  f\ndone\na && b; c\n";
    assert_eq!(
        chunks(script),
        [
            chunk(4, "python3 -m venv Example   # here"),
            chunk(5, "source \\\n  Example/bin/activate"),
            chunk(8, "cat > requirements.txt <<EOF\nidna==3.6\n# no comment\nEOF"),
            chunk(12, "f() {\n  # inside\n  pip list\n}"),
            chunk(16, "for i in 1 2; do\n  f\ndone"),
            chunk(19, "a && b; c"),
        ]
    );
}

#[test]
fn a_last_command_that_never_ends_is_marked() {
    let read = complete_commands("ls\necho 'a\nls\n");
    assert_eq!(
        read,
        [
            Chunk { text: "ls".to_owned(), line: 1, completeness: Completeness::Complete },
            Chunk { text: "echo 'a\nls".to_owned(), line: 2, completeness: Completeness::Incomplete },
        ]
    );
}

#[test]
fn a_line_with_a_syntax_error_ends_at_its_end() {
    assert_eq!(chunks("ls )(; 'a\nls\n"), [chunk(1, "ls )(; 'a"), chunk(2, "ls")]);
}

fn words(text: &str) -> Vec<String> {
    simple_commands(text)
        .into_iter()
        .map(|command| {
            let mark = match command.nesting {
                Nesting::Shell => "",
                Nesting::Child => "child: ",
                Nesting::Function => "function: ",
            };
            format!("{mark}{}", command.words.join(" "))
        })
        .collect()
}

#[test]
fn joined_commands_are_found_in_order() {
    assert_eq!(
        words("python3 -m venv box && . box/bin/activate; pip install idna || echo no\ndeactivate"),
        ["python3 -m venv box", ". box/bin/activate", "pip install idna", "echo no", "deactivate"]
    );
}

#[test]
fn commands_that_run_in_a_child_are_marked() {
    assert_eq!(words("(a; b); { c; }"), ["child: a", "child: b", "c"]);
    assert_eq!(words("a | b && c"), ["child: a", "child: b", "c"]);
    assert_eq!(words("a && b & c"), ["child: a", "child: b", "c"]);
    assert_eq!(words("echo $(a \"$(b)\") `c`"), ["child: b", "child: a $(b)", "child: c", "echo $(a \"$(b)\") `c`"]);
    assert_eq!(words("diff <(a) x"), ["child: a", "diff <(a) x"]);
    assert_eq!(words("x=$(a)"), ["child: a", ""]);
    assert_eq!(words("cat <<EOF\n$(a)\nEOF"), ["cat", "child: a"]);
    assert_eq!(words("cat <<'EOF'\n$(a)\nEOF"), ["cat"]);
    assert_eq!(words("echo $((1 + $(a)))"), ["child: a", "echo $((1 + $(a)))"]);
    assert_eq!(words("echo ${x:-$(a)}"), ["child: a", "echo ${x:-$(a)}"]);
}

#[test]
fn the_body_of_a_function_does_not_run_now() {
    assert_eq!(words("f() { a; (b); }; f"), ["function: a", "function: b", "f"]);
    assert_eq!(words("function f { a | b; }"), ["function: a", "function: b"]);
}

#[test]
fn bodies_of_loops_and_branches_are_found() {
    assert_eq!(
        words("if a; then b; elif c; then d; else e; fi; for i in $(f); do g $i; done; while h; do i; done"),
        ["a", "b", "c", "d", "e", "child: f", "g $i", "h", "i"]
    );
    assert_eq!(words("case $x in a|b) c;; *) d; esac"), ["c", "d"]);
    assert_eq!(words("[[ -d \"a b\" ]] && ! time c"), ["[[ -d a b ]]", "c"]);
}

#[test]
fn quotes_are_removed_and_variables_stay() {
    let read =
        simple_commands("PATH=\"$HOME/bin:$PATH\" X+=1 pip 'install' \"idna==3.6\" \"$A\"b\\ c $'d\\n' \"a\\\"b\"");
    assert_eq!(read.len(), 1);
    assert_eq!(read[0].words, ["pip", "install", "idna==3.6", "$Ab c", "d\n", "a\"b"]);
    let assigned = [("PATH", "$HOME/bin:$PATH"), ("X", "$X1")].map(|(name, value)| (name.to_owned(), value.to_owned()));
    assert_eq!(read[0].assignments, assigned);
}

#[test]
fn what_only_looks_like_an_assignment_is_a_word() {
    let read = simple_commands("pip install idna==3.6; 'A'=b c; a-b=c; export A=b");
    assert_eq!(read[0].words, ["pip", "install", "idna==3.6"]);
    assert_eq!(read[1].words, ["A=b", "c"]);
    assert_eq!(read[2].words, ["a-b=c"]);
    assert_eq!(read[3].words, ["export", "A=b"]);
    assert!(read.iter().all(|command| command.assignments.is_empty()));
}

#[test]
fn redirects_stand_apart_from_words() {
    let read = simple_commands("pip freeze > requirements.txt 2>&1 <<'E' &>> 'a b' x\nE");
    let redirects: Vec<_> = read[0].redirects.iter().map(|r| (r.operator.as_str(), r.target.as_str())).collect();
    assert_eq!(read[0].words, ["pip", "freeze", "x"]);
    assert_eq!(redirects, [(">", "requirements.txt"), ("2>&", "1"), ("<<", "E"), ("&>>", "a b")]);
}

#[test]
fn very_deep_nesting_is_refused_and_not_followed() {
    for deep in ["(", "$(", "{ ", "\"$(", "${a:-", "((", "if ", "a=(", "f() {"] {
        let text = deep.repeat(5000);
        completeness(&text);
        simple_commands(&text);
    }
    completeness(&"`\\".repeat(5000));
    completeness(&format!("{}{}", "(".repeat(5000), ")".repeat(5000)));
}

proptest! {
    #[test]
    fn any_text_is_read_without_panic(text in any::<String>()) {
        simple_commands(&text);
    }

    #[test]
    fn shell_like_text_is_read_and_every_command_stands_in_it(
        pieces in prop::collection::vec(prop::sample::select(&[
            "if", "then", "fi", "for", "in", "do", "done", "case", "esac", "{", "}", "(", ")", "((", "))", "$(", "${",
            "$((", "'", "\"", "`", "\\", "\n", " ", ";", ";;", "&", "&&", "|", "<<", "<<-", "<<<", "<", ">", "EOF", "#",
            "a", "=", "é", "[[", "]]", "=~", "$", "!", "time", "function", "\t", "~",
        ][..]), 0..40)
    ) {
        let text = pieces.concat();
        simple_commands(&text);
        let mut line = 0;
        for chunk in complete_commands(&text) {
            prop_assert!(text.contains(&chunk.text));
            prop_assert!(chunk.line > line);
            line = chunk.line;
        }
    }
}
