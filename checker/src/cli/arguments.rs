//! What can be typed. The doc comments are the help.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};

use crate::ui::ColorChoice;

/// The longest that a step may be given, in seconds: a week.
const LONGEST_STEP: u64 = 7 * 24 * 3600;

/// Lessons on isolated Python environments that check themselves in a real shell.
///
/// Without a command: where am I, and what is next.
#[derive(Debug, Parser)]
#[command(
    name = "checker",
    version,
    propagate_version = false,
    after_help = "Examples:\n  checker start                     work in your own shell, with feedback\n  checker demo                      watch an exercise being solved\n  checker show venv                 read a lesson\n  checker run first-venv steps.sh   have your own steps checked"
)]
pub(super) struct Arguments {
    #[command(flatten)]
    pub(super) global: Global,
    #[command(subcommand)]
    pub(super) command: Option<Command>,
}

/// Options that stand before or after any command.
#[derive(Clone, Debug, Args)]
pub(super) struct Global {
    /// Use the course in this folder instead of the built-in one
    #[arg(long, global = true, value_name = "DIR")]
    pub(super) course: Option<PathBuf>,
    /// The cluster (or `laptop`) whose commands are shown and run
    #[arg(long, global = true, value_name = "NAME")]
    pub(super) site: Option<String>,
    /// Where exercises live on disk
    #[arg(long, global = true, value_name = "DIR")]
    pub(super) work: Option<PathBuf>,
    /// Take packages from the wheelhouse in this folder, which `checker prepare` fills
    #[arg(long, global = true, value_name = "DIR")]
    pub(super) wheelhouse: Option<PathBuf>,
    /// Report as JSON on standard output
    #[arg(long, global = true)]
    pub(super) json: bool,
    /// When to use colour
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto")]
    pub(super) color: ColorChoice,
}

