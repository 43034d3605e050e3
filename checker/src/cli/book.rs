//! `checker book`: the lessons as a static site.

use std::path::Path;

use crate::book::{self, BookError, BuildRequest};
use crate::ui::Spinner;

use super::arguments::{BookAction, BookArguments, PreprocessQuestion};
use super::context::Context;
use super::exit::Exit;
use super::failure::Failure;
use super::run::print_json;

pub(super) fn book(context: &Context, arguments: &BookArguments) -> Result<Exit, Failure> {
    match &arguments.action {
        BookAction::Build { dest } => build(context, dest),
        // mdbook asks by exit status.
        BookAction::Preprocess { question: Some(PreprocessQuestion::Supports { renderer }) } => {
            Ok(if book::supports(renderer) { Exit::Done } else { Exit::NotYet })
        }
        BookAction::Preprocess { question: None } => {
            book::preprocess(&mut std::io::stdin().lock(), &mut std::io::stdout().lock())
                .map_err(|error| of_book(context, &error))?;
            Ok(Exit::Done)
        }
    }
}

fn build(context: &Context, dest: &Path) -> Result<Exit, Failure> {
    let files = context.files()?;
    let sites = context.sites(&files)?;
    let chosen = context.choose(&sites)?;
    let destination = context.host.working_folder().join(dest);
    let request = BuildRequest {
        files: &files,
        sites: &sites,
        site: chosen.profile,
        destination: &destination,
        temporary: &context.host.temporary_folder(),
    };
    let spinner = Spinner::start(&context.talk, "building the book");
    let built = book::build(&request).map_err(|error| of_book(context, &error))?;
    drop(spinner);
    if context.global.json {
        print_json(
            context,
            &serde_json::json!({ "format": 1, "pages": built.pages, "destination": built.destination }),
        )?;
    } else {
        context.data.line(&format!("{} pages in {}", built.pages, dest.display()));
        context.data.line(&format!("Open {}", dest.join("index.html").display()));
    }
    Ok(Exit::Done)
}

fn of_book(context: &Context, error: &BookError) -> Failure {
    let failure = Failure::of(error, Exit::Usage);
    match error {
        BookError::Pages(_) | BookError::Course(_) => {
            failure.hint(format!("`{}` shows every complaint", context.command("lint")))
        }
        BookError::NotAFolder { .. } | BookError::NotOurs { .. } | BookError::InTheWay { .. } => {
            failure.hint("`--dest` takes a folder that is empty, or not there yet, or a site that this command built")
        }
        _ => failure,
    }
}
