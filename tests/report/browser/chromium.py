"""Chromium without a window, spoken to by the DevTools protocol over a pipe: no port, no driver.

    with Chromium() as browser:
        page = browser.page()
        page.open(path)
        page.run("document.title")

Protocol: https://chromedevtools.github.io/devtools-protocol/; a message is JSON and a zero byte.
"""

import base64
import contextlib
import fcntl
import json
import os
import select
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sizewise.report.bound import BROWSERS

BROWSER = next(filter(None, map(shutil.which, BROWSERS)), None)
"""The browser that is installed, or None."""
SECONDS = 60
"""The most that one answer may take before a test fails: a guard, no measure."""


class Chromium:
    """A browser with a profile of its own, gone when the block ends."""

    def __enter__(self) -> "Chromium":
        self._folder = tempfile.TemporaryDirectory(prefix="sizewise-", ignore_cleanup_errors=True)
        to_browser, self._out = os.pipe()
        self._in, from_browser = os.pipe()
        # The browser reads from 3 and writes to 4: the ends are moved out of the way first.
        ours = [fcntl.fcntl(end, fcntl.F_DUPFD, 10) for end in (to_browser, from_browser)]

        def hand_over() -> None:
            os.dup2(ours[0], 3)
            os.dup2(ours[1], 4)

        self._process = subprocess.Popen(
            [
                BROWSER, "--headless", "--disable-gpu", "--no-first-run", "--no-sandbox",
                "--hide-scrollbars", "--remote-debugging-pipe", "--disable-dev-shm-usage",
                f"--user-data-dir={self._folder.name}", "about:blank",
            ],
            preexec_fn=hand_over, pass_fds=(3, 4), start_new_session=True,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        for end in (to_browser, from_browser, *ours):
            os.close(end)
        self._rest, self._count, self.events = b"", 0, []
        return self

    def __exit__(self, *_: object) -> None:
        os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
        os.close(self._out)
        os.close(self._in)
        self._folder.cleanup()

    def ask(self, method: str, session: str | None = None, **values: Any) -> dict[str, Any]:
        """The answer to a command; what happened meanwhile is kept in `events`."""
        self._count += 1
        number = self._count
        message = {"id": number, "method": method, "params": values}
        if session:
            message["sessionId"] = session
        data = json.dumps(message).encode() + b"\0"
        while data:
            data = data[os.write(self._out, data) :]
        while True:
            found = self._next()
            if found.get("id") == number:
                if "error" in found:
                    raise Refused(f"{method}: {found['error']}")
                return found["result"]
            self.events.append(found)

    def wait(self, is_it: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
        """The first event, kept or coming, for which `is_it` holds."""
        for event in self.events:
            if is_it(event):
                return event
        while True:
            self.events.append(self._next())
            if is_it(self.events[-1]):
                return self.events[-1]

    def _next(self) -> dict[str, Any]:
        end = time.monotonic() + SECONDS
        while b"\0" not in self._rest:
            ready, _, _ = select.select([self._in], [], [], max(0, end - time.monotonic()))
            assert ready, f"{BROWSER} did not answer in {SECONDS} s"
            piece = os.read(self._in, 1 << 16)
            assert piece, f"{BROWSER} ended"
            self._rest += piece
        message, _, self._rest = self._rest.partition(b"\0")
        return json.loads(message)

    def page(self) -> "Page":
        """A tab that reports what it asks of the network and what goes wrong in it."""
        target = self.ask("Target.createTarget", url="about:blank")["targetId"]
        session = self.ask("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Network", "Log"):
            self.ask(f"{domain}.enable", session)
        return Page(self, session)


class Refused(AssertionError):
    """A command that the browser could not carry out: its page had gone meanwhile, for one."""


class Page:
    """A tab."""

    def __init__(self, browser: Chromium, session: str) -> None:
        self._browser, self._session = browser, session

    def ask(self, method: str, **values: Any) -> dict[str, Any]:
        """The answer to a command of this tab."""
        return self._browser.ask(method, self._session, **values)

    def size(self, width: int, height: int = 900) -> None:
        """Give the window these CSS pixels; below 600 as a phone."""
        self.ask(
            "Emulation.setDeviceMetricsOverride",
            width=width, height=height, deviceScaleFactor=1, mobile=width < 600,
        )  # fmt: skip

    def dark(self, dark: bool) -> None:
        """What the system prefers."""
        feature = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        self.ask("Emulation.setEmulatedMedia", features=[feature])

    def open(self, path: Path, rest: str = "") -> None:
        """Load a file with `rest` (?query#hash) behind its address, and wait until all is there."""
        # From a blank page: another anchor of the same page would not load it again.
        self._load("about:blank")
        self._load(path.resolve().as_uri() + rest)

    def _load(self, address: str) -> None:
        """Go to an address and wait until what stands there has loaded.

        A page that is left while it loads may still report its load while the next is on its way.
        What counts comes after the commit of the document that was asked for; that one may send
        the browser on by a script, and then the load is of the page behind it.
        """
        answer = self.ask("Page.navigate", url=address)
        assert "errorText" not in answer, f"{address}: {answer['errorText']}"
        begun = self._browser.wait(
            lambda event: (
                event.get("method") == "Page.frameNavigated"
                and event["params"]["frame"]["loaderId"] == answer["loaderId"]
            )
        )
        del self._browser.events[: self._browser.events.index(begun)]
        self._browser.wait(lambda event: event.get("method") == "Page.loadEventFired")

    def run(self, script: str) -> Any:
        """The value of an expression, awaited where it is a promise. Fails where it throws."""
        answer = self.ask(
            "Runtime.evaluate", expression=script, returnByValue=True, awaitPromise=True
        )
        assert "exceptionDetails" not in answer, answer["exceptionDetails"]
        return answer["result"].get("value")

    def settle(self) -> None:
        """Wait until what is due by now has run, and what it moved has been drawn."""
        frame = "requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done, 0)))"
        self.run(f"new Promise((done) => {frame})")

    def until(self, script: str) -> None:
        """Ask once a frame whether an expression holds, also while another page is on its way."""
        end = time.monotonic() + SECONDS
        holds = f"requestAnimationFrame(() => done(Boolean({script})))"
        while time.monotonic() < end:
            with contextlib.suppress(Refused):
                if self.run(f"new Promise((done) => {holds})"):
                    return
        pytest.fail(f"in {SECONDS} s it did not come to {script}")

    def press(self, key: str, code: int, text: str = "") -> None:
        """Press and release a key."""
        values = {"key": key, "code": key, "windowsVirtualKeyCode": code}
        down = "keyDown" if text else "rawKeyDown"
        self.ask("Input.dispatchKeyEvent", type=down, text=text, **values)
        self.ask("Input.dispatchKeyEvent", type="keyUp", **values)

    def picture(self, file: Path, *, whole: bool = False) -> None:
        """Write what is seen, or the whole page, as PNG."""
        found = self.ask("Page.captureScreenshot", format="png", captureBeyondViewport=whole)
        file.write_bytes(base64.b64decode(found["data"]))

    def troubles(self) -> list[str]:
        """Errors and warnings of the console, exceptions, and whatever was asked of a network."""
        found = []
        for event in self._browser.events:
            method, values = event.get("method"), event.get("params", {})
            if method == "Runtime.exceptionThrown":
                details = values["exceptionDetails"]
                found.append(f"exception: {details.get('exception', details).get('description')}")
            elif method == "Runtime.consoleAPICalled" and values["type"] in ("error", "warning"):
                found.append(f"console: {[one.get('value') for one in values['args']]}")
            elif method == "Log.entryAdded" and values["entry"]["level"] in ("error", "warning"):
                found.append(f"log: {values['entry']['text']} {values['entry'].get('url', '')}")
            elif method == "Network.requestWillBeSent":
                url = values["request"]["url"]
                if not url.startswith(("file:", "data:", "about:", "blob:")):
                    found.append(f"request: {url}")
        return found
