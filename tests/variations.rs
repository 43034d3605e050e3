//! Correct work in many spellings: each passes, and none is met with a finding. The gate tries some of them; `cargo test --
//! --ignored two_hundred` tries all.
//!
//! A generator rewrites the solutions of the course line by line, in ways that come to the same, and puts harmless lines
//! between them. Its choices look like none and are always the same ones, so that a failure can be played again.

use checker::author;

use crate::live_course::course;
use crate::support::{Machine, Tools, skip};

/// The exercises whose solutions are respelled: those that any machine with Python and the test's packages can do.
const EXERCISES: [&str; 8] = [
    "first-venv",
    "two-projects",
    "module-wins",
    "course-environment",
    "open-and-close",
    "freeze-and-recreate",
    "mend-the-list",
    "old-line",
];

/// How many variations there are.
const VARIATIONS: usize = 200;

/// How many of them the gate tries, as the whole takes ten minutes.
const IN_GATE: usize = 40;

/// One in so many is done with venv and pip; it is odd, so that both tests have some.
const SLOW: usize = 7;

/// Lines that change nothing of what an exercise is about.
const HARMLESS: [&str; 18] = [
    "",
    "# now the next step",
    "pwd",
    "ls -a > /dev/null",
    "echo \"${VIRTUAL_ENV:-none}\"",
    "command -v python3",
    "python3 --version",
    "true",
    "colour=blue; export shape=round",
    "(cd / && ls > /dev/null)",
    "bash -c 'exit 0'",
    "for i in 1 2; do echo \"$i\"; done",
    "alias ll='ls -l'",
    "greet() { echo \"hello $1\"; }; greet you",
    "python3 -c 'print(1 + 1)'",
    "cat <<'EOF' > notes.txt\npip install nothing\nEOF",
    "grep -c pip notes.txt || true",
    "false || echo 'no matter'",
];

/// Choices that look like none (Knuth's generator, MMIX).
struct Choices(u64);

impl Choices {
    fn number(&mut self, below: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).expect("31 bits") % below
    }

    fn of<T>(&mut self, mut from: Vec<T>) -> T {
        let chosen = self.number(from.len());
        from.swap_remove(chosen)
    }
}

/// With what environments are made and filled. venv and pip take several seconds for what the others do at once.
#[derive(Clone, Copy)]
struct Tool {
    maker: &'static str,
    installers: &'static [&'static str],
}

const OF_PYTHON: Tool = Tool {
    maker: "python3 -m venv",
    installers: &["pip", "pip3", "python -m pip", "python3 -m pip", "\"$VIRTUAL_ENV/bin/pip\"", "command pip"],
};
const QUICK: Tool = Tool { maker: "uv venv", installers: &["uv pip"] };

/// Other ways to make an environment; `words` are options and the path, which comes last.
fn made(words: &str, maker: &str) -> Vec<String> {
    let (options, path) = words.rsplit_once(' ').map_or(("", words), |(options, path)| (options, path));
    vec![
        format!("{maker} {words}"),
        format!("{maker} {options} ./{path}"),
        format!("{maker} {options} \"$PWD/{path}\""),
        format!("command {maker} {options} --prompt mine {path}"),
        format!("mkdir -p {path} && {maker} {words}"),
        format!("{} \\\n  {words}", maker.replace(' ', " \\\n  ")),
        format!("name={path}\n{maker} {options} \"$name\""),
        format!("if {maker} {words}; then\n  echo made\nfi"),
        format!("{maker} {words} | tail -n 1"),
    ]
}

/// Other ways to activate the environment of this path.
fn activated(path: &str) -> Vec<String> {
    vec![
        format!("source {path}/bin/activate"),
        format!(". {path}/bin/activate"),
        format!("source ./{path}/bin/activate"),
        format!(". \"$PWD/{path}/bin/activate\""),
        format!("cd {path}/bin && source activate && cd \"$OLDPWD\""),
        format!("here=$PWD; cd {path}; . bin/activate; cd \"$here\""),
        format!("script={path}/bin/activate\nsource \"$script\""),
        format!("pushd {path} > /dev/null; source bin/activate; popd > /dev/null"),
        format!("enter() {{ source \"$1/bin/activate\"; }}\nenter {path}"),
    ]
}

