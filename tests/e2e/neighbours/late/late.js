// A neighbour that has the last word without wanting it: it joins when the screen is there, and returns nothing.
(() => {
  "use strict";

  const screens = ["app.record.create", "app.record.edit", "mobile.app.record.create", "mobile.app.record.edit", "app.record.index.edit"];
  const joined = new Set();
  kintone.events.on(screens.map((screen) => `${screen}.show`), (event) => {
    const screen = event.type.replace(/\.show$/, "");
    // After those that join in the same event.
    if (!joined.has(screen)) setTimeout(() => kintone.events.on(`${screen}.submit`, () => {}));
    joined.add(screen);
    return event;
  });
})();
