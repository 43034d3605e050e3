//! A large environment of real packages, and the peers that are asked about it, both below `target/` and kept.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use checker::host::HostEnvironment;
use checker::inspect::first_on_path;

use crate::table::Fallible;

/// How many distributions it has at least.
const DISTRIBUTIONS: usize = 400;

/// The uv that is installed where there is none.
const UV: &str = "uv==0.9.9";

/// What is asked for; with what these need it comes to more than 400 distributions and 1.5 GB.
const NAMES: &str = "
    numpy pandas scipy matplotlib scikit-learn scikit-image seaborn sympy statsmodels networkx xarray dask distributed
    zarr h5py netCDF4 tables jupyterlab notebook ipywidgets nbconvert jupytext voila papermill sphinx sphinx-rtd-theme
    furo myst-parser sphinx-copybutton sphinx-autobuild mkdocs scrapy beautifulsoup4 lxml httpx aiohttp
    requests-oauthlib selenium poetry pdm hatch build twine tox nox pre-commit cookiecutter snakemake astropy pytest
    pytest-cov pytest-xdist hypothesis black ruff mypy pylint flake8 isort django flask fastapi uvicorn celery sqlalchemy
    alembic pydantic-settings typer rich textual bokeh boto3 google-cloud-storage azure-storage-blob paramiko fabric
    ansible-core biopython pysam ase openpyxl xlsxwriter nltk imageio pillow luigi apache-airflow-client pip
";

/// The environment, and who else can list it.
pub(crate) struct Large {
    /// Its folder.
    pub(crate) root: PathBuf,
    /// Its `site-packages`.
    pub(crate) site: PathBuf,
    /// A uv.
    pub(crate) uv: PathBuf,
}

impl Large {
    /// Finds it, or makes it, which takes a minute.
    pub(crate) fn find(host: &HostEnvironment) -> Fallible<Self> {
        let target = Path::new(env!("CARGO_TARGET_TMPDIR")).with_file_name("");
        let (root, tools) = (target.join("bench-environment"), target.join("bench-tools"));
        let uv = match host.text("PATH").and_then(|path| first_on_path("uv", path)) {
            Some(uv) => uv,
            None => installed_uv(&tools)?,
        };
        if site(&root).is_none() {
            let path = root.display().to_string();
            run(&uv, &["venv", "--quiet", "--clear", "--no-project", &path])?;
            let python = root.join("bin/python").display().to_string();
            let fixed = ["pip", "install", "--quiet", "--python", &python];
            run(&uv, &fixed.into_iter().chain(NAMES.split_whitespace()).collect::<Vec<_>>())?;
        }
        let site = site(&root).ok_or("the environment has fewer distributions than it should")?;
        Ok(Large { root, site, uv })
    }

    /// Its Python.
    pub(crate) fn python(&self) -> PathBuf {
        self.root.join("bin/python")
    }
}

/// The `site-packages` of an environment with enough in it.
fn site(root: &Path) -> Option<PathBuf> {
    let libraries = std::fs::read_dir(root.join("lib")).ok()?.flatten();
    let sites = libraries.map(|entry| entry.path().join("site-packages"));
    sites.into_iter().find(|site| records(site) >= DISTRIBUTIONS)
}

/// How many distributions are recorded in a folder.
fn records(site: &Path) -> usize {
    let entries = std::fs::read_dir(site).into_iter().flatten().flatten();
    entries.filter(|entry| entry.path().extension().is_some_and(|extension| extension == "dist-info")).count()
}

fn installed_uv(tools: &Path) -> Result<PathBuf, String> {
    let (uv, python) = (tools.join("bin/uv"), tools.join("bin/python"));
    if run(&uv, &["--version"]).is_err() {
        run(Path::new("python3"), &["-m", "venv", "--clear", &tools.display().to_string()])?;
        run(&python, &["-m", "pip", "install", "--quiet", "--disable-pip-version-check", UV])?;
    }
    Ok(uv)
}

fn run(program: &Path, arguments: &[&str]) -> Result<(), String> {
    let output = Command::new(program).args(arguments).stdin(Stdio::null()).output();
    let output = output.map_err(|error| format!("`{}` cannot be started: {error}", program.display()))?;
    if output.status.success() {
        return Ok(());
    }
    let said = String::from_utf8_lossy(&output.stderr);
    let last = said.lines().rev().find(|line| !line.trim().is_empty()).unwrap_or_default();
    Err(format!("`{} {}` failed: {last}", program.display(), arguments.first().unwrap_or(&"")))
}
