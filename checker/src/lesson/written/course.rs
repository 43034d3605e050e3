//! `course.toml`.

use serde::Deserialize;
use toml::Spanned;

use super::super::Track;
use super::super::complaints::{Complaints, did_you_mean};
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

    /// The tracks, through lessons that there are.
    pub(in super::super) fn tracks(
        &self,
        toml: &Toml<'_>,
        lessons: &[&str],
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
            for lesson in &track.lessons {
                if !lessons.contains(&lesson.as_ref().as_str()) {
                    let what = format!("unknown lesson `{}` in the track `{id}`", lesson.as_ref());
                    complaints.error(toml.place(&lesson.span()), what, did_you_mean(lesson.as_ref(), lessons));
                }
            }
            tracks.push(Track {
                id: id.clone(),
                title: track.title.clone(),
                lessons: track.lessons.iter().map(|lesson| lesson.as_ref().clone()).collect(),
            });
        }
        tracks
    }
}
