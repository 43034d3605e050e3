//! Which site is this: asked for, chosen before, recognised, or else a laptop.

use crate::host::HostEnvironment;

use super::profile::Profile;

/// The site that was chosen.
#[derive(Clone, Debug)]
pub struct Chosen<'p> {
    /// The site.
    pub profile: &'p Profile,
    /// Why this one.
    pub reason: Reason,
}

/// Why a site was chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    /// `--site` says so.
    Asked,
    /// It was set before.
    Remembered,
    /// By this mark of the machine.
    Recognised(String),
    /// Nothing says otherwise.
    Default,
}

/// A site that no file describes.
#[derive(Debug, thiserror::Error)]
#[error("there is no site `{0}`")]
pub struct UnknownSite(pub String);

/// Chooses among the sites that a course knows. The list is never empty: the caller adds the built-in one where a course
/// has none.
pub fn choose<'p>(
    profiles: &'p [Profile],
    asked: Option<&str>,
    remembered: Option<&str>,
    host: &HostEnvironment,
    host_name: &str,
) -> Result<Chosen<'p>, UnknownSite> {
    let named = |id: &str| profiles.iter().find(|profile| profile.id == id);
    if let Some(id) = asked {
        let profile = named(id).ok_or_else(|| UnknownSite(id.to_owned()))?;
        return Ok(Chosen { profile, reason: Reason::Asked });
    }
    // What was chosen for another course need not be known to this one.
    if let Some(profile) = remembered.and_then(named) {
        return Ok(Chosen { profile, reason: Reason::Remembered });
    }
    if let Some((profile, mark)) =
        profiles.iter().find_map(|profile| Some((profile, recognised(profile, host, host_name)?)))
    {
        return Ok(Chosen { profile, reason: Reason::Recognised(mark) });
    }
    let profile = named("laptop").or(profiles.first()).ok_or_else(|| UnknownSite("laptop".to_owned()))?;
    Ok(Chosen { profile, reason: Reason::Default })
}

/// The mark by which a machine is recognised as a site's.
pub fn recognised(profile: &Profile, host: &HostEnvironment, host_name: &str) -> Option<String> {
    let by_name = profile.recognise.host.as_ref().and_then(|pattern| regex::Regex::new(pattern).ok());
    if by_name.is_some_and(|pattern| pattern.is_match(host_name)) {
        return Some(format!("the host name `{host_name}`"));
    }
    let variable = profile.recognise.variable.as_deref()?;
    let found = match variable.split_once('=') {
        Some((name, value)) => host.text(name) == Some(value),
        None => host.variable(variable).is_some(),
    };
    found.then(|| format!("the variable `{variable}`"))
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::super::profile::{laptop, parse};
    use super::*;

    fn profiles() -> Vec<Profile> {
        let cluster = "format = 1\nname = \"A\"\n[recognise]\nhost = '\\.a\\.example$'\nvariable = \"CLUSTER=a\"\n";
        vec![laptop(), parse("a", cluster).unwrap()]
    }

    fn chosen(
        asked: Option<&str>,
        remembered: Option<&str>,
        variables: &[(&str, &str)],
        host_name: &str,
    ) -> (String, Reason) {
        let host = HostEnvironment::of(variables.iter().map(|(n, v)| ((*n).into(), (*v).into())), Path::new("/"));
        let profiles = profiles();
        let chosen = choose(&profiles, asked, remembered, &host, host_name).unwrap();
        (chosen.profile.id.clone(), chosen.reason)
    }

    #[test]
    fn what_is_asked_for_wins_over_everything() {
        assert_eq!(chosen(Some("laptop"), Some("a"), &[], "login.a.example").0, "laptop");
    }

    #[test]
    fn a_site_is_recognised_by_host_name_or_variable() {
        assert_eq!(chosen(None, None, &[], "login.a.example").0, "a");
        assert_eq!(chosen(None, None, &[("CLUSTER", "a")], "vm").0, "a");
        assert_eq!(chosen(None, None, &[("CLUSTER", "b")], "vm"), ("laptop".to_owned(), Reason::Default));
    }

    #[test]
    fn an_unknown_site_is_an_error_when_asked_for_and_forgotten_when_remembered() {
        let host = HostEnvironment::default();
        assert!(choose(&profiles(), Some("b"), None, &host, "vm").is_err());
        assert_eq!(chosen(None, Some("b"), &[], "vm").1, Reason::Default);
    }
}
