"""Take from an environment what svat never loads of the packages that it installs: `python install/trim.py`.

`./dev` runs it after installing the run-time packages, the Containerfile too; with pip alone nothing is taken away.
What goes stands in the table below with its reason; a package that is not installed is passed over. It touches the
environment of the Python that runs it, and nothing of it when that is no virtual environment.
"""

from __future__ import annotations

import shutil
import sys
import sysconfig
from pathlib import Path

# folder of a package → (patterns within it, why svat can do without)
UNUSED: dict[str, tuple[tuple[str, ...], str]] = {
    "pyarrow": (
        (
            *("*_flight.*", "flight.py", "*arrow_s3.*", "_s3fs.*"),
            *("libarrow_python*.so", "libarrow_python*.so.*.*"),  # what is loaded is called ….so.NUMBER
            *("include", "src", "tests", "*_pyarrow_cpp_tests*", "*.pyx", "*.pxi", "*.pxd"),
        ),
        "the Flight network protocol, Amazon S3, second copies of a library, sources and tests of pyarrow",
    ),
    "numba": (("tests", "cuda/tests"), "tests of numba"),
}


def taken(packages: Path) -> list[Path]:
    """What of the table is there, in a fixed order; nothing within another of them."""
    found = sorted(
        {
            path
            for package, (patterns, _) in UNUSED.items()
            for pattern in patterns
            for path in (packages / package).glob(pattern)
        }
    )
    return [path for path in found if not set(path.parents) & set(found)]


def size(path: Path) -> int:
    """Bytes of a file, or of all files below a folder."""
    return sum(x.stat().st_size for x in ([path] if path.is_file() else path.rglob("*")) if x.is_file())


def trim(packages: Path) -> int:
    """Take it away from a folder of packages; the bytes that this set free."""
    freed = 0
    for path in taken(packages):
        freed += size(path)
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink()
    return freed


if __name__ == "__main__":
    if sys.prefix == sys.base_prefix:
        sys.exit("not a virtual environment: nothing was taken away")
    print(f"{trim(Path(sysconfig.get_path('platlib'))) / 2**20:.0f} MB of what svat never loads taken away")
