//! Makes cargo build the crate anew when a lesson is added: the course is embedded in the binary. And links the program
//! so that it starts quickly: to a fixed address, and with few libraries.

#[expect(clippy::disallowed_methods, reason = "cargo tells a build script by variables what it builds for")]
fn main() {
    println!("cargo:rerun-if-changed=../lessons");
    println!("cargo:rerun-if-changed=../book");
    // A program that can be loaded anywhere has its tables corrected at every start: 35,000 addresses on 170 pages, which
    // was a third of the time of `checker --version`.
    let is = |variable: &str, value: &str| std::env::var(variable).is_ok_and(|found| found == value);
    if is("CARGO_CFG_TARGET_OS", "linux") && is("CARGO_CFG_TARGET_ENV", "gnu") {
        println!("cargo:rustc-link-arg-bins=-no-pie");
        link_unwinder();
    }
}

/// Links what unwinds the stack of a panic into the program, where the compiler has it as an archive. As a library of its
/// own it is sought, mapped and initialised at every start, which took a tenth of the time of `checker inspect --has`.
#[expect(clippy::disallowed_methods, reason = "only the compiler knows where its archives are")]
fn link_unwinder() {
    let compiler = std::env::var_os("CC").unwrap_or_else(|| "cc".into());
    let asked = std::process::Command::new(compiler).arg("-print-file-name=libgcc_eh.a").output();
    // It prints the bare name where it has none; then the library is linked, as always.
    let path = asked.ok().and_then(|output| String::from_utf8(output.stdout).ok()).unwrap_or_default();
    let path = std::path::Path::new(path.trim());
    if let Some(folder) = path.parent().filter(|_| path.is_absolute() && path.is_file()) {
        println!("cargo:rustc-link-search=native={}", folder.display());
        println!("cargo:rustc-link-lib=static:-bundle=gcc_eh");
    }
}
