//! `checker workshop new`: a class, and the one line that learners type.

use std::path::Path;

use crate::host::day_in;
use crate::progress::random_number;
use crate::ui::{Clean, show_made_class};
use crate::workshop::{About, WorkshopError, course_hash, make};

use super::super::arguments::NewClassArguments;
use super::super::context::{Context, as_typed};
use super::super::exit::Exit;
use super::super::failure::Failure;
use super::super::join::of_workshop;
use super::super::run::print_json;

pub(super) fn new(context: &Context, arguments: &NewClassArguments) -> Result<Exit, Failure> {
    let loaded = context.load()?;
    let folder = context.host.working_folder().join(&arguments.folder);
    let own_name = || folder.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let name = arguments.name.clone().unwrap_or_else(own_name);
    About::check_name(&name).map_err(|error| of_workshop(&error))?;
    let about = About {
        id: random_number().map_err(|error| of_workshop(&WorkshopError::Progress(error)))?,
        name,
        course: loaded.course.id.clone(),
        course_hash: course_hash(&context.files()?),
        site: context.global.site.as_ref().map(|_| loaded.site.id.clone()),
        track: loaded.course.followed.as_ref().map(|track| track.id.clone()),
        retain_until: day_in(arguments.retention_days),
        simulated: arguments.simulated,
    };
    let made = make(&folder, about).map_err(|error| of_workshop(&error))?;
    let class = &made.class;
    let join = join_line(context, &class.folder);
    if context.global.json {
        let closed = made.closed.as_deref();
        let report = serde_json::json!({
            "format": 1, "class": class.folder, "id": format!("{:032x}", class.about.id), "name": class.about.name,
            "course": class.about.course, "retain_until": class.about.retain_until, "join": join, "closed": closed,
            "simulated": class.about.simulated,
        });
        print_json(context, &report)?;
        return Ok(Exit::Done);
    }
    show_made_class(&context.talk, &class.about, made.closed.as_deref());
    context.data.line(&Clean(&join).to_string());
    Ok(Exit::Done)
}

/// What learners type, wherever they stand.
fn join_line(context: &Context, folder: &Path) -> String {
    let course = context.global.course.as_ref().map(|course| {
        let course = context.host.working_folder().join(course);
        format!(" --course {}", as_typed(&course.canonicalize().unwrap_or(course).display().to_string()))
    });
    format!("checker join {}{}", as_typed(&folder.display().to_string()), course.unwrap_or_default())
}
