//! How the answer to "is this package there?" looks: one line.

use crate::inspect::{Answer, Asked, Layer, Whereabouts};
use crate::packaging::Requirement;

use super::clean::Clean;
use super::screen::Screen;

/// Says in one line whether a package is there, and where.
pub fn show_whereabouts(screen: &Screen, requirement: &Requirement, whereabouts: &Whereabouts) {
    let paint = screen.paint;
    let name = Clean(&requirement.name).to_string();
    let wanted = requirement.specifiers.to_string();
    if let Some(condition) = requirement.marker.as_ref().filter(|_| whereabouts.asked != Asked::Yes) {
        let condition = condition.to_string();
        screen.line(&match whereabouts.asked {
            Asked::Unknown => {
                format!("{} cannot tell: whether `{}` holds here, no file says", paint.warn("?"), Clean(&condition))
            }
            Asked::No | Asked::Yes => {
                format!("{} {name} is not asked for: `{}` does not hold here", paint.good("✔"), Clean(&condition))
            }
        });
        return;
    }
    let place = whereabouts.found.as_ref().map_or("", |spot| place(spot.layer));
    let line = match &whereabouts.answer {
        Answer::Ok { version, .. } => {
            format!("{} {name} {} is {place}{}", paint.good("✔"), Clean(version), shadows(whereabouts))
        }
        Answer::WrongVersion { found, .. } => {
            format!("{} {name} {} is {place}, not `{wanted}`{}", paint.bad("✘"), Clean(found), shadows(whereabouts))
        }
        Answer::Absent => match (&whereabouts.unread.first(), &whereabouts.unclaimed) {
            (Some(folder), _) => {
                let folder = folder.display().to_string();
                format!("{} cannot tell: `{}` may not be read", paint.warn("?"), Clean(&folder))
            }
            (None, Some(folder)) => {
                let folder = folder.display().to_string();
                let why = format!("code of that name lies in `{}`, but no package claims it", Clean(&folder));
                format!("{} {name} is not installed: {why}", paint.bad("✘"))
            }
            (None, None) => format!("{} {name} is not there", paint.bad("✘")),
        },
        Answer::Ambiguous { versions } => {
            let versions = Clean(&versions.join(" and ")).to_string();
            format!("{} cannot tell: {name} is recorded as {versions} {place}", paint.warn("?"))
        }
        Answer::Broken { why } => format!("{} cannot tell: {name} is broken {place}: {}", paint.warn("?"), Clean(why)),
    };
    screen.line(&line);
}

fn shadows(whereabouts: &Whereabouts) -> String {
    let Some(spot) = whereabouts.shadowed.first() else { return String::new() };
    let version = spot.version.as_deref().unwrap_or("one");
    format!(", and hides {} {}", Clean(version), place(spot.layer))
}

/// Where a package of a layer is.
pub(super) fn place(layer: Layer) -> &'static str {
    match layer {
        Layer::Environment => "in the environment",
        Layer::Conda => "in the conda environment",
        Layer::Base => "in the base Python",
        Layer::User => "in your user site",
        Layer::Pythonpath => "on `PYTHONPATH`",
        Layer::Ebpythonprefixes => "in a module (`EBPYTHONPREFIXES`)",
        Layer::Pth => "in a folder that a `.pth` file adds",
    }
}

/// Says which records a list had to leave out.
pub fn show_unlisted(screen: &Screen, unreadable: &[String]) {
    for why in unreadable {
        screen.line(&format!("{} not in the list: {}", screen.paint.warn("warning:"), Clean(why)));
    }
}
