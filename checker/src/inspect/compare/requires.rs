//! What an installed distribution says it needs: `Requires-Dist` of METADATA (core metadata specification), and
//! `requires.txt` of older setuptools.

use std::path::{Path, PathBuf};

use crate::packaging::Requirement;

use super::super::files;
use super::super::installed::{Form, Found};

/// How much of a METADATA is read, in bytes: what a distribution needs stands before its description.
const MOST: u64 = 1024 * 1024;

/// The requirements that can be understood. A distribution that says nothing needs nothing that is known.
pub(super) fn of(found: &Found) -> Vec<Requirement> {
    let text = |path: &Path| files::text(path, MOST).unwrap_or_default();
    match found.form {
        Form::DistInfo => from_metadata(&text(&found.path.join("METADATA"))),
        Form::EggInfo => from_sections(&text(&found.path.join("requires.txt"))),
        Form::Egg => from_sections(&text(&found.path.join("EGG-INFO/requires.txt"))),
        Form::EggLink => from_sections(&egg_link(&found.path).map(|path| text(&path)).unwrap_or_default()),
    }
}

/// The `requires.txt` of the folder to which an `.egg-link` leads.
fn egg_link(link: &Path) -> Option<PathBuf> {
    let text = files::text(link, files::SMALL).ok()?;
    let source = PathBuf::from(text.lines().next()?.trim());
    let info = files::names(&source).into_iter().find(|name| name.ends_with(".egg-info"))?;
    Some(source.join(info).join("requires.txt"))
}

fn from_metadata(text: &str) -> Vec<Requirement> {
    let mut unfolded: Vec<String> = Vec::new();
    for line in text.trim_start_matches('\u{feff}').lines().take_while(|line| !line.trim().is_empty()) {
        match unfolded.last_mut() {
            Some(last) if line.starts_with([' ', '\t']) => {
                last.push(' ');
                last.push_str(line.trim());
            }
            _ => unfolded.push(line.to_owned()),
        }
    }
    let fields = unfolded.iter().filter_map(|line| line.split_once(':'));
    let needs = fields.filter(|(key, _)| key.trim().eq_ignore_ascii_case("Requires-Dist"));
    needs.filter_map(|(_, value)| Requirement::parse(value.trim()).ok()).collect()
}

/// Lines below `[extra]`, `[:condition]` or `[extra:condition]`.
fn from_sections(text: &str) -> Vec<Requirement> {
    let mut conditions: Vec<String> = Vec::new();
    let mut needs = Vec::new();
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        if let Some(section) = line.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
            let (extra, condition) = section.split_once(':').unwrap_or((section, ""));
            conditions.clear();
            if !extra.is_empty() {
                conditions.push(format!("extra == '{extra}'"));
            }
            if !condition.is_empty() {
                conditions.push(format!("({condition})"));
            }
            continue;
        }
        let text =
            if conditions.is_empty() { line.to_owned() } else { format!("{line} ; {}", conditions.join(" and ")) };
        needs.extend(Requirement::parse(&text));
    }
    needs
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(needs: &[Requirement]) -> Vec<String> {
        let condition =
            |need: &Requirement| need.marker.as_ref().map_or(String::new(), |marker| format!(" if {marker}"));
        needs.iter().map(|need| format!("{}{}{}", need.name, need.specifiers, condition(need))).collect()
    }

    #[test]
    fn what_metadata_asks_for_is_read_up_to_the_description() {
        let needs = from_metadata(
            "Metadata-Version: 2.1\nName: a\nRequires-Dist: B_b>=1\nrequires-dist: c ;\n extra == 'x'\nRequires-Dist: ???\n\nRequires-Dist: d\n",
        );
        assert_eq!(names(&needs), ["b-b>=1", "c if extra == 'x'"]);
    }

    #[test]
    fn sections_of_requires_txt_are_conditions() {
        let needs = from_sections("a>=1\n\n[x]\nb\n\n[:python_version < '3']\nc\n[x:python_version < '3']\nd==2\n");
        assert_eq!(
            names(&needs),
            [
                "a>=1",
                "b if extra == 'x'",
                "c if (python_version < '3')",
                "d==2 if extra == 'x' and (python_version < '3')"
            ]
        );
    }
}
