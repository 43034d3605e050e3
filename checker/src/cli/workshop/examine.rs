//! `checker doctor --class`: whether a class will work tomorrow.

use std::path::Path;

use crate::machine::{Measured, space};
use crate::ui::show_trials;
use crate::workshop::{Class, Trial, Went, course_hash, examine as examine_class};

use super::super::context::Context;
use super::super::exit::Exit;
use super::super::failure::Failure;
use super::super::join::read;
use super::super::run::print_json;

/// So much room is enough for the records of a large class, with a margin.
const BYTES: u64 = 100 * 1024 * 1024;
const FILES: u64 = 10_000;

pub(in super::super) fn examine(context: &Context, folder: &Path) -> Result<Exit, Failure> {
    let class = read(&context.host.working_folder().join(folder))?;
    let mut trials = examine_class(&class);
    trials.push(room(&class));
    trials.push(course(context, &class)?);
    let is_wrong = trials.iter().any(|trial| trial.went == Went::Wrong);
    if context.global.json {
        print_json(context, &serde_json::json!({ "format": 1, "class": class.about.name, "trials": trials }))?;
    } else {
        show_trials(&context.data, &class.about, &trials);
    }
    Ok(if is_wrong { Exit::NotYet } else { Exit::Done })
}

fn room(class: &Class) -> Trial {
    let (went, said, way) = match space(&class.folder) {
        Measured::Known(space) if space.bytes < BYTES || space.files.is_some_and(|files| files < FILES) => {
            let files = space.files.map_or_else(String::new, |files| format!(" and {files} files"));
            let said = format!("{} MB{files} are left on its file system", space.bytes / 1024 / 1024);
            (Went::Doubtful, said, Some("make room, or take another file system".to_owned()))
        }
        Measured::Known(_) => (Went::Well, "its file system has room; a quota may have less".to_owned(), None),
        Measured::NotAsked | Measured::CannotTell { .. } => {
            let way = Some("ask for the quota with the site's own command".to_owned());
            (Went::Doubtful, "how much room is left cannot be told".to_owned(), way)
        }
    };
    Trial { id: "room", went, said, way }
}

fn course(context: &Context, class: &Class) -> Result<Trial, Failure> {
    let (went, said, way) = if class.about.course_hash == course_hash(&context.files()?) {
        (Went::Well, "its lessons are those of this checker".to_owned(), None)
    } else {
        let said = "it was made with other lessons than those of this checker".to_owned();
        (Went::Doubtful, said, Some("let everybody take the same `checker`, or make the class anew".to_owned()))
    };
    Ok(Trial { id: "course", went, said, way })
}
