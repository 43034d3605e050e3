//! What is wrong with the TOML of a lesson: one test each.

use super::{PAGE, assert_error, errors, with};

/// The example with another last goal.
pub(super) fn goal(toml: &str) -> String {
    with("task = \"Leave it.\"\ndeactivated = true", toml)
}

/// The example with other conditions of its mistake.
pub(super) fn mistake(toml: &str) -> String {
    let old =
        "tried = \"pip install\"\nactive = false\ngoal = \"active\"\nunless = { wanted = [\"virtualenv\", \"uv\"] }";
    with(old, toml)
}

#[test]
fn an_unknown_key_is_an_error() {
    assert_error(
        &with("python = \">=3.9\"", "pyton = \">=3.9\""),
        "pyton = \">=3.9\"",
        "unknown key `pyton`",
        "did you mean `python`?",
    );
    assert_error(
        &with("teaching = 15", "teeching = 15"),
        "teeching = 15",
        "unknown key `teeching`",
        "did you mean `teaching`?",
    );
    assert_error(
        &with("active = false", "activ = false"),
        "activ = false",
        "unknown key `activ`",
        "did you mean `active`?",
    );
    assert_error(
        &with("unless = { wanted", "unless = { wnated"),
        "unless = { wnated = [\"virtualenv\", \"uv\"] }",
        "unknown key `wnated`",
        "did you mean `wanted`?",
    );
    assert_error(
        &with("teaching = 15", "colour = 15"),
        "colour = 15",
        "unknown key `colour`",
        "write one of `teaching`, `needs`",
    );
}

#[test]
fn a_value_of_the_wrong_type_is_an_error() {
    assert_error(
        &with("minutes = 10", "minutes = ten"),
        "minutes = ten",
        "`ten` is neither a number nor a text in quotes",
        "write a whole number, such as `minutes = 10`",
    );
    assert_error(
        &with("minutes = 10", "minutes = \"ten\""),
        "minutes = \"ten\"",
        "`minutes` cannot be the text `ten`",
        "write a whole number, such as `minutes = 10`",
    );
    assert_error(
        &with("minutes = 10", "minutes = -3"),
        "minutes = -3",
        "`minutes` cannot be the number `-3`",
        "write a whole number, such as `minutes = 10`",
    );
    assert_error(
        &with("needs = [\"venv\", \"index\"]", "needs = \"venv\""),
        "needs = \"venv\"",
        "`needs` cannot be the text `venv`",
        "write a list in square brackets: `needs = [\"…\"]`",
    );
    assert_error(
        &with("active = \"Example\"", "active = true"),
        "active = true",
        "`active` cannot be `true`",
        "write a text in double quotes: `active = \"…\"`",
    );
    assert_error(
        &with("deactivated = true", "deactivated = \"yes\""),
        "deactivated = \"yes\"",
        "`deactivated` cannot be the text `yes`",
        "write `deactivated = true` or `deactivated = false`",
    );
    assert_error(
        &mistake("tried = 3"),
        "tried = 3",
        "`tried` cannot be the number `3`",
        "write a text in double quotes or a list of them",
    );
    assert_error(
        &mistake("exit = true"),
        "exit = true",
        "`exit` cannot be `true`",
        "write a whole number, a list of them, or `\"failed\"`",
    );
    assert_error(
        &mistake("tried = \"pip\"\nunless = \"uv\""),
        "unless = \"uv\"",
        "`unless` cannot be the text `uv`",
        "write a table: `unless = { … }`",
    );
}

