"""JupyterLab or Notebook 7 in a folder of its own, and a real browser to look at it."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome")
FLAGS = [
    "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync", "--force-device-scale-factor=1",
]  # fmt: skip
SETTINGS = {
    ("apputils-extension", "notification"): {"fetchNews": "false", "checkForUpdates": False},
    ("docmanager-extension", "plugin"): {"autosave": False, "confirmClosingDocument": False},
    ("notebook-extension", "tracker"): {"windowingMode": "none", "kernelShutdown": False},
}
START_SECONDS = 90
# By kind: the module that serves, what its settings are called, and where a notebook is opened.
SERVERS = {
    "lab": ("jupyterlab", "LabApp", "lab/tree/{}?reset"),
    "notebook": ("notebook", "JupyterNotebookApp", "notebooks/{}"),
}


def find_browser() -> str | None:
    return next((found for name in BROWSERS if (found := shutil.which(name))), None)


def _environment(home: Path) -> dict[str, str]:
    """Return an environment in which Jupyter neither sees nor leaves anything of the user's."""
    settings = home / "settings"
    for (extension, name), values in SETTINGS.items():
        place = settings / "@jupyterlab" / extension
        place.mkdir(parents=True, exist_ok=True)
        (place / f"{name}.jupyterlab-settings").write_text(json.dumps(values))
    own = {
        "HOME": home, "JUPYTER_CONFIG_DIR": home / "config", "JUPYTER_DATA_DIR": home / "data",
        "JUPYTER_RUNTIME_DIR": home / "runtime", "JUPYTERLAB_WORKSPACES_DIR": home / "workspaces",
        "JUPYTERLAB_SETTINGS_DIR": settings, "IPYTHONDIR": home / "ipython", "MPLCONFIGDIR": home / "matplotlib",
    }  # fmt: skip
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    kept = {key: value for key, value in os.environ.items() if key not in ("MPLBACKEND", "PYTHONWARNINGS")}
    return {**kept, **{key: str(value) for key, value in own.items()}, "PATH": path, "OMP_NUM_THREADS": "1"}


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def _wait_for(url: str, process: subprocess.Popen[bytes], log: Path) -> None:
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end:
        if process.poll() is not None:
            raise RuntimeError(f"the server ended:\n{log.read_text()[-3000:]}")
        try:
            urllib.request.urlopen(url, timeout=2).close()  # noqa: S310 - our own server
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
        else:
            return
    raise RuntimeError(f"the server did not start in {START_SECONDS} s:\n{log.read_text()[-3000:]}")


@contextlib.contextmanager
def lab_server(root: Path, kind: str = "lab") -> Iterator[str]:
    """Serve a folder with JupyterLab or, ``kind="notebook"``, with Notebook 7; yield its address."""
    module, app, _ = SERVERS[kind]
    home = Path(tempfile.mkdtemp(prefix="newskit-lab-"))
    log, port = home / "server.log", _free_port()
    options = {
        "ServerApp.port": port, "ServerApp.ip": "127.0.0.1", "ServerApp.port_retries": 0, "ServerApp.root_dir": root,
        "IdentityProvider.token": "", "ServerApp.password": "", "ServerApp.disable_check_xsrf": True,
        f"{app}.expose_app_in_browser": True, "LabApp.expose_app_in_browser": True, "LabApp.news_url": "",
    }  # fmt: skip
    command = [sys.executable, "-m", module, "--no-browser", "--allow-root"]
    command += [f"--{key}={value}" for key, value in options.items()]
    with log.open("wb") as sink:
        process = subprocess.Popen(
            command, env=_environment(home), stdout=sink, stderr=subprocess.STDOUT, start_new_session=True
        )
        try:
            _wait_for(f"http://127.0.0.1:{port}/api", process, log)
            yield f"http://127.0.0.1:{port}"
        finally:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGTERM)
            try:
                process.wait(15)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait(5)
    shutil.rmtree(home, ignore_errors=True)


def open_notebook(page, base: str, name: str, kind: str = "lab") -> None:
    page.goto(f"{base}/{SERVERS[kind][2].format(name)}")
    page.wait_for_function("() => window.jupyterapp && window.jupyterapp.shell")
    page.evaluate("() => window.jupyterapp.restored")
    page.locator(".jp-NotebookPanel:not(.lm-mod-hidden) .jp-Notebook .jp-Cell").first.wait_for()
    page.wait_for_function(
        """() => { const s = window.jupyterapp.shell.currentWidget?.sessionContext;
                   return s?.isReady && s.session?.kernel?.status === 'idle' }"""
    )


def run_all_cells(page) -> None:
    """Run every cell; a last no-op tells that the kernel has answered everything before it."""
    page.evaluate("() => window.jupyterapp.commands.execute('notebook:run-all-cells')")
    page.evaluate(
        """async () => {
             const kernel = window.jupyterapp.shell.currentWidget.sessionContext.session.kernel;
             await kernel.requestExecute({code: 'pass', silent: true, store_history: false}).done;
             await new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)));
           }"""
    )


def ask_kernel(page, expression: str) -> str:
    """Evaluate an expression in the notebook's kernel, behind everything that was sent before; return its repr."""
    return page.evaluate(
        """async expression => {
             const kernel = window.jupyterapp.shell.currentWidget.sessionContext.session.kernel;
             const asked = {silent: true, store_history: false, code: '', user_expressions: {answer: expression}};
             const { answer } = (await kernel.requestExecute(asked).done).content.user_expressions;
             await new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)));
             return answer.status === 'ok' ? answer.data['text/plain'] : `${answer.ename}: ${answer.evalue}`;
           }""",
        expression,
    )


def use_theme(page, theme: str) -> None:
    """Change JupyterLab's theme, and wait until it is there."""
    page.evaluate("theme => window.jupyterapp.commands.execute('apputils:change-theme', {theme})", theme)
    is_light = str(theme.endswith("Light")).lower()
    page.wait_for_function("light => document.body.dataset.jpThemeLight === light", arg=is_light)
