// Shows the number of a slider while it moves; htmx asks for the new order once it rests.
for (const slider of document.querySelectorAll("[data-what-if] input[type=range]")) {
  const shown = slider.closest(".slider").querySelector("output");
  slider.addEventListener("input", () => { shown.value = slider.value; });
}