/// Built when it is typed: making the arguments of all of them took a third of the time to the first line of code.
#[derive(Debug, Subcommand)]
#[command(defer = true)]
pub(super) enum Command {
    /// Work on an exercise in your own shell, with feedback at every prompt
    #[command(
        after_help = "Examples:\n  checker start               go on where you were\n  checker start first-venv\n  checker start --record hello.cast hello\n\nIt is your own bash, in the exercise's folder. After each command new ticks or one finding appear.\nInside: checker goals, hint, solution, skip, next, reset, pause. `exit` is a pause; all that you reached is kept.\n\nWith --record all that the terminal shows is written down, for you alone (mode 0600), and nothing else: what is typed is seen\nas far as it is echoed. What looks like a secret (`token=…`, `--password …`, keys, passwords in addresses) is replaced by\nstars. That cannot be complete: look it over before you give it away."
    )]
    Start(StartArguments),
    /// Begin a session that belongs to a class, as the instructor's line says
    #[command(
        after_help = "Examples:\n  checker join my-class\n  checker join my-class first-venv\n\nIt is `checker start`, and your instructor sees which exercises you work on, what you reached and which mistakes were\nrecognised: by a pseudonym, and nothing that you type. `checker start --class DIR` and the variable CHECKER_CLASS do the\nsame. `checker workshop forget-me DIR` takes back what the class has of you."
    )]
    Join(JoinArguments),
    /// Show where you are in the exercise that is open (inside `checker start`)
    Goals,
    /// Go on to the next exercise (inside `checker start`)
    Next,
    /// Ask your instructor for help with the exercise that is open (inside a session of a class)
    HelpMe {
        /// You need it no more
        #[arg(long)]
        over: bool,
    },
    /// Tell your instructor that you are done with the exercise that is open (inside a session of a class)
    Done,
    /// Leave the session; everything that you reached is kept (inside `checker start`)
    Pause,
    /// Run a file of shell steps in a fresh session and judge it
    #[command(
        after_help = "Examples:\n  checker run first-venv steps.sh\n  printf 'python3 -m venv Example\\n' | checker run first-venv\n\nA comment or a blank line is no step; a continued line, a here-document or a function is one.\nExit status: 0 passed, 1 not yet, 2 usage or a wrong lesson, 3 cannot tell."
    )]
    Run(RunArguments),
    /// Play the solution of an exercise, with the feedback as it comes
    #[command(after_help = "Examples:\n  checker demo\n  checker demo first-venv")]
    Demo(DemoArguments),
    /// Run a file of shell steps again at each save, and judge it
    #[command(
        after_help = "Each round is a fresh session, as `checker run` makes it. On a terminal: Enter runs it again, `h` shows the\nnext hint, `q` quits. The exit status is that of the last round."
    )]
    Watch(WatchArguments),
    /// Judge an exercise by what its files show now, without a session
    #[command(
        after_help = "Examples:\n  checker check\n  checker check first-venv\n\nWithout EXERCISE: the one worked on last. Nothing is written into its folder.\nExit status: 0 passed, 1 not yet, 2 usage or a wrong lesson, 3 cannot tell."
    )]
    Check(ExerciseOption),
    /// Start an exercise anew: empty its folder and lay it out again
    #[command(
        after_help = "Examples:\n  checker reset first-venv\n  checker reset first-venv --yes\n\nOnly the exercise's own folder is touched. Without EXERCISE: the one worked on last."
    )]
    Reset(ResetArguments),
    /// Show what the course occupies on this disk, and remove it on request
    #[command(
        after_help = "Examples:\n  checker storage\n  checker storage --remove first-venv --yes\n\nCounted as a quota counts: every file, folder and link. Removed are the folders of exercises, and nothing else:\nyour progress is kept."
    )]
    Storage(StorageArguments),
    /// Go on without an exercise; it can be done later
    #[command(
        after_help = "Examples:\n  checker skip first-venv\n  checker skip first-venv --do\n\nWithout EXERCISE: the one worked on last."
    )]
    Skip(SkipArguments),
    /// List the lessons and their exercises
    List,
    /// Show a lesson in the terminal
    #[command(after_help = "Example:\n  checker show venv")]
    Show(ShowArguments),
    /// Show the next hint for an exercise; each tells a little more
    #[command(after_help = "Examples:\n  checker hint first-venv\n  checker hint first-venv 2")]
    Hint(HintArguments),
    /// Show the reference solution of an exercise
    #[command(after_help = "Example:\n  checker solution first-venv")]
    Solution(ExerciseOption),
    /// Report on the environment at a path, without running anything
    #[command(
        after_help = "Examples:\n  checker inspect Example\n  checker inspect --size Example\n  checker inspect Example --has 'idna>=3,<4'\n  checker inspect Example --list\n  checker inspect Example --against requirements.txt\n  checker inspect Example --clean --json\n\nExit status: 0, whatever state it is in.\nWith --has: 0 it is there; 1 absent, or another version; 2 not a requirement; 3 cannot tell (ambiguous, broken, not readable).\nWith --against: 0 the same; 1 they differ; 2 not such a file; 3 cannot tell."
    )]
    Inspect(InspectArguments),
    /// Look at this machine: what it has for the course, what looks wrong already, what is deferred
    #[command(
        after_help = "Examples:\n  checker doctor\n  checker doctor --json\n  checker doctor --site uppmax --report\n\nThe package index is asked for at most three seconds. Nothing is written.\nAt a site that was chosen or recognised, its file is compared with this machine: a shell is asked for the modules, the\nquota's command is run. `--report` prints what was found as lines for the site's file, without names of people or\nhosts; `--report FILE` writes them.\n`--class DIR` tries a class folder the evening before: modes, a record that is saved and read, clock, room.\nExit status: 0, whatever it finds; with --class 1 where the room will not work."
    )]
    Doctor(DoctorArguments),
    /// Fill a wheelhouse: the packages with which exercises can be done where no index can be reached
    #[command(
        after_help = "Examples:\n  checker prepare first-venv --to wheels\n  checker prepare venv --to wheels --json\n\nWithout LESSON or EXERCISE: all of the way through the course at this site. For each Python on `PATH` its own pip\ndownloads what is needed; with another Python loaded, run it again: what is held is not asked for twice.\nNothing is written outside the folder, which others can read. Packages of conda's channels are not among them.\nExit status: 0 complete, 1 something could not be had, 3 cannot tell."
    )]
    Prepare(PrepareArguments),
    /// Check the lessons' files: all complaints, with what to write instead
    #[command(after_help = "Example:\n  checker lint --course my-course")]
    Lint,
    /// Prove a course: solutions pass, untouched exercises do not, every mistake is recognised and mended
    #[command(
        after_help = "Examples:\n  checker prove\n  checker prove first-venv\n  checker prove --solutions hello\n  checker prove hello --report laptop.json\n  checker prove --solutions hello --record recordings"
    )]
    Prove(ProveArguments),
    /// Show the site in use and those that are known; `site set NAME` chooses one
    #[command(after_help = "Examples:\n  checker site\n  checker site set uppmax")]
    Site(SiteArguments),
    /// Build the static book from the lessons
    Book(BookArguments),
    /// Run a class: its folder, who is stuck on what, and its end
    Workshop(WorkshopArguments),
    /// Print a completion script for a shell
    #[command(after_help = "Example:\n  source <(checker completions bash)")]
    Completions(CompletionsArguments),
}

