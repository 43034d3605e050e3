//! Is a goal reached?
//!
//! Functions over evidence: the shell's own word about itself, what `inspect` reads of the files, and what a step ran. They
//! judge the outcome and never the spelling, and they say why. This room starts nothing and remembers nothing but which
//! goals were reached; what it cannot know is `cannot-tell`, never `not-yet`.

mod by_files;
mod conda;
mod environments;
mod files;
mod jobs;
mod judge;
mod named;
mod packages;
mod projects;
mod scene;
#[cfg(test)]
mod tests;
mod track;
mod tried;
mod verdict;

pub use by_files::by_files;
pub use environments::{environment_of_shell, named_environment};
pub use jobs::{Jobs, Submitted, awaited};
pub use judge::judge;
pub use named::environment_folder;
pub use packages::{Standing, standing};
pub use scene::{Happened, Scene, Shell};
pub use track::{Reached, Track};
pub use tried::{Invocation, Tried, WRAPPERS, invocations};
pub use verdict::Verdict;
