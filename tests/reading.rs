//! What people read: the overview, the list, lessons, hints, solutions, sites, the demo, and the feedback of a run.

use snapbox::{assert_data_eq, str};

use crate::support::{Machine, skip};

/// The machine, or a loud skip.
fn machine(test: &str) -> Option<Machine> {
    let machine = Machine::new();
    if machine.is_none() {
        skip(test, "python3 with venv, or the packages, are missing");
    }
    machine
}

/// What a command prints when it succeeds.
fn prints(machine: &Machine, arguments: &[&str]) -> String {
    let outcome = machine.checker(arguments);
    assert_eq!((outcome.talk.as_str(), outcome.status), ("", 0), "{}", outcome.data);
    outcome.data
}

#[test]
fn the_overview_says_what_to_do_next() {
    let Some(machine) = machine("overview") else { return };
    assert_data_eq!(
        prints(&machine, &[]),
        str![[r#"
Isolated Python environments
0 of [..] exercises passed; [..] deferred here. Left: about [..].
Site: Your own computer (no cluster was recognised).
Your way: the core of the course.
The core takes about 2 h 51 min, what comes after it about 40 minutes.

  checker demo            watch an exercise being solved in a real shell
  checker show welcome    read the first lesson
  checker start hello     begin the first exercise
  checker list            all lessons and exercises
  checker --help          all commands

"#]]
    );
}

#[test]
fn the_list_names_every_exercise() {
    let Some(machine) = machine("list") else { return };
    assert_data_eq!(
        prints(&machine, &["list"]),
        str![[r#"
Isolated Python environments
Your way: the core of the course.
The core takes about 2 h 51 min, what comes after it about 40 minutes.

welcome  Welcome (6 min)
    hello                say hello (1 min, 2 goals)

venv  Virtual environments with venv (45 min)
    first-venv           your first environment (10 min, 4 goals)
    course-environment   an environment for a course (15 min, 7 goals)
    two-projects         two projects (10 min, 8 goals; further, not counted)

requirements  Lists of packages (45 min)
    freeze-and-recreate  freeze and recreate (15 min, 11 goals)
    mend-the-list        mend the list (10 min, 9 goals)

batch-jobs  Environments in batch jobs (40 min)
  – first-job            a first job (20 min, 5 goals): deferred: this machine
                         has not Slurm (`sbatch`)
  – mend-the-job         mend the job (15 min, 3 goals; further, not counted):
                         deferred: this machine has not Slurm (`sbatch`)

storage  Room for environments (35 min)
    make-room            make room (15 min, 9 goals)

After the core

user-installs  Packages in your home (25 min)
    old-package          the old package (10 min, 7 goals)

choose  Which tool, when and where (15 min)

Beyond that way, when you want it

why-isolate  Why isolated environments (15 min)

find-python  Find the Python that you need (30 min)
    which-python         which Python is it? (5 min, 2 goals)
  – load-python          load a Python (10 min, 4 goals): deferred: this machine
                         has not a module system (`module`)

system-site-packages  Packages that the system brings (40 min)
    module-wins          the module wins (10 min, 6 goals)
    open-and-close       open and close (10 min, 7 goals)

virtualenv  Environments with virtualenv (25 min)
  – with-virtualenv      with virtualenv (10 min, 5 goals): deferred: this
                         machine has not `virtualenv`

from-source  Packages from source (45 min)
    from-a-folder        from a folder (10 min, 6 goals)
    old-line             an old line in your settings (15 min, 8 goals)

conda  Environments with conda (65 min)
  – conda-first          your first environment with conda (15 min, 6 goals):
                         deferred: this machine has not `conda`
  – conda-from-file      an environment from a file (15 min, 5 goals): deferred:
                         this machine has not `conda`

conda-and-pip  conda and pip together (45 min)
  – conda-then-pip       both kinds in one environment (15 min, 5 goals):
                         deferred: this machine has not `conda`
  – mend-a-mixture       mend a mixture (10 min, 4 goals): deferred: this
                         machine has not `conda`

conda-clone  Building on a conda base (40 min)
  – venv-on-conda-base   one package more (10 min, 4 goals): deferred: this
                         machine has not `conda`
  – conda-trial-clone    a trial in a clone (10 min, 5 goals): deferred: this
                         machine has not `conda`

mamba  mamba and the solver (10 min)

uv  Environments and projects with uv (55 min)
  – uv-environment       uv in place of pip (5 min, 4 goals): deferred: this
                         machine has not `uv`
  – uv-first-project     your first project (10 min, 5 goals): deferred: this
                         machine has not `uv`
  – uv-mend-project      mend a project (10 min, 4 goals): deferred: this
                         machine has not `uv`

python-versions  Another version of Python (30 min)
    python-gone          the Python is gone (10 min, 5 goals)

gpu-packages  Packages for graphics cards (20 min)

notebooks-and-editors  Notebooks and editors (35 min)
    first-kernel         a kernel for an environment (15 min, 3 goals)

sharing  Sharing environments (35 min)
    environment-recipe   a recipe (15 min, 6 goals)

setup  Before the course

teaching  Teaching this course

glossary  Glossary

0 of 29 exercises passed; 13 deferred here.
Read one:  checker show LESSON
Do one:    checker start EXERCISE
Watch one: checker demo EXERCISE

"#]]
    );
}

#[test]
fn a_lesson_reads_well_in_a_terminal() {
    let Some(machine) = machine("show") else { return };
    assert_data_eq!(
        prints(&machine, &["show", "welcome"]),
        str![[r#"

Welcome
═══════

Questions
  • How does this course work?
  • What do I do when I am stuck?

Objectives
  • Do one exercise from its first goal to its last.
  • Ask for a hint, and see a solution played.

This course is about isolated Python environments: how to make one, work in it,
leave it, and get back when something goes wrong. You work in a real shell, on
the machine where you do your research.

A lesson is a page like this one. It explains a little, then gives you an
exercise. An exercise has goals: things that must become true, in the order in
which they stand. How you make them true is up to you. Two people may type
different commands and both be right.


Work on an exercise
───────────────────

checker start hello opens your own shell, in a folder that belongs to the
exercise. Type as always. After each command the checker looks at the shell and
at the files. Goals that you have just reached are ticked before the next
prompt. When it knows what went wrong it says what happened, shows you the line
that it saw, and tells you how to get back.

Inside, these commands help you on the way:

you type          you get
checker goals     where you are, and why a goal is not reached yet
checker hint      the next hint; each tells a little more
checker solution  a solution, to read
checker skip      the next exercise, without this one
exit              a pause: everything that you reached is kept

checker start alone goes on where you were. A new shell has lost what the old
one had loaded and activated, so you are told what to type again. checker list
shows all lessons and exercises, and how far you are.

Tip
  You can also write your commands into a file, one after the other. checker run
  hello steps.sh types them into a fresh shell in a fresh folder, and judges
  them. checker demo hello plays a solution in front of you. Both leave your
  home alone.


Look around
───────────

A command stands in a grey box like this one, after the prompt $. Do not type
the prompt. Lines without a prompt are what the command answers. Three dots
stand for lines that differ from one machine to the next.

    $ echo "I can type commands"
    I can type commands
    $ pwd
    ...

pwd tells you in which folder you are.

Other instructions write <name> for a name of yours. Replace the brackets too:
to the shell < and > mean files. In this course nothing has to be replaced but
words in capitals, such as PROJECT.


Exercise: say hello
───────────────────

One minute, to see how an exercise feels. Make a small file and look at what is
in it.

  1. Make a file called `hello.txt` with the word `ready` in it.
  2. Show the file with `cat`.

    checker run hello steps.sh
    checker hint hello
    checker solution hello


Quiz: two ways to the same file
───────────────────────────────

You made hello.txt with an editor. Your neighbour used echo. Whose exercise is
done?

1. Mine only: an editor is the proper way.
2. My neighbour's only: the solution uses echo.
3. Both.

Answer
1. No. An editor is a good way, but it is not the only one.
2. No. The solution shows one way. It is not a text to copy.
3. Yes. A goal says what must become true. The file is there and says ready, so
   the goal is reached.


In short
────────

Key points
  • Goals say what must become true. The commands are your choice.
  • checker start begins, and goes on where you were. checker hint tells a
    little more each time.
  • Leaving is a pause.


"#]]
    );
}

#[test]
fn a_site_shows_its_own_lines_only() {
    let Some(machine) = machine("site") else { return };
    let uppmax = prints(&machine, &["show", "venv", "--site", "uppmax"]);
    let laptop = prints(&machine, &["show", "venv"]);
    assert!(uppmax.contains("module load") && !laptop.contains("module load"), "{uppmax}\n{laptop}");
    assert!(!uppmax.contains("{{") && !laptop.contains("{{"));
}

#[test]
fn hints_come_one_by_one() {
    let Some(machine) = machine("hint") else { return };
    assert_data_eq!(
        prints(&machine, &["hint", "first-venv"]),
        str![[r#"
Four goals, four commands
  Each goal takes one command. All four stand further up on this page.

One more: checker hint first-venv

"#]]
    );
    assert_data_eq!(
        prints(&machine, &["hint", "first-venv", "2"]),
        str![[r#"
Four goals, four commands
  Each goal takes one command. All four stand further up on this page.

Which words do they begin with?
  python3 -m venv, then source, then pip install, then deactivate.

One more: checker hint first-venv 3

"#]]
    );
}

#[test]
fn a_solution_can_be_read() {
    let Some(machine) = machine("solution") else { return };
    assert_data_eq!(
        prints(&machine, &["solution", "first-venv"]),
        str![[r#"
    $ python3 -m venv Example
    $ source Example/bin/activate
    (Example) $ pip install idna==3.6
    ...
    (Example) $ deactivate


"#]]
    );
}

#[test]
fn the_site_is_shown_and_can_be_chosen() {
    let Some(machine) = machine("site") else { return };
    assert_data_eq!(
        prints(&machine, &["site"]),
        str![[r#"
Site: laptop — Your own computer (no cluster was recognised).
Its own documentation: https://docs.python.org/3/tutorial/venv.html

    hpc2n      HPC2N  has modules, venv, index, slurm
  ✔ laptop     Your own computer  has venv, index
    mila       Mila  has modules, venv, uv, conda, index, slurm
    polaris    ALCF Polaris  has modules, venv, conda, index, pbs
    ubelix     UBELIX  has modules, venv, conda, index, slurm
    uppmax     UPPMAX  has modules, venv, conda, index, slurm

Choose another: checker site set NAME

"#]]
    );
    assert_data_eq!(
        prints(&machine, &["site", "set", "uppmax"]),
        str![[r#"
The site is now uppmax.

"#]]
    );
    assert!(prints(&machine, &["site"]).starts_with("Site: uppmax"), "the choice is kept");
    assert!(prints(&machine, &["site", "--site", "laptop"]).starts_with("Site: laptop"), "what is asked for wins");
}

#[test]
fn the_demo_plays_a_solution_and_says_how_to_go_on() {
    let Some(machine) = machine("demo") else { return };
    assert_data_eq!(
        prints(&machine, &["demo"]),
        str![[r#"
first-venv — your first environment
A real shell in a scratch folder; nothing of yours is touched.

$ python3 -m venv Example
  ✔ goal 1 reached: Create a virtual environment called `Example`.
$ source Example/bin/activate
  ✔ goal 2 reached: Activate it.
$ pip install idna==3.6
...
  Successfully installed idna-3.6
  ✔ goal 3 reached: Install idna 3.6 into it.
$ deactivate
  ✔ goal 4 reached: Leave it.

first-venv Passed: 4 of 4 goals reached.
  ✔ 1. Create a virtual environment called `Example`. (step 1)
  ✔ 2. Activate it. (step 2)
  ✔ 3. Install idna 3.6 into it. (step 3)
  ✔ 4. Leave it. (step 4)

Now you:
  checker show venv                   read the lesson
  checker run first-venv steps.sh     have your own steps checked (write them
      into steps.sh)
  checker list                        everything there is

"#]]
    );
}

#[test]
fn a_run_shows_ticks_mistakes_and_what_is_next() {
    let Some(machine) = machine("run") else { return };
    let steps = "python3 -m venv Example\nExample/bin/activate\n. Example/bin/activate\npip install idna\n";
    let outcome = machine.checker_with(&["run", "first-venv"], steps, &[]);
    assert_eq!((outcome.talk.as_str(), outcome.status), ("", 1));
    assert_data_eq!(
        outcome.data,
        str![[r#"
$ python3 -m venv Example
  ✔ goal 1 reached: Create a virtual environment called `Example`.
$ Example/bin/activate
  bash: Example/bin/activate: Permission denied
  (status 126)
  ✘ mistake: activate ran, and nothing changed
    `Example/bin/activate`: it printed: `bash: Example/bin/activate: Permission
    denied`
    You ran `activate` as a program of its own, beside your shell. Such a
    program, and also a shell inside parentheses or behind a `|`, cannot change
    the shell in which you type: what it sets ends with it. Your shell is as it
    was, and no environment is active.
    If the answer was `Permission denied`: the file is not executable, on
    purpose. `chmod +x` would only hide the error.
    Remember: `source` reads the file into your own shell. That is the whole
    difference.
    To get back, type:
      source Example/bin/activate
$ . Example/bin/activate
  ✔ goal 2 reached: Activate it.
$ pip install idna
  ✘ mistake: It is the right package in the wrong version
    `pip install idna`: `Example` has idna 3.7
    The package is in your environment, in another version than the task asks
    for. Without a version pip takes the newest one. With one it takes what you
    wrote. And if some version is there already, `pip install` with the name
    alone leaves it as it is.
    Remember: `pip list --local` shows what you have. You do not have to
    uninstall first. An environment holds one version of a package, and pip
    replaces it.
    To get back, type:
      pip install idna==3.6

first-venv Not yet: 2 of 4 goals reached.
  ✔ 1. Create a virtual environment called `Example`. (step 1)
  ✔ 2. Activate it. (step 3)
  ▸ 3. Install idna 3.6 into it.
       `Example` has idna 3.7, and the task asks for `idna==3.6`
    4. Leave it.

"#]]
    );
}

#[test]
fn colour_is_used_when_asked_for_and_never_with_no_color() {
    let Some(machine) = machine("colour") else { return };
    let always = machine.checker(&["list", "--color", "always"]).data;
    assert!(always.contains("\u{1b}["), "{always}");
    assert!(!machine.checker(&["list"]).data.contains('\u{1b}'), "not a terminal");
    let no_color = machine.checker_with(&["list", "--color", "auto"], "", &[("NO_COLOR", "1")]);
    assert!(!no_color.data.contains('\u{1b}'));
}

#[test]
fn every_report_is_one_json_object() {
    let Some(machine) = machine("json") else { return };
    for arguments in [
        &["list"][..],
        &["show", "venv"],
        &["hint", "hello"],
        &["solution", "hello"],
        &["site"],
        &["lint"],
        &["inspect"],
    ] {
        let outcome = machine.checker(&[arguments, &["--json"]].concat());
        let report: serde_json::Value =
            serde_json::from_str(&outcome.data).unwrap_or_else(|error| panic!("{arguments:?}: {error}"));
        assert_eq!(report["format"], 1, "{arguments:?}");
    }
}
