//! Goals about packages: is it there, in which version, and if not here, where else.

use std::path::{Path, PathBuf};

use crate::inspect::{self, Answer, Layer, Place};
use crate::lesson::Presence;
use crate::packaging::Requirement;

use super::environments::{program_of, relative};
use super::named;
use super::scene::{Scene, Shell};
use super::verdict::Verdict;

/// How it stands with a package that a goal asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Standing {
    /// In the goal's environment, in a version that was asked for.
    Right,
    /// In the goal's environment, in another version.
    WrongVersion(String),
    /// Nowhere.
    Absent,
    /// Not in the goal's environment, but here.
    Elsewhere(PathBuf),
    /// Recorded there, but not usable.
    Damaged(String),
}

/// How it stands with a package of an environment; `others` are further places where it may have gone.
pub fn standing(environment: &Path, requirement: &Requirement, others: &[PathBuf]) -> Standing {
    let own = inspect::look(environment).map(|environment| environment.site_packages).unwrap_or_default();
    match inspect::package(&own, &requirement.name, Some(&requirement.specifiers)) {
        Answer::Ok { .. } => Standing::Right,
        Answer::WrongVersion { found, .. } => Standing::WrongVersion(found),
        Answer::Ambiguous { versions } => {
            Standing::Damaged(format!("recorded in more than one version: {}", versions.join(", ")))
        }
        Answer::Broken { why } => Standing::Damaged(why),
        Answer::Absent => others
            .iter()
            .filter(|place| !own.contains(place))
            .find(|place| {
                !matches!(inspect::package(std::slice::from_ref(place), &requirement.name, None), Answer::Absent)
            })
            .map_or(Standing::Absent, |place| Standing::Elsewhere(place.clone())),
    }
}

/// A package goal.
pub(super) fn package(
    scene: &Scene<'_>,
    written: &str,
    environment: Option<&str>,
    from: Option<&str>,
    presence: Presence,
) -> Verdict {
    let Ok(requirement) = Requirement::plain(written) else {
        return Verdict::CannotTell(format!("`{written}` is not a requirement that can be compared"));
    };
    let (places, whose) = match places(scene, environment, from) {
        Ok(found) => found,
        Err(verdict) => return verdict,
    };
    let name = &requirement.name;
    let answer = inspect::package(&places, name, Some(&requirement.specifiers));
    match (answer, presence) {
        (Answer::Ok { version, .. }, Presence::Present) => Verdict::Reached(format!("{name} {version} is in {whose}")),
        (Answer::WrongVersion { found, .. }, Presence::Present) => {
            Verdict::NotYet(format!("{whose} has {name} {found}, and the task asks for `{written}`"))
        }
        (Answer::Ambiguous { versions }, Presence::Present) => {
            Verdict::NotYet(format!("{whose} records {name} in more than one version: {}", versions.join(", ")))
        }
        (Answer::Broken { why }, Presence::Present) => {
            Verdict::NotYet(format!("{name} in {whose} is not whole: {}", relative(scene, &why)))
        }
        (Answer::Absent, Presence::Present) => {
            Verdict::NotYet(format!("{name} is not in {whose}{}", elsewhere(scene, name, &places)))
        }
        (Answer::Ok { version, .. }, Presence::Absent) => {
            Verdict::NotYet(format!("{name} {version} is still in {whose}"))
        }
        (Answer::Ambiguous { .. } | Answer::Broken { .. }, Presence::Absent) => {
            Verdict::NotYet(format!("{whose} still records {name}"))
        }
        (Answer::Absent | Answer::WrongVersion { .. }, Presence::Absent) => {
            Verdict::Reached(format!("`{written}` is not in {whose}"))
        }
    }
}

/// Where to look, and how to call it.
fn places(scene: &Scene<'_>, environment: Option<&str>, from: Option<&str>) -> Result<(Vec<PathBuf>, String), Verdict> {
    match (environment, from) {
        (Some(path), None | Some("environment" | "conda")) => {
            Ok((named::environment(scene, path)?.site_packages, format!("`{path}`")))
        }
        (Some(path), Some(layer)) => {
            let environment = named::environment(scene, path)?;
            Ok((
                of_layer(inspect::visible(&environment, &scene.surroundings()), layer),
                format!("the layer `{layer}` of `{path}`"),
            ))
        }
        (None, from) => {
            let Shell::Known(state) = scene.shell else {
                return Err(Verdict::CannotTell("which Python the shell would start cannot be seen".to_owned()));
            };
            let Some(python) = ["python", "python3"].iter().find_map(|name| program_of(state, name)) else {
                return Err(Verdict::NotYet("there is no `python` on `PATH`".to_owned()));
            };
            let Some(layers) = inspect::layers(&python, &scene.surroundings()) else {
                return Err(Verdict::CannotTell(format!(
                    "what `{}` imports cannot be told from its files",
                    python.display()
                )));
            };
            Ok(match from {
                Some(layer) => (of_layer(layers, layer), format!("the layer `{layer}`")),
                None => (
                    layers.into_iter().map(|place| place.path).collect(),
                    format!("what `{}` sees", scene.shown(&python)),
                ),
            })
        }
    }
}

fn of_layer(places: Vec<Place>, layer: &str) -> Vec<PathBuf> {
    places.into_iter().filter(|place| layer_name(place.layer) == layer).map(|place| place.path).collect()
}

fn layer_name(layer: Layer) -> String {
    format!("{layer:?}").to_lowercase()
}

/// Where else a package is that was looked for in vain.
fn elsewhere(scene: &Scene<'_>, name: &str, looked: &[PathBuf]) -> String {
    let user = scene.home.join(".local/lib");
    let sites = std::fs::read_dir(user).into_iter().flatten().flatten().map(|entry| entry.path().join("site-packages"));
    let found = sites
        .filter(|site| !looked.contains(site))
        .find(|site| !matches!(inspect::package(std::slice::from_ref(site), name, None), Answer::Absent));
    found.map_or_else(String::new, |site| format!("; it is in `{}`", scene.shown(&site)))
}
