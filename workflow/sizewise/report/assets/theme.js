// Before the first paint: the remembered theme, `?theme=dark` in the address, or the system's.
(() => {
  const root = document.documentElement;
  const asked = new URLSearchParams(location.search).get("theme");
  const system = matchMedia("(prefers-color-scheme: dark)");
  const stored = () => { try { return localStorage.getItem("sizewise-theme"); } catch { return null; } };
  const show = () => { root.dataset.theme = asked || stored() || (system.matches ? "dark" : "light"); };
  show();
  system.addEventListener("change", show);
  // Paper is white: print the light theme, then return.
  addEventListener("beforeprint", () => { root.dataset.theme = "light"; });
  addEventListener("afterprint", show);
  addEventListener("DOMContentLoaded", () => {
    const button = document.querySelector("button.theme");
    button.hidden = false;
    button.addEventListener("click", () => {
      const next = root.dataset.theme === "dark" ? "light" : "dark";
      root.dataset.theme = next;
      try { localStorage.setItem("sizewise-theme", next); } catch { /* private window: not kept */ }
    });
    // On a phone the navigation starts folded.
    if (matchMedia("(max-width: 62rem)").matches) document.querySelector("nav details").open = false;
    // The switch of languages keeps the place: headings, claims and questions have the same names.
    for (const edition of document.querySelectorAll("a.edition")) {
      edition.addEventListener("click", () => { edition.hash = location.hash; edition.search = location.search; });
    }
    // A link to a claim opens it.
    const open = () => document.getElementById(location.hash.slice(1))?.querySelector("details")?.setAttribute("open", "");
    addEventListener("hashchange", open);
    open();
  });
})();
