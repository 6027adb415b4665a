// A neighbour that only looks on: it counts what is about to be saved, and returns nothing from its handler.
(() => {
  "use strict";

  const screens = ["app.record.create", "app.record.edit", "mobile.app.record.create", "mobile.app.record.edit", "app.record.index.edit"];
  kintone.events.on(screens.map((screen) => `${screen}.submit`), (event) => {
    const letters = Object.values(event.record).reduce((sum, field) => sum + String(field.value ?? "").length, 0);
    document.documentElement.dataset.letters = String(letters);
  });
})();
