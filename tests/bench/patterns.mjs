// Ten regular expressions that a script without the scanner would have, after NFKC. `patterns.rs` reads the same file.
import { readFileSync } from "node:fs";

export const PATTERNS = readFileSync("tests/bench/patterns.txt", "utf8").trimEnd().split("\n");
