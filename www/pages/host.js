// What the JS API and the page share; customisations have run by the time this module is read.
export const host = globalThis[Symbol.for('local kintone')];
export const { boot } = host;
export const { app } = boot;
