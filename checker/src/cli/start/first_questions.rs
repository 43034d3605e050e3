//! What a site cannot know is asked once, at the first start: the project that the learner's work belongs to, say.

use std::io::BufRead as _;

use crate::host;

use super::super::context::{Context, Loaded};
use super::super::exit::Exit;
use super::super::failure::Failure;

/// The course at the site in use, with what the learner knows of it.
pub(super) fn load(context: &Context) -> Result<Loaded, Failure> {
    let loaded = context.load()?;
    let mut own = context.own_values()?;
    let to_ask = own.to_ask(&loaded.site);
    // Whoever says where their work belongs need not be asked.
    let (true, None, Some(file)) = (!to_ask.is_empty(), &context.global.work, context.values_file()) else {
        return Ok(loaded);
    };
    let (talk, site) = (&context.talk, &loaded.site);
    let mut place =
        site.work.clone().unwrap_or_default().replace("{{user}}", context.host.text("USER").unwrap_or("USER"));
    for name in &to_ask {
        place = place.replace(&format!("{{{{{name}}}}}"), &name.to_uppercase());
    }
    talk.prose(&format!("At {} your work belongs in {}.", site.name, talk.paint.command(&place)), 0);
    for name in to_ask {
        talk.print(&format!("Your {name} (Enter: none, work in ~/checker): "));
        let mut answer = String::new();
        std::io::stdin().lock().read_line(&mut answer).map_err(|error| Failure::of(&error, Exit::CannotTell))?;
        own.tell(&site.id, &name, answer.trim());
    }
    if let Some(folder) = file.parent() {
        host::create_folder(folder).map_err(|error| Failure::of(&error, Exit::CannotTell))?;
    }
    host::write_whole(&file, own.text().as_bytes()).map_err(|error| {
        Failure::of(&error, Exit::CannotTell).hint("`--work DIR` says where your work belongs, and nothing is asked")
    })?;
    context.load()
}
