//! `checker show`: a lesson in the terminal, as it is at this site.

use crate::ui::{Teacher, show_lesson};

use super::arguments::ShowArguments;
use super::context::Context;
use super::exit::Exit;
use super::failure::Failure;
use super::run::print_json;

pub(super) fn show(context: &Context, arguments: &ShowArguments) -> Result<Exit, Failure> {
    let loaded = context.load()?;
    let lesson = loaded.lesson(context, &arguments.lesson)?;
    if context.global.json {
        let report = serde_json::json!({ "format": 1, "id": lesson.id, "title": lesson.title, "site": loaded.site.id, "markdown": &*lesson.source });
        print_json(context, &report)?;
        return Ok(Exit::Done);
    }
    let teacher = if arguments.teacher { Teacher::Shown } else { Teacher::Hidden };
    show_lesson(&context.data, lesson, &loaded.site, teacher);
    Ok(Exit::Done)
}
