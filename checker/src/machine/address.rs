//! Addresses of indexes and proxies: taken apart as far as a connection needs, and shown without passwords.

use std::net::Ipv4Addr;

/// Where a connection goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Address {
    pub(super) scheme: String,
    pub(super) host: String,
    pub(super) port: u16,
    /// Whether the address carries a name or a password.
    pub(super) has_user: bool,
}

impl Address {
    /// Reads `scheme://[user[:password]@]host[:port][/…]` (RFC 3986).
    pub(super) fn parse(url: &str) -> Option<Self> {
        let (scheme, rest) = url.trim().split_once("://")?;
        let scheme = scheme.to_lowercase();
        let authority = rest.split(['/', '?', '#']).next()?;
        let (user, place) = authority.rsplit_once('@').map_or((None, authority), |(user, place)| (Some(user), place));
        let (host, port) = match place.strip_prefix('[') {
            Some(six) => {
                let (host, after) = six.split_once(']')?;
                (host, after.strip_prefix(':'))
            }
            None => place.split_once(':').map_or((place, None), |(host, port)| (host, Some(port))),
        };
        let usual = match scheme.as_str() {
            "http" => 80,
            "https" => 443,
            "socks4" | "socks4a" | "socks5" | "socks5h" => 1080,
            _ => 0,
        };
        let port = match port.filter(|port| !port.is_empty()) {
            Some(port) => port.parse().ok()?,
            None => usual,
        };
        let is_whole = !host.is_empty() && port != 0;
        is_whole.then(|| Address { scheme, host: host.to_lowercase(), port, has_user: user.is_some() })
    }

    /// A proxy's address, in which the scheme may be left out.
    pub(super) fn parse_proxy(text: &str) -> Option<Self> {
        if text.contains("://") { Address::parse(text) } else { Address::parse(&format!("http://{text}")) }
    }

    /// `host:port`, as a request line has it.
    pub(super) fn authority(&self) -> String {
        if self.host.contains(':') {
            format!("[{}]:{}", self.host, self.port)
        } else {
            format!("{}:{}", self.host, self.port)
        }
    }

    /// Whether a `no_proxy` list names this host, by the rules of the library that pip uses (requests,
    /// `should_bypass_proxies`): ends of host names, networks such as `10.0.0.0/8`, `*` for all.
    pub(super) fn is_exempt(&self, no_proxy: &str) -> bool {
        let own: Option<Ipv4Addr> = self.host.parse().ok();
        no_proxy.split(',').map(str::trim).filter(|entry| !entry.is_empty()).any(|entry| {
            let entry = entry.to_lowercase();
            match own {
                Some(own) if entry.contains('/') => is_within(own, &entry),
                _ => {
                    entry == "*"
                        || self.host.ends_with(&entry)
                        || self.authority().ends_with(&entry)
                        || entry.strip_prefix('.') == Some(&self.host)
                }
            }
        })
    }
}

fn is_within(address: Ipv4Addr, network: &str) -> bool {
    let parsed = network.split_once('/').and_then(|(base, bits)| Some((base.parse().ok()?, bits.parse().ok()?)));
    let Some((base, bits)) = parsed.filter(|(_, bits): &(Ipv4Addr, u32)| *bits <= 32) else { return false };
    let mask = u32::MAX.checked_shl(32 - bits).unwrap_or(0);
    address.to_bits() & mask == base.to_bits() & mask
}

/// An address without its password. A name alone may be a token, so it is hidden too.
pub(super) fn hidden(url: &str) -> String {
    let (scheme, rest) = url.split_once("://").map_or(("", url), |(scheme, rest)| (scheme, rest));
    let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let Some(at) = rest[..end].rfind('@') else { return url.to_owned() };
    let shown = match rest[..at].split_once(':') {
        Some((name, _)) => format!("{name}:****"),
        None => "****".to_owned(),
    };
    let separator = if scheme.is_empty() { "" } else { "://" };
    format!("{scheme}{separator}{shown}{}", &rest[at..])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_taken_apart() {
        let parts = |url: &str| Address::parse(url).map(|a| (a.scheme, a.host, a.port, a.has_user));
        let of = |scheme: &str, host: &str, port, user| Some((scheme.to_owned(), host.to_owned(), port, user));
        assert_eq!(parts("https://PyPI.org/simple"), of("https", "pypi.org", 443, false));
        assert_eq!(parts("http://a:b@c@index:8080/x?y"), of("http", "index", 8080, true));
        assert_eq!(parts("https://[::1]:8443/simple"), of("https", "::1", 8443, false));
        for none in ["simple", "https://", "https://host:port/", "ftp://host/"] {
            assert_eq!(parts(none), None, "{none}");
        }
        assert_eq!(Address::parse_proxy("proxy:3128").map(|a| a.authority()).as_deref(), Some("proxy:3128"));
    }

    #[test]
    fn passwords_are_never_shown() {
        for (url, shown) in [
            ("https://ada:secret@index/simple", "https://ada:****@index/simple"),
            ("https://token@index/simple", "https://****@index/simple"),
            ("https://a:b@c@index/", "https://a:****@index/"),
            ("ada:secret@proxy:3128", "ada:****@proxy:3128"),
            ("https://index/simple?to=a@b", "https://index/simple?to=a@b"),
        ] {
            assert_eq!(hidden(url), shown);
        }
    }

    #[test]
    fn hosts_are_exempt_by_ending_network_or_star() {
        let exempt = |url: &str, list: &str| Address::parse(url).unwrap().is_exempt(list);
        assert!(exempt("https://index.site.se/", "localhost, .site.se"));
        assert!(exempt("https://site.se/", ".site.se"));
        assert!(exempt("https://index:8443/", "index:8443"));
        assert!(exempt("http://10.1.2.3/", "10.0.0.0/8"));
        assert!(exempt("https://pypi.org/", "*"));
        assert!(!exempt("https://pypi.org/", "site.se,10.0.0.0/8,,"));
        assert!(!exempt("http://11.1.2.3/", "10.0.0.0/8,10.0.0.0/99"));
        assert!(exempt("http://11.1.2.3/", "0.0.0.0/0"));
    }
}
