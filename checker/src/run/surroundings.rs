//! The environment of a scripted session: nothing of the user's own but what reaches packages and modules.

use std::collections::BTreeMap;
use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};

use crate::host::HostEnvironment;

/// Variables that are carried over as they are: where packages come from, what a module system and a
/// scheduler need, where things lie.
const CARRIED: [&str; 46] = [
    "ALL_PROXY",
    "CONDARC",
    "CONDA_PKGS_DIRS",
    "CURL_CA_BUNDLE",
    "EBPYTHONPREFIXES",
    "FTP_PROXY",
    "HTTPS_PROXY",
    "HTTP_PROXY",
    "LD_LIBRARY_PATH",
    "LOADEDMODULES",
    "LOGNAME",
    "MANPATH",
    "NO_PROXY",
    "PATH",
    "PIP_CERT",
    "PIP_CLIENT_CERT",
    "PIP_CONFIG_FILE",
    "PIP_DEFAULT_TIMEOUT",
    "PIP_DISABLE_PIP_VERSION_CHECK",
    "PIP_EXTRA_INDEX_URL",
    "PIP_FIND_LINKS",
    "PIP_INDEX_URL",
    "PIP_NO_INDEX",
    "PIP_PROXY",
    "PIP_RETRIES",
    "PIP_TIMEOUT",
    "PIP_TRUSTED_HOST",
    "PYENV_ROOT",
    "PYENV_VERSION",
    "REQUESTS_CA_BUNDLE",
    "SLURM_ACCOUNT",
    "SLURM_CLUSTERS",
    "SLURM_CONF",
    "SLURM_RESERVATION",
    "SSL_CERT_DIR",
    "SSL_CERT_FILE",
    "TZ",
    "USER",
    "_LMFILES_",
    "all_proxy",
    "ftp_proxy",
    "http_proxy",
    "https_proxy",
    "no_proxy",
    "PIP_KEYRING_PROVIDER",
    "PIP_NO_CACHE_DIR",
];

/// Beginnings of further names that are carried over. `module` of Environment Modules from 4.2 on calls `_module_raw`, and
/// keeps what it has to remember in `__MODULES_…` (module(1), "ENVIRONMENT").
const CARRIED_FAMILIES: [&str; 15] = [
    "BASH_FUNC__module_raw",
    "BASH_FUNC_ml",
    "BASH_FUNC_module",
    "LMOD_",
    "MODULE",
    "SALLOC_",
    "SBATCH_",
    "UV_CACHE",
    "UV_CONFIG",
    "UV_DEFAULT_INDEX",
    "UV_EXTRA_INDEX",
    "UV_INDEX",
    "_ModuleTable",
    "__LMOD_",
    "__MODULES_",
];

/// Further settings of uv that say where it finds things.
const CARRIED_UV: [&str; 6] =
    ["UV_FIND_LINKS", "UV_LINK_MODE", "UV_NATIVE_TLS", "UV_NO_INDEX", "UV_OFFLINE", "UV_SYSTEM_CERTS"];

/// The environment of a scripted session with this home and this folder for temporary files.
pub fn scripted(host: &HostEnvironment, home: &Path, temporary: &Path) -> BTreeMap<OsString, OsString> {
    let mut environment: BTreeMap<OsString, OsString> = host
        .variables()
        .filter(|(name, _)| is_carried(name))
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .collect();
    environment.insert("PATH".into(), path(host));
    let mut set = |name: &str, value: &OsStr| {
        environment.insert(name.into(), value.to_owned());
    };
    set("HOME", home.as_os_str());
    set("TMPDIR", temporary.as_os_str());
    set("TERM", OsStr::new("xterm-256color"));
    set("SHELL", OsStr::new("/bin/bash"));
    // Mistakes are recognised by what programs print; they print it in English.
    set("LC_ALL", OsStr::new("C.UTF-8"));
    set("PAGER", OsStr::new("cat"));
    set("GIT_PAGER", OsStr::new("cat"));
    set("LMOD_PAGER", OsStr::new("none"));
    // Else conda would keep environments with names in an installation that is the user's, and they would stay.
    set("CONDA_ENVS_DIRS", home.join(".conda/envs").as_os_str());
    carry_caches(host, &mut environment);
    environment
}

