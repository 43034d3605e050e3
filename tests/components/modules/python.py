"""Copies the Python that runs this into a folder, as a site has it behind a module: `python.py FOLDER PATCHELF`.

The program is copied, because Python finds its prefix from where its program lies; the standard library is linked. Its
shared library, where it has one, is copied and found by LD_LIBRARY_PATH alone: so it is on clusters, and so an environment
does not start without its module.
"""

import glob
import os
import shutil
import subprocess
import sys
import sysconfig

folder, patchelf = sys.argv[1:]
name = "python%d.%d" % sys.version_info[:2]
here = os.path.dirname(os.path.abspath(__file__))
library = os.path.join(folder, "lib", name)
program = os.path.join(folder, "bin", name)
os.makedirs(os.path.join(library, "site-packages"))
os.makedirs(os.path.dirname(program))
shutil.copy2(os.path.realpath(getattr(sys, "_base_executable", sys.executable)), program)
for link in ("python3", "python"):
    os.symlink(name, os.path.join(folder, "bin", link))
stdlib = sysconfig.get_path("stdlib")
left_out = {"site-packages", "dist-packages", "EXTERNALLY-MANAGED", "__pycache__", "sitecustomize.py"}
for entry in os.listdir(stdlib):
    if entry not in left_out:
        os.symlink(os.path.join(stdlib, entry), os.path.join(library, entry))
shutil.copy(os.path.join(here, "sitecustomize.py"), library)
shared = os.path.join(sysconfig.get_config_var("LIBDIR") or "", sysconfig.get_config_var("INSTSONAME") or "none")
if sysconfig.get_config_var("Py_ENABLE_SHARED") and os.path.isfile(shared):
    for each in glob.glob(shared):
        shutil.copy2(each, os.path.join(folder, "lib"))
    subprocess.run([patchelf, "--remove-rpath", program], check=True)
environment = {
    "PATH": "/usr/bin:/bin",
    "HOME": folder,
    "PIP_ROOT_USER_ACTION": "ignore",
    "LD_LIBRARY_PATH": os.path.join(folder, "lib"),
    # Not yet: pip is put beside it now.
    "CHECKER_TESTS_WRITE": "1",
}
subprocess.run([program, "-m", "ensurepip", "--default-pip"], check=True, env=environment, stdout=subprocess.DEVNULL)
