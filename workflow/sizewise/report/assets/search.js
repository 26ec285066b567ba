// Search over claims, chapters and questions. Questions are loaded when somebody first searches.
const sizewiseSearch = (() => {
  const holder = document.getElementById("search-head");
  const head = JSON.parse(holder.textContent), words = head.words;
  const field = document.getElementById("search-text"), place = document.getElementById("search-found");
  const MOST = 20; // results of a group that are shown

  // Words, and of Chinese, which does not part them, signs and pairs of signs.
  const tokenize = (text) => (text.toLowerCase().match(/[\p{Script=Han}]+|[\p{L}\p{N}]+/gu) || []).flatMap((run) =>
    /\p{Script=Han}/u.test(run) ? [...run].flatMap((sign, i, all) => (i + 1 < all.length ? [sign, sign + all[i + 1]] : [sign])) : [run]);
  const asked = (text) => (text.toLowerCase().match(/[\p{Script=Han}]+|[\p{L}\p{N}]+/gu) || []).flatMap((run) =>
    /\p{Script=Han}/u.test(run) && run.length > 1 ? [...run].slice(1).map((sign, i) => [...run][i] + sign) : [run]);
  const index = new MiniSearch({ fields: ["title", "text"], storeFields: ["group", "href", "title", "text"], tokenize,
    searchOptions: { tokenize: asked, prefix: true, boost: { title: 3 }, fuzzy: (term) => (/^[a-z]{5,}$/.test(term) ? 0.2 : false) } });
  index.addAll(head.entries.map((entry, id) => ({ id: `e${id}`, ...entry })));

  const make = (name, attributes, ...children) => {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    element.append(...children);
    return element;
  };
  const show = () => {
    const text = field.value.trim();
    const all = text ? index.search(text, { combineWith: "AND" }) : [];
    const found = all.length || !text ? all : index.search(text);
    place.replaceChildren(...["claims", "pages", "questions"].flatMap((group) => {
      const of = found.filter((one) => one.group === group);
      if (!of.length) return [];
      return [make("h2", {}, `${words[group]} (${of.length})`),
        make("ul", { class: "results" }, ...of.slice(0, MOST).map((one) => make("li", {},
          make("a", { href: one.href }, one.title), make("p", { class: "note" }, one.text.slice(0, 220))))),
        ...(of.length > MOST ? [make("p", { class: "note" }, words.more)] : [])];
    }));
    document.getElementById("search-count").textContent = !text ? "" : found.length ? `${words.results}: ${found.length}` : words.none;
  };
  let number = 0;
  const load = () => document.head.append(make("script", { src: `${holder.dataset.items}${(number += 1)}.js` }));
  const take = (rows, more) => {
    // Two editions of a study may differ in nothing but language: ids of questions are the same.
    index.addAll(rows.map(([id, kind, text]) => ({ id, group: "questions", title: id, text,
      href: `items-${id.split("/")[0]}.html#item=${encodeURIComponent(id)}` })));
    if (more) load();
    show();
  };
  const begin = () => { if (!number) load(); show(); };
  document.getElementById("search").addEventListener("submit", (event) => { event.preventDefault(); begin(); });
  field.addEventListener("input", begin);
  addEventListener("DOMContentLoaded", () => {
    field.value = new URLSearchParams(location.search).get("q") ?? "";
    if (field.value) begin();
    field.focus();
  });
  return take;
})();
