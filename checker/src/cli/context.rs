//! What every command starts from: the machine, the screens, the course and the site.

use std::path::{Path, PathBuf};

use crate::host::{self, HostEnvironment};
use crate::lesson::{self, Complaint, Course, CourseError, CourseFiles, Exercise, Lesson, Severity};
use crate::session::shell_word;
use crate::site::{self, Chosen, OwnValues, Profile, Reason};
use crate::supply::{self, CourseSource, SupplyError};
use crate::ui::{Screen, Stream};

use super::arguments::Global;
use super::exit::Exit;
use super::failure::Failure;

/// What every command starts from.
#[derive(Debug)]
pub(super) struct Context {
    pub(super) global: Global,
    pub(super) host: HostEnvironment,
    /// Standard output.
    pub(super) data: Screen,
    /// Standard error.
    pub(super) talk: Screen,
}

/// A course as it is at one site.
#[derive(Debug)]
pub(super) struct Loaded {
    pub(super) course: Course,
    pub(super) site: Profile,
    pub(super) reason: Reason,
    pub(super) complaints: Vec<Complaint>,
}

impl Context {
    pub(super) fn new(global: Global, host: HostEnvironment) -> Self {
        let data = Screen::of(Stream::Data, global.color, &host);
        let talk = Screen::of(Stream::Talk, global.color, &host);
        Context { global, host, data, talk }
    }

    /// The same with other variables.
    pub(super) fn with_host(&self, host: HostEnvironment) -> Self {
        Context { global: self.global.clone(), host, data: self.data.clone(), talk: self.talk.clone() }
    }

    /// The same at this site, unless one was named.
    pub(super) fn at_site(&self, site: Option<&str>) -> Self {
        let mut global = self.global.clone();
        global.site = global.site.or_else(|| site.map(str::to_owned));
        Context { global, host: self.host.clone(), data: self.data.clone(), talk: self.talk.clone() }
    }

    /// Where the course comes from.
    pub(super) fn source(&self) -> CourseSource {
        match &self.global.course {
            Some(folder) => CourseSource::Folder(self.host.working_folder().join(folder)),
            None => CourseSource::BuiltIn,
        }
    }

    /// The course's texts, as they are written.
    pub(super) fn files(&self) -> Result<CourseFiles, Failure> {
        supply::files(&self.source()).map_err(|error| of_supply(&error))
    }

    /// The course for the site in use; one that does not lint is refused.
    pub(super) fn load(&self) -> Result<Loaded, Failure> {
        let loaded = self.load_with_complaints()?;
        let errors = loaded.complaints.iter().filter(|complaint| complaint.severity == Severity::Error);
        let count = errors.clone().count();
        match errors.clone().next() {
            None => Ok(loaded),
            Some(first) => {
                let place = &first.place;
                let more = if count > 1 { format!(" (and {} more)", count - 1) } else { String::new() };
                let failure = Failure::usage(format!("{}:{}: {}{more}", place.file, place.line, first.what));
                Err(failure.hint(format!("`{}` shows every complaint", self.command("lint"))))
            }
        }
    }

    /// The course for the site in use, whatever is to be said of it.
    pub(super) fn load_with_complaints(&self) -> Result<Loaded, Failure> {
        let mut files = self.files()?;
        let sites = self.sites(&files)?;
        let Chosen { profile, reason } = self.choose(&sites)?;
        let mut site = profile.clone();
        self.own_values()?.put_into(&mut site);
        let mut unfilled = Vec::new();
        for (path, text) in files.files.iter_mut().filter(|(path, _)| path.ends_with(".md")) {
            let (filled, missing) = site::fill(text, &site);
            unfilled.extend(missing.into_iter().map(|missing| missing.complaint(path, text)));
            *text = filled;
        }
        let (catalogue, _) = site::fill(supply::builtin_catalogue(), &site);
        let (mut course, mut complaints) =
            lesson::parse_course(&files, &catalogue).map_err(|error| self.of_course(&error))?;
        complaints.extend(unfilled);
        course.follow(&site.id);
        Ok(Loaded { course, site, reason, complaints })
    }

    /// The sites that a course knows.
    pub(super) fn sites(&self, files: &CourseFiles) -> Result<Vec<Profile>, Failure> {
        supply::sites(files, self.host.settings_folder().as_deref()).map_err(|error| of_supply(&error))
    }