#[derive(Debug, Args)]
pub(super) struct StartArguments {
    /// The exercise; when it is left out, the one to go on with
    pub(super) exercise: Option<String>,
    /// Leave out your start-up files (`~/.bashrc`)
    #[arg(long)]
    pub(super) no_startup_files: bool,
    /// Record what the terminal shows into FILE (asciicast v2), which must not be there yet
    #[arg(long, value_name = "FILE")]
    pub(super) record: Option<PathBuf>,
    /// Belong to the class in this folder
    #[arg(long, value_name = "DIR")]
    pub(super) class: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(super) struct JoinArguments {
    /// The class's folder
    #[arg(value_name = "DIR")]
    pub(super) class: PathBuf,
    /// The exercise; when it is left out, the one to go on with
    pub(super) exercise: Option<String>,
    /// Leave out your start-up files (`~/.bashrc`)
    #[arg(long)]
    pub(super) no_startup_files: bool,
}

#[derive(Debug, Args)]
pub(super) struct WorkshopArguments {
    #[command(subcommand)]
    pub(super) action: WorkshopAction,
}

#[derive(Debug, Subcommand)]
pub(super) enum WorkshopAction {
    /// Make a class: a folder that learners join
    #[command(
        after_help = "Examples:\n  checker workshop new python-2026\n  checker workshop new python-winter --name 'Python, winter' --retention-days 14\n\nThe folder must be where learners can reach it, on a file system that all login nodes share. Standard output is the one\nline that learners type. `--site` is what they then work at."
    )]
    New(NewClassArguments),
    /// See the class: who needs somebody, what many do wrong, where everybody is
    #[command(
        after_help = "Examples:\n  checker workshop watch my-class --once\n  checker workshop watch my-class --json\n\nOn a terminal the screen is drawn anew every few seconds, less often while nothing changes. Keys: a number goes to who waits\nwith it, and typed again says that they were helped; `m` writes a message, `t` sets a timer, `a` asks all whether they are\ndone, `n` goes on to the next lesson, `r` looks at once, `q` quits. Learners have pseudonyms. Stuck is who made one mistake\ntwice or three mistakes at one goal, or takes more than twice as long as the class's median for it with at least one\nmistake. Idle is who was not heard of for ten minutes. Only who made the class can see it."
    )]
    Watch(WatchClassArguments),
    /// Say something to the room: everybody's session shows it at its next prompt
    #[command(
        after_help = "Examples:\n  checker workshop say my-class 'On to storage; the page is open on the screen.'\n  checker workshop say my-class --timer 10\n  checker workshop say my-class --ask\n\nIt is shown between two commands and never inside one. Whoever joins within ten minutes hears it too. `--ask` asks\neverybody for `checker done` or `checker help-me`, which `checker workshop watch` shows."
    )]
    Say(SayArguments),
    /// Print what the class did: one row for each learner and exercise
    #[command(
        after_help = "Examples:\n  checker workshop export my-class --csv\n  checker workshop export my-class --jsonl\n\nLearners have pseudonyms unless `--names` is given. Times are in seconds since 1970, by the learners' own clocks."
    )]
    Export(ExportArguments),
    /// Rehearse: let made-up learners work in a class that was made with `--simulated`
    #[command(
        after_help = "Examples:\n  checker workshop simulate my-rehearsal --learners 12\n  checker workshop watch my-rehearsal --once\n\nThey write real records, up to now. The same seed makes the same class."
    )]
    Simulate(SimulateArguments),
    /// Take back what a class has of you: for a learner
    #[command(after_help = "Example:\n  checker workshop forget-me my-class\n\nYour own progress is kept.")]
    ForgetMe {
        /// The class's folder
        #[arg(value_name = "DIR")]
        folder: PathBuf,
    },
    /// Remove a class with all its records, after the day that was set for it
    #[command(
        after_help = "Examples:\n  checker workshop close my-class\n  checker workshop close my-class --now --yes\n\nNothing is kept. Export first what you need.\nExit status: 1 when the day has not come."
    )]
    Close(CloseArguments),
}

