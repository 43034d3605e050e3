//! A requirements file and the files that it names, read into one list.

use std::path::{Path, PathBuf};

use super::super::super::files;
use super::super::hidden::hidden;
use super::super::{Address, Extent, Line, Need, NotCompared, Position, Wanted, What, source};
use super::join;
use super::line::{self, About, Editable, List, Said};

/// How deep files may name each other.
const DEEPEST: usize = 16;
/// How many files are read in all.
const MOST: usize = 256;

/// What is being read.
pub(in crate::inspect::wanted) struct Reader<'p> {
    pub(in crate::inspect::wanted) wanted: Wanted,
    working_folder: &'p Path,
    /// The files that are being read, each named by the one before it.
    open: Vec<(u64, u64)>,
    read: usize,
}

impl<'p> Reader<'p> {
    pub(in crate::inspect::wanted) fn new(wanted: Wanted, working_folder: &'p Path) -> Self {
        Self { wanted, working_folder, open: Vec::new(), read: 0 }
    }

    /// Reads the first file.
    pub(super) fn file(&mut self, path: &Path, text: &str) {
        self.text(path, text, Need::Must);
    }

    /// Reads a text that stands at one line of another kind of file.
    pub(in crate::inspect::wanted) fn whole(&mut self, position: &Position, text: &str) {
        for (_, line) in join::lines(text) {
            self.line(position.clone(), &line, Need::Must);
        }
    }

    fn text(&mut self, path: &Path, text: &str, need: Need) {
        self.open.push(files::identity(&self.working_folder.join(path)).unwrap_or_default());
        self.read += 1;
        for (number, line) in join::lines(text) {
            self.line(Position { file: path.to_owned(), line: number }, &line, need);
        }
        self.open.pop();
    }

    /// Reads one joined line.
    fn line(&mut self, position: Position, text: &str, need: Need) {
        let shown = hidden(text);
        match line::read(text) {
            Said::Nothing => {}
            Said::File { path, list } => self.follow(position, shown, &path, list),
            Said::Wrong { why, about } => self.wrong(position, shown, hidden(&why), about),
            Said::Requirement { requirement, hashes } => {
                self.wanted.hashes += usize::from(hashes);
                let what = match &requirement.url {
                    Some(url) => What::Address(self.address(&position, url)),
                    None => What::Versions(requirement.specifiers),
                };
                let name = Some(requirement.name);
                self.add(Line {
                    position,
                    text: shown,
                    need,
                    name,
                    extras: requirement.extras,
                    what,
                    marker: requirement.marker,
                });
            }
            Said::Address { address, extras, marker, editable, hashes } => {
                self.wanted.hashes += usize::from(hashes);
                let address = self.address(&position, &address);
                let address = if editable == Editable::Yes { address.editable() } else { address };
                let (name, what) = (address.name.clone(), What::Address(address));
                self.add(Line { position, text: shown, need, name, extras, what, marker });
            }
        }
    }

    fn add(&mut self, line: Line) {
        // "Constraints files … do not support extras … and editable requirements": pip refuses such a file.
        if line.need == Need::Restricts {
            let editable = matches!(&line.what, What::Address(address) if address.editable == Some(true));
            let why = if editable {
                "a constraint cannot be editable"
            } else if !line.extras.is_empty() {
                "a constraint cannot have extras"
            } else if line.name.is_none() {
                "a constraint must have a name"
            } else {
                self.wanted.lines.push(line);
                return;
            };
            self.wrong(line.position, line.text, why.to_owned(), About::Nothing);
            return;
        }
        self.wanted.lines.push(line);
    }

    fn address(&self, position: &Position, text: &str) -> Address {
        let beside = position.file.parent().unwrap_or(Path::new(""));
        let first = self.wanted.path.parent().unwrap_or(Path::new(""));
        let here = |folder: &Path| self.working_folder.join(folder);
        Address::parse(text, &[self.working_folder, &here(first), &here(beside)])
    }

    fn follow(&mut self, position: Position, text: String, path: &str, list: List) {
        let need = if list == List::Constraints { Need::Restricts } else { Need::Must };
        if path.contains("://") {
            return self.left_out(position, text, "it lies at an address, and nothing is fetched".to_owned(), list);
        }
        let named: PathBuf = position.file.parent().unwrap_or(Path::new("")).join(path);
        let whole = self.working_folder.join(&named);
        if files::identity(&whole).is_some_and(|file| self.open.contains(&file)) {
            // What it holds is being read already.
            self.wanted.not_read.push(NotCompared {
                position,
                text,
                why: format!("`{}` names itself in the end", named.display()),
            });
            return;
        }
        if self.open.len() >= DEEPEST || self.read >= MOST {
            return self.left_out(position, text, "too many files name each other".to_owned(), list);
        }
        match source::read(&whole) {
            Ok(content) => self.text(&named, &content, need),
            Err(why) => self.left_out(position, text, format!("`{}` {why}", named.display()), list),
        }
    }

    /// Another file that is not read. What it asks for is unknown; what it restricts adds no names.
    fn left_out(&mut self, position: Position, text: String, why: String, list: List) {
        if list == List::Requirements {
            self.wanted.extent = Extent::Open;
        }
        self.wanted.not_read.push(NotCompared { position, text, why });
    }

    fn wrong(&mut self, position: Position, text: String, why: String, about: About) {
        match about {
            About::Package(name) => self.wanted.spoken_of.push(name),
            About::Unknown => self.wanted.extent = Extent::Open,
            About::Nothing => {}
        }
        self.wanted.not_read.push(NotCompared { position, text, why });
    }
}
