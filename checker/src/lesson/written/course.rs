//! `course.toml`.

use serde::Deserialize;
use toml::Spanned;

use super::super::complaints::{Complaints, did_you_mean};
use super::super::{Lesson, Track};
use super::{Toml, id_hint, is_id};

/// `course.toml` as it is written; only `format` is looked at before anything else.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(in super::super) struct CourseWritten {
    /// Which rules the course is written to.
    pub(in super::super) format: Option<Spanned<i64>>,
    /// What the course is called.
    pub(in super::super) title: Option<String>,
    id: Option<Spanned<String>>,
    #[serde(default)]
    track: Vec<TrackTable>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct TrackTable {
    id: Spanned<String>,
    title: String,
    #[serde(default)]
    lessons: Vec<Spanned<String>>,
    #[serde(default)]
    branch: Vec<Spanned<String>>,
    #[serde(default)]
    further: Vec<Spanned<String>>,
}

/// Reads `course.toml`.
pub(in super::super) fn read_course(toml: &Toml<'_>, complaints: &mut Complaints) -> Option<CourseWritten> {
    toml.read(complaints)
}

/// The `format` alone, of a file that may have keys we do not know: a newer one is told from a wrong one.
pub(in super::super) fn format_of(text: &str) -> Option<i64> {
    toml::from_str::<toml::Table>(text).ok()?.get("format")?.as_integer()
}

impl CourseWritten {
    /// The course's id, when it is written and can be one.
    pub(in super::super) fn id(&self, toml: &Toml<'_>, complaints: &mut Complaints) -> Option<String> {
        let id = self.id.as_ref()?;
        if !is_id(id.as_ref()) {
            let what = format!("`{}` cannot be the id of a course", id.as_ref());
            complaints.error(toml.place(&id.span()), what, id_hint(id.as_ref()));
        }
        Some(id.as_ref().clone())
    }

    /// The tracks, through lessons and past exercises that there are.
    pub(in super::super) fn tracks(
        &self,
        toml: &Toml<'_>,
        lessons: &[Lesson],
        complaints: &mut Complaints,
    ) -> Vec<Track> {
        let mut tracks: Vec<Track> = Vec::new();
        for track in &self.track {
            let id = track.id.as_ref();
            if !is_id(id) {
                let what = format!("`{id}` cannot be the id of a track");
                complaints.error(toml.place(&track.id.span()), what, id_hint(id));
            }
            if tracks.iter().any(|other| other.id == *id) {
                complaints.error(
                    toml.place(&track.id.span()),
                    format!("two tracks with the id `{id}`"),
                    "give one of them another id",
                );
            }
            track.complain_of_lessons(toml, lessons, complaints);
            track.complain_of_further(toml, lessons, complaints);
            tracks.push(Track {
                id: id.clone(),
                title: track.title.clone(),
                lessons: plain(&track.lessons),
                branch: plain(&track.branch),
                further: plain(&track.further),
            });
        }
        tracks
    }
}

impl TrackTable {
    fn named(&self) -> impl Iterator<Item = &Spanned<String>> {
        self.lessons.iter().chain(&self.branch)
    }

    fn complain_of_lessons(&self, toml: &Toml<'_>, lessons: &[Lesson], complaints: &mut Complaints) {
        let known: Vec<&str> = lessons.iter().map(|lesson| lesson.id.as_str()).collect();
        let id = self.id.as_ref();
        for (place, lesson) in self.named().enumerate() {
            let name = lesson.as_ref();
            if !known.contains(&name.as_str()) {
                let what = format!("unknown lesson `{name}` in the track `{id}`");
                complaints.error(toml.place(&lesson.span()), what, did_you_mean(name, &known));
            } else if self.named().take(place).any(|before| before.as_ref() == name) {
                let what = format!("the lesson `{name}` stands twice in the track `{id}`");
                complaints.error(toml.place(&lesson.span()), what, "keep one of them");
            }
        }
    }

    /// A further exercise stands in a lesson of the track: there is nothing to leave out elsewhere.
    fn complain_of_further(&self, toml: &Toml<'_>, lessons: &[Lesson], complaints: &mut Complaints) {
        let on_it = |lesson: &Lesson| self.named().any(|named| *named.as_ref() == lesson.id);
        let exercises = |lessons: &[&Lesson]| -> Vec<String> {
            lessons.iter().flat_map(|lesson| &lesson.exercises).map(|exercise| exercise.id.clone()).collect()
        };
        let (here, elsewhere): (Vec<&Lesson>, Vec<&Lesson>) = lessons.iter().partition(|lesson| on_it(lesson));
        let (here, elsewhere) = (exercises(&here), exercises(&elsewhere));
        let id = self.id.as_ref();
        for further in self.further.iter().filter(|further| !here.contains(further.as_ref())) {
            let name = further.as_ref();
            let place = toml.place(&further.span());
            if elsewhere.contains(name) {
                let what = format!("the exercise `{name}` is in no lesson of the track `{id}`");
                complaints.error(place, what, "take it out: only exercises on the way need to be named");
            } else {
                let known: Vec<&str> = here.iter().map(String::as_str).collect();
                let what = format!("unknown exercise `{name}` in the track `{id}`");
                complaints.error(place, what, did_you_mean(name, &known));
            }
        }
    }
}

fn plain(names: &[Spanned<String>]) -> Vec<String> {
    names.iter().map(|name| name.as_ref().clone()).collect()
}
