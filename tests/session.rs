//! The session with a real bash: what programs print, what waits, what must be stopped, and that nothing is left.

#![expect(clippy::disallowed_methods, reason = "tests read /proc and the environment; the program does not")]

use std::ffi::OsString;
use std::time::{Duration, Instant};

use checker::session::{
    CommandMark, Ended, Glimpse, Limits, Ran, Script, Session, Settings, Steps as _, adopt_orphans,
};

/// What came of a script in a fresh session.
struct Played {
    steps: Vec<Ran>,
    looks: Vec<String>,
    _folder: tempfile::TempDir,
}

fn play_with(script: &str, answers: &[&str], step: Duration, command_mark: CommandMark) -> Played {
    adopt_orphans();
    let folder = tempfile::tempdir().expect("a scratch folder");
    let path = std::env::var_os("PATH").expect("a search path");
    let environment: Vec<(OsString, OsString)> = vec![
        ("PATH".into(), path),
        ("HOME".into(), folder.path().into()),
        ("TERM".into(), "xterm-256color".into()),
        ("LC_ALL".into(), "C.UTF-8".into()),
    ];
    let mut session = Session::open(Settings {
        shell: "bash".into(),
        folder: folder.path().to_owned(),
        private: folder.path().join(".private"),
        environment: environment.into_iter().collect(),
        watched: vec!["COURSE".to_owned()],
        size: (200, 50),
        command_mark,
        limits: Limits { step, ..Limits::default() },
        tape: None,
    })
    .expect("a session");
    let answers: Vec<String> = answers.iter().map(|answer| (*answer).to_owned()).collect();
    let mut script = Script::new(script);
    let (mut steps, mut looks) = (Vec::new(), Vec::new());
    loop {
        let mut look = |glimpse: &Glimpse<'_>| looks.push(glimpse.state.variable("COURSE").to_owned());
        match session.step(&mut script, &answers, &mut look).expect("a step") {
            Some(ran) => steps.push(ran),
            None => break,
        }
    }
    drop(session);
    Played { steps, looks, _folder: folder }
}

fn play(script: &str) -> Vec<Ran> {
    play_with(script, &[], Duration::from_secs(20), CommandMark::Native).steps
}

/// Command, status and output of each step.
fn told(steps: &[Ran]) -> Vec<(String, Option<i32>, String)> {
    steps.iter().map(|ran| (ran.command.clone(), ran.exit, ran.output.text())).collect()
}

fn step(command: &str, exit: i32, output: &str) -> (String, Option<i32>, String) {
    (command.to_owned(), Some(exit), output.to_owned())
}

const EVERYDAY: &str = "# a comment\necho hello\nfalse\n\nf() {\n  echo in f\n}\nf\ncat <<END\nhere\nEND\nmkdir d && cd $_ && pwd | tail -c 3\n(exit 3)\n\
     echo 'a\tb'\nfor i in 1 2; do echo $i; done\necho \"x\ny\"\necho )\n";

fn everyday() -> Vec<(String, Option<i32>, String)> {
    vec![
        step("echo hello", 0, "hello\n"),
        step("false", 1, ""),
        step("f() {\n  echo in f\n}", 0, ""),
        step("f", 0, "in f\n"),
        step("cat <<END\nhere\nEND", 0, "here\n"),
        step("mkdir d && cd $_ && pwd | tail -c 3", 0, "/d\n"),
        step("(exit 3)", 3, ""),
        step("echo 'a\tb'", 0, "a\tb\n"),
        step("for i in 1 2; do echo $i; done", 0, "1\n2\n"),
        step("echo \"x\ny\"", 0, "x\ny\n"),
        step("echo )", 2, "bash: syntax error near unexpected token `)'\n"),
    ]
}

#[test]
fn each_complete_command_is_a_step_with_its_output_and_status() {
    assert_eq!(told(&play(EVERYDAY)), everyday());
}