#[test]
fn what_is_no_toml_is_an_error() {
    assert_error(
        &with("task = \"Activate it.\"", "task = Activate"),
        "task = Activate",
        "`Activate` is neither a number nor a text in quotes",
        "put a text in double quotes: `task = \"Activate\"`",
    );
    assert_error(
        &with("minutes = 10\n", "minutes = 10\nminutes = 20\n"),
        "minutes = 20",
        "`minutes` is written twice",
        "keep one of them",
    );
    assert_error(
        &with("minutes = 10", "minutes = "),
        "minutes = ",
        "`minutes` has no value",
        "write `minutes = …`, or take the line out",
    );
    for source in [with("[[goal]]", "[goal]"), PAGE.replace("[[goal]]", "[goal]")] {
        assert_error(&source, "[goal]", "`goal` is a list of tables", "write `[[goal]]`, with two brackets");
    }
    let errors = errors(&with("[[goal]]", "[[goal]"));
    assert_eq!(errors.len(), 1);
    assert!(errors[0].what.starts_with("this is not TOML: "), "{}", errors[0].what);
    assert_eq!(errors[0].place.text, "[[goal]");
}

#[test]
fn an_exercise_without_goals_or_id_is_an_error() {
    let source = with("id = \"first-venv\"\n", "");
    assert_error(
        &source,
        "```toml exercise",
        "exercise without `id`",
        "write `id = \"…\"` in lower-case letters, digits and dashes",
    );
    let start = source.find("[[goal]]").expect("goals");
    let end = source.find("```\n\n```text").expect("the fence's end");
    let source = [&source[..start], "id = \"a\"\n", &source[end..]].concat();
    assert_error(
        &source,
        "```toml exercise",
        "exercise without goals",
        "write at least one `[[goal]]` with a `task` and what must become true",
    );
}

#[test]
fn a_bad_id_is_an_error() {
    assert_error(
        &with("id = \"first-venv\"", "id = \"First venv\""),
        "id = \"First venv\"",
        "`First venv` cannot be the id of an exercise",
        "use lower-case letters, digits and dashes: `first-venv`",
    );
}

#[test]
fn a_goal_is_exactly_one_thing() {
    assert_error(
        &goal("task = \"a\"\nactive = \"b\"\nfile = \"c\""),
        "file = \"c\"",
        "a goal is one thing, and this is `active` and `file`",
        "make two `[[goal]]` of it",
    );
    assert_error(
        &goal("task = \"a\""),
        "[[goal]]",
        "goal that says nothing must become true",
        "write one of `venv`, `conda-env`, `active`, `deactivated`, `package`, `file`, `requirements`, `removed`, `variable`, \
         `uv-project`, `module`, `ran`, `job`",
    );
    assert_error(
        &goal("active = \"b\""),
        "[[goal]]",
        "goal without `task`",
        "write `task = \"…\"`: what the learner is to do, in a sentence",
    );
}

#[test]
fn a_key_of_another_kind_of_goal_is_an_error() {
    assert_error(
        &goal("task = \"a\"\nvenv = \"b\"\ncontains = \"c\""),
        "contains = \"c\"",
        "`contains` means nothing in a `venv` goal",
        "with `venv` go `python`, `system-site-packages`, `creator`",
    );
    assert_error(
        &goal("task = \"a\"\nremoved = \"b\"\nin = \"c\""),
        "in = \"c\"",
        "`in` means nothing in a `removed` goal",
        "`removed` stands alone; leave `in` out or make another `[[goal]]` of it",
    );
}

#[test]
fn where_a_job_can_stand_is_known() {
    assert_error(
        &goal("task = \"a\"\njob = \"b\"\nstate = \"complete\""),
        "state = \"complete\"",
        "unknown value `complete` of `state`",
        "did you mean `completed`?",
    );
    assert_error(
        &goal("task = \"a\"\njob = \"b\"\ncontains = \"c\""),
        "contains = \"c\"",
        "`contains` means nothing in a `job` goal",
        "with `job` go `state`, `prints`, `in`",
    );
}

