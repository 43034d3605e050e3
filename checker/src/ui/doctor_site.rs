//! The part of a look at a machine that is about the site's file and the wheelhouse.

use crate::checkup::{Found, Sight};
use crate::offline::Lack;
use crate::site::Profile;

use super::clean::Clean;
use super::doctor::{Page, Sign};

/// How many requirements are named that a wheelhouse lacks.
const NAMED: usize = 3;

/// The wheelhouse in use.
#[derive(Debug, serde::Serialize)]
pub struct WheelhouseSeen {
    /// Where it is, or should be.
    pub place: String,
    /// Why it cannot be used.
    pub why: Option<String>,
    /// The version of the Python that is first on `PATH`, for which it was looked at.
    pub python: Option<String>,
    /// Whether it holds all that the way through the course needs, for that Python.
    pub complete: bool,
    /// What it lacks for that.
    pub lacks: Vec<Lack>,
    /// What to type to fill it.
    #[serde(skip)]
    pub fill: String,
}

impl Page<'_> {
    pub(super) fn wheelhouse(&self, seen: &WheelhouseSeen) {
        let name = "wheelhouse";
        let way = format!("To fill it: `{}`.", seen.fill);
        let python = seen.python.as_ref().map_or_else(String::new, |version| format!(" and Python {version}"));
        match (&seen.why, seen.complete) {
            (Some(why), _) => {
                self.line(Sign::InTheWay, name, why);
                self.remark(&way);
            }
            (None, true) => self.line(Sign::Here, name, &format!("{}: complete for your way{python}", seen.place)),
            (None, false) if seen.python.is_none() => {
                self.line(Sign::Absent, name, &format!("{}: cannot tell, no Python says its version", seen.place));
            }
            (None, false) => {
                let mut named: Vec<&str> = seen.lacks.iter().map(|lack| lack.requirement.as_str()).collect();
                named.dedup();
                let more =
                    if named.len() > NAMED { format!(" and {} more", named.len() - NAMED) } else { String::new() };
                let lacks = named[..named.len().min(NAMED)].join(", ");
                self.line(
                    Sign::InTheWay,
                    name,
                    &format!("{}: for your way{python} it lacks {lacks}{more}", seen.place),
                );
                self.remark(&way);
            }
        }
    }

    /// How the site's file compares with this machine.
    pub(super) fn checks(&self, site: &Profile, checks: &[Found]) {
        if checks.is_empty() {
            return;
        }
        self.heading(&format!("The site `{}`, as its file has it", Clean(&site.id)));
        if let Some(checked) = &site.checked {
            self.remark(&format!("The file was {}.", checked.said()));
        }
        for found in checks {
            let (sign, said) = match found.answer {
                Sight::Ok => (Sign::Here, found.why.clone()),
                Sight::NotHere => (Sign::InTheWay, format!("not here, {}", found.why)),
                Sight::CannotTell => (Sign::Absent, format!("cannot tell, {}", found.why)),
            };
            let about = if found.about == found.id { String::new() } else { format!("`{}`: ", found.about) };
            self.line(sign, found.id, &format!("{about}{said}"));
            if let Some(way) = &found.way {
                self.remark(&format!("→ {way}"));
            }
            for line in &found.printed {
                self.screen.line(&format!("      {}", self.screen.paint.faint(&Clean(line).to_string())));
            }
        }
    }
}
