//! The reading of one folder, entry by entry, with as few calls of the system as there can be.
//!
//! The standard library's way allocates twice for each entry and reads 32 KiB at a time; a `site-packages` of 400
//! packages takes three calls so, and one here. It refuses to follow a link in the place of the folder when it is told
//! to, and sorts nothing.

use std::ffi::CStr;
use std::path::Path;

use rustix::fd::{AsFd, OwnedFd};
use rustix::fs::{FileType, Mode, OFlags, RawDir};
use rustix::io::Errno;

/// How much is read by one call, in bytes.
const BUFFER: usize = 128 * 1024;

/// Opens a folder, links followed. A FIFO in its place is an error, and not waited for.
pub(super) fn open(path: &Path) -> Result<OwnedFd, Errno> {
    rustix::fs::open(path, flags(), Mode::empty())
}

/// Opens a folder below another one; a link in its place is an error.
pub(super) fn open_below(parent: impl AsFd, name: &CStr) -> Result<OwnedFd, Errno> {
    rustix::fs::openat(parent, name, flags() | OFlags::NOFOLLOW, Mode::empty())
}

fn flags() -> OFlags {
    OFlags::RDONLY | OFlags::DIRECTORY | OFlags::NONBLOCK | OFlags::CLOEXEC
}

/// A buffer for [`each`], to be used again and again.
pub(super) fn buffer() -> Vec<u8> {
    Vec::with_capacity(BUFFER)
}

/// Hands over each entry but `.` and `..`, until one is answered with `Break`.
///
/// # Errors
/// Where the reading fails on its way: what was handed over is not all.
pub(super) fn each(
    folder: impl AsFd,
    buffer: &mut Vec<u8>,
    mut entry: impl FnMut(&CStr, FileType) -> std::ops::ControlFlow<()>,
) -> Result<(), Errno> {
    let mut entries = RawDir::new(folder, buffer.spare_capacity_mut());
    while let Some(next) = entries.next() {
        let next = next?;
        let name = next.file_name();
        if name != c"." && name != c".." && entry(name, next.file_type()).is_break() {
            return Ok(());
        }
    }
    Ok(())
}
