"""Print the lower bounds of all dependencies in pyproject.toml as pip constraints: ``numpy==1.26.4``.

python scripts/lowest.py pyproject.toml > lowest.txt
"""

from __future__ import annotations

import re
import sys
import tomllib
from pathlib import Path

project = tomllib.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))["project"]
extras = project["optional-dependencies"]
for requirement in [*project["dependencies"], *extras["dask"], *extras["excel"], *extras["vader"]]:
    found = re.fullmatch(r"([\w.-]+)(?:\[[\w,]+\])?>=([\w.]+)", requirement)
    if found is None:
        sys.exit(f"{requirement!r} has no lower bound")
    print(f"{found[1]}=={found[2]}")
