//! Any bytes as what `checker_fuzz::direct_url` reads.

#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| checker_fuzz::direct_url::holds(data));
