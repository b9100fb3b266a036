// Draws the voter's own random bytes, and says plainly when no answer came. The button can be
// pressed again: the post bears a key, so that it counts once.
(() => {
  "use strict";
  const form = document.getElementById("cast");
  if (!form || !window.crypto || !window.fetch) return;

  const bytes = crypto.getRandomValues(new Uint8Array(32));
  form.elements.nv.value = [...bytes].map((b) => b.toString(16).padStart(2, "0")).join("");
  for (const part of form.querySelectorAll("[data-without-script]")) part.hidden = true;

  const button = form.querySelector("button:not([formaction])");
  const label = button.textContent;
  const lost = form.querySelector("[data-lost]");
  let busy = false;

  form.addEventListener("submit", async (event) => {
    if (event.submitter !== button && event.submitter !== null) return;
    event.preventDefault();
    if (busy) return;
    busy = true;
    lost.hidden = true;
    button.textContent = form.dataset.busy;
    button.setAttribute("aria-disabled", "true");
    try {
      const answer = await fetch(form.action, { method: "POST", body: new FormData(form) });
      if (answer.ok && answer.redirected) {
        location.assign(answer.url);
        return;
      }
      // The server's page says why: let the browser show it. The key makes this safe.
      form.submit();
    } catch {
      busy = false;
      button.textContent = label;
      button.removeAttribute("aria-disabled");
      lost.hidden = false;
      lost.focus();
    }
  });
})();
