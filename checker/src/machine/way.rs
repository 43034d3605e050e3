//! The one thing to type, as the shell at hand wants it.

/// Takes a variable away.
pub(super) fn forget(shell: &str, name: &str) -> String {
    match shell {
        "fish" => format!("set -e {name}"),
        "tcsh" | "csh" => format!("unsetenv {name}"),
        _ => format!("unset {name}"),
    }
}

/// Sets a variable for programs.
pub(super) fn set(shell: &str, name: &str, value: &str) -> String {
    match shell {
        "fish" => format!("set -gx {name} {value}"),
        "tcsh" | "csh" => format!("setenv {name} {value}"),
        _ => format!("export {name}={value}"),
    }
}

/// Takes an alias away; in fish an alias is a function (alias(1)).
pub(super) fn unalias(shell: &str, name: &str) -> String {
    match shell {
        "fish" => format!("functions -e {name}"),
        _ => format!("unalias {name}"),
    }
}
