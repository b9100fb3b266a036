// Keeps what is typed and not yet sent, in this browser for a week: a lost connection loses nothing.
// A kept answer comes back only where the server still has the answer it was typed over.
const form = document.querySelector("form[data-draft]");
if (form) {
  const key = "draft-" + form.dataset.draft;
  const fields = [...form.elements].filter((e) => e.name && e.matches("textarea,input[type=text],input:not([type])"));
  const base = Object.fromEntries(fields.map((e) => [e.name, e.defaultValue]));
  let kept = null;
  try {
    kept = JSON.parse(localStorage.getItem(key));
    for (const old of Object.keys(localStorage)) {
      if (old.startsWith("draft-") && Date.now() - JSON.parse(localStorage.getItem(old)).at > 6048e5) localStorage.removeItem(old);
    }
  } catch {}
  if (kept && !form.querySelector(".field--err")) {
    for (const e of fields) if (kept.base[e.name] === base[e.name] && kept.now[e.name]) e.value = kept.now[e.name];
  }
  let timer;
  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      const now = Object.fromEntries(fields.map((e) => [e.name, e.value]));
      try { localStorage.setItem(key, JSON.stringify({ at: Date.now(), base, now })); } catch {}
    }, 500);
  });
  // The page after a saved one knows that it was saved: then the copy has done its work.
  form.addEventListener("submit", () => { clearTimeout(timer); sessionStorage.setItem("sent", key); });
}
const sent = sessionStorage.getItem("sent");
if (sent && !(form && "draft-" + form.dataset.draft === sent)) {
  localStorage.removeItem(sent);
  sessionStorage.removeItem("sent");
}
