//! `checker lint`: every complaint about a course's files.

use crate::author;
use crate::lesson::{self, Complaint, CourseError, Severity};
use crate::supply;
use crate::ui::{counted, show_complaint};

use super::context::Context;
use super::exit::Exit;
use super::failure::Failure;
use super::run::print_json;

pub(super) fn lint(context: &Context) -> Result<Exit, Failure> {
    let files = context.files()?;
    let sites = context.sites(&files)?;
    let complaints = match lesson::parse_course(&files, supply::builtin_catalogue()) {
        Ok((course, mut complaints)) => {
            complaints.extend(author::lint(&course, &sites, &files));
            complaints
        }
        Err(CourseError::Unreadable(complaints)) => complaints,
        Err(error) => return Err(context.of_course(&error)),
    };
    let count = |severity| complaints.iter().filter(|complaint| complaint.severity == severity).count();
    let (errors, warnings) = (count(Severity::Error), count(Severity::Warning));
    if context.global.json {
        let list: Vec<_> = complaints.iter().map(as_json).collect();
        print_json(
            context,
            &serde_json::json!({ "format": 1, "errors": errors, "warnings": warnings, "complaints": list }),
        )?;
    } else {
        for complaint in &complaints {
            show_complaint(&context.data, complaint);
        }
        let pages = files.files.keys().filter(|path| path.ends_with(".md")).count();
        let counted = [(pages, "page"), (errors, "error"), (warnings, "warning")]
            .map(|(count, noun)| counted(count as u64, noun));
        context.data.line(&counted.join(", "));
    }
    Ok(if errors == 0 { Exit::Done } else { Exit::Usage })
}

/// A complaint as one object.
pub(super) fn as_json(complaint: &Complaint) -> serde_json::Value {
    let severity = match complaint.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    };
    let place = &complaint.place;
    serde_json::json!({
        "severity": severity, "file": &*place.file, "line": place.line, "text": place.text,
        "what": complaint.what, "hint": complaint.hint,
    })
}
