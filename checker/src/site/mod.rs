//! Sites: clusters and laptops, as their TOML files describe them.
//!
//! One file says how a site is recognised, what it has, where work belongs and what stands for `{{…}}` in lessons. This
//! room picks the site and fills texts; it refuses to know any cluster by name.

mod checked;
mod choose;
mod fill;
mod own;
mod profile;

pub use checked::{Checked, CheckedLine, HostClass};
pub use choose::{Chosen, Reason, UnknownSite, choose, recognised};
pub use fill::{Unfilled, fill};
pub use own::{OwnValues, USER_NAMES};
pub use profile::{Profile, ProfileError, Recognise, Value, laptop, parse};
