// Copying the address and printing need a script; without one the buttons stay hidden.
for (const button of document.querySelectorAll("[data-copy],[data-print]")) {
  if (button.dataset.copy && !navigator.clipboard) continue;
  button.parentElement.hidden = false;
  button.addEventListener("click", async () => {
    if (!button.dataset.copy) return print();
    await navigator.clipboard.writeText(button.dataset.copy);
    button.textContent = button.dataset.copied;
  });
}
