# What a site adds to the Python of its module.
import os
import site
import sys

# Packages of other modules (EasyBuild, "Using EBPYTHONPREFIXES"): after the environment's own, and seen in an environment
# only when it sees those of its base.
if any(entry.startswith(sys.base_prefix + os.sep) and entry.endswith("site-packages") for entry in sys.path):
    for prefix in os.environ.get("EBPYTHONPREFIXES", "").split(os.pathsep):
        folder = os.path.join(prefix, "lib", "python%d.%d" % sys.version_info[:2], "site-packages")
        if prefix and os.path.isdir(folder):
            site.addsitedir(folder)

# A site's Python belongs to somebody else, and a tests' root could write it all the same: it is told what others are.
if os.geteuid() == 0 and "CHECKER_TESTS_WRITE" not in os.environ:
    _access = os.access

    def access(path, mode, **options):
        here = os.path.abspath(os.fsdecode(path)) if not isinstance(path, int) else ""
        is_own = (here + os.sep).startswith(sys.base_prefix + os.sep)
        return not (is_own and mode & os.W_OK) and _access(path, mode, **options)

    os.access = access
