//! A stock mdbook calls us with the book as JSON.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use mdbook_driver::MDBook;
use mdbook_driver::config::Config;
use mdbook_preprocessor::PreprocessorContext;
use mdbook_preprocessor::book::Book;

use crate::host;

use super::super::build::SETTINGS;
use super::super::course::course;
use super::super::page::Sites;
use super::super::preprocessor::NAME;
use super::super::preprocessor::make_ready;
use super::super::{preprocess, supports};
use super::{built_in, lessons};

/// The built-in course as a stock mdbook reads it.
fn loaded(root: &Path, settings: &Config) -> Book {
    MDBook::load_with_config(root, settings.clone()).unwrap().book
}

fn preprocessed(root: &Path, settings: Config, book: &Book) -> Result<Book, String> {
    let context = PreprocessorContext::new(root.to_owned(), settings, "html".to_owned());
    let input = serde_json::to_vec(&(context, book)).unwrap();
    let mut output = Vec::new();
    preprocess(&mut input.as_slice(), &mut output).map_err(|error| error.to_string())?;
    Ok(serde_json::from_slice(&output).unwrap())
}

fn root() -> PathBuf {
    lessons().join("../book")
}

#[test]
fn a_stock_mdbook_gets_the_same_pages_as_we_make_ourselves() {
    let settings: Config = SETTINGS.parse().unwrap();
    let book = loaded(&root(), &settings);
    let all = super::sites(&built_in());
    let course = course(&built_in()).unwrap();
    for (site, key) in [("laptop", None), ("uppmax", Some("uppmax"))] {
        let mut settings = settings.clone();
        if let Some(key) = key {
            settings.set("preprocessor.checker.site", key).unwrap();
        }
        let chosen = all.iter().find(|profile| profile.id == site).unwrap().clone();
        let mut ours = book.clone();
        let sites = Sites { all: all.clone(), chosen, transcripts: BTreeMap::new() };
        make_ready(&mut ours, &sites, &course, &[]).unwrap();
        assert_ne!(ours, book);
        assert_eq!(preprocessed(&root(), settings, &book).unwrap(), ours, "{site}");
    }
}

#[test]
fn the_settings_call_us_by_the_name_under_which_we_run_in_process() {
    let settings: Config = SETTINGS.parse().unwrap();
    let command: Option<String> = settings.get(&format!("preprocessor.{NAME}.command")).unwrap();
    assert_eq!(command.as_deref(), Some("checker book preprocess"));
    assert!(supports("html"));
    assert!(!supports("epub"));
}

#[test]
fn an_unknown_site_and_a_wrong_site_file_are_told() {
    let folder = tempfile::tempdir().unwrap();
    let source = folder.path().join("src");
    host::create_folder(&source.join("sites")).unwrap();
    host::write_new(&source.join("SUMMARY.md"), b"- [A](a.md)\n").unwrap();
    host::write_new(&source.join("a.md"), b"# A\n").unwrap();
    let mut settings = Config::default();
    let book = loaded(folder.path(), &settings);
    settings.set("preprocessor.checker.site", "nowhere").unwrap();
    let told = preprocessed(folder.path(), settings, &book).unwrap_err();
    assert_eq!(told, "there is no site `nowhere`");
    host::write_new(&source.join("sites/a.toml"), b"format = 1\nnmae = 2\n").unwrap();
    let told = preprocessed(folder.path(), Config::default(), &book).unwrap_err();
    assert!(told.contains("a.toml` is wrong (line "), "{told}");
}

#[test]
fn what_is_no_book_is_refused_and_nothing_is_written() {
    let mut output = Vec::new();
    let error = preprocess(&mut "[]".as_bytes(), &mut output).unwrap_err();
    assert_eq!(error.to_string(), "mdbook could not make the book");
    assert!(output.is_empty());
}
