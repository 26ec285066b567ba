// The questions of a family: filters, a list, a question by its link, one drawn by chance.
// Files of data call `sizewiseItems([...])`; the page calls `sizewiseItems.ready()` behind them.
const sizewiseItems = (() => {
  const head = JSON.parse(document.getElementById("items-head").textContent);
  const make = sizewiseMake, words = head.words, PAGE = 40;
  const at = (id) => document.getElementById(id);
  const items = [];
  const show = sizewiseQuestion(head, at("question"));
  let passing = [], shown = PAGE, open = null;

  const last = head.steps.length - 1;
  const isRight = (item) => head.sizes.map((size, index) => 2 * (item.right[index][last] ?? 0) > size.seeds);
  const OUTCOMES = {
    disagree: (right) => right.includes(true) && right.includes(false),
    "all-right": (right) => !right.includes(false),
    "none-right": (right) => !right.includes(true),
    "only-large": (right) => right.at(-1) && !right[0],
    "only-small": (right) => right[0] && !right.at(-1),
  };
  const said = (value) => (value === true ? words.yes : value === false ? words.no : String(value));

  // Filters: kind, answers, each knob with few values, and the text.
  const controls = {};
  const filter = (name, label, options) => {
    const select = make("select", { id: `filter-${name}`, name }, make("option", { value: "" }, words.any),
      ...options.map(([value, text]) => make("option", { value }, text)));
    controls[name] = select;
    at("filters").append(make("p", {}, make("label", { for: select.id }, label), select));
  };
  const build = () => {
    filter("kind", words.kind, Object.entries(head.kinds));
    filter("answers", words.answers, Object.keys(OUTCOMES).map((name) => [name, words[name]]));
    for (const [name, values] of Object.entries(head.filters)) {
      filter(`knob-${name}`, head.knobs[name], values.map((value) => [JSON.stringify(value), said(value)]));
    }
    const text = make("input", { type: "search", id: "filter-text", name: "text" });
    controls.text = text;
    at("filters").append(make("p", {}, make("label", { for: text.id }, words.text), text));
    at("filters").addEventListener("submit", (event) => event.preventDefault());
    at("filters").addEventListener("input", () => { shown = PAGE; choose(); list(); });
    at("more").addEventListener("click", () => {
      const first = shown;
      shown += PAGE;
      list();
      at("list").children[first]?.querySelector("a").focus();
    });
    at("draw").addEventListener("submit", (event) => {
      event.preventDefault();
      draw(Number(at("draw-seed").value));
    });
    at("draw-seed").value = String(Math.floor(Math.random() * 1e6));
  };
  const passes = (item) => Object.entries(controls).every(([name, { value }]) => {
    if (!value) return true;
    if (name === "kind") return item.kind === value;
    if (name === "answers") return OUTCOMES[value](isRight(item));
    if (name === "text") return `${item.prompt}\n${item.target}\n${item.id}`.toLowerCase().includes(value.toLowerCase());
    return JSON.stringify(item.knobs[name.slice("knob-".length)]) === value;
  });
  const choose = () => { passing = items.filter(passes); };

  // The last line of a prompt tells questions apart; a dot a size, filled where it was right.
  const opening = (item) => item.prompt.trimEnd().split("\n").filter((line) => !/^(\w+:)?$/.test(line)).at(-1).replace(/^Question: | Answer:$/g, "");
  const entry = (item) => {
    const right = isRight(item);
    const dots = make("span", { class: "dots", role: "img", "aria-label": head.sizes.map((size, index) => `${size.name} ${right[index] ? words["is-right"] : words["is-wrong"]}`).join(", ") },
      ...head.sizes.map((size, index) => make("span", { class: right[index] ? "dot full" : "dot", style: `--dot:${size.colour}` })));
    return make("li", {}, make("a", { href: `#item=${encodeURIComponent(item.id)}`, "aria-current": item === open && "true" },
      make("span", { class: "opening", lang: "en" }, opening(item)), dots));
  };
  const list = () => {
    at("list").replaceChildren(...passing.slice(0, shown).map(entry));
    at("more").hidden = passing.length <= shown;
    at("count").textContent = passing.length ? `${passing.length} ${words.of} ${items.length}` : words.none;
  };
  const draw = (seed) => {
    if (!passing.length) return;
    const item = passing[sizewiseDraw(seed, passing.length)];
    at("drawn").textContent = `${words.drawn} ${seed}, ${words.from} ${passing.length}`;
    location.hash = `item=${encodeURIComponent(item.id)}&seed=${seed}`;
  };
  const around = (item) => {
    const place = passing.indexOf(item);
    const link = (other, text, rel) => other && make("a", { rel, href: `#item=${encodeURIComponent(other.id)}` }, text);
    return make("p", { class: "around" }, link(passing[place - 1], `← ${words.previous}`, "prev"), link(passing[place + 1], `${words.next} →`, "next"));
  };
  // What the address asks for; without a question in it the first one is shown.
  const follow = (event) => {
    const asked = new URLSearchParams(location.hash.slice(1));
    const seed = asked.get("seed");
    if (seed !== null && !asked.has("item")) return draw(Number(seed));
    const found = items.find((item) => item.id === asked.get("item"));
    if (!found && open && event) return; // an anchor of the page, not a question
    open = found ?? passing[0];
    if (!open) return;
    if (seed !== null) at("draw-seed").value = seed;
    show(open);
    at("question").append(around(open));
    list();
    if (event && found) at("question").focus();
  };

  const take = (more) => items.push(...more);
  take.ready = () => {
    at("browser").hidden = false;
    // On a phone the filters start folded: the question comes first.
    at("filter-fold").open = !matchMedia("(max-width: 46rem)").matches;
    build();
    choose();
    addEventListener("hashchange", follow);
    follow();
  };
  return take;
})();
