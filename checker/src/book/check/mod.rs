//! Whether a built site holds together: its links, anchors and images, and its pages' own ids.
//!
//! It reads the files of the site and nothing else. No address outside of the site is asked for here: those are listed,
//! because they may be there today and gone tomorrow, and because a build must not depend on the network.

mod address;
mod html;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use crate::host;
use crate::lesson::Complaint;
use crate::lesson::Place;
use crate::lesson::Severity;

use super::destination::files_in;
use super::error::BookError;

pub(super) use address::decoded;

use address::{Address, Target};
use html::{Page, Reference};

/// The sidebar, from which every page must be reached.
const SIDEBAR: &str = "toc.html";

/// Pages that mdbook makes beside those of the book. Nobody turns to them.
const BESIDE: [&str; 4] = ["404.html", "index.html", "print.html", SIDEBAR];

/// What came of looking.
#[derive(Clone, Debug)]
pub struct Checked {
    /// How many pages were read.
    pub pages: usize,
    /// How many links and files inside of the site were followed.
    pub links: usize,
    /// The addresses outside of the site, each with the pages that lead there.
    pub outside: BTreeMap<String, BTreeSet<String>>,
    /// What is wrong, by page and line.
    pub faults: Vec<Complaint>,
}

/// Looks at a site that was built into a folder.
pub fn check(folder: &Path) -> Result<Checked, BookError> {
    let site = Site::read(folder)?;
    let mut checked = Checked { pages: site.pages.len(), links: 0, outside: BTreeMap::new(), faults: Vec::new() };
    for (file, page) in &site.pages {
        let file = file.display().to_string();
        let fault = |line: usize, text: String, what: String, hint: String| Complaint {
            severity: Severity::Error,
            place: Place { file: file.as_str().into(), line, text },
            what,
            hint,
        };
        for (id, first, line) in &page.twins {
            let what = format!("two elements with the id `{id}`");
            let hint = format!("rename one: the first stands in line {first}, and links reach no other");
            checked.faults.push(fault(*line, format!("id=\"{id}\""), what, hint));
        }
        for reference in &page.references {
            match site.follow(Path::new(&file), page, reference) {
                Followed::Inside => checked.links += 1,
                Followed::Outside => {
                    checked.outside.entry(reference.address.clone()).or_default().insert(file.clone());
                }
                Followed::Nowhere => {}
                Followed::Broken { what, hint } => {
                    checked.links += 1;
                    checked.faults.push(fault(reference.line, reference.as_written(), what, hint));
                }
            }
        }
    }
    checked.faults.extend(site.unreached());
    // What is wrong on a copy of a page is told once, at the page.
    if checked.faults.iter().any(|fault| !is_copy(fault)) {
        checked.faults.retain(|fault| !is_copy(fault));
    }
    Ok(checked)
}

/// The pages of a built site, in the order of its sidebar.
pub(super) fn in_order(folder: &Path) -> Result<Vec<String>, BookError> {
    let sidebar = folder.join(SIDEBAR);
    if !sidebar.is_file() {
        return Err(BookError::NoSite(folder.to_owned()));
    }
    let mut pages: Vec<String> = Vec::new();
    for reference in Page::read(&host::read_text(&sidebar)?).references {
        if let Address::Here(Target { path, .. }) = Address::read(&reference.address)
            && path.ends_with(".html")
            && !pages.contains(&path)
        {
            pages.push(path);
        }
    }
    Ok(pages)
}

/// Whether a fault is on the first page or on the one for the printer: they repeat what other pages have.
fn is_copy(fault: &Complaint) -> bool {
    ["index.html", "print.html"].contains(&&*fault.place.file)
}

/// The files of a site, and what its pages say.
struct Site {
    files: BTreeSet<PathBuf>,
    pages: BTreeMap<PathBuf, Page>,
}

/// Where a reference leads.
enum Followed {
    /// To a file of the site, and to an element that it has.
    Inside,
    /// Elsewhere.
    Outside,
    /// It is no address of a file: mail, a script.
    Nowhere,
    /// To nothing.
    Broken { what: String, hint: String },
}

impl Site {
    fn read(folder: &Path) -> Result<Self, BookError> {
        if !folder.join(SIDEBAR).is_file() {
            return Err(BookError::NoSite(folder.to_owned()));
        }
        let mut files = BTreeSet::new();
        files_in(folder, folder, &mut files)?;
        let mut pages = BTreeMap::new();
        for file in files.iter().filter(|file| file.extension().is_some_and(|extension| extension == "html")) {
            pages.insert(file.clone(), Page::read(&host::read_text(&folder.join(file))?));
        }
        Ok(Site { files, pages })
    }

    fn follow(&self, from: &Path, page: &Page, reference: &Reference) -> Followed {
        let address = match Address::read(&reference.address) {
            Address::Outside => return Followed::Outside,
            Address::Nowhere => return Followed::Nowhere,
            Address::OfTheHost => {
                let what = format!("`{}` begins at the root of the host", reference.address);
                let hint =
                    "write it relative to the page: the site may lie in a folder, or be opened from a disk".to_owned();
                return Followed::Broken { what, hint };
            }
            Address::Here(target) => target,
        };
        let Target { path, fragment } = &address;
        let file = if path.is_empty() {
            from.to_owned()
        } else {
            // A page with a base is shown at any address; its base is the root of the site.
            let folder = if page.has_base { Path::new("") } else { from.parent().unwrap_or(Path::new("")) };
            let Some(file) = address::join(folder, path) else {
                let what = format!("`{}` leaves the site", reference.address);
                return Followed::Broken { what, hint: "only what lies in the site's folder is published".to_owned() };
            };
            file
        };
        let file = if self.files.contains(&file) { file } else { file.join("index.html") };
        if !self.files.contains(&file) {
            let what = format!("there is no `{path}`");
            return Followed::Broken {
                what,
                hint: format!("the {} leads nowhere: mend it, or add the file", reference.kind()),
            };
        }
        let is_there = |id: &str| self.pages.get(&file).is_none_or(|page| page.ids.contains_key(id));
        if fragment.is_empty() || fragment == "top" || is_there(fragment) {
            Followed::Inside
        } else {
            let what = format!("`{}` has no element `#{fragment}`", file.display());
            Followed::Broken { what, hint: "the heading was renamed, or the id is spelled otherwise".to_owned() }
        }
    }

    /// Pages that the sidebar does not lead to, so that nobody finds them.
    fn unreached(&self) -> Vec<Complaint> {
        let sidebar = self.pages.get(Path::new(SIDEBAR));
        let links =
            sidebar.iter().flat_map(|sidebar| &sidebar.references).filter_map(|reference| {
                match Address::read(&reference.address) {
                    Address::Here(target) => address::join(Path::new(""), &target.path),
                    _ => None,
                }
            });
        let reached: BTreeSet<PathBuf> = links.collect();
        let is_lost = |file: &&PathBuf| {
            let redirects = self.pages.get(*file).is_some_and(|page| page.redirects);
            !reached.contains(*file) && !BESIDE.iter().any(|beside| Path::new(beside) == *file) && !redirects
        };
        let lost = self.pages.keys().filter(is_lost);
        let fault = |file: &PathBuf| Complaint {
            severity: Severity::Error,
            place: Place { file: file.display().to_string().into(), line: 1, text: String::new() },
            what: "no entry of the sidebar leads to this page".to_owned(),
            hint: "link it in `SUMMARY.md`, or take it out of the site".to_owned(),
        };
        lost.map(fault).collect()
    }
}