#[derive(Debug, Args)]
pub(super) struct WatchClassArguments {
    /// The class's folder
    #[arg(value_name = "DIR")]
    pub(super) folder: PathBuf,
    /// Show it once, and end
    #[arg(long)]
    pub(super) once: bool,
    /// Show names instead of pseudonyms; they are asked of the system, and stored nowhere
    #[arg(long)]
    pub(super) names: bool,
}

#[derive(Debug, Args)]
#[command(group = clap::ArgGroup::new("form").required(true).args(["csv", "jsonl"]))]
pub(super) struct ExportArguments {
    /// The class's folder
    #[arg(value_name = "DIR")]
    pub(super) folder: PathBuf,
    /// As comma-separated values
    #[arg(long)]
    pub(super) csv: bool,
    /// As one JSON object a line
    #[arg(long)]
    pub(super) jsonl: bool,
    /// With names instead of pseudonyms
    #[arg(long)]
    pub(super) names: bool,
}

#[derive(Debug, Args)]
#[command(group = clap::ArgGroup::new("saying").required(true).args(["message", "timer", "ask"]))]
pub(super) struct SayArguments {
    /// The class's folder
    #[arg(value_name = "DIR")]
    pub(super) folder: PathBuf,
    /// The message, in one line
    pub(super) message: Option<String>,
    /// There are so many minutes from now on
    #[arg(long, value_name = "MINUTES")]
    pub(super) timer: Option<u32>,
    /// Ask everybody whether they are done, or need help
    #[arg(long)]
    pub(super) ask: bool,
}

#[derive(Debug, Args)]
pub(super) struct SimulateArguments {
    /// The class's folder
    #[arg(value_name = "DIR")]
    pub(super) folder: PathBuf,
    /// How many learners
    #[arg(long, value_name = "N", default_value_t = 60, value_parser = clap::value_parser!(u32).range(1..=1000))]
    pub(super) learners: u32,
    /// What chance is drawn from
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub(super) seed: u64,
}

#[derive(Debug, Args)]
pub(super) struct CloseArguments {
    /// The class's folder
    #[arg(value_name = "DIR")]
    pub(super) folder: PathBuf,
    /// Before the day that was set
    #[arg(long)]
    pub(super) now: bool,
    /// Go ahead without asking
    #[arg(long)]
    pub(super) yes: bool,
}

#[derive(Debug, Args)]
pub(super) struct NewClassArguments {
    /// The folder; it must not be there yet, or be empty
    #[arg(value_name = "DIR")]
    pub(super) folder: PathBuf,
    /// What the class is called; else the folder's name
    #[arg(long)]
    pub(super) name: Option<String>,
    /// After how many days the records are to be removed
    #[arg(long, value_name = "DAYS", default_value_t = 30, value_parser = clap::value_parser!(u32).range(1..=3650))]
    pub(super) retention_days: u32,
    /// A rehearsal: its learners are made up by `checker workshop simulate`
    #[arg(long)]
    pub(super) simulated: bool,
}

#[derive(Debug, Args)]
pub(super) struct RunArguments {
    /// The exercise
    pub(super) exercise: String,
    /// The file of steps; standard input when it is left out or `-`
    pub(super) file: Option<PathBuf>,
    /// Keep the scratch folder, and say where it is
    #[arg(long)]
    pub(super) keep: bool,
    /// Stop a step after this many seconds
    #[arg(long, value_name = "SECONDS", default_value_t = 300, value_parser = clap::value_parser!(u64).range(1..=LONGEST_STEP))]
    pub(super) step_limit: u64,
}

#[derive(Debug, Args)]
pub(super) struct WatchArguments {
    /// The exercise
    pub(super) exercise: String,
    /// The file of steps; it need not be there yet
    pub(super) file: PathBuf,
}

#[derive(Debug, Args)]
pub(super) struct DemoArguments {
    /// The exercise; the first one of a lesson when it is left out
    pub(super) exercise: Option<String>,
    /// Keep the scratch folder, and say where it is
    #[arg(long)]
    pub(super) keep: bool,
}

#[derive(Debug, Args)]
pub(super) struct ShowArguments {
    /// The lesson
    pub(super) lesson: String,
    /// Show the teacher's notes too
    #[arg(long)]
    pub(super) teacher: bool,
}

