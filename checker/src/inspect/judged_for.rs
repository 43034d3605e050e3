//! What conditions are judged for (PEP 508): an environment's Python, on the machine that this program runs on.

use std::path::Path;

use crate::packaging::Target;

/// The values of a condition's variables for a Python of that version or line, whose packages lie in these folders.
pub(super) fn judged_for<'a>(
    python: Option<&str>,
    line: Option<(u32, u32)>,
    mut sites: impl Iterator<Item = &'a Path>,
) -> Target {
    let line = line.map(|(major, minor)| format!("{major}.{minor}"));
    let python = python.or(line.as_deref());
    let target = if sites.any(is_pypys) {
        // `implementation_version` is PyPy's own, which no file here tells.
        let full = python.filter(|python| python.matches('.').count() >= 2);
        let known = [
            ("platform_python_implementation", Some("PyPy")),
            ("implementation_name", Some("pypy")),
            ("python_version", line.as_deref()),
            ("python_full_version", full),
        ];
        let known = known.into_iter().filter_map(|(variable, value)| Some((variable, value?)));
        known.fold(Target::linux(None), |target, (variable, value)| target.with(variable, value))
    } else {
        Target::linux(python)
    };
    match std::env::consts::OS {
        "macos" => {
            let machine = if std::env::consts::ARCH == "aarch64" { "arm64" } else { std::env::consts::ARCH };
            target.with("sys_platform", "darwin").with("platform_system", "Darwin").with("platform_machine", machine)
        }
        _ => target.with("platform_machine", std::env::consts::ARCH),
    }
}

fn is_pypys(site: &Path) -> bool {
    site.components().any(|part| part.as_os_str().to_string_lossy().starts_with("pypy"))
}
