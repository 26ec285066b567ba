// The question of the front page.
(() => {
  const { head, item } = JSON.parse(document.getElementById("front-item").textContent);
  sizewiseQuestion(head, document.getElementById("question"), true)(item);
})();
