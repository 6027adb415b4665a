  const WASM = "@wasm";

  // Whether an instance of ours has trapped. Other plugins' traps end at the same window: what leaves through our own
  // exports is ours.
  let dead = false;
  const sentried = (instance) => {
    const sentry = (call) => (...given) => {
      try {
        return call(...given);
      } catch (error) {
        if (error instanceof WebAssembly.RuntimeError) dead = true;
        throw error;
      }
    };
    const exports = Object.entries(instance.exports).map(([name, value]) => [name, typeof value === "function" ? sentry(value) : value]);
    return { exports: Object.fromEntries(exports) };
  };

  // A factory: the glue keeps one instance for itself, and after a trap we want a fresh one.
  const host = globalThis.WebAssembly; // absent in a browser that an administrator has hardened
  const glue = () => {
    const document = undefined; // the glue looks for the script's address, which it does not need here
    const WebAssembly = { Module: host.Module, Instance: function Instance(...given) { return sentried(new host.Instance(...given)); } };
    /* @glue */
    return wasm_bindgen;
  };

  const decoded = (text) => {
    if (typeof Uint8Array.fromBase64 === "function") return Uint8Array.fromBase64(text);
    const letters = atob(text);
    const out = new Uint8Array(letters.length);
    for (let at = 0; at < letters.length; at += 1) out[at] = letters.charCodeAt(at);
    return out;
  };
  const bytes = () => decoded(WASM);
