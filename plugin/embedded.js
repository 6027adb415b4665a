  const WASM = "@wasm";

  // A factory: the glue keeps one instance for itself, and after a trap we want a fresh one.
  const glue = () => {
    const document = undefined; // the glue looks for the script's address, which it does not need here
    /* @glue */
    return wasm_bindgen;
  };

  const bytes = () => {
    if (typeof Uint8Array.fromBase64 === "function") return Uint8Array.fromBase64(WASM);
    const text = atob(WASM);
    const out = new Uint8Array(text.length);
    for (let at = 0; at < text.length; at += 1) out[at] = text.charCodeAt(at);
    return out;
  };
