//! Any bytes as what `checker_fuzz::requirements` reads.

#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| checker_fuzz::requirements::holds(data));
