//! Any bytes as what `checker_fuzz::marker` reads.

#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| checker_fuzz::marker::holds(data));
