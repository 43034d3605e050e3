//! The one end-to-end test binary: what a person sees, and what holds across rooms. See `README.md` in this folder.

mod support;

/// The house: the import table, file lengths, forgotten files.
mod architecture;
/// `lint` and `prove` on courses of their own.
mod authors;
/// The book as it is built: beside the terminal, beside the real mdbook, and on a forge.
mod book;
/// The book as one file: on paper, and as an EPUB.
mod book_files;
/// `book check --outside`: addresses that answer, are gone, or say nothing.
mod book_outside;
/// `book serve`: requests good and bad, saves, and its end.
mod book_serve;
/// The site in a real browser.
mod browser;
/// A site's file beside a machine.
mod checkup;
/// What can go wrong at the command line.
mod command_line;
/// Damaged environments, each with the right answer.
mod corpus;
/// What the documents of the centres teach, and where the course does.
mod coverage;
/// `doctor` on machines good and bad.
mod doctor;
/// README, help texts and lessons that cannot rot.
mod documents;
/// Mistakes: found at their step, mended, and none where work is right.
mod findings;
/// The seeds of the fuzz targets.
mod fuzz_corpus;
/// Goals about environments of conda and projects of uv.
mod goals;
/// `inspect` from the outside.
mod inspect;
/// `inspect --against`: files beside environments.
mod inspect_against;
mod inspect_against_conda;
mod inspect_against_projects;
/// `inspect` on what a real conda made.
mod inspect_conda;
/// `inspect` where files are not what they should be: FIFOs, devices, loops, floods.
mod inspect_hostile;
/// `inspect` beside everybody else who lists packages.
mod inspect_peers;
/// `inspect` as the kernel sees it: nothing started, nothing written, little opened.
mod inspect_system_calls;
/// Jobs of a real Slurm.
mod jobs;
/// The live session, by hand: what a learner sees from the first screen to the last.
mod live;
/// The whole course by hand: solutions and mistakes in a live session.
mod live_course;
/// Live sessions that end otherwise than planned.
mod live_ends;
/// Learners whose start-up files do something.
mod live_start_up;
/// What people do inside a live session.
mod live_terminal;
/// Modules of a real Lmod.
mod modules;
/// Exercises without an index: a wheelhouse, filled and used.
mod offline;
/// The written rules of Python packaging, beside the reference implementation.
mod packaging;
/// Progress: `check`, `reset`, `skip`, `hint`, and what the lists make of it.
mod progress;
/// `list`, `show`, `hint`, `solution`, `site`, `demo`.
mod reading;
/// Recordings of live sessions and of solutions.
mod recordings;
/// Right routes, however they are spelled, and wrong results.
mod routes;
/// The session: hostile programs, waiting, stopping, leaving nothing behind.
mod session;
/// A cluster that the course does not know yet: one file.
mod sites;
/// The start-up files that tests of the live session loop over.
mod startup;
/// `storage`: what the course occupies, and its removal.
mod storage;
/// The learner's terminal that tests look at, tried on a plain shell.
mod terminal;
/// The way through the course at each site: what time it takes.
mod tracks;
/// Correct work in many spellings.
mod variations;
/// `watch`: rounds, keys, and its end.
mod watch;
/// A class: its folder, its learners, and the instructor's commands.
mod workshop;
/// What people and files may do to a class: two accounts, kills, hostile drop boxes.
mod workshop_hostile;
/// The instructor: what is said to the room, and a class that is tried the evening before.
mod workshop_room;
