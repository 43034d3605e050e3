//! `checker book`: the lessons as a static site.

use std::path::Path;

use crate::book::{self, BookError, BuildRequest, Built, ProofReport};
use crate::host;
use crate::ui::{Spinner, counted};

use super::arguments::{BookAction, BookArguments, PreprocessQuestion};
use super::book_check::check;
use super::context::Context;
use super::exit::Exit;
use super::failure::Failure;
use super::recordings::read_recordings;
use super::run::print_json;
use super::serve::serve;

pub(super) fn book(context: &Context, arguments: &BookArguments) -> Result<Exit, Failure> {
    match &arguments.action {
        BookAction::Build { dest, site_url, proofs, recordings } => {
            let proofs = proofs.as_deref().map(|folder| reports(context, folder)).transpose()?.unwrap_or_default();
            let recordings = recordings.as_deref().map(|folder| read_recordings(context, folder)).transpose()?;
            let recordings = recordings.unwrap_or_default();
            let address = site_url.as_deref();
            build(context, dest, &|request| {
                book::build(&BuildRequest { address, proofs: &proofs, recordings: &recordings, ..*request })
            })
        }
        BookAction::Pdf { dest } => one_file(context, dest, &|request, file| book::pdf(request, &context.host, file)),
        BookAction::Epub { dest } => one_file(context, dest, &|request, file| book::epub(request, file)),
        BookAction::Serve { port } => serve(context, *port),
        BookAction::Check { folder, outside } => check(context, folder, *outside),
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

fn build(
    context: &Context,
    dest: &Path,
    make: &dyn Fn(&BuildRequest<'_>) -> Result<Built, BookError>,
) -> Result<Exit, Failure> {
    let built = with_request(context, &context.host.working_folder().join(dest), make)?;
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

/// The reports of proofs in a folder.
fn reports(context: &Context, folder: &Path) -> Result<Vec<ProofReport>, Failure> {
    const HINT: &str = "`--proofs` takes a folder of reports: `checker prove --report DIR/laptop.json` writes one";
    let folder = context.host.working_folder().join(folder);
    let files = host::list(&folder).map_err(|error| Failure::of(&error, Exit::Usage).hint(HINT))?;
    let mut reports = Vec::new();
    for file in files.iter().filter(|file| file.extension().is_some_and(|end| end == "json")) {
        let text = host::read_text(file).map_err(|error| Failure::of(&error, Exit::Usage).hint(HINT))?;
        let report = ProofReport::parse(&text)
            .map_err(|error| Failure::usage(format!("`{}` cannot be used: {error}", context.shown(file))).hint(HINT))?;
        reports.push(report);
    }
    if reports.is_empty() {
        let shown = context.shown(&folder);
        return Err(Failure::usage(format!("there is no report of a proof in `{shown}`")).hint(HINT));
    }
    Ok(reports)
}

/// Builds the course's site into a folder.
pub(super) fn built(context: &Context, destination: &Path) -> Result<Built, Failure> {
    with_request(context, destination, &|request| book::build(request))
}

/// What makes a course into one file, and says how many pages of the course are in it.
type Make<'m> = dyn Fn(&BuildRequest<'_>, &Path) -> Result<usize, BookError> + 'm;

fn one_file(context: &Context, dest: &Path, make: &Make<'_>) -> Result<Exit, Failure> {
    let file = context.host.working_folder().join(dest);
    let pages = with_request(context, &file, &|request| make(request, &file))?;
    if context.global.json {
        print_json(context, &serde_json::json!({ "format": 1, "pages": pages, "destination": file }))?;
    } else {
        context.data.line(&format!("{} in {}", counted(pages as u64, "page"), dest.display()));
    }
    Ok(Exit::Done)
}

/// Hands over what is to be built, and shows that it takes its time.
fn with_request<T>(
    context: &Context,
    destination: &Path,
    make: &dyn Fn(&BuildRequest<'_>) -> Result<T, BookError>,
) -> Result<T, Failure> {
    let files = context.files()?;
    let sites = context.sites(&files)?;
    let chosen = context.choose(&sites)?;
    let request = BuildRequest {
        files: &files,
        sites: &sites,
        site: chosen.profile,
        destination,
        address: None,
        proofs: &[],
        recordings: &[],
        temporary: &context.host.temporary_folder(),
    };
    let spinner = Spinner::start(&context.talk, "building the book");
    let made = make(&request).map_err(|error| of_book(context, &error))?;
    drop(spinner);
    Ok(made)
}

pub(super) fn of_book(context: &Context, error: &BookError) -> Failure {
    let failure = Failure::of(error, Exit::Usage);
    match error {
        BookError::Pages(_) | BookError::Course(_) => {
            failure.hint(format!("`{}` shows every complaint", context.command("lint")))
        }
        BookError::NotAFolder { .. } | BookError::NotOurs { .. } | BookError::InTheWay { .. } => {
            failure.hint("`--dest` takes a folder that is empty, or not there yet, or a site that this command built")
        }
        BookError::NoAddress(_) => {
            failure.hint("`--site-url` takes an address such as `https://course.example/python/`")
        }
        BookError::Listen { .. } => failure.hint("leave `--port` out: a free one is then taken"),
        BookError::NoTool("curl") => Failure::cannot_tell(error.to_string())
            .hint("install curl, which asks other hosts; without `--outside` only the site itself is checked"),
        BookError::NoTool(_) => Failure::cannot_tell(error.to_string())
            .hint("install Chromium, which prints the book; or open `print.html` of a built site in a browser, and print that"),
        BookError::NotPrinted(_) => Failure::of(error, Exit::CannotTell)
            .hint("open `print.html` of a built site in a browser, and print that"),
        BookError::NotABook(_) => failure.hint("`--dest` takes a file that is not there yet, or one that this command made"),
        BookError::UnknownRecording(_) => {
            failure.hint("`--recordings` takes a folder that `checker prove --record` made of this course")
        }
        BookError::NoSite(_) => {
            let build = context.command("book build");
            failure.hint(format!("`{build}` builds one; `checker book check DIR` takes its folder"))
        }
        _ => failure,
    }
}
