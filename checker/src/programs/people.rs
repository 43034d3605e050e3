//! Who a user is: asked of `getent`, which knows what the site's directory knows.

use std::collections::BTreeMap;
use std::time::Duration;

use crate::host::HostEnvironment;

use super::program::Program;

/// How long one answer may take.
const PATIENCE: Duration = Duration::from_secs(3);

/// The names of these users, as far as the system knows them: the person's own where it is told, else the login.
pub fn names_of(host: &HostEnvironment, users: &[u32]) -> BTreeMap<u32, String> {
    let path = host.variable("PATH").map(|path| ("PATH".into(), path.to_owned()));
    let environment: Vec<_> = path.into_iter().chain([("LC_ALL".into(), "C.UTF-8".into())]).collect();
    let getent = Program::named("getent", &environment);
    let mut names = BTreeMap::new();
    for user in users {
        // A directory that does not answer would not answer for the others.
        let Ok(ended) = getent.run(&["passwd".into(), user.to_string().into()], "", PATIENCE) else { break };
        // A user that was removed has no line.
        names.extend(name(&ended.said).map(|name| (*user, name)));
    }
    names
}

/// The name in a line of passwd(5).
fn name(line: &str) -> Option<String> {
    let fields: Vec<&str> = line.trim_end().split(':').collect();
    let person = fields.get(4).and_then(|about| about.split(',').next()).unwrap_or_default().trim();
    let login = fields.first().copied().unwrap_or_default();
    let name = if person.is_empty() { login } else { person };
    (!name.is_empty()).then(|| name.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_person_s_own_name_comes_before_the_login() {
        assert_eq!(name("ada:x:1001:1001:Ada L.,room 3,,:/home/ada:/bin/bash\n").as_deref(), Some("Ada L."));
        assert_eq!(name("ada:x:1001:1001::/home/ada:/bin/bash").as_deref(), Some("ada"));
        assert_eq!(name(""), None);
    }

    #[test]
    fn the_system_knows_root_and_not_everybody() {
        let names = names_of(&HostEnvironment::read(), &[0, 3_999_999_999]);
        assert_eq!(names.keys().collect::<Vec<_>>(), [&0]);
    }
}
