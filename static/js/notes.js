// Notes of a group: what is typed stays in this browser until the server has it. Each note gets its
// key when it is put into the queue, so that sending it again over a bad line makes no second one.
const form = document.querySelector("form[data-notes]");
if (form) {
  const queueKey = `notes-${form.dataset.notes}`;
  const draftKey = `${queueKey}-draft`;
  const text = form.elements.text;
  const say = form.querySelector("[data-notes-status]");
  const box = document.querySelector("[data-notes-waiting]");
  let sending = false;

  const read = (key) => { try { return JSON.parse(localStorage.getItem(key)); } catch { return null; } };
  const keep = (key, value) => {
    try {
      if (value) localStorage.setItem(key, JSON.stringify(value));
      else localStorage.removeItem(key);
      return true;
    } catch { return false; }
  };
  const queue = () => read(queueKey) ?? [];
  const newKey = () => crypto.randomUUID?.() ?? "10000000-1000-4000-8000-100000000000".replace(/[018]/g, (c) =>
    (+c ^ (crypto.getRandomValues(new Uint8Array(1))[0] & (15 >> (+c / 4)))).toString(16));

  const show = () => {
    const rows = queue();
    box.hidden = !rows.length;
    box.querySelector("ul").replaceChildren(...rows.map((row) => {
      const item = document.createElement("li");
      item.textContent = row.text;
      return item;
    }));
  };

  const send = async () => {
    if (sending) return;
    sending = true;
    try {
      for (const row of queue()) {
        const body = new FormData(form);
        for (const [name, value] of Object.entries(row)) body.set(name, value);
        const answer = await fetch(form.action || location.pathname, { method: "POST", body, headers: { "X-Note": "1" } });
        if (answer.status === 201) {
          keep(queueKey, queue().filter((other) => other.key !== row.key));
          say.textContent = form.dataset.saved;
          document.body.dispatchEvent(new Event("notes-sent"));
        } else if (answer.redirected || answer.status === 403) {
          say.textContent = form.dataset.signin;
          break;
        } else if (answer.status >= 500) {
          say.textContent = form.dataset.offline;
          break;
        } else {
          // It will not be taken as it is: back into the field, to be corrected or copied.
          keep(queueKey, queue().filter((other) => other.key !== row.key));
          text.value = [row.text, text.value].filter(Boolean).join("\n\n");
          keep(draftKey, text.value);
          say.textContent = form.dataset.refused;
        }
      }
    } catch {
      say.textContent = form.dataset.offline;
    }
    sending = false;
    show();
  };

  form.addEventListener("submit", (event) => {
    if (!text.value.trim()) return;
    const row = { key: newKey(), text: text.value, kind: form.elements.kind.value, language: form.elements.language.value };
    // Where the browser keeps nothing, the form goes the ordinary way.
    if (!keep(queueKey, [...queue(), row])) return;
    event.preventDefault();
    text.value = "";
    keep(draftKey, null);
    show();
    text.focus();
    send();
  });

  let timer;
  text.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => keep(draftKey, text.value), 300);
  });
  if (!text.value) text.value = read(draftKey) ?? "";

  addEventListener("online", send);
  setInterval(() => { if (queue().length) send(); }, 10_000);
  show();
  if (queue().length) send();
}
