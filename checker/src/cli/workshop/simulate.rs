//! `checker workshop simulate`: a rehearsal with made-up learners.

use crate::host::seconds_since_1970;
use crate::ui::counted;
use crate::workshop::{exercises, simulate as simulate_class};

use super::super::arguments::SimulateArguments;
use super::super::context::{Context, as_typed};
use super::super::exit::Exit;
use super::super::failure::Failure;
use super::super::join::read;
use super::super::run::print_json;

pub(super) fn simulate(context: &Context, arguments: &SimulateArguments) -> Result<Exit, Failure> {
    let class = read(&context.host.working_folder().join(&arguments.folder))?;
    if !class.about.simulated {
        return Err(Failure::usage("this class is for real learners, and made-up ones would stand among them")
            .hint("`checker workshop new DIR --simulated` makes a class for a rehearsal"));
    }
    let loaded = context.at_site(class.about.site.as_deref()).load()?;
    let exercises = exercises(&class, &loaded.course);
    let SimulateArguments { learners, seed, .. } = *arguments;
    let records = simulate_class(&class, &loaded.course, &exercises, learners, seed, seconds_since_1970())
        .map_err(|error| Failure::of(&error, Exit::CannotTell))?;
    if context.global.json {
        print_json(context, &serde_json::json!({ "format": 1, "learners": learners, "records": records }))?;
        return Ok(Exit::Done);
    }
    let learners = counted(u64::from(learners), "made-up learner");
    context.data.prose(&format!("{learners} have worked until now: {}.", counted(records, "record")), 0);
    let folder = as_typed(&arguments.folder.display().to_string());
    let watch = context.command(&format!("workshop watch {folder}"));
    context.data.line(&format!("See them: {}", context.data.paint.command(&watch)));
    Ok(Exit::Done)
}
