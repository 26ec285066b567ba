// Draws the page's Vega-Lite charts in the theme's colours, and again when the theme changes.
(() => {
  const markers = JSON.parse(document.getElementById("vega-markers").textContent);
  const draw = () => {
    const style = getComputedStyle(document.documentElement);
    const colour = (name) => style.getPropertyValue("--" + name).trim();
    const config = {
      background: "transparent", font: "system-ui, sans-serif", view: { stroke: null },
      axis: { labelColor: colour("muted"), titleColor: colour("muted"), gridColor: colour("rule"),
        domainColor: colour("rule"), tickColor: colour("rule"), labelFontSize: 12,
        labelOverlap: "greedy", labelSeparation: 6,
        titleFontSize: 12, titleFontWeight: "normal" },
      axisX: { grid: false },
      legend: { labelColor: colour("ink"), titleColor: colour("muted"), labelFontSize: 12,
        titleFontWeight: "normal", symbolBaseFillColor: colour("muted"),
        symbolBaseStrokeColor: colour("muted"),
        orient: innerWidth < 736 ? "bottom" : "right", columns: innerWidth < 736 ? 2 : 1 },
      header: { labelColor: colour("ink"), titleColor: colour("muted") },
      title: { color: colour("ink"), anchor: "start" }, text: { color: colour("ink") },
    };
    for (const script of document.querySelectorAll("script.vega-specification")) {
      const text = script.textContent.replace(/#f1e[01][0-9a-f]{2}/gi, (m) => colour(markers[m.toLowerCase()] || "ink"));
      const specification = JSON.parse(text);
      delete specification.$schema;
      if (specification.mark && !specification.width) specification.width = "container";
      if (specification.layer && !specification.width) specification.width = "container";
      const own = specification.config || {};
      delete own.view;
      const host = script.previousElementSibling;
      vegaEmbed(host, specification, { renderer: "svg", actions: false, config: { ...own, ...config } })
        .then(() => byKeyboard(host));
    }
  };
  // A chart is one stop of the Tab key. In it the arrow keys go from point to point, from left to
  // right, and the line below says which one it is: hundreds of stops would be none.
  const byKeyboard = (host) => {
    const svg = host.querySelector("svg");
    const said = host.parentElement.querySelector(".point");
    svg.setAttribute("tabindex", "0");
    svg.setAttribute("role", "application");
    svg.setAttribute("aria-label", `${host.getAttribute("aria-label")} ${host.dataset.keys}`);
    let at = -1;
    const points = () => [...svg.querySelectorAll(".mark-symbol.role-mark path[aria-label]")]
      .map((path) => [path.getBoundingClientRect(), path])
      .sort(([a], [b]) => a.x - b.x || b.y - a.y)
      .map(([, path]) => path);
    const show = (all) => {
      all.forEach((path, i) => path.classList.toggle("here", i === at));
      said.textContent = at < 0 ? "" : all[at].getAttribute("aria-label");
    };
    const to = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1, Home: -Infinity, End: Infinity };
    svg.addEventListener("keydown", (event) => {
      if (!(event.key in to)) return;
      const all = points();
      at = Math.max(0, Math.min(all.length - 1, at + to[event.key]));
      show(all);
      event.preventDefault();
    });
    svg.addEventListener("blur", () => { at = -1; show(points()); });
  };
  draw();
  new MutationObserver(draw).observe(document.documentElement, { attributeFilter: ["data-theme"] });
})();
