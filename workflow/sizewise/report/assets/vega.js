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
      vegaEmbed(script.previousElementSibling, specification, { renderer: "svg", actions: false, config: { ...own, ...config } });
    }
  };
  draw();
  new MutationObserver(draw).observe(document.documentElement, { attributeFilter: ["data-theme"] });
})();
