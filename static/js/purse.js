// Adds up the ballot while it is filled in, and finds projects on long ballots. The server does the
// same sums (budgeting/ballot/purse.py) and has the last word.
(() => {
  "use strict";
  const form = document.getElementById("ballot");
  const bar = document.getElementById("purse");
  const sum = document.getElementById("sum");
  if (!form || !bar || !sum) return;

  const SVG = "http://www.w3.org/2000/svg";
  const GAP = 0.35;
  const unit = form.dataset.unit;
  const limit = Number(form.dataset.limit);
  const grouped = (n) => String(n).replace(/\B(?=(\d{3})+$)/g, "\u00a0");
  const amount = (n) => (unit === "tenge" ? `${grouped(n)}\u00a0₸` : grouped(n));

  for (const button of document.querySelectorAll("[data-without-script]")) button.hidden = true;

  // What each chosen project takes of the limit, in the order of the page.
  function parts() {
    const found = [];
    for (const input of form.elements) {
      if (input.name === "c" && (input.type === "hidden" || input.checked)) {
        found.push(unit === "tenge" ? Number(input.dataset.cost) : 1);
      } else if (input.name.startsWith("p-")) {
        const points = /^\d{1,5}$/.test(input.value.trim()) ? Number(input.value) : 0;
        if (points > 0) found.push(unit === "points" ? points : 1);
      } else if (input.name.startsWith("r-")) {
        if (input.value) found.push(1);
      } else if (input.name.startsWith("y-")) {
        if (input.value === "yes" && (input.type === "hidden" || input.checked)) found.push(1);
      }
    }
    return found;
  }

  function rect(kind, x, width) {
    const shape = document.createElementNS(SVG, "rect");
    shape.setAttribute("class", kind);
    shape.setAttribute("x", x);
    shape.setAttribute("width", width);
    shape.setAttribute("height", "100%");
    if (kind !== "cap") shape.setAttribute("rx", "2");
    bar.append(shape);
  }

  function update() {
    const taken = parts();
    const used = taken.reduce((total, part) => total + part, 0);
    const whole = Math.max(limit, used, 1);
    while (bar.children.length > 1) bar.lastElementChild.remove();
    let before = 0;
    for (const part of taken) {
      const width = Math.max(0, (100 * part) / whole - GAP);
      const kind = before + part > limit ? "seg over" : "seg";
      rect(kind, `${((100 * before) / whole).toFixed(2)}%`, `${width.toFixed(2)}%`);
      before += part;
    }
    if (used > limit) rect("cap", `${((100 * limit) / whole).toFixed(2)}%`, "3");
    sum.querySelector("[data-used]").textContent = amount(used);
    const chosen = sum.querySelector("[data-chosen]");
    if (chosen) chosen.textContent = taken.length;
    const left = sum.querySelector("[data-left]");
    const over = sum.querySelector("[data-over]");
    if (!left) return; // a format without a limit
    left.hidden = used > limit;
    over.hidden = used <= limit;
    left.querySelector("b").textContent = amount(Math.max(0, limit - used));
    over.querySelector("b").textContent = amount(Math.max(0, used - limit));
  }

  const find = document.getElementById("find");
  const only = document.getElementById("only");
  const choices = [...form.querySelectorAll(".choice")];

  function isChosen(choice) {
    const input = choice.querySelector("input, select");
    if (input.type === "number") return Number(input.value) > 0;
    return input.type === "select-one" ? input.value !== "" : input.checked;
  }

  function filter() {
    if (!find) return;
    const words = find.value.toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const choice of choices) {
      const text = choice.textContent.toLowerCase();
      const fits = words.every((word) => text.includes(word)) && (!only.checked || isChosen(choice));
      choice.hidden = !fits;
      if (fits) shown += 1;
    }
    const count = document.getElementById("shown");
    count.hidden = shown === choices.length;
    count.querySelector("b").textContent = shown;
    document.getElementById("none").hidden = shown > 0;
  }

  form.addEventListener("input", (event) => {
    if (event.target === find || event.target === only) filter();
    else update();
  });
  // Enter in the search or in a field of points must not send the ballot off.
  form.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && event.target.matches("input")) event.preventDefault();
  });
  // The browser fills the form again after Back without an input event.
  window.addEventListener("pageshow", () => {
    update();
    filter();
  });
})();
