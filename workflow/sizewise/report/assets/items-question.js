// One question: prompt, choices with probabilities, size × checkpoint table, written texts, passages.
// All text enters as text nodes, so that nothing that a model wrote is ever HTML.
const sizewiseMake = (name, attributes = {}, ...children) => {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== false && value != null) element.setAttribute(key, value === true ? "" : value);
  }
  element.append(...children.filter((child) => child != null && child !== ""));
  return element;
};

// `head` is what the page knows of the family; returns a function that draws a question into `place`.
// `brief`: prompt, slider and answers alone, as on the front page.
const sizewiseQuestion = (head, place, brief = false) => {
  const make = sizewiseMake, words = head.words, steps = head.steps;
  let now = steps.length - 1; // the checkpoint whose answers are shown
  const number = (value) => value.toLocaleString("en");
  // As the report prints shares: two digits. `share` is in thousandths.
  const percent = (share) => head.half.replace("50", share >= 100 || share === 0 ? String(Math.round(share / 10)) : (share / 10).toFixed(1));
  const shade = (share) => `--shade:${Math.round(share / 25)}%`; // at most 40 %, so that ink stays readable
  const swatch = (size) => make("span", { class: "swatch", style: `background:${size.colour}`, "aria-hidden": "true" });
  const value = (knob) => (knob === true ? words.yes : knob === false ? words.no : String(knob));
  const frame = (caption, table) => {
    table.prepend(make("caption", {}, caption));
    return make("div", { class: "scroll broad", tabindex: "0", role: "region", "aria-label": caption }, table);
  };

  const row = (...cells) => make("tr", {}, ...cells);
  const column = (text, more = {}) => make("th", { scope: "col", class: "number", ...more }, text);

  // Probability of each choice at each size, after the checkpoint of the slider.
  const choices = (item) => {
    const heads = [make("th", { scope: "col" }, words.choice)];
    if (item.true) heads.push(column(words["true-share"]));
    head.sizes.forEach((size) => heads.push(make("th", { scope: "col", class: "number" }, swatch(size), size.name)));
    const rows = item.choices.map((choice, index) => {
      const right = index === item.answer;
      const cells = [make("th", { scope: "row", class: right ? "right" : null }, choice, right ? ` ✓ ${words["right-answer"]}` : "")];
      if (item.true) cells.push(make("td", { class: "number" }, percent(item.true[index])));
      head.sizes.forEach((_, size) => {
        const shares = item.shares[size][now];
        const chosen = shares && shares[index] === Math.max(...shares);
        cells.push(make("td", { class: `number shaded${chosen ? " picked" : ""}`, style: shares ? shade(shares[index]) : null },
          shares ? percent(shares[index]) : "–", chosen ? make("span", { class: "hidden" }, ` ${words.picked}`) : ""));
      });
      return row(...cells);
    });
    return frame(`${words["what-answered"]} · ${words.checkpoint} ${number(steps[now])}`,
      make("table", {}, make("thead", {}, row(...heads)), make("tbody", {}, ...rows)));
  };

  // What each size wrote, after the checkpoint of the slider.
  const written = (item) => {
    const list = make("dl", { class: "wrote" });
    head.sizes.forEach((size, index) => {
      const text = item.wrote?.[index][now], right = item.right[index][now];
      list.append(
        make("dt", {}, swatch(size), size.name, " ", mark(right, size.seeds)),
        make("dd", {}, make("code", {}, text == null ? "–" : item.texts[text])));
    });
    return make("div", {}, make("p", { class: "note" }, `${words["what-answered"]} · ${words.checkpoint} ${number(steps[now])}`), list);
  };
  const mark = (right, seeds) => {
    if (right == null) return make("span", {}, "–");
    const good = 2 * right > seeds;
    const text = seeds > 1 ? `${right}/${seeds}` : good ? words["is-right"] : words["is-wrong"];
    return make("span", { class: good ? "right" : "wrong" }, `${good ? "✓" : "✗"} ${text}`);
  };

  // How good every size was after every checkpoint.
  const grid = (item) => {
    const heads = [make("th", { scope: "col" }, words.size)];
    steps.forEach((step, index) => heads.push(column(number(step), index === now ? { class: "number now" } : {})));
    const rows = head.sizes.map((size, at) => row(
      make("th", { scope: "row" }, swatch(size), size.name),
      ...steps.map((_, index) => {
        const right = item.right[at][index];
        const share = item.shares ? item.shares[at][index]?.[item.answer] : right == null ? null : 1000 * right / size.seeds;
        const shown = share == null ? ["–"] : item.shares ? [percent(share), 2 * right > size.seeds ? " ✓" : ""] : [mark(right, size.seeds)];
        return make("td", { class: `number shaded${index === now ? " now" : ""}`, style: share == null ? null : shade(share) }, ...shown);
      })));
    if (item.stated) rows.push(make("tr", { class: "stated" }, make("th", { scope: "row" }, words.stated),
      ...item.stated.map((count, index) => make("td", { class: `number${index === now ? " now" : ""}` }, number(count)))));
    return frame(item.shares ? words["grid-choice"] : words.grid,
      make("table", {}, make("thead", {}, row(...heads)), make("tbody", {}, ...rows)));
  };

  const passages = (item) => {
    if (!item.fact) return [make("p", {}, words["no-fact"])];
    if (!item.passages) return [make("p", {}, words.never)];
    const few = item.passages.length < item.times;
    return [
      make("p", { class: "note" }, `${words.times}: ${number(item.times)}${few ? ` · ${words["shown-of"]}: ${item.passages.length}` : ""}`),
      make("ol", { class: "passages" }, ...item.passages.map((passage) => make("li", {},
        make("p", { class: "note" }, `${words["in-step"]} ${number(passage.step)} · ${words.passage} ${number(passage.number)}`,
          passage.source ? ` · ${words.source} ${passage.source}` : "",
          passage.value.trim().toLowerCase() === item.target.trim().toLowerCase() ? "" : ` · ${words["says-other"]}`),
        make("p", { class: "passage", lang: "en" }, passage.before, make("mark", {}, passage.value), passage.after)))),
    ];
  };

  return (item) => {
    const answers = make("div", { class: "answers" });
    const table = make("div", {});
    const draw = () => {
      answers.replaceChildren(item.choices.length ? choices(item) : written(item));
      if (!brief) table.replaceChildren(grid(item));
      output.textContent = number(steps[now]);
    };
    const output = make("output", { for: "step" });
    const slider = make("input", { type: "range", id: "step", min: "0", max: String(steps.length - 1), step: "1", value: String(now) });
    slider.setAttribute("aria-valuetext", number(steps[now]));
    slider.addEventListener("input", () => {
      now = Number(slider.value);
      slider.setAttribute("aria-valuetext", number(steps[now]));
      draw();
    });
    const knobs = Object.entries(item.knobs).map(([name, knob]) => `${head.knobs[name]}: ${value(knob)}`).join(" · ");
    const prompt = make("pre", { class: "prompt", lang: "en", tabindex: "0", role: "region", "aria-label": words.question }, item.prompt);
    const right = make("p", {}, `${words["right-answer"]}: `, make("code", { class: "right", lang: "en" }, item.target));
    const at = make("p", { class: "slider" }, make("label", { for: "step" }, words.checkpoint), slider, output);
    if (brief) place.replaceChildren(prompt, right, at, answers);
    else place.replaceChildren(
      make("h2", { id: "question-head" }, head.kinds[item.kind]),
      make("p", { class: "note" }, make("code", {}, item.id), " · ",
        make("a", { href: `#item=${encodeURIComponent(item.id)}` }, words.permalink)),
      make("h3", {}, words.question), prompt, right, make("p", { class: "note" }, knobs), at, answers, table,
      item.right.flat().includes(null) ? make("p", { class: "note" }, words["not-asked"]) : "",
      head.sizes.some((size) => size.seeds > 1) ? make("p", { class: "note" }, words["seeds-note"]) : "",
      make("h3", {}, words.training), ...passages(item));
    draw();
  };
};
