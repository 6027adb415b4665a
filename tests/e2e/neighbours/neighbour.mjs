// Packs a neighbour with a key of its own and installs it. Key and zip are left under target/.
import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync } from "node:fs";
import { install } from "../../local_kintone.mjs";

const CLIENT = "node_modules/.bin/cli-kintone";
const packed = new Map();

const pack = (name) => {
  const folder = `target/neighbours/${name}`;
  const [key, zip] = [`${folder}.ppk`, `${folder}.zip`];
  mkdirSync(folder, { recursive: true });
  cpSync(`tests/e2e/neighbours/${name}`, folder, { recursive: true });
  cpSync("plugin/icon.png", `${folder}/icon.png`);
  if (!existsSync(key)) execFileSync(CLIENT, ["plugin", "keygen", "--output", key, "--log-level", "error"]);
  execFileSync(CLIENT, ["plugin", "pack", "--input", `${folder}/manifest.json`, "--output", zip, "--private-key", key, "--log-level", "error"]);
  packed.set(name, zip);
  return zip;
};

/** Installs a neighbour; resolves to its plugin ID. */
export const settle = (kintone, name) => install(kintone.address, packed.get(name) ?? pack(name));
