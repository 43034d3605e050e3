//! Kinds of file systems, by the number that statfs(2) gives, and which of them lie on a server.
//!
//! Numbers: statfs(2) and `linux/magic.h`; those of Lustre, GPFS, BeeGFS, PanFS, OrangeFS and ZFS, which are not in that
//! header, are the ones that `stat -f` of the GNU coreutils knows.

use serde::Serialize;

/// A kind of file system.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct FileSystem {
    /// What people call it.
    pub name: &'static str,
    /// Whether it lies on a server, which several machines share: nobody is told there when a file changes elsewhere
    /// (inotify(7), "NOTES"), and databases of one file such as SQLite break (its FAQ, 5).
    pub network: bool,
    /// Whether it lies in memory, and is gone at the next start.
    pub memory: bool,
}

const LOCAL: [(u32, &str); 8] = [
    (0xEF53, "ext4"),
    (0x5846_5342, "xfs"),
    (0x9123_683E, "btrfs"),
    (0x2FC1_2FC1, "zfs"),
    (0xF2F5_2010, "f2fs"),
    (0x794C_7630, "overlay"),
    (0x7371_7368, "squashfs"),
    (0xCA45_1A4E, "bcachefs"),
];

const NETWORK: [(u32, &str); 13] = [
    (0x6969, "NFS"),
    (0x0BD0_0BD0, "Lustre"),
    (0x4750_4653, "GPFS"),
    (0x1983_0326, "BeeGFS"),
    (0x00C3_6400, "Ceph"),
    (0xAAD7_AAEA, "PanFS"),
    (0x5346_414F, "AFS"),
    (0x6B41_4653, "AFS"),
    (0xFF53_4D42, "SMB"),
    (0xFE53_4D42, "SMB"),
    (0x517B, "SMB"),
    (0x0102_1997, "9p"),
    (0x2003_0528, "OrangeFS"),
];

const MEMORY: [(u32, &str); 2] = [(0x0102_1994, "tmpfs"), (0x8584_58F6, "ramfs")];

impl FileSystem {
    /// The kind with this number; none that is not known. FUSE is not told: it may be anything behind it.
    pub(super) fn of(magic: u32) -> Option<Self> {
        let named = |table: &[(u32, &'static str)]| table.iter().find(|(number, _)| *number == magic).map(|(_, n)| *n);
        let kind = |name, network, memory| FileSystem { name, network, memory };
        named(&LOCAL)
            .map(|name| kind(name, false, false))
            .or_else(|| named(&NETWORK).map(|name| kind(name, true, false)))
            .or_else(|| named(&MEMORY).map(|name| kind(name, false, true)))
    }
}
