// Marks the place of a proposal on a map; the address and the two numbers say the same without it.
(() => {
  const box = document.querySelector("[data-place]");
  if (!box || !window.L) return;
  const data = box.dataset;
  const latitude = document.getElementById("id_latitude");
  const longitude = document.getElementById("id_longitude");
  const [canvas, tools, said] = [".place-map", ".place-tools", "[data-said]"].map((s) => box.querySelector(s));
  for (const part of [canvas, tools, ...box.querySelectorAll("[data-how]")]) part.hidden = false;
  const number = (field) => parseFloat(field.value.replace(",", "."));
  const given = () => (isNaN(number(latitude)) || isNaN(number(longitude)) ? null : [number(latitude), number(longitude)]);

  const map = L.map(canvas, { zoomControl: false, maxBounds: [[40.5, 46.4], [55.5, 87.4]], minZoom: 4 });
  map.setView(given() || [+data.latitude, +data.longitude], given() ? 16 : 12);
  map.attributionControl.setPrefix(false);
  L.control.zoom({ zoomInTitle: data.zoomIn, zoomOutTitle: data.zoomOut }).addTo(map);
  L.control.scale({ imperial: false }).addTo(map);
  if (data.tiles) L.tileLayer(data.tiles, { attribution: data.attribution, maxZoom: 19 }).addTo(map);
  else grid();
  for (const [lat, lng, title] of JSON.parse(data.known || "[]")) {
    const words = document.createElement("span");
    words.textContent = title;
    L.circleMarker([lat, lng], { radius: 7, className: "place-known" }).bindTooltip(words).addTo(map);
  }

  const icon = L.icon({ iconUrl: data.marker, iconRetinaUrl: data.markerLarge, shadowUrl: data.shadow, iconSize: [25, 41], iconAnchor: [12, 41], shadowSize: [41, 41] });
  let marker = null;
  const put = (point) => {
    if (marker) marker.remove();
    marker = point && L.marker(point, { icon, keyboard: false, draggable: true }).addTo(map);
    if (marker) marker.on("dragend", () => mark(marker.getLatLng()));
  };
  const mark = (point) => {
    const inside = point.lat >= 40.5 && point.lat <= 55.5 && point.lng >= 46.4 && point.lng <= 87.4;
    said.textContent = inside ? point.lat.toFixed(5) + ", " + point.lng.toFixed(5) : data.outside;
    if (!inside) return put(given());
    latitude.value = point.lat.toFixed(5);
    longitude.value = point.lng.toFixed(5);
    put(point);
  };
  map.on("click", (event) => mark(event.latlng));
  for (const field of [latitude, longitude]) field.addEventListener("change", () => { put(given()); if (given()) map.setView(given()); });
  box.querySelector("[data-middle]").addEventListener("click", () => mark(map.getCenter()));
  box.querySelector("[data-clear]").addEventListener("click", () => { latitude.value = longitude.value = said.textContent = ""; put(null); });
  box.querySelector("[data-here]").addEventListener("click", () => {
    const refuse = () => { said.textContent = data.refused; };
    if (!navigator.geolocation) return refuse();
    navigator.geolocation.getCurrentPosition(({ coords }) => {
      const point = L.latLng(coords.latitude, coords.longitude);
      map.setView(point, 16);
      mark(point);
    }, refuse, { timeout: 10000 });
  });
  put(given());

  // Meridians and parallels where no tile server is set.
  function grid() {
    const lines = L.layerGroup().addTo(map);
    const draw = () => {
      lines.clearLayers();
      const bounds = map.getBounds().pad(0.2);
      const step = [5, 2, 1, 0.5, 0.2, 0.1, 0.05, 0.02, 0.01, 0.005, 0.002, 0.001].find((s) => (bounds.getEast() - bounds.getWest()) / s > 5) || 0.001;
      const line = (points) => L.polyline(points, { className: "place-grid", weight: 1, interactive: false }).addTo(lines);
      for (let x = Math.ceil(bounds.getWest() / step) * step; x < bounds.getEast(); x += step) line([[bounds.getSouth(), x], [bounds.getNorth(), x]]);
      for (let y = Math.ceil(bounds.getSouth() / step) * step; y < bounds.getNorth(); y += step) line([[y, bounds.getWest()], [y, bounds.getEast()]]);
    };
    map.on("moveend", draw);
    draw();
    const seat = document.createElement("span");
    seat.textContent = data.seat;
    L.circleMarker([+data.latitude, +data.longitude], { radius: 4, className: "place-seat", interactive: false }).bindTooltip(seat, { permanent: true, direction: "top" }).addTo(map);
  }
})();
