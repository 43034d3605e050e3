//! Where exercises live on disk: `WORK/EXERCISE`.
//!
//! What is there is never written over, and nothing but an exercise's own folder is emptied or moved.

use std::fs;
use std::io::ErrorKind;
use std::path::{Component, Path, PathBuf};

use crate::host::{self, Amount, FileError, HostEnvironment, NotEmptied};
use crate::lesson::GivenFile;
use crate::site::{self, Profile, Value};

/// The folder that holds the exercises' folders.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Work {
    folder: PathBuf,
}

/// A folder that the course has made for an exercise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WorkFolder {
    /// The exercise.
    pub exercise: String,
    /// The folder.
    pub path: PathBuf,
    name: String,
}

/// What came of laying an exercise out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Laid {
    /// Its folder is new.
    Fresh,
    /// Its folder was there; nothing was done.
    AlreadyThere,
}

/// Why an exercise's folder cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum WorkError {
    /// Nobody says where.
    #[error("there is no home folder to work in")]
    NoHome,
    /// A name that would lead out of the folder.
    #[error("`{0}` cannot be the name of an exercise's folder")]
    Name(String),
    /// Something else has its name.
    #[error("`{}` is not a folder", .0.display())]
    NotAFolder(PathBuf),
    /// A link has its name.
    #[error("`{}` is a link, and what it leads to is not emptied", .0.display())]
    Link(PathBuf),
    /// A file or a folder could not be made.
    #[error(transparent)]
    File(#[from] FileError),
    /// Something could not be removed.
    #[error(transparent)]
    NotEmptied(#[from] NotEmptied),
}

impl Work {
    /// The folder that was asked for, else the site's, else `~/checker`. A site's template counts when everything in it is
    /// known.
    pub fn of(asked: Option<&Path>, site: &Profile, host: &HostEnvironment) -> Result<Self, WorkError> {
        let folder = asked.map(|asked| host.working_folder().join(asked));
        let folder = folder
            .or_else(|| site_folder(site.work.as_deref()?, site, host))
            .or_else(|| host.home().map(|home| home.join("checker")));
        folder.map(|folder| Work { folder }).ok_or(WorkError::NoHome)
    }

    /// The folder itself.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// The folder of an exercise.
    pub fn exercise(&self, id: &str) -> PathBuf {
        self.folder.join(id)
    }

    /// Makes the folder of an exercise with the files that stand in it at the start, when it is not there yet.
    pub fn lay(&self, id: &str, files: &[GivenFile]) -> Result<Laid, WorkError> {
        let folder = self.checked(id)?;
        host::create_folder(&self.folder)?;
        match fs::create_dir(&folder) {
            Ok(()) => {}
            Err(error) if error.kind() == ErrorKind::AlreadyExists => {
                return if folder.is_dir() { Ok(Laid::AlreadyThere) } else { Err(WorkError::NotAFolder(folder)) };
            }
            Err(source) => return Err(FileError { action: "cannot make the folder", path: folder, source }.into()),
        }
        if let Err(error) = self.fill(id, files) {
            // What failed is told, and not that its rest could not be removed either.
            let _ = self.take_back(id);
            return Err(error);
        }
        Ok(Laid::Fresh)
    }

    /// Puts the files into the folder of an exercise that stand in it at the start; none of them may be there.
    pub fn fill(&self, id: &str, files: &[GivenFile]) -> Result<(), WorkError> {
        let folder = self.checked(id)?;
        for file in files {
            host::write_new_below(&folder, &file.path, file.contents.as_bytes())?;
        }
        Ok(())
    }

    /// How much is in the folder of an exercise; nothing where there is no folder of its own.
    pub fn amount(&self, id: &str) -> Result<Option<Amount>, WorkError> {
        let folder = self.checked(id)?;
        match fs::symlink_metadata(&folder) {
            Ok(about) if about.is_dir() => Ok(Some(host::amount(&folder))),
            Ok(about) if about.is_symlink() => Err(WorkError::Link(folder)),
            Ok(_) => Err(WorkError::NotAFolder(folder)),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(source) => Err(FileError { action: "cannot look at", path: folder, source }.into()),
        }
    }

    /// Empties the folder of an exercise and keeps the folder itself; nothing where there is none.
    pub fn clear(&self, id: &str) -> Result<Option<Amount>, WorkError> {
        match self.amount(id)? {
            Some(_) => Ok(Some(host::empty_folder(&self.checked(id)?)?)),
            None => Ok(None),
        }
    }

    /// Removes the folder of an exercise, with everything in it: it was begun and could not be finished.
    pub fn take_back(&self, id: &str) -> Result<(), WorkError> {
        self.clear(id)?;
        let folder = self.checked(id)?;
        Ok(fs::remove_dir(&folder).map_err(|source| FileError { action: "cannot remove", path: folder, source })?)
    }

    /// Gives the folder of an exercise another name beside it, the first of `EXERCISE.before-1`, `-2`, … that is free, and
    /// says where it is; nothing where there is none.
    pub fn set_aside(&self, id: &str) -> Result<Option<PathBuf>, WorkError> {
        let folder = self.checked(id)?;
        for number in 1_u32.. {
            let aside = self.folder.join(format!("{id}.before-{number}"));
            if fs::symlink_metadata(&aside).is_ok() {
                continue;
            }
            // Whatever somebody else puts there meanwhile is safe: a folder takes the place of an empty folder at most
            // (rename(2)).
            match fs::rename(&folder, &aside) {
                Ok(()) => return Ok(Some(aside)),
                Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
                Err(error) if matches!(error.kind(), ErrorKind::AlreadyExists | ErrorKind::DirectoryNotEmpty) => {}
                Err(source) => return Err(FileError { action: "cannot set aside", path: folder, source }.into()),
            }
        }
        // The numbers end later than any disk.
        Ok(None)
    }

    /// Gives what was set aside its name back; what has taken its place meanwhile is removed.
    pub fn put_back(&self, id: &str, aside: &Path) -> Result<(), WorkError> {
        let folder = self.checked(id)?;
        if self.clear(id)?.is_some() {
            fs::remove_dir(&folder).map_err(|source| FileError {
                action: "cannot remove",
                path: folder.clone(),
                source,
            })?;
        }
        let renamed = fs::rename(aside, &folder);
        Ok(renamed.map_err(|source| FileError { action: "cannot put back", path: aside.to_owned(), source })?)
    }

    /// The folders of these exercises that there are, sorted, with those that were set aside. A link is none, and neither is
    /// what somebody else has put here.
    pub fn folders(&self, ids: &[&str]) -> Result<Vec<WorkFolder>, WorkError> {
        let told = |source| FileError { action: "cannot look into", path: self.folder.clone(), source };
        let entries = match fs::read_dir(&self.folder) {
            Ok(entries) => entries,
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
            Err(source) => return Err(told(source).into()),
        };
        let mut folders = Vec::new();
        for entry in entries {
            let entry = entry.map_err(told)?;
            let Ok(name) = entry.file_name().into_string() else { continue };
            let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
            let set_aside = name.rsplit_once(".before-").filter(|(_, number)| is_number(number));
            let exercise = set_aside.map_or(name.as_str(), |(id, _)| id).to_owned();
            if ids.contains(&exercise.as_str()) && entry.file_type().map_err(told)?.is_dir() {
                folders.push(WorkFolder { exercise, path: entry.path(), name });
            }
        }
        folders.sort_by(|one, other| one.name.cmp(&other.name));
        Ok(folders)
    }

    /// Removes what [`Work::folders`] found, and the folder around it when nothing else is in it.
    pub fn remove(&self, folder: &WorkFolder) -> Result<(), WorkError> {
        self.take_back(&folder.name)?;
        // It stays where anything else is in it.
        let _ = fs::remove_dir(&self.folder);
        Ok(())
    }

    /// The folder of an exercise, when the id is one name and no way out of here.
    fn checked(&self, id: &str) -> Result<PathBuf, WorkError> {
        let mut parts = Path::new(id).components();
        match (parts.next(), parts.next()) {
            (Some(Component::Normal(name)), None) if name == id => Ok(self.folder.join(id)),
            _ => Err(WorkError::Name(id.to_owned())),
        }
    }
}

/// A folder that a site's file names by a template, filled in; none when something in it is not known here.
pub fn site_folder(template: &str, site: &Profile, host: &HostEnvironment) -> Option<PathBuf> {
    let mut site = site.clone();
    if let Some(user) = host.text("USER").or(host.text("LOGNAME")) {
        let initial = user.chars().take(1).collect();
        for (name, value) in site::USER_NAMES.into_iter().zip([user.to_owned(), initial]) {
            site.values.entry(name.to_owned()).or_insert(Value { value, checked: None, page: None });
        }
    }
    let (filled, unfilled) = site::fill(template, &site);
    if !unfilled.is_empty() {
        return None;
    }
    let folder = match filled.strip_prefix("~/") {
        Some(rest) => host.home()?.join(rest),
        None => PathBuf::from(filled),
    };
    Some(folder).filter(|folder| folder.is_absolute())
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::symlink;

    use super::*;

    fn host(variables: &[(&str, &str)]) -> HostEnvironment {
        HostEnvironment::of(variables.iter().map(|(n, v)| ((*n).into(), (*v).into())), Path::new("/here"))
    }

    fn at(work: &str) -> Profile {
        let text = format!("format = 1\nname = \"A\"\nwork = \"{work}\"\n[values.group]\nvalue = \"g\"\n");
        site::parse("a", &text).unwrap()
    }

    fn scratch() -> (tempfile::TempDir, Work) {
        let scratch = tempfile::tempdir().unwrap();
        let work = Work { folder: scratch.path().join("work") };
        (scratch, work)
    }

    fn given() -> [GivenFile; 1] {
        [GivenFile { path: "data/a.txt".to_owned(), contents: "given".to_owned() }]
    }

    #[test]
    fn what_is_asked_for_wins_then_the_site_s_when_all_of_it_is_known_then_home() {
        let ada = host(&[("HOME", "/home/ada"), ("USER", "ada")]);
        let of = |asked: Option<&str>, work: &str| {
            Work::of(asked.map(Path::new), &at(work), &ada).unwrap().folder.display().to_string()
        };
        assert_eq!(of(Some("w"), "/x"), "/here/w");
        assert_eq!(of(None, "/proj/{{group}}/{{user}}/checker"), "/proj/g/ada/checker");
        assert_eq!(of(None, "/scratch/{{user_initial}}/{{user}}"), "/scratch/a/ada");
        assert_eq!(of(None, "~/nobackup"), "/home/ada/nobackup");
        for unusable in ["/proj/{{project}}/{{user}}", "relative", ""] {
            assert_eq!(of(None, unusable), "/home/ada/checker");
        }
        assert!(matches!(Work::of(None, &at("~/x"), &host(&[])), Err(WorkError::NoHome)));
        assert_eq!(Work::of(None, &at("/s/{{user}}"), &host(&[("LOGNAME", "bo")])).unwrap().folder, Path::new("/s/bo"));
    }

    #[test]
    fn an_exercise_is_laid_out_once_and_never_written_over() {
        let (_scratch, work) = scratch();
        assert_eq!(work.lay("one", &given()).unwrap(), Laid::Fresh);
        let file = work.exercise("one").join("data/a.txt");
        assert_eq!(fs::read_to_string(&file).unwrap(), "given");
        fs::remove_file(&file).unwrap();
        assert_eq!(work.lay("one", &given()).unwrap(), Laid::AlreadyThere);
        assert!(!file.exists());
    }

    #[test]
    fn a_folder_that_could_not_be_finished_is_taken_back() {
        let (_scratch, work) = scratch();
        let [file] = given();
        work.lay("one", &[file.clone(), file]).unwrap_err();
        assert!(!work.exercise("one").exists());
    }

    #[test]
    fn no_name_leads_out_of_the_work_folder() {
        let (_scratch, work) = scratch();
        for id in ["", ".", "..", "../one", "/etc", "one/two", "one/"] {
            assert!(matches!(work.clear(id), Err(WorkError::Name(_))), "{id}");
            assert!(matches!(work.set_aside(id), Err(WorkError::Name(_))), "{id}");
        }
    }

    #[test]
    fn clearing_keeps_the_folder_and_refuses_a_link_or_a_file() {
        let (scratch, work) = scratch();
        work.lay("one", &given()).unwrap();
        assert_eq!(work.clear("one").unwrap().map(|amount| amount.files), Some(1));
        assert_eq!(fs::read_dir(work.exercise("one")).unwrap().count(), 0);
        assert_eq!(work.clear("two").unwrap(), None);
        let beside = scratch.path().join("beside");
        fs::create_dir(&beside).unwrap();
        fs::File::create(beside.join("kept")).unwrap();
        symlink(&beside, work.exercise("link")).unwrap();
        fs::File::create(work.exercise("file")).unwrap();
        assert!(matches!(work.clear("link"), Err(WorkError::Link(_))));
        assert!(matches!(work.clear("file"), Err(WorkError::NotAFolder(_))));
        assert!(matches!(work.lay("file", &[]), Err(WorkError::NotAFolder(_))));
        assert!(beside.join("kept").exists());
    }

    #[test]
    fn what_is_set_aside_takes_the_first_free_name() {
        let (_scratch, work) = scratch();
        assert_eq!(work.set_aside("one").unwrap(), None);
        for number in [1, 2] {
            work.lay("one", &given()).unwrap();
            let aside = work.set_aside("one").unwrap().unwrap();
            assert_eq!(aside, work.exercise(&format!("one.before-{number}")));
            assert!(aside.join("data/a.txt").exists() && !work.exercise("one").exists());
        }
        for laid in [Laid::Fresh, Laid::AlreadyThere] {
            let aside = work.exercise("one.before-2");
            if laid == Laid::Fresh {
                work.lay("one", &[]).unwrap();
            }
            work.put_back("one", &aside).unwrap();
            assert!(work.exercise("one").join("data/a.txt").exists() && !aside.exists());
            work.set_aside("one").unwrap();
        }
    }
}
