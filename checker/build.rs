//! Makes cargo build the crate anew when a lesson is added: the course is embedded in the binary.

fn main() {
    println!("cargo:rerun-if-changed=../lessons");
    println!("cargo:rerun-if-changed=../book");
}
