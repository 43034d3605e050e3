//! Makes cargo build the crate anew when a lesson is added: the course is embedded in the binary. And links the program
//! to a fixed address.

#[expect(clippy::disallowed_methods, reason = "cargo tells a build script by variables what it builds for")]
fn main() {
    println!("cargo:rerun-if-changed=../lessons");
    println!("cargo:rerun-if-changed=../book");
    // A program that can be loaded anywhere has its tables corrected at every start: 35,000 addresses on 170 pages, which
    // was a third of the time of `checker --version`.
    let is = |variable: &str, value: &str| std::env::var(variable).is_ok_and(|found| found == value);
    if is("CARGO_CFG_TARGET_OS", "linux") && is("CARGO_CFG_TARGET_ENV", "gnu") {
        println!("cargo:rustc-link-arg-bins=-no-pie");
    }
}
