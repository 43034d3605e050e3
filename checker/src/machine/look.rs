//! Everything that is here, looked at once.

use std::path::Path;
use std::time::Duration;

use serde::Serialize;

use crate::host::HostEnvironment;
use crate::lesson::Course;
use crate::site::Profile;

use super::around::ETC;
use super::deferred::{Deferred, deferred};
use super::index::{IndexAnswer, probe_index};
use super::modules::{Modules, modules};
use super::pythons::{Python, pythons};
use super::scheduler::{Scheduler, scheduler};
use super::shells::{Shells, shells};
use super::space::Spaces;
use super::state::{State, state};
use super::tools::{Tool, tools};
use super::worries::worries;
use super::worry::{Surrounding, Worry};

/// How long a file system may take to say what is left.
const DEADLINE: Duration = Duration::from_secs(3);

/// What this machine has for a course.
#[derive(Clone, Debug, Serialize)]
pub struct Machine {
    /// The shells.
    pub shells: Shells,
    /// The Pythons that can be typed.
    pub pythons: Vec<Python>,
    /// The tools that make environments.
    pub tools: Vec<Tool>,
    /// The module system.
    pub modules: Option<Modules>,
    /// The scheduler.
    pub scheduler: Option<Scheduler>,
    /// The package index, and whether it answers.
    pub index: IndexAnswer,
    /// Space and files left.
    pub spaces: Spaces,
    /// The command that tells the quota, where the site's file names it.
    pub quota: Option<String>,
    /// Whether progress can be kept.
    pub state: State,
    /// What looks wrong already.
    pub worries: Vec<Worry>,
    /// The exercises that wait.
    pub deferred: Vec<Deferred>,
}

/// Looks at everything. Takes as long as the index takes to answer, three seconds at most.
pub fn look(host: &HostEnvironment, course: &Course, site: &Profile, work: &Path) -> Machine {
    let home = host.home();
    let (index, spaces) = std::thread::scope(|scope| {
        let index = scope.spawn(|| probe_index(host));
        let spaces = Spaces::measure(work, home.as_deref(), &host.temporary_folder(), DEADLINE);
        let index = index.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic));
        (index, spaces)
    });
    let seen =
        Surrounding { spaces: spaces.clone(), index: Some(index.clone()), ..Surrounding::of_process(host, work) };
    Machine {
        shells: shells(host),
        pythons: pythons(host.text("PATH").unwrap_or_default()),
        tools: tools(host),
        modules: modules(host),
        scheduler: scheduler(host, Path::new(ETC)),
        index,
        spaces,
        quota: site.values.get("quota_command").map(|value| value.value.clone()),
        state: state(host),
        worries: worries(&seen),
        deferred: deferred(course, site, host),
    }
}
