//! The variables that a marker may ask about (PEP 508; `extras` and `dependency_groups` of lock files from PEP 751).

/// A variable of a marker.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Variable {
    ImplementationName,
    ImplementationVersion,
    OsName,
    PlatformMachine,
    PlatformPythonImplementation,
    PlatformRelease,
    PlatformSystem,
    PlatformVersion,
    PythonFullVersion,
    PythonVersion,
    SysPlatform,
    /// The extra that is asked for (PEP 685).
    Extra,
    /// The set of extras that are asked for.
    Extras,
    /// The set of dependency groups that are asked for (PEP 735).
    DependencyGroups,
}

impl Variable {
    /// The variable of a name, also of the old ones: with a dot (PEP 345), and `python_implementation` of setuptools.
    pub(super) fn named(name: &str) -> Option<Self> {
        Some(match name {
            "implementation_name" => Self::ImplementationName,
            "implementation_version" => Self::ImplementationVersion,
            "os_name" | "os.name" => Self::OsName,
            "platform_machine" | "platform.machine" => Self::PlatformMachine,
            "platform_python_implementation" | "platform.python_implementation" | "python_implementation" => {
                Self::PlatformPythonImplementation
            }
            "platform_release" => Self::PlatformRelease,
            "platform_system" => Self::PlatformSystem,
            "platform_version" | "platform.version" => Self::PlatformVersion,
            "python_full_version" => Self::PythonFullVersion,
            "python_version" => Self::PythonVersion,
            "sys_platform" | "sys.platform" => Self::SysPlatform,
            "extra" => Self::Extra,
            "extras" => Self::Extras,
            "dependency_groups" => Self::DependencyGroups,
            _ => return None,
        })
    }

    /// Whether its values are compared as versions, where they are versions.
    pub(super) fn is_version(self) -> bool {
        matches!(
            self,
            Self::ImplementationVersion | Self::PlatformRelease | Self::PythonFullVersion | Self::PythonVersion
        )
    }

    /// Whether its value is a set of names and not a text.
    pub(super) fn is_set(self) -> bool {
        matches!(self, Self::Extras | Self::DependencyGroups)
    }
}
