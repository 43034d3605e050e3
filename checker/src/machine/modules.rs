//! The module system: which kind, where its modules lie, and whether a program started from here would have `module`.

use std::path::Path;

use serde::Serialize;

use crate::host::{self, HostEnvironment};

/// A module system.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Modules {
    /// Which one.
    pub kind: ModuleKind,
    /// Its version, where a variable tells.
    pub version: Option<String>,
    /// Whether `module` is an exported function of bash, so that sessions without start-up files have it.
    pub exported: bool,
    /// The folders of `MODULEPATH`.
    pub path: Vec<String>,
}

/// Which module system.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum ModuleKind {
    /// Lmod, which sets `LMOD_CMD` (Lmod's documentation, "Environment variables").
    Lmod,
    /// Environment Modules, which set `MODULES_CMD` or only `MODULESHOME` (module(1), "ENVIRONMENT").
    EnvironmentModules,
    /// `module` is there, and no variable says whose.
    Unknown,
}

/// The module system that variables tell of; none where there is no sign of one.
pub(super) fn modules(host: &HostEnvironment) -> Option<Modules> {
    // bash exports a function as `BASH_FUNC_name%%`; releases patched before that spelling was settled as
    // `BASH_FUNC_name()`.
    let exported = host.variables().any(|(name, _)| name == "BASH_FUNC_module%%" || name == "BASH_FUNC_module()");
    let set = |name: &str| host.variable(name).is_some();
    let kind = if set("LMOD_CMD") || set("LMOD_VERSION") {
        ModuleKind::Lmod
    } else if set("MODULES_CMD") || set("MODULESHOME") {
        ModuleKind::EnvironmentModules
    } else if exported || set("MODULEPATH") {
        ModuleKind::Unknown
    } else {
        return None;
    };
    let version = host.text("LMOD_VERSION").or_else(|| host.text("MODULE_VERSION")).map(str::to_owned);
    let path = host.text("MODULEPATH").unwrap_or_default();
    let path = path.split(':').filter(|folder| !folder.is_empty()).map(str::to_owned).collect();
    Some(Modules { kind, version, exported, path })
}

/// Whether a folder of modules has one of this name, with its version or without. A module is a file, in Lmod's own language
/// one that ends in `.lua`; a name without a version is a folder of them. Aliases, which only the module system knows, are not
/// seen.
pub(super) fn has_module(folder: &Path, name: &str) -> bool {
    let named = folder.join(name);
    let is_version = |path: &Path| {
        // Files such as `.version` say which of the others is meant.
        path.is_file() && path.file_name().is_some_and(|file| !file.to_string_lossy().starts_with('.'))
    };
    is_version(&named)
        || is_version(&folder.join(format!("{name}.lua")))
        || host::list(&named).unwrap_or_default().iter().any(|path| is_version(path))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_module_is_a_file_or_a_folder_of_versions_in_either_language() {
        let folder = tempfile::tempdir().unwrap();
        for path in ["lua/1.0.lua", "tcl/2.0", "plain", "single.lua", "empty/.version"] {
            let path = folder.path().join(path);
            host::create_folder(path.parent().unwrap()).unwrap();
            host::write_new(&path, b"").unwrap();
        }
        for name in ["lua", "lua/1.0", "tcl", "tcl/2.0", "plain", "single"] {
            assert!(has_module(folder.path(), name), "{name}");
        }
        for name in ["lua/2.0", "tcl/1.0", "Lua", "empty", "none"] {
            assert!(!has_module(folder.path(), name), "{name}");
        }
        assert!(!has_module(Path::new("/nowhere"), "lua"));
    }

    fn of(variables: &[(&str, &str)]) -> Option<Modules> {
        modules(&HostEnvironment::of(variables.iter().map(|(n, v)| (n.into(), v.into())), Path::new("/")))
    }

    #[test]
    fn the_kind_is_told_by_the_variables_that_each_system_sets() {
        let lmod = of(&[
            ("LMOD_CMD", "/usr/share/lmod/lmod/libexec/lmod"),
            ("LMOD_VERSION", "8.7.32"),
            ("MODULESHOME", "/usr/share/lmod/lmod"),
            ("MODULEPATH", "/apps/core::/apps/mpi"),
            ("BASH_FUNC_module%%", "() { :; }"),
        ])
        .unwrap();
        assert_eq!((lmod.kind, lmod.version.as_deref(), lmod.exported), (ModuleKind::Lmod, Some("8.7.32"), true));
        assert_eq!(lmod.path, ["/apps/core", "/apps/mpi"]);
        let tcl = of(&[("MODULESHOME", "/usr/share/modules")]).unwrap();
        assert_eq!((tcl.kind, tcl.exported), (ModuleKind::EnvironmentModules, false));
        assert_eq!(of(&[("BASH_FUNC_module()", "() { :; }")]).unwrap().kind, ModuleKind::Unknown);
        assert_eq!(of(&[("PATH", "/usr/bin")]), None);
    }
}