#[test]
fn a_bash_without_ps0_is_watched_as_well() {
    let played = play_with(EVERYDAY, &[], Duration::from_secs(20), CommandMark::Trap);
    assert_eq!(told(&played.steps), everyday());
}

#[test]
fn the_shell_is_looked_at_between_the_commands_of_one_line_but_not_in_a_subshell() {
    let script =
        "export COURSE=a && COURSE=b && ( COURSE=c; true ) && COURSE=d && true\ng() { COURSE=e; COURSE=f; }\ng\n";
    let played = play_with(script, &[], Duration::from_secs(20), CommandMark::Native);
    let mut seen = played.looks;
    seen.dedup();
    assert_eq!(seen, ["a", "b", "d", "e"], "each state that a further command found");
    assert_eq!(played.steps.last().expect("a step").after.variable("COURSE"), "f");
}

#[test]
fn marks_that_programs_print_are_output() {
    let steps = play("printf '\\033]7717;abc;D;1\\007%s\\n' x\nprintf '\\033]7717;'\necho still here\n");
    assert_eq!(steps.len(), 3);
    assert_eq!(steps[2].output.text(), "still here\n");
    assert_eq!(steps[0].exit, Some(0));
}

#[test]
fn bytes_that_are_not_utf8_and_a_screen_left_in_disorder_do_no_harm() {
    let steps = play(
        "head -c 100000 /dev/urandom\nprintf '\\377\\376'\nprintf '\\033[?1049h'\nstty -echo\necho fine\nset -x\necho traced\n",
    );
    let last = told(&steps[4..]);
    assert_eq!(last[0], step("echo fine", 0, "fine\n"));
    assert_eq!(last[2], step("echo traced", 0, "+ echo traced\ntraced\n"), "and nothing of the hook is traced");
}

#[test]
fn a_long_line_and_many_lines_arrive_whole() {
    let long = format!("echo {} | wc -c\n", "x".repeat(20_000));
    let function = format!("f() {{\n{}}}\nf | wc -l\n", "  echo line\n".repeat(300));
    let steps = play(&format!("{long}{function}"));
    assert_eq!(steps[0].output.text(), "20001\n");
    assert_eq!(steps[2].output.text(), "300\n");
}

#[test]
fn a_step_that_waits_for_an_answer_is_recognised_and_its_question_told() {
    let steps = play("read -p 'your name? ' name\npython3 -c 'input(\"Proceed ([y]/n)? \")'\ncat\necho after\n");
    let questions: Vec<_> = (steps.iter())
        .map(|ran| match &ran.ended {
            Ended::Waited(waits) => waits.question.clone(),
            other => format!("{other:?}"),
        })
        .collect();
    assert_eq!(questions, ["your name?", "Proceed ([y]/n)?", "", "AtPrompt"]);
}

#[test]
fn answers_are_typed_when_a_step_asks() {
    let played = play_with(
        "read -p 'name? ' name; read -p 'age? ' age\necho $name $age\n",
        &["Ada", "36"],
        Duration::from_secs(20),
        CommandMark::Native,
    );
    assert_eq!(played.steps[1].output.text(), "Ada 36\n");
}

#[test]
fn lines_after_an_inner_shell_are_typed_into_it() {
    let steps = play("bash --norc\nCOURSE=inner\necho $COURSE\nexit 4\necho outer=$COURSE\n");
    assert_eq!(steps.len(), 2, "{:?}", told(&steps));
    assert_eq!(steps[0].command, "bash --norc\nCOURSE=inner\necho $COURSE\nexit 4");
    assert_eq!(steps[0].exit, Some(4));
    assert_eq!(steps[1].output.text(), "outer=\n");
}