/// Other ways to install this into the active environment.
fn installed(words: &str, pip: &str) -> Vec<String> {
    let mut ways = vec![
        format!("{pip} install {words}"),
        format!("{pip} install -q {words}"),
        format!("{pip} install --no-cache-dir {words} && echo installed"),
        format!("{pip} install {words} | tail -n 1"),
        format!("{pip} install {words} > log.txt 2>&1"),
        format!("{pip} install {words}\n{pip} install {words}"),
        format!("{pip} list > /dev/null; {pip} install \\\n  {words}"),
        format!("time {pip} install {words}"),
    ];
    if !words.starts_with('-') {
        ways.push(format!("printf '%s\\n' {words} > wanted.txt\n{pip} install -r wanted.txt"));
        ways.push(format!("for one in {words}; do {pip} install \"$one\"; done"));
    }
    ways
}

/// Other ways to leave.
fn left() -> Vec<String> {
    [
        "deactivate",
        "deactivate && echo left",
        "{ deactivate; }",
        "deactivate; hash -r",
        "type deactivate > /dev/null && deactivate",
    ]
    .map(str::to_owned)
    .to_vec()
}

fn respelled(command: &str, tool: Tool, choices: &mut Choices) -> String {
    let ways = if let Some(words) = command.strip_prefix("python3 -m venv ") {
        made(words, tool.maker)
    } else if let Some(path) = command.strip_prefix("source ").and_then(|file| file.strip_suffix("/bin/activate")) {
        activated(path)
    } else if let Some(words) = command.strip_prefix("pip install ") {
        installed(words, tool.installers[choices.number(tool.installers.len())])
    } else if command == "deactivate" {
        left()
    } else {
        vec![command.to_owned()]
    };
    choices.of(ways)
}

/// Steps that do what these commands do.
fn variation(commands: &[&str], tool: Tool, choices: &mut Choices) -> String {
    let lines: Vec<String> = commands.iter().map(|command| respelled(command, tool, choices)).collect();
    // One line of all where each of them can stand in one.
    if choices.number(5) == 0 && lines.iter().all(|line| !line.contains('\n')) {
        return lines.join(choices.of(vec![" && ", "; "]));
    }
    let mut steps = String::new();
    for line in lines {
        for _ in 0..choices.number(3) {
            steps.push_str(HARMLESS[choices.number(HARMLESS.len())]);
            steps.push('\n');
        }
        steps.push_str(&line);
        steps.push('\n');
    }
    steps
}

fn pass_without_a_finding(numbers: impl Iterator<Item = usize>) {
    let course = course();
    for number in numbers {
        let mut choices = Choices(u64::try_from(number).expect("small") + 1);
        // The first ones are all alike.
        choices.number(2);
        // Half of them are the first exercise, which is the shortest.
        let id = if choices.number(2) == 0 { EXERCISES[0] } else { EXERCISES[choices.number(EXERCISES.len())] };
        let Some(machine) = Machine::new() else { return skip("variations", "no python3 or no packages") };
        let uv = Tools::program("uv");
        uv.iter().for_each(|program| machine.add_program(program));
        let exercise = course.lessons.iter().flat_map(|lesson| &lesson.exercises).find(|exercise| exercise.id == id);
        let solution = author::solution_at(exercise.expect("an exercise"), "laptop").expect("a solution");
        let commands: Vec<&str> = author::commands(solution).map(|typed| typed.command.as_str()).collect();
        // uv brings no pip, which some steps ask for something else.
        let asks_pip = commands.iter().any(|command| command.contains("pip ") && !command.starts_with("pip install "));
        let is_quick = uv.is_some() && !asks_pip && !number.is_multiple_of(SLOW);
        let steps = variation(&commands, if is_quick { QUICK } else { OF_PYTHON }, &mut choices);
        let report = machine.run(id, &steps);
        assert_eq!(report["verdict"], "passed", "variation {number} of {id}:\n{steps}\n{report:#}");
        assert_eq!(report["findings"], serde_json::json!([]), "variation {number} of {id}:\n{steps}\n{report:#}");
    }
}

#[test]
fn correct_spellings_pass_without_a_finding() {
    pass_without_a_finding((0..IN_GATE).step_by(2));
}

#[test]
fn other_correct_spellings_pass_without_a_finding() {
    pass_without_a_finding((1..IN_GATE).step_by(2));
}

#[test]
#[ignore = "takes ten minutes"]
fn two_hundred_correct_spellings_pass_without_a_finding() {
    pass_without_a_finding(IN_GATE..VARIATIONS);
}