#[derive(Debug, Args)]
pub(super) struct HintArguments {
    /// The exercise; the one worked on last when it is left out
    pub(super) exercise: Option<String>,
    /// How many hints to show, from the first on; else the next one that you have not seen
    #[arg(value_parser = clap::value_parser!(u16).range(1..))]
    pub(super) count: Option<u16>,
}

#[derive(Debug, Args)]
pub(super) struct ExerciseOption {
    /// The exercise; the one worked on last when it is left out
    pub(super) exercise: Option<String>,
}

#[derive(Debug, Args)]
pub(super) struct ResetArguments {
    /// The exercise; the one worked on last when it is left out
    pub(super) exercise: Option<String>,
    /// Go ahead without asking
    #[arg(long)]
    pub(super) yes: bool,
}

#[derive(Debug, Args)]
pub(super) struct StorageArguments {
    /// Remove the folders of these exercises, or of all of them where none is named
    #[arg(long, value_name = "EXERCISE", num_args = 0..)]
    pub(super) remove: Option<Vec<String>>,
    /// Go ahead without asking
    #[arg(long, requires = "remove")]
    pub(super) yes: bool,
}

#[derive(Debug, Args)]
pub(super) struct SkipArguments {
    /// The exercise; the one worked on last when it is left out
    pub(super) exercise: Option<String>,
    /// Perform its solution too, in a fresh folder; what you have is set aside
    #[arg(long = "do")]
    pub(super) perform: bool,
}

#[derive(Debug, Args)]
pub(super) struct InspectArguments {
    /// The environment's folder, or an interpreter
    #[arg(default_value = ".")]
    pub(super) path: PathBuf,
    /// Say in one line whether a package is there, such as 'numpy>=1.20,<2'
    #[arg(long, value_name = "REQUIREMENT", conflicts_with_all = ["list", "size"])]
    pub(super) has: Option<String>,
    /// Print `name==version` for each package of the environment's own, and nothing else
    #[arg(long, conflicts_with = "size")]
    pub(super) list: bool,
    /// Compare with a requirements.txt, environment.yml, pyproject.toml or uv.lock
    #[arg(long, value_name = "FILE", conflicts_with_all = ["has", "list", "size"])]
    pub(super) against: Option<PathBuf>,
    /// Count files and bytes too
    #[arg(long)]
    pub(super) size: bool,
    /// Look as a batch job would that has none of your variables: no PYTHONPATH, no modules
    #[arg(long)]
    pub(super) clean: bool,
}

#[derive(Debug, Args)]
pub(super) struct ProveArguments {
    /// The exercises; all when none is named
    pub(super) exercises: Vec<String>,
    /// Only the pages, the solutions, and that nothing is passed untouched: mistakes are left out
    #[arg(long)]
    pub(super) solutions: bool,
    /// Write what came of it into a file too, from which `checker book build --proofs` makes a page
    #[arg(long, value_name = "FILE")]
    pub(super) report: Option<PathBuf>,
    /// Record each solution that is proved as `DIR/EXERCISE.cast` (asciicast v2), for `checker book build --recordings`
    #[arg(long, value_name = "DIR")]
    pub(super) record: Option<PathBuf>,
    /// How many sessions run at once
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=64))]
    pub(super) jobs: Option<u16>,
    /// Stop a step after this many seconds
    #[arg(long, value_name = "SECONDS", default_value_t = 300, value_parser = clap::value_parser!(u64).range(1..=LONGEST_STEP))]
    pub(super) step_limit: u64,
}

#[derive(Debug, Args)]
pub(super) struct DoctorArguments {
    /// Say whether the class in this folder will work tomorrow: for who has made it
    #[arg(long, value_name = "DIR", conflicts_with = "report")]
    pub(super) class: Option<PathBuf>,
    /// Write down how the site's file compares with this machine, into FILE or to standard output
    #[arg(long, value_name = "FILE", num_args = 0..=1)]
    pub(super) report: Option<Option<PathBuf>>,
}

