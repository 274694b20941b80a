"""Settings of the documentation site: offline, no requests to other hosts, warnings as errors (``-W``)."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

import generate

project = "newskit"
author = "The newskit developers"
copyright = "2026, The newskit developers"
extensions = ["myst_nb", "sphinx.ext.autodoc", "sphinx.ext.napoleon", "sphinx.ext.viewcode"]
exclude_patterns = ["_build", "jupyter_execute", "README.md"]
html_theme = "pydata_sphinx_theme"
html_static_path = ["_static"]
html_css_files = ["newskit.css"]
html_title = "newskit"
html_sidebars = {"**": []}  # the pages are few: the bar above names them all
html_show_sourcelink = False
html_theme_options = {
    "show_prev_next": False,
    "navigation_with_keys": False,
    "secondary_sidebar_items": ["page-toc"],
    "footer_start": ["copyright"],
    "footer_end": [],
}
nb_execution_mode = "off"  # the notebooks come with their outputs, which are tested
nb_ipywidgets_js = {}  # they would come from a CDN
myst_enable_extensions = ["colon_fence"]
myst_heading_anchors = 2  # links to headings of other pages
autodoc_typehints = "none"  # the docstrings say them in words
autodoc_member_order = "bysource"
napoleon_google_docstring = False
napoleon_use_rtype = False
default_role = "code"

generate.write_all(Path(__file__).parent)
