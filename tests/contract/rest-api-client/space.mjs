// `client.space`: spaces, their threads, members and guests.
import assert from "node:assert/strict";
import { test } from "node:test";
import { PASSWORD } from "../../local_kintone.mjs";
import { has, refused, same } from "./answers.mjs";
import { made, text } from "./apps.mjs";
import { address, as, onWideCourse } from "./clients.mjs";

/** @param {string} code @param {boolean} [isAdmin] */
const user = (code, isAdmin = false) => ({ entity: { type: /** @type {const} */ ("USER"), code }, isAdmin });

test("a space is made from a template, changed by its administrator, and taken away with its apps", async () => {
  const builder = as("builder");
  const { id } = await builder.space.addSpaceFromTemplate({ id: 1, name: "試しのスペース", members: [user("builder", true), user("staff")], isPrivate: true, fixedMember: true });
  const space = String(id);
  has(await builder.space.getSpace({ id }), { id: space, name: "試しのスペース", isPrivate: true, isGuest: false, fixedMember: true, memberCount: "2", creator: { code: "builder", name: "市民 つくる" } });
  await refused(as("welfare").space.getSpace({ id }), 403, "CB_NO02");
  await refused(as("staff").space.updateSpace({ id, name: "別の名" }), 403, "CB_NO02");
  same(await builder.space.updateSpace({ id, name: "改めた名", isPrivate: false, useMultiThread: true, showMemberList: false, permissions: { createApp: "ADMIN" } }), {});
  has(await as("welfare").space.getSpace({ id }), { name: "改めた名", isPrivate: false, useMultiThread: true, showMemberList: false, permissions: { createApp: "ADMIN" } });
  same(await builder.space.updateSpaceBody({ id, body: "<div>お知らせ</div>" }), {});
  has(await builder.space.getSpace({ id }), { body: "<div>お知らせ</div>" });
  const group = { entity: { type: /** @type {const} */ ("ORGANIZATION"), code: "fukushi" }, includeSubs: true };
  same(await builder.space.updateSpaceMembers({ id, members: [user("builder", true), group] }), {});
  const { members } = await builder.space.getSpaceMembers({ id });
  same(members.map(({ entity, isAdmin }) => [entity.code, isAdmin]), [["builder", true], ["fukushi", false]]);
  await refused(builder.space.updateSpaceMembers({ id, members: [user("staff")] }), 400, "CB_VA01", "members");
  const app = await made(builder, "スペースのアプリ", { 件名: text("件名") }, { space });
  has((await builder.space.getSpace({ id })).attachedApps[0], { appId: app, name: "スペースのアプリ" });
  await refused(as("staff").space.deleteSpace({ id }), 403, "CB_NO02");
  same(await builder.space.deleteSpace({ id }), {});
  await refused(builder.space.getSpace({ id }), 404, "OC_NO01");
  await refused(builder.app.getApp({ id: app }), 404, "GAIA_AP01");
});

test("threads are opened, renamed and answered", async () => {
  const builder = as("builder");
  const { id: space } = await builder.space.addSpaceFromTemplate({ id: 1, name: "話すスペース", members: [user("builder", true)] });
  const { id } = await builder.space.addThread({ space, name: "相談" });
  same(await builder.space.updateThread({ id, name: "相談（受付中）", body: "<b>書き込んでください</b>" }), {});
  const comment = { text: "よろしくお願いします。", mentions: [{ type: /** @type {const} */ ("USER"), code: "staff" }] };
  same(await builder.space.addThreadComment({ space, thread: id, comment }), { id: "1" });
  const file = await builder.file.uploadFile({ file: { name: "案.txt", data: "案" } });
  same(await builder.space.addThreadComment({ space, thread: id, comment: { files: [file] } }), { id: "2" });
  await refused(builder.space.updateThread({ id: 9999, name: "居ない" }), 404, "OC_NO02");
});

/**
 * What a person gets who signed in on the page; guests use REST in no other way. Resolves to the statuses of paths.
 * @param {string} user
 */
const signedIn = async (user) => {
  const body = new URLSearchParams({ user, password: PASSWORD, next: "/k/" });
  const answer = await fetch(`${address()}/login`, { method: "POST", body, redirect: "manual" });
  const headers = { Cookie: answer.headers.getSetCookie().map((cookie) => cookie.split(";")[0]).join("; "), "X-Requested-With": "XMLHttpRequest" };
  return async (/** @type {string} */ path) => (await fetch(address() + path, { headers })).status;
};

test("guests come in, are let into a guest space, and leave", async () => {
  const office = as("office");
  const code = "shinki@example.jp";
  const guest = { code, name: "新規 来客", password: "midori2026", timezone: "Asia/Tokyo", locale: /** @type {const} */ ("ja") };
  await refused(as("builder").space.addGuests({ guests: [guest] }), 403, "CB_NO02");
  same(await office.space.addGuests({ guests: [guest] }), {});
  const inside = as("office", { guestSpaceId: 3 });
  const seen = await signedIn(code);
  assert.equal(await seen("/k/guest/3/v1/space.json?id=3"), 403);
  same(await inside.space.updateSpaceGuests({ id: 3, guests: ["kyodo@npo-midori.example.jp", "jichikai@midori-rengo.example.jp", code] }), {});
  assert.equal(await seen("/k/guest/3/v1/space.json?id=3"), 200);
  assert.equal(await seen("/k/v1/space.json?id=1"), 403);
  await refused(as(`guest/${code}`, { guestSpaceId: 3 }).space.getSpace({ id: 3 }), 403, "CB_NO02");
  same(await office.space.deleteGuests({ guests: [code] }), {});
  assert.equal(await seen("/k/guest/3/v1/space.json?id=3"), 401);
  await refused(inside.space.updateSpaceGuests({ id: 3, guests: [code] }), 400, "CB_VA01", "guests[0]");
});

test("the client of a guest space reaches its apps, and no others", async () => {
  const inside = as("office", { guestSpaceId: 3 });
  const app = await made(inside, "協働会議の議事", { 件名: text("件名") }, { space: "3" });
  const { id } = await inside.record.addRecord({ app, record: { 件名: { value: "一件目" } } });
  same((await inside.record.getRecord({ app, id })).record["件名"], { type: "SINGLE_LINE_TEXT", value: "一件目" });
  has(await inside.app.getApp({ id: app }), { spaceId: "3", name: "協働会議の議事" });
  await refused(as("office").record.getRecord({ app, id }), 400, "GAIA_IL23");
  await refused(inside.record.getRecord({ app: 1, id: 1 }), 403, "CB_NO02");
});

test("statistics are of the Wide course", async () => {
  await refused(as("office").space.getStatistics({}), 403, "CB_NO02");
  await refused(as("office").app.getStatistics({}), 403, "CB_NO02");
  await onWideCourse("office", async (office) => {
    const { spaces } = await office.space.getStatistics({ offset: 0, limit: 100 });
    has(spaces[0], { id: "1", name: "みどり市 業務改善ひろば", isPrivate: false, isGuest: false, administratorCount: "1" });
    assert.ok(spaces.length >= 3);
    const { apps } = await office.app.getStatistics({ offset: 0, limit: 100 });
    const own = apps.find(({ id }) => id === "8");
    assert.ok(own);
    has(own, { name: "【情報政策課】備品台帳", status: "ACTIVATED", recordCount: "5" });
  });
});
