//! Any bytes as what `checker_fuzz::specifiers` reads.

#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| checker_fuzz::specifiers::holds(data));