#[test]
fn what_goes_with_an_environment_of_conda_and_a_project_of_uv_is_known() {
    assert_error(
        &goal("task = \"a\"\nconda-env = \"b\"\ncreator = \"uv\""),
        "creator = \"uv\"",
        "`creator` means nothing in a `conda-env` goal",
        "with `conda-env` go `python`",
    );
    assert_error(
        &goal("task = \"a\"\nuv-project = \"b\"\npython = \">=3\""),
        "python = \">=3\"",
        "`python` means nothing in a `uv-project` goal",
        "`uv-project` stands alone; leave `python` out or make another `[[goal]]` of it",
    );
    assert_error(
        &goal("task = \"a\"\nconda-env = \"b\"\npython = \"3.11\""),
        "python = \"3.11\"",
        "`python = \"3.11\"` is no version specifier: `3.11` has no operator in front of the version, such as `==` or `>=`",
        "write one as pip takes it, such as `>=3.9` or `==3.12.*`",
    );
    assert_error(
        &goal("task = \"a\"\nconda-env = \" \""),
        "conda-env = \" \"",
        "`conda-env` is empty",
        "write `conda-env = \"…\"`",
    );
    for (written, meant) in [("conda-evn", "conda-env"), ("uv-projekt", "uv-project")] {
        let errors = errors(&goal(&format!("task = \"a\"\n{written} = \"b\"")));
        assert_eq!(errors.len(), 1, "{errors:#?}");
        assert!(errors[0].hint.contains(&format!("did you mean `{meant}`")), "{errors:#?}");
    }
}

#[test]
fn versions_and_requirements_must_parse() {
    assert_error(
        &with("python = \">=3.9\"", "python = \"3.9\""),
        "python = \"3.9\"",
        "`python = \"3.9\"` is no version specifier: `3.9` has no operator in front of the version, such as `==` or `>=`",
        "write one as pip takes it, such as `>=3.9` or `==3.12.*`",
    );
    assert_error(
        &with("package = \"idna==3.6\"", "package = \"idna=3.6\""),
        "package = \"idna=3.6\"",
        "`package = \"idna=3.6\"` is no requirement: `idna=3.6` has one `=`; a version is \
         asked for with `==`",
        "write a name, perhaps with a version: `idna` or `idna==3.6`",
    );
    assert_error(
        &with("package = \"idna==3.6\"", "package = \"-idna\""),
        "package = \"-idna\"",
        "`package = \"-idna\"` is no requirement: `-idna` does not begin with the name of a package",
        "write a name, perhaps with a version: `idna` or `idna==3.6`",
    );
    assert_error(
        &with("package = \"idna==3.6\"", "package = \"idna; python_version < '3.9'\""),
        "package = \"idna; python_version < '3.9'\"",
        "`package = \"idna; python_version < '3.9'\"` is no requirement: `idna; python_version < '3.9'` has a condition \
         after `;`, which cannot be judged here",
        "write a name, perhaps with a version: `idna` or `idna==3.6`",
    );
    assert_error(
        &with("package = \"idna==3.6\"", "package = \"Idna @ file:///tmp/idna\""),
        "package = \"Idna @ file:///tmp/idna\"",
        "`package = \"Idna @ file:///tmp/idna\"` is no requirement: `idna` is asked for by an address and not by a version",
        "write a name, perhaps with a version: `idna` or `idna==3.6`",
    );
}

#[test]
fn unknown_values_are_errors() {
    assert_error(
        &goal("task = \"a\"\nvenv = \"b\"\ncreator = \"virtualnev\""),
        "creator = \"virtualnev\"",
        "unknown value `virtualnev` of `creator`",
        "did you mean `virtualenv`?",
    );
    assert_error(
        &goal("task = \"a\"\npackage = \"b\"\nfrom = \"home\""),
        "from = \"home\"",
        "unknown value `home` of `from`",
        "write one of `environment`, `conda`, `base`, `user`, `pythonpath`, `ebpythonprefixes`, `pth`",
    );
    let cases = [
        ("goal = \"activ\"", "unknown value `activ` of `goal`", "did you mean `active`?"),
        ("added = [\"user\", \"bass\"]", "unknown value `bass` of `added`", "did you mean `base`?"),
        ("exit = \"faild\"", "unknown value `faild` of `exit`", "did you mean `failed`?"),
        ("package = \"abscent\"", "unknown value `abscent` of `package`", "did you mean `absent`?"),
        ("ran-in = \"subshell\"", "unknown value `subshell` of `ran-in`", "write one of `shell`, `child`"),
        ("at = \"last\"", "unknown value `last` of `at`", "write one of `end`, `last-goal`"),
        ("base = \"plian\"", "unknown value `plian` of `base`", "did you mean `plain`?"),
        ("made = { enviroment = 'a' }", "unknown key `enviroment`", "did you mean `environment`?"),
    ];
    for (line, what, hint) in cases {
        assert_error(&mistake(&format!("tried = \"pip\"\n{line}")), line, what, hint);
    }
}

