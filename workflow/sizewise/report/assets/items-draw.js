// The page of all families: a link to a question opens its family, and chance may choose one.
(() => {
  const counts = JSON.parse(document.getElementById("item-counts").textContent);
  const item = new URLSearchParams(location.hash.slice(1)).get("item");
  const page = item && `items-${item.split("/")[0]}`;
  if (counts.some(([name]) => name === page)) location.replace(`${page}.html${location.hash}`);
  const seed = document.getElementById("draw-seed");
  seed.value = String(Math.floor(Math.random() * 1e6));
  document.getElementById("draw").addEventListener("submit", (event) => {
    event.preventDefault();
    // A family by its number of questions; its page draws the question with the same seed.
    const drawn = sizewiseDraw(Number(seed.value), counts.reduce((sum, [, n]) => sum + n, 0));
    let left = drawn;
    const found = counts.find(([, n]) => (left -= n) < 0);
    location.href = `${found[0]}.html#seed=${Number(seed.value)}`;
  });
})();
