"""What a page looks like to a browser: widths, overlaps, what the keyboard reaches, axe's rules."""

import json
from pathlib import Path
from typing import Any

from .chromium import Page

AXE = Path(__file__).with_name("axe.min.js")

_WIDER = """(() => {
  const wide = document.documentElement.scrollWidth;
  if (wide <= innerWidth) return [];
  const out = [...document.querySelectorAll("main *")].filter((e) =>
    e.getBoundingClientRect().right > innerWidth + 1 && !e.parentElement.closest(".scroll, pre"));
  const name = (e) => `${e.tagName}.${e.className.baseVal ?? e.className}`;
  return [`${wide} px`, ...out.slice(0, 3).map(name)];
})()"""
_OVERLAPPING = """(() => {
  const found = [];
  for (const svg of document.querySelectorAll("main svg")) {
    if (!svg.checkVisibility()) continue;
    const texts = [...svg.querySelectorAll("text")]
      // Vega hides labels for which there is no room by their opacity.
      .filter((t) => t.textContent.trim() && t.checkVisibility({opacityProperty: true}))
      .map((t) => [t.textContent.trim(), t.getBoundingClientRect()]);
    texts.forEach(([one, a], i) => texts.slice(i + 1).forEach(([other, b]) => {
      const across = Math.min(a.right, b.right) - Math.max(a.left, b.left);
      const down = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
      // A box is as high as its line: what the letters themselves leave free is no overlap.
      const least = 0.3 * Math.min(a.height, b.height);
      if (across > 1 && down > least) {
        const by = `${across.toFixed(0)} × ${down.toFixed(0)} px`;
        found.push(`${svg.closest("figure")?.id}: “${one}” over “${other}”, ${by}`);
      }
    }));
  }
  return found;
})()"""
_REACHABLE = """(() => {
  const kinds = "a[href], button, input, select, summary, [tabindex='0']";
  window.wanted = new Set([...document.querySelectorAll(kinds)].filter((e) =>
    e.checkVisibility({visibilityProperty: true}) && !e.disabled
    // Of a group of radio buttons the Tab key reaches the one that is on, the arrows the others.
    && !(e.type === "radio" && !e.checked)));
  return window.wanted.size;
})()"""


def wider_than_the_window(page: Page) -> list[str]:
    """What makes the page wider than its window; nothing where it is not."""
    return page.run(_WIDER)


def overlapping(page: Page) -> list[str]:
    """Texts of figures whose measured boxes overlap."""
    return page.run(_OVERLAPPING)


def unreachable(page: Page) -> list[str]:
    """What can be clicked and is not reached by the Tab key from the top of the page."""
    count = page.run(_REACHABLE)
    page.run("window.scrollTo(0, 0); document.activeElement.blur()")
    page.run("""document.addEventListener("focusin", (e) => window.wanted.delete(e.target))""")
    for _ in range(count + 5):
        page.press("Tab", 9)
    return page.run(
        "[...window.wanted].map((e) => `${e.tagName} ${e.id || e.textContent.trim().slice(0, 40)}`)"
    )


def violations(page: Page) -> list[str]:
    """What axe-core (Deque Systems, MPL 2.0) finds wrong: rule, and the first places."""
    if not page.run("typeof window.axe === 'object'"):
        page.run(AXE.read_text(encoding="utf-8") + "; 0")
    found: list[dict[str, Any]] = json.loads(
        page.run("axe.run({resultTypes: ['violations']}).then((r) => JSON.stringify(r.violations))")
    )
    return [
        f"{one['id']}: {one['help']}: "
        + "; ".join(
            f"{' '.join(map(str, n['target']))} {n['html'][:120]}" for n in one["nodes"][:3]
        )
        for one in found
    ]