#[test]
fn a_pattern_must_compile() {
    assert_error(
        &mistake("output = '(?!a)'"),
        "output = '(?!a)'",
        "`output` is no pattern: look-around, including look-ahead and look-behind, is not supported",
        "write a plainer pattern, and say with another key, such as `unless`, what must not be there",
    );
    assert_error(
        &goal("task = \"a\"\nfile = \"b\"\ncontains = '(c'"),
        "contains = '(c'",
        "`contains` is no pattern: unclosed group",
        "write a regular expression; put `\\` before a character that stands for itself, and the whole in single quotes",
    );
}

#[test]
fn a_condition_must_say_something() {
    let what = "a condition that says nothing would hold for every command";
    let hint = "write what is seen when it happens, such as `tried = \"pip install\"`";
    assert_error(&mistake("# nothing"), "```toml mistake", what, hint);
    assert_error(&mistake("[[when]]"), "[[when]]", what, hint);
    assert_error(&mistake("unless = { active = true }"), "```toml mistake", what, hint);
    assert_error(
        &mistake("tried = \"\""),
        "tried = \"\"",
        "`tried` is empty",
        "write `tried = \"…\"`, or leave `tried` out",
    );
}

#[test]
fn conditions_stand_at_the_top_or_in_when_and_not_in_both() {
    assert_error(
        &mistake("tried = \"pip\"\n\n[[when]]\nactive = true"),
        "[[when]]",
        "a condition both at the top and in `[[when]]`",
        "put all of it into `[[when]]` tables, or leave them out",
    );
    assert_error(
        &mistake("[[when]]\nactive = true\nover = \"a\""),
        "over = \"a\"",
        "`over` stands in the wrong table",
        "write `over` at the top of the fence",
    );
    assert_error(
        &mistake("active = true\nunless = { active = true, unless = { exit = 0 } }"),
        "unless = { active = true, unless = { exit = 0 } }",
        "`unless` inside `unless`",
        "say what it excepts as a condition of its own, in `[[when]]`",
    );
}

#[test]
fn what_belongs_together_must_be_there() {
    assert_error(
        &goal("task = \"a\"\nrequirements = \"r.txt\""),
        "requirements = \"r.txt\"",
        "`requirements` without `in`",
        "write `in = \"…\"`: the environment that the file must equal",
    );
    assert_error(
        &goal("task = \"a\"\nvariable = \"A\"\nset = true\nequals = \"b\""),
        "variable = \"A\"",
        "a variable is judged in one way",
        "keep one of `set`, `equals`, `matches`",
    );
    assert_error(
        &goal("task = \"a\"\ndeactivated = false"),
        "deactivated = false",
        "`deactivated` can only be `true`",
        "write `deactivated = true`, or `active = \"…\"` for an environment that must be active",
    );
    assert_error(
        &mistake("variable = { name = \"PATH\" }"),
        "variable = { name = \"PATH\" }",
        "`variable` needs a `name` and a pattern",
        "write `variable = { name = \"…\", after = '…' }`, or `before`, or both",
    );
    assert_error(
        &mistake("made = { environment = 'a', file = 'b' }"),
        "made = { environment = 'a', file = 'b' }",
        "`made` is one thing",
        "write `made = { environment = '…' }` or `made = { file = '…' }`",
    );
}
