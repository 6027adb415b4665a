// Sizes and times beside the budgets, and beside a peer measured in the same run. Machines are shared: read the ratios.
// Words name parts; without one all of them run.
import { accuracy } from "./accuracy.mjs";
import { audit } from "./audit.mjs";
import { city } from "./city.mjs";
import { browse, records, sizes, starts } from "./guard.mjs";
import { requests } from "./requests.mjs";
import { scanner } from "./scanner.mjs";

const PARTS = {
  sizes, starts, records, requests, audit: () => browse(audit), scanner: () => browse(scanner), city, accuracy,
};

const words = process.argv.slice(2);
const unknown = words.find((word) => !(word in PARTS));
if (unknown !== undefined) throw new Error(`no part “${unknown}”: ${Object.keys(PARTS).join(", ")}`);
const rows = [];
for (const [name, part] of Object.entries(PARTS)) {
  if (words.length === 0 || words.includes(name)) rows.push(...await part());
}

const widths = [0, 1, 2].map((column) => Math.max(...rows.map((cells) => cells[column].length)));
const line = (cells) => cells.map((cell, column) => (column < 3 ? cell.padEnd(widths[column]) : cell)).join("  ").trimEnd();
console.log(`\nMedians of 9 fresh browsers (start); of a record the fastest of 15 samples of 40 ms or more,\nof the scanner of seven of 30 ms or more.\nThe city is that of ${process.env.WWW ?? "a debug build"}, asked over one kept connection.\n`);
console.log(line(["what", "figure", "budget", "peer, same run"].map(String)));
for (const cells of rows) console.log(line(cells));
