//! Where the environments lie that conda knows by a name, and which folder a name means.
//!
//! In conda's order: the folders of `CONDA_ENVS_DIRS` and `CONDA_ENVS_PATH`, those of `~/.condarc`, `envs` of the
//! installations that the shell would run, `~/.conda/envs`. Other settings files, which a site or an installation may
//! have, are not sought; the list of environments that conda keeps in the home folder shows most of what they lead to.

use std::path::{Path, PathBuf};

use super::super::Surroundings;
use super::super::files;
use super::super::owner::first_on_path;

/// The variables that decide where a name leads.
pub const NAMED_BY: [&str; 5] = ["CONDA_ENVS_DIRS", "CONDA_ENVS_PATH", "CONDA_EXE", "MAMBA_ROOT_PREFIX", "PATH"];

/// The folders that hold environments with names, in conda's order; not all need be there.
#[must_use]
pub fn conda_folders(around: &Surroundings) -> Vec<PathBuf> {
    let mut folders = of_settings(around);
    folders.extend(installations(around).into_iter().map(|root| root.join("envs")));
    folders.push(own(around));
    folders
}

/// The folders with conda's records that a name may mean, the one that conda takes first; `base` is an installation.
#[must_use]
pub fn conda_named(name: &str, around: &Surroundings) -> Vec<PathBuf> {
    if name.is_empty() || name.contains('/') || name == "." || name == ".." {
        return Vec::new();
    }
    let mut found: Vec<PathBuf> = if name == "base" {
        installations(around)
    } else {
        conda_folders(around).into_iter().map(|folder| folder.join(name)).collect()
    };
    found.extend(noted(around).into_iter().filter(|prefix| prefix.ends_with(name)));
    let mut seen = Vec::new();
    found.retain(|prefix| {
        let identity = files::identity(prefix).filter(|identity| !seen.contains(identity));
        seen.extend(identity);
        identity.is_some() && prefix.join("conda-meta").is_dir()
    });
    found
}

/// The folders that people set: by variables, and in `~/.condarc`.
pub(super) fn of_settings(around: &Surroundings) -> Vec<PathBuf> {
    let mut folders = Vec::new();
    for name in ["CONDA_ENVS_DIRS", "CONDA_ENVS_PATH"] {
        folders.extend(around.variable(name).into_iter().flat_map(|value| listed(value, around)));
    }
    let settings = files::text(&around.home.join(".condarc"), files::SMALL).unwrap_or_default();
    folders.extend(written(&settings).into_iter().map(|path| at(path, around)));
    folders
}

/// The folder that is everybody's own.
pub(super) fn own(around: &Surroundings) -> PathBuf {
    around.home.join(".conda/envs")
}

/// Whether this folder is `envs` of an installation.
pub(super) fn is_of_installation(folder: &Path) -> bool {
    let above = folder.parent().filter(|_| folder.file_name().is_some_and(|name| name == "envs"));
    above.is_some_and(|root| root.join("condabin").is_dir() || root.join("pkgs").is_dir())
}

/// The roots of the installations that this shell would run: `ROOT/bin/conda` and `ROOT/condabin/conda` are of `ROOT`.
fn installations(around: &Surroundings) -> Vec<PathBuf> {
    let on_path = around.variable("PATH").and_then(|path| first_on_path("conda", path));
    let programs = around.variable("CONDA_EXE").map(PathBuf::from).into_iter().chain(on_path);
    // A link to it from a folder of programs is followed.
    let roots = programs.filter_map(|program| {
        let program = std::fs::canonicalize(program).ok()?;
        Some(program.parent()?.parent()?.to_owned())
    });
    // micromamba's environments lie in a root that is no installation of conda.
    roots.chain(around.variable("MAMBA_ROOT_PREFIX").map(PathBuf::from)).collect()
}

/// The environments of installations in `~/.conda/environments.txt`, which conda adds each to that it makes.
fn noted(around: &Surroundings) -> Vec<PathBuf> {
    let list = files::text(&around.home.join(".conda/environments.txt"), files::SMALL).unwrap_or_default();
    let prefixes = list.lines().map(|line| PathBuf::from(line.trim()));
    prefixes.filter(|prefix| prefix.parent().is_some_and(is_of_installation)).collect()
}

/// The folders of a variable: conda takes commas and colons.
fn listed(value: &str, around: &Surroundings) -> Vec<PathBuf> {
    value.split([',', ':']).map(str::trim).filter(|path| !path.is_empty()).map(|path| at(path, around)).collect()
}

