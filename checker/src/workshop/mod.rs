//! The class folder, and what is known of the class.
//!
//! A class is a folder on the file system that everybody shares. Each session of a learner puts its records into a file of
//! its own in `drop`; the instructor's side reads them. Who somebody is, the kernel says: a file counts for its owner.
//!
//! This room returns data. It refuses to trust a name in the drop box, to follow what lies there, to wait for it, to store
//! who somebody is, and to run a server.

mod attend;
mod class;
mod close;
mod control;
mod desk;
mod error;
mod examine;
mod make;
mod picture;
mod pseudonym;
mod reading;
mod roster;
mod simulate;
mod stuck;
mod table;
#[cfg(test)]
mod tests;
mod work;

pub use attend::attend;
pub use class::{About, Class, course_hash};
pub use close::{CloseError, Closed, close, forget};
pub use control::{Ears, Heard, Saying, desk, say};
pub use desk::{Care, Desk, Ticket};
pub use error::WorkshopError;
pub use examine::{Trial, Went, examine};
pub use make::{Made, make};
pub use picture::{Cell, IDLE, NOW, Picture, Problem, Request, Row, exercises, lessons, picture};
pub use reading::Aside;
pub use roster::Roster;
pub use simulate::simulate;
pub use stuck::{FEWEST, MISTAKES, OF_ONE_KIND, SHORTEST, Struggle, Stuck, TIMES_THE_MEDIAN, median, stuck};
pub use table::{Done, table};
