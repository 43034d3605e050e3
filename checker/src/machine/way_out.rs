//! The proxy on the way to an address of the web.

use crate::host::HostEnvironment;
use crate::inspect::Surroundings;

use super::address::Address;
use super::around::surroundings;

/// The proxy that the variables of this environment name for an address; none where it is asked directly.
pub fn proxy_for(address: &str, host: &HostEnvironment) -> Option<String> {
    said_by_variables(&Address::parse(address)?, &surroundings(host))
}

/// Of two spellings the lower-case name wins, also when it is set to nothing (`urllib.request.getproxies_environment`).
pub(super) fn said_by_variables(target: &Address, around: &Surroundings) -> Option<String> {
    let variable = |name: &str| {
        let value = around.variables.get(&name.to_lowercase()).or_else(|| around.variables.get(&name.to_uppercase()));
        value.map(String::as_str).filter(|value| !value.is_empty())
    };
    if variable("no_proxy").is_some_and(|list| target.is_exempt(list)) {
        return None;
    }
    variable(&format!("{}_proxy", target.scheme)).or_else(|| variable("all_proxy")).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use std::ffi::OsString;
    use std::path::Path;

    use super::*;

    #[test]
    fn each_scheme_has_its_proxy_and_some_hosts_have_none() {
        let variables = [("https_proxy", "proxy:1"), ("HTTP_PROXY", "proxy:2"), ("no_proxy", ".site.se")];
        let variables = variables.map(|(name, value)| (OsString::from(name), OsString::from(value)));
        let host = HostEnvironment::of(variables, Path::new("/"));
        assert_eq!(proxy_for("https://a.example/x", &host).as_deref(), Some("proxy:1"));
        assert_eq!(proxy_for("http://a.example/x", &host).as_deref(), Some("proxy:2"));
        assert_eq!(proxy_for("https://docs.site.se/x", &host), None);
        assert_eq!(proxy_for("no address", &host), None);
    }
}