fn at(path: &str, around: &Surroundings) -> PathBuf {
    let home = around.home.to_string_lossy();
    let path = path.replacen("${HOME}", &home, 1).replacen("$HOME", &home, 1);
    path.strip_prefix("~/").map_or_else(|| PathBuf::from(&path), |rest| around.home.join(rest))
}

/// The folders under `envs_dirs:` of a `.condarc`, in the two forms that people and conda write: a list of lines, and
/// `[one, two]`.
fn written(text: &str) -> Vec<&str> {
    let mut lines = text.lines().skip_while(|line| !(line.starts_with("envs_dirs:") || line.starts_with("envs_path:")));
    let Some((_, rest)) = lines.next().and_then(|line| line.split_once(':')) else { return Vec::new() };
    let plain = |text: &'_ str| -> usize { text.find(" #").unwrap_or(text.len()) };
    if let Some(list) = rest.trim().strip_prefix('[') {
        return list.split([',', ']']).map(unquoted).filter(|path| !path.is_empty()).collect();
    }
    lines
        .map_while(|line| {
            let line = line.trim();
            let blank = line.is_empty() || line.starts_with('#');
            if blank { Some("") } else { line.strip_prefix("- ").map(|path| unquoted(&path[..plain(path)])) }
        })
        .filter(|path| !path.is_empty())
        .collect()
}

fn unquoted(text: &str) -> &str {
    text.trim().trim_matches(['\'', '"'])
}

#[cfg(test)]
#[expect(clippy::disallowed_methods, reason = "tests lay out files; the program does not")]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn the_folders_of_environments_are_read_from_settings() {
        let text =
            "channels:\n  - conda-forge\nenvs_dirs:\n  - /proj/envs # ours\n\n  - '~/more'\npkgs_dirs:\n  - /p\n";
        assert_eq!(written(text), ["/proj/envs", "~/more"]);
        assert_eq!(written("envs_dirs: [/a, \"/b c\"]\n"), ["/a", "/b c"]);
        assert!(written("channels:\n  - envs_dirs\n").is_empty());
    }

    #[test]
    fn a_name_is_found_wherever_conda_would_look_for_it() {
        let machine = tempfile::tempdir().unwrap();
        let root = fs::canonicalize(machine.path()).unwrap();
        let at = |path: &str| root.join(path);
        let make = |path: &str| fs::create_dir_all(at(path).join("conda-meta")).unwrap();
        let program = |path: &str| {
            use std::os::unix::fs::PermissionsExt as _;
            fs::create_dir_all(at(path).parent().unwrap()).unwrap();
            fs::write(at(path), "").unwrap();
            fs::set_permissions(at(path), fs::Permissions::from_mode(0o755)).unwrap();
        };
        program("one/bin/conda");
        program("two/condabin/conda");
        fs::create_dir_all(at("three/pkgs")).unwrap();
        fs::create_dir_all(at("home/.conda")).unwrap();
        fs::write(at("home/.condarc"), "envs_dirs:\n  - ~/more\n").unwrap();
        fs::write(at("home/.conda/environments.txt"), format!("{}\n", at("three/envs/g").display())).unwrap();
        let mut around = Surroundings { home: at("home"), ..Surroundings::default() };
        for (name, value) in
            [("CONDA_ENVS_DIRS", at("proj")), ("CONDA_EXE", at("one/bin/conda")), ("PATH", at("two/condabin"))]
        {
            around.variables.insert(name.to_owned(), value.display().to_string());
        }
        let places = ["proj/a", "home/more/b", "one/envs/c", "two/envs/d", "home/.conda/envs/e", "three/envs/g"];
        for place in places {
            make(place);
            let (_, name) = place.rsplit_once('/').unwrap();
            assert_eq!(conda_named(name, &around), [at(place)], "{place}");
        }
        make("one");
        assert_eq!(conda_named("base", &around), [at("one")]);
        fs::create_dir_all(at("proj/nothing")).unwrap();
        for name in ["nothing", "f", "", ".", "..", "more/b"] {
            assert!(conda_named(name, &around).is_empty(), "{name}");
        }
        // The same name twice: conda takes the first.
        make("home/.conda/envs/a");
        assert_eq!(conda_named("a", &around), [at("proj/a"), at("home/.conda/envs/a")]);
    }
}