    pub(super) fn choose<'p>(&self, sites: &'p [Profile]) -> Result<Chosen<'p>, Failure> {
        let remembered = self.remembered_site();
        let host_name = rustix::system::uname().nodename().to_string_lossy().into_owned();
        site::choose(sites, self.global.site.as_deref(), remembered.as_deref(), &self.host, &host_name).map_err(
            |error| {
                let names: Vec<&str> = sites.iter().map(|site| site.id.as_str()).collect();
                Failure::of(&error, Exit::Usage).hint(format!("the sites of this course are: {}", names.join(", ")))
            },
        )
    }

    /// What the learner told of their sites.
    pub(super) fn own_values(&self) -> Result<OwnValues, Failure> {
        let Some(file) = self.values_file().filter(|file| file.exists()) else { return Ok(OwnValues::default()) };
        let text = host::read_text(&file).map_err(|error| Failure::of(&error, Exit::Usage))?;
        OwnValues::parse(&text).map_err(|error| {
            Failure::usage(format!("cannot read `{}`: {}", file.display(), error.message()))
                .hint("remove the file; `checker start` asks again")
        })
    }

    /// Where that is kept.
    pub(super) fn values_file(&self) -> Option<PathBuf> {
        self.host.settings_folder().map(|folder| folder.join("values.toml"))
    }

    /// The site that was set before.
    fn remembered_site(&self) -> Option<String> {
        // No settings, or none that can be read, is the usual case and no error.
        let text = host::read_text(&self.site_file()?).ok()?;
        Some(text.trim().to_owned())
    }

    /// Where the chosen site is kept.
    pub(super) fn site_file(&self) -> Option<PathBuf> {
        self.host.settings_folder().map(|folder| folder.join("site"))
    }

    /// A path as people write it: `~` stands for their home folder.
    pub(super) fn shown(&self, path: &Path) -> String {
        match self.host.home().and_then(|home| path.strip_prefix(home).ok().map(Path::to_owned)) {
            Some(rest) if rest.as_os_str().is_empty() => "~".to_owned(),
            Some(rest) => format!("~/{}", rest.display()),
            None => path.display().to_string(),
        }
    }

    /// A command of ours for a hint, with the options that were given.
    pub(super) fn command(&self, words: &str) -> String {
        let Global { course, site, work, wheelhouse, .. } = &self.global;
        let given = [
            ("course", course.as_ref().map(|folder| folder.display().to_string())),
            ("site", site.clone()),
            ("work", work.as_ref().map(|folder| folder.display().to_string())),
            ("wheelhouse", wheelhouse.as_ref().map(|folder| folder.display().to_string())),
        ];
        let options = given.into_iter().filter_map(|(name, value)| Some(format!(" --{name} {}", as_typed(&value?))));
        format!("checker {words}{}", options.collect::<String>())
    }

    pub(super) fn of_course(&self, error: &CourseError) -> Failure {
        let failure = Failure::of(error, Exit::Usage);
        match error {
            CourseError::Unreadable(complaints) => match complaints.first() {
                Some(first) => Failure::usage(format!("{}:{}: {}", first.place.file, first.place.line, first.what))
                    .hint(first.hint.clone()),
                None => failure,
            },
            CourseError::Missing { .. } | CourseError::NewerFormat { .. } => {
                failure.hint("a course is a folder with `course.toml`, `SUMMARY.md` and its lessons")
            }
        }
    }
}

impl Loaded {
    /// The exercise with this id.
    pub(super) fn exercise(&self, context: &Context, id: &str) -> Result<&Exercise, Failure> {
        self.course.exercise(id).ok_or_else(|| {
            let failure = Failure::usage(format!("there is no exercise `{id}`"));
            let ids: Vec<&str> = self.course.exercises().map(|exercise| exercise.id.as_str()).collect();
            failure.hint(match nearest(id, &ids) {
                Some(near) => format!("did you mean `{near}`? `{}` shows all", context.command("list")),
                None => format!("`{}` shows all", context.command("list")),
            })
        })
    }

    /// The lesson with this id.
    pub(super) fn lesson(&self, context: &Context, id: &str) -> Result<&Lesson, Failure> {
        let id = Path::new(id).file_stem().and_then(|stem| stem.to_str()).unwrap_or(id);
        self.course.lesson(id).ok_or_else(|| {
            let ids: Vec<&str> = self.course.lessons.iter().map(|lesson| lesson.id.as_str()).collect();
            let failure = Failure::usage(format!("there is no lesson `{id}`"));
            failure.hint(match (self.course.exercise(id), nearest(id, &ids)) {
                (Some(exercise), _) => format!(
                    "`{id}` is an exercise of the lesson `{}`: `checker show {}`",
                    exercise.lesson, exercise.lesson
                ),
                (None, Some(near)) => format!("did you mean `{near}`? `{}` shows all", context.command("list")),
                (None, None) => format!("`{}` shows all", context.command("list")),
            })
        })
    }
}

fn of_supply(error: &SupplyError) -> Failure {
    let failure = Failure::of(error, Exit::Usage);
    match error {
        SupplyError::NoFolder(_) | SupplyError::NotAFolder(_) => {
            failure.hint("`--course` takes a folder with a `course.toml` in it")
        }
        SupplyError::Site { .. } | SupplyError::File(_) => failure,
    }
}

/// A word as one types it into a shell: in quotes where it holds what a shell would read otherwise.
pub(super) fn as_typed(word: &str) -> String {
    let is_plain = |c: char| c.is_alphanumeric() || "/._-+:@%,".contains(c);
    if !word.is_empty() && word.chars().all(is_plain) { word.to_owned() } else { shell_word(word) }
}

/// The name that was most likely meant.
fn nearest<'n>(typed: &str, names: &[&'n str]) -> Option<&'n str> {
    let scored = names.iter().map(|name| (strsim::jaro_winkler(typed, name), *name));
    scored.filter(|(score, _)| *score > 0.8).max_by(|a, b| a.0.total_cmp(&b.0)).map(|(_, name)| name)
}
