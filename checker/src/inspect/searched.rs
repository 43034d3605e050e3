//! The folders that a Python searches, each read once, in its order, and only as far as somebody asks.
//!
//! Behind each folder come those that its `.pth` files add, as Python's `site` does it. Folders of `PYTHONPATH` are not
//! searched for such files, and neither are folders that such files add.

use std::collections::{HashSet, VecDeque};
use std::path::{Path, PathBuf};

use super::Surroundings;
use super::files::{self, Failure};
use super::installed::{self, Records, Scan};
use super::kinds::Layer;
use super::layers::Place;
use super::pth;
use super::subject::Subject;

/// How many folders are searched at most: a `.pth` file may add as many as it has lines.
const MOST: usize = 2_000;

/// How many lines of `.pth` files of one folder are followed at most, all of them together.
const LINES: usize = 20_000;

/// The folders that are still to be read.
pub(super) struct Searched<'a> {
    records: Records<'a>,
    root: &'a Path,
    line: Option<(u32, u32)>,
    left: VecDeque<Place>,
    seen: HashSet<(u64, u64)>,
}

/// What the subject's Python searches.
pub(super) fn searched<'a>(subject: &'a Subject, around: &Surroundings) -> Searched<'a> {
    of_places(subject, subject.places(around))
}

/// The same, read for one package, whose name is given normalised.
pub(super) fn searched_for<'a>(subject: &'a Subject, around: &Surroundings, name: &'a str) -> Searched<'a> {
    Searched { records: Records::Of(name), ..searched(subject, around) }
}

/// What of that is the subject's own, and its records alone: no other folder is read.
pub(super) fn own<'a>(
    subject: &'a Subject,
    around: &Surroundings,
) -> impl Iterator<Item = <Searched<'a> as Iterator>::Item> {
    let layer = subject.own();
    let places = subject.places(around).into_iter().filter(|place| place.layer == layer).collect();
    let own = Searched { records: Records::Alone, ..of_places(subject, places) };
    own.filter(move |(place, _)| place.layer == layer)
}

fn of_places(subject: &Subject, places: Vec<Place>) -> Searched<'_> {
    let (root, line) = (subject.root(), subject.line());
    Searched { records: Records::All, root, line, left: places.into(), seen: HashSet::new() }
}

impl Iterator for Searched<'_> {
    type Item = (Place, Result<Scan, Failure>);

    fn next(&mut self) -> Option<Self::Item> {
        while self.seen.len() < MOST {
            let place = self.left.pop_front()?;
            if !files::identity(&place.path).is_some_and(|identity| self.seen.insert(identity)) {
                continue;
            }
            let scan = installed::scan_for(&place.path, self.records);
            if let Ok(scan) = &scan
                && place.layer != Layer::Pythonpath
                && place.added_by.is_none()
            {
                for added in self.added(&place, scan).into_iter().rev() {
                    self.left.push_front(added);
                }
            }
            return Some((place, scan));
        }
        None
    }
}

impl Searched<'_> {
    fn added(&self, place: &Place, scan: &Scan) -> Vec<Place> {
        let mut added = Vec::new();
        // Not each once more: a thousand files may name the same thousand folders.
        let mut named = HashSet::new();
        let mut lines = 0;
        for name in &scan.pth {
            if lines >= LINES {
                break;
            }
            for path in pth::written(&place.path, name, self.line).paths {
                lines += 1;
                let path = place.path.join(path);
                // An egg is counted where it lies.
                let egg = path.extension().is_some_and(|extension| extension == "egg");
                if !egg && named.insert(path.clone()) && path.is_dir() {
                    added.push(self.added_place(place, path, name));
                }
            }
        }
        added
    }

    /// What lies in the environment is the environment's.
    fn added_place(&self, place: &Place, path: PathBuf, name: &str) -> Place {
        let layer = if path.starts_with(self.root) { place.layer } else { Layer::Pth };
        Place { path, layer, added_by: Some(place.path.join(name)) }
    }
}
