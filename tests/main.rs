//! The one end-to-end test binary: what a person sees, and what holds across rooms. See `README.md` in this folder.

mod support;

/// The house: the import table, file lengths, forgotten files.
mod architecture;
/// `lint` and `prove` on courses of their own.
mod authors;
/// What can go wrong at the command line.
mod command_line;
/// README, help texts and lessons that cannot rot.
mod documents;
/// Mistakes: found at their step, mended, and none where work is right.
mod findings;
/// `inspect` from the outside.
mod inspect;
/// `list`, `show`, `hint`, `solution`, `site`, `demo`.
mod reading;
/// Right routes, however they are spelled, and wrong results.
mod routes;
/// The session: hostile programs, waiting, stopping, leaving nothing behind.
mod session;