#[test]
fn a_step_that_runs_too_long_is_stopped_whatever_it_ignores() {
    let script = "sleep 60\nbash -c 'trap \"\" INT; sleep 60 & wait'\n\
                  python3 -c 'import signal,time; [signal.signal(s, signal.SIG_IGN) for s in (1,2,3,15)]; time.sleep(60)'\nyes\necho after\n";
    let played = play_with(script, &[], Duration::from_secs(1), CommandMark::Native);
    for ran in &played.steps[..4] {
        assert_eq!(ran.ended, Ended::TimedOut, "{}", ran.command);
    }
    assert_eq!(told(&played.steps[4..]), [step("echo after", 0, "after\n")]);
}

#[test]
fn a_prompt_that_was_taken_away_is_found_again() {
    let steps = play(
        "PROMPT_COMMAND=\necho one\nunset PROMPT_COMMAND PS0\necho two\nexec bash --norc\necho three\nexec 2>/dev/null\necho four\n",
    );
    let outputs: Vec<String> =
        steps.iter().map(|ran| ran.output.text()).filter(|text| text.len() < 8 && !text.is_empty()).collect();
    assert_eq!(outputs, ["one\n", "two\n", "three\n", "four\n"]);
}

#[test]
fn a_trap_that_was_taken_away_is_set_again() {
    let script = "trap - DEBUG\nexport COURSE=a && COURSE=b && true\n";
    let played = play_with(script, &[], Duration::from_secs(20), CommandMark::Native);
    assert_eq!(played.looks, ["a", "b"]);
}

#[test]
fn a_shell_that_becomes_another_program_is_out_of_sight_and_not_wrong() {
    let steps = play("exec python3 -i\necho never\n");
    assert_eq!(steps.len(), 1);
    assert!(matches!(steps[0].ended, Ended::OutOfSight | Ended::Waited(_)), "{:?}", steps[0].ended);
}

#[test]
fn the_end_of_the_shell_is_told_with_its_status() {
    for (script, status) in
        [("exit 3\necho never\n", 3), ("set -e\nfalse\necho never\n", 1), ("kill -9 $$\necho never\n", 137)]
    {
        let steps = play(script);
        let last = steps.last().expect("a step");
        assert_eq!((&last.ended, last.exit), (&Ended::SessionOver, Some(status)), "{script}");
    }
}

#[test]
fn waiting_costs_no_processor_time() {
    let own = || {
        let stat = std::fs::read_to_string("/proc/thread-self/stat").expect("stat");
        let fields: Vec<&str> = stat.rsplit_once(')').expect("a name").1.split_whitespace().collect();
        fields[11].parse::<u64>().expect("user time") + fields[12].parse::<u64>().expect("system time")
    };
    let before = own();
    let begun = Instant::now();
    play("sleep 3\n");
    let ticks = own() - before;
    // 100 ticks a second (`sysconf(_SC_CLK_TCK)` on every Linux); start and end of the session are counted in.
    assert!(ticks <= 15, "{ticks} ticks in {:?}", begun.elapsed());
}

#[test]
fn nothing_is_left_running() {
    let marker = format!("{}", 600_000 + std::process::id());
    let script = format!(
        "sleep {marker} &\nnohup sleep {marker} >/dev/null 2>&1 &\nsetsid sleep {marker}\nsetsid -f sleep {marker}\n(trap '' HUP TERM; sleep {marker}) &\n"
    );
    let played = play_with(&script, &[], Duration::from_secs(1), CommandMark::Native);
    assert_eq!(played.steps.len(), 5);
    let left: Vec<String> = std::fs::read_dir("/proc")
        .expect("/proc")
        .flatten()
        .filter_map(|entry| std::fs::read_to_string(entry.path().join("cmdline")).ok())
        .filter(|command| command.contains(&marker))
        .collect();
    assert_eq!(left, Vec::<String>::new());
}

#[test]
fn memory_is_bounded_whatever_is_printed() {
    let steps = play("yes 0123456789 | head -c 30000000\n");
    let output = &steps[0].output;
    assert!(output.total() >= 30_000_000);
    assert!(output.text().len() < 200_000);
}
