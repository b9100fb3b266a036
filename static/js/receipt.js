// Takes a code that stands behind the # of the address, which no server sees, into the form; and
// copies or prints a receipt.
(() => {
  "use strict";
  const form = document.querySelector("form[data-receipt]");
  const code = location.hash.slice(1);
  if (form && /^[0-9a-f]{64}$/.test(code)) {
    form.elements.code.value = code;
    // Neither the history nor a bookmark shall keep it.
    history.replaceState(null, "", location.pathname + location.search);
    const told = document.querySelector("[data-scanned]");
    if (told) told.hidden = false;
    form.querySelector("button").focus();
  }

  for (const button of document.querySelectorAll("[data-copy-of]")) {
    const source = document.getElementById(button.dataset.copyOf);
    if (!source || !navigator.clipboard) continue;
    const label = button.textContent;
    button.hidden = false;
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(source.textContent.replace(/\s+/g, ""));
      button.textContent = button.dataset.copied;
      setTimeout(() => { button.textContent = label; }, 4000);
    });
  }
  for (const button of document.querySelectorAll("[data-print]")) {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  }
})();
