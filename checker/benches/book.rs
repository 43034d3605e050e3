//! What our part of the book costs: the whole course, built by `checker`, beside the same markdown built by mdbook alone.
//!
//! `cargo bench --bench book` prints a table and ends with 0; with `-- --check` (or `-- --strict`) it ends with 1 when the bar
//! is missed. The peer is the same mdbook in the same process, without our preprocessor, our pages and our copying to a
//! destination. Both take turns, and the ratio is the median of the ratios of the turns.

#[expect(dead_code, reason = "the other benchmarks use all of it")]
mod table;

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Instant;

use checker::book::{BuildRequest, build};
use checker::host;
use checker::lesson::CourseFiles;
use checker::supply::{self, CourseSource};
use mdbook_driver::MDBook;
use mdbook_driver::config::Config;

use crate::table::{Bar, Fallible, Table};

/// How often each is built: an odd number, for the median.
const TURNS: usize = 11;

fn main() -> ExitCode {
    table::shown(run)
}

fn run(_words: &[String]) -> Fallible<Option<Table>> {
    let folder = tempfile::tempdir()?;
    let files = supply::files(&CourseSource::BuiltIn)?;
    let plain = folder.path().join("plain");
    lay_out(&files, &plain.join("src"))?;
    let (mut ours, mut theirs) = (Vec::new(), Vec::new());
    // The first turn warms every cache that there is, and does not count.
    for turn in 0..=TURNS {
        let (one, other) = (timed(|| checker(&files, folder.path()))?, timed(|| mdbook(&plain))?);
        if turn > 0 {
            ours.push(one);
            theirs.push(other);
        }
    }
    let mut table = Table::default();
    table.seconds("mdbook alone", &theirs, None);
    table.seconds("checker book build", &ours, Some((&theirs, Bar::AtMost(1.5))));
    Ok(Some(table))
}

fn timed(work: impl FnOnce() -> Fallible<()>) -> Fallible<f64> {
    let started = Instant::now();
    work()?;
    Ok(started.elapsed().as_secs_f64())
}

/// The course's pages as files, which mdbook reads.
fn lay_out(files: &CourseFiles, source: &Path) -> Fallible<()> {
    for (file, text) in files.files.iter().filter(|(file, _)| file.ends_with(".md")) {
        let path = source.join(file);
        host::create_folder(path.parent().unwrap_or(source))?;
        host::write_new(&path, text.as_bytes())?;
    }
    Ok(())
}

fn checker(files: &CourseFiles, folder: &Path) -> Fallible<()> {
    let sites = supply::sites(files, None)?;
    let site = sites.iter().find(|site| site.id == "laptop").ok_or("the course has no laptop")?;
    let destination = folder.join("ours");
    build(&BuildRequest {
        files,
        sites: &sites,
        site,
        destination: &destination,
        address: None,
        proofs: &[],
        recordings: &[],
        temporary: folder,
    })?;
    Ok(())
}

fn mdbook(root: &Path) -> Fallible<()> {
    let settings = Path::new(env!("CARGO_MANIFEST_DIR")).join("../book/book.toml");
    let mut settings: Config = host::read_text(&settings)?.parse()?;
    settings.book.src = PathBuf::from("src");
    settings.build.build_dir = PathBuf::from("site");
    // What is ours is left out.
    settings.set("preprocessor", toml::Table::new())?;
    settings.set("output.html.search.chapter", toml::Table::new())?;
    settings.set("output.html.additional-css", Vec::<String>::new())?;
    settings.set("output.html.additional-js", Vec::<String>::new())?;
    MDBook::load_with_config(root, settings)?.build()?;
    Ok(())
}