#[derive(Debug, Args)]
pub(super) struct PrepareArguments {
    /// Lessons and exercises; the way through the course at this site when none is named
    pub(super) subjects: Vec<String>,
    /// The folder; else the wheelhouse in use
    #[arg(long, value_name = "DIR")]
    pub(super) to: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(super) struct SiteArguments {
    #[command(subcommand)]
    pub(super) action: Option<SiteAction>,
}

#[derive(Debug, Subcommand)]
pub(super) enum SiteAction {
    /// Choose the site for this and later commands
    Set {
        /// The site
        name: String,
    },
}

#[derive(Debug, Args)]
pub(super) struct BookArguments {
    #[command(subcommand)]
    pub(super) action: BookAction,
}

#[derive(Debug, Subcommand)]
pub(super) enum BookAction {
    /// Build the site into a folder
    #[command(
        after_help = "Examples:\n  checker book build --dest site\n  checker book build --site-url https://course.example/python/\n  checker book build --recordings recordings\n\nWith the address each page names its own, and `sitemap.xml` lists them. Without it everything works from any place,\nand from a disk."
    )]
    Build {
        /// The folder; it must be empty, or a site that this command built
        #[arg(long, value_name = "DIR", default_value = "site")]
        dest: PathBuf,
        /// The address under which the site will be
        #[arg(long, value_name = "URL")]
        site_url: Option<String>,
        /// A folder with the reports of proofs (`checker prove --report`), for the page that says what was proved
        #[arg(long, value_name = "DIR")]
        proofs: Option<PathBuf>,
        /// Show the recordings of this folder, which `checker prove --record` makes, at their exercises
        #[arg(long, value_name = "DIR")]
        recordings: Option<PathBuf>,
    },
    /// Print the book into one PDF, with a Chromium of this machine
    #[command(
        after_help = "Examples:\n  checker book pdf\n  checker book pdf --dest course.pdf --site uppmax\n\nEverything is in it: each fold open, each site and shell under its name, headings as an outline. Chromium is looked for\non `PATH`, and can reach no other host meanwhile.\nExit status: 0 printed; 2 the file is of another kind; 3 there is no Chromium, or it does not print."
    )]
    Pdf {
        /// The file; one that is there is replaced when it is a PDF
        #[arg(long, value_name = "FILE", default_value = "book.pdf")]
        dest: PathBuf,
    },
    /// Make one EPUB of the book, for reading devices
    #[command(
        after_help = "Examples:\n  checker book epub\n  checker book epub --dest course.epub --site uppmax\n\nEverything is in it: each fold open, each site and shell under its name. It needs no other program and no network."
    )]
    Epub {
        /// The file; one that is there is replaced when it is an EPUB
        #[arg(long, value_name = "FILE", default_value = "book.epub")]
        dest: PathBuf,
    },
    /// Build the site and show it to a browser on this machine; with `--course`, again after each save
    #[command(
        after_help = "Examples:\n  checker book serve\n  checker book serve --course my-course\n\nIt listens on the loopback only; on a login node the `ssh` line that it prints brings it to your own machine.\nCtrl-C ends it, and nothing is left behind."
    )]
    Serve {
        /// The port; a free one when it is left out
        #[arg(long, value_name = "PORT", value_parser = clap::value_parser!(u16).range(1..))]
        port: Option<u16>,
    },
    /// Check a built site: its links, anchors, images and ids, and that every page is in the sidebar
    #[command(
        after_help = "Examples:\n  checker book check\n  checker book check site --json\n\nWithout `--outside` nothing outside of the folder is asked for: addresses elsewhere are counted, and listed in the JSON.\nWith it curl asks for each, four at once and never two of one host, for ten seconds at most, through the proxies that the\nvariables name (`https_proxy`, `no_proxy`). Each that is not well is told. Only one that is gone (404, 410) is a fault:\nwhat does not answer here may answer elsewhere.\nExit status: 0 all hold; 1 faults; 2 no built site there; 3 there is no curl to ask with."
    )]
    Check {
        /// The folder of the site
        #[arg(value_name = "DIR", default_value = "site")]
        folder: PathBuf,
        /// Try the addresses outside of the site too, and tell of those that are not well
        #[arg(long)]
        outside: bool,
    },
    /// Serve as a preprocessor for stock `mdbook` (JSON on standard input and output)
    Preprocess {
        #[command(subcommand)]
        question: Option<PreprocessQuestion>,
    },
}

#[derive(Debug, Subcommand)]
pub(super) enum PreprocessQuestion {
    /// Whether a renderer is supported
    Supports {
        /// The renderer
        renderer: String,
    },
}

#[derive(Debug, Args)]
pub(super) struct CompletionsArguments {
    /// The shell
    pub(super) shell: clap_complete::Shell,
}
