// `client.file`: bytes there and back.
import assert from "node:assert/strict";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { has } from "./answers.mjs";
import { made } from "./apps.mjs";
import { as } from "./clients.mjs";

test("files go up from memory and from disk, and come back byte for byte", async () => {
  const builder = as("builder");
  const app = await made(builder, "添付の試し", { 添付: { type: "FILE", code: "添付", label: "添付" } });
  // Longer than one portion of the stream, and no letters.
  const large = Buffer.from(Uint8Array.from({ length: 3_000_000 }, (_, at) => (at * 131) % 251));
  const path = join(mkdtempSync(join(tmpdir(), "naiki-file-")), "現場 写真.png");
  writeFileSync(path, large);
  const keys = [
    await builder.file.uploadFile({ file: { path } }),
    await builder.file.uploadFile({ file: { name: "写し.txt", data: Buffer.from("5YaZ44GX", "base64") } }),
  ];
  // The client does not read the code of a refusal where it waits for bytes.
  await assert.rejects(as("staff").file.downloadFile({ fileKey: keys[1].fileKey }), { status: 404 });
  const { id } = await builder.record.addRecord({ app, record: { 添付: { value: keys } } });
  const { record } = await builder.record.getRecord({ app, id });
  const field = record["添付"];
  assert.ok(field.type === "FILE");
  has(field.value[0], { name: "現場 写真.png", size: "3000000", contentType: "image/png" });
  has(field.value[1], { name: "写し.txt", size: "6", contentType: "text/plain" });
  const read = async (/** @type {string} */ fileKey) => Buffer.from(await builder.file.downloadFile({ fileKey }));
  assert.ok((await read(field.value[0].fileKey)).equals(large));
  assert.equal((await read(field.value[1].fileKey)).toString(), "写し");
  await assert.rejects(builder.file.downloadFile({ fileKey: "no-such-key" }), { status: 404 });
});
