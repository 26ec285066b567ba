"""The tests' own browser: a page is there when it says so."""

import os

import pytest

from tests.report.browser.chromium import BROWSER, Chromium, Page

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(BROWSER is None, reason="no Chromium here"),
]


class Told(Chromium):
    """A browser that says what it was told to, whatever it is asked."""

    def __init__(self, *messages):
        self._messages, self._count, self.events = list(messages), 0, []
        self._out = os.open(os.devnull, os.O_WRONLY)

    def _next(self):
        return self._messages.pop(0)


LOADED = {"method": "Page.loadEventFired", "params": {}}


def gone_to(number, loader, *before):
    """What comes of the question `number`, to go to a page that `loader` loads."""
    committed = {"method": "Page.frameNavigated", "params": {"frame": {"loaderId": loader}}}
    return [*before, committed, {"id": number, "result": {"loaderId": loader}}, LOADED]


def test_the_load_of_a_page_that_was_left_is_not_taken_for_that_of_the_next(tmp_path):
    # The page before had been left while it was loading: it reports that meanwhile.
    browser = Told(*gone_to(1, "blank", LOADED), *gone_to(2, "next"), "nothing more was read")
    Page(browser, "tab").open(tmp_path / "next.html")
    assert browser._messages == ["nothing more was read"]


def test_a_page_is_whole_also_behind_one_that_sends_the_browser_on(tmp_path):
    (tmp_path / "on.html").write_text("<script>location.replace('next.html')</script>")
    (tmp_path / "next.html").write_text("<title>next</title>" + "<p>text</p>" * 10_000)
    with Chromium() as browser:
        page = browser.page()
        for name in ("next.html", "on.html", "next.html"):
            page.open(tmp_path / name)
            assert page.run("[document.title, document.readyState]") == ["next", "complete"]


def test_a_page_that_is_not_there_is_named(tmp_path):
    with Chromium() as browser, pytest.raises(AssertionError, match=r"gone\.html: .*NOT_FOUND"):
        browser.page().open(tmp_path / "gone.html")
