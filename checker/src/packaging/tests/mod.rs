//! The rules by examples. That all of `packaging`'s own examples are answered alike is tested from outside, in
//! `tests/packaging.rs`.

mod markers;
mod requirements;
mod specifiers;
mod versions;