fn is_carried(name: &OsStr) -> bool {
    let Some(name) = name.to_str() else { return false };
    CARRIED.contains(&name)
        || CARRIED_UV.contains(&name)
        || CARRIED_FAMILIES.iter().any(|family| name.starts_with(family))
}

/// Search path without the environment in which the user may be working now: the session starts clean.
fn path(host: &HostEnvironment) -> OsString {
    let active: Option<PathBuf> = host.variable("VIRTUAL_ENV").map(|root| Path::new(root).join("bin"));
    let path = host.variable("PATH").unwrap_or(OsStr::new("/usr/local/bin:/usr/bin:/bin"));
    let kept = std::env::split_paths(path).filter(|entry| Some(entry) != active.as_ref());
    std::env::join_paths(kept).unwrap_or_else(|_| path.to_owned())
}

/// pip, uv and conda look for their settings and caches below the home folder, which is another one here.
fn carry_caches(host: &HostEnvironment, environment: &mut BTreeMap<OsString, OsString>) {
    let Some(home) = host.home() else { return };
    let under = |variable: &str, usual: &str| host.variable(variable).map_or_else(|| home.join(usual), PathBuf::from);
    let cache = under("XDG_CACHE_HOME", ".cache");
    let config = under("XDG_CONFIG_HOME", ".config");
    let pip_config = [config.join("pip/pip.conf"), home.join(".pip/pip.conf")].into_iter().find(|path| path.is_file());
    let uv_config = Some(config.join("uv/uv.toml")).filter(|path| path.is_file());
    let condarc = Some(home.join(".condarc")).filter(|path| path.is_file());
    let settings = [
        ("PIP_CACHE_DIR", Some(host.variable("PIP_CACHE_DIR").map_or_else(|| cache.join("pip"), PathBuf::from))),
        ("UV_CACHE_DIR", Some(cache.join("uv"))),
        ("PIP_CONFIG_FILE", pip_config),
        ("UV_CONFIG_FILE", uv_config),
        ("CONDARC", condarc),
    ];
    for (name, path) in settings {
        if let Some(path) = path {
            environment.entry(name.into()).or_insert_with(|| path.into_os_string());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn environment(variables: &[(&str, &str)]) -> BTreeMap<String, String> {
        let host = HostEnvironment::of(variables.iter().map(|(n, v)| ((*n).into(), (*v).into())), Path::new("/"));
        let text = |os: OsString| os.to_string_lossy().into_owned();
        scripted(&host, Path::new("/s/home"), Path::new("/s/tmp"))
            .into_iter()
            .map(|(n, v)| (text(n), text(v)))
            .collect()
    }

    #[test]
    fn the_index_is_carried_over_and_the_rest_of_the_user_is_not() {
        let seen = environment(&[
            ("HOME", "/home/ada"),
            ("PIP_INDEX_URL", "https://example.org/simple"),
            ("UV_INDEX_URL", "x"),
            ("PIP_USER", "1"),
            ("PYTHONPATH", "/p"),
            ("PROMPT_COMMAND", "evil"),
            ("BASH_ENV", "evil"),
            ("MODULEPATH", "/m"),
            ("CONDA_ENVS_DIRS", "/home/ada/envs"),
        ]);
        assert_eq!(seen["PIP_INDEX_URL"], "https://example.org/simple");
        assert_eq!(seen["UV_INDEX_URL"], "x");
        assert_eq!(seen["MODULEPATH"], "/m");
        assert_eq!(seen["HOME"], "/s/home");
        assert_eq!(seen["CONDA_ENVS_DIRS"], "/s/home/.conda/envs", "what is made there goes with the home");
        assert_eq!(seen["PIP_CACHE_DIR"], "/home/ada/.cache/pip");
        for gone in ["PIP_USER", "PYTHONPATH", "PROMPT_COMMAND", "BASH_ENV"] {
            assert!(!seen.contains_key(gone), "{gone}");
        }
    }

    #[test]
    fn an_environment_that_is_active_outside_is_not_on_the_path_inside() {
        let seen = environment(&[("VIRTUAL_ENV", "/lab/env"), ("PATH", "/lab/env/bin:/usr/bin")]);
        assert_eq!(seen["PATH"], "/usr/bin");
        assert!(!seen.contains_key("VIRTUAL_ENV"));
    }
}
