// The functions of kintone's JavaScript API: none is missing, none is invented, and each answers on the screens that its
// page names. Elsewhere a synchronous one gives null and an asynchronous one rejects.
import { must } from "../local_kintone.mjs";
import { PHONE, expect, test } from "./journey.mjs";
import { switchProcessOn } from "./process-on.mjs";

// List, add, edit, detail, print, report (graph); small letters: the same on a phone; C plug-in's settings, O portal, S space.
const DESK = "LAEDPR";
const HAND = "laedr";
const EVERYWHERE = `${DESK}${HAND}OoS`;
const ON_APP = `LAEDR${HAND}`;
const PARTS = (names) => names.flatMap(([path, screens]) => [[path.replace("*", "get").concat("DisplayState"), screens]]);

const SYNCHRONOUS = {
  "getLoginUser": `${EVERYWHERE}C`, "getUiVersion": `${EVERYWHERE}C`, "getRequestToken": `${EVERYWHERE}C`,
  "app.getId": `${DESK}C`, "mobile.app.getId": HAND,
  "app.record.getId": "EDP", "mobile.app.record.getId": "ed",
  "app.record.get": "AEDP", "mobile.app.record.get": "aed",
  "app.getQuery": "LR", "app.getQueryCondition": "LR", "mobile.app.getQuery": "lr", "mobile.app.getQueryCondition": "lr",
  "app.getHeaderMenuSpaceElement": "L", "app.getHeaderSpaceElement": "L", "mobile.app.getHeaderSpaceElement": "laed",
  "app.record.getHeaderMenuSpaceElement": "AED",
  "portal.getContentSpaceElement": "O", "mobile.portal.getContentSpaceElement": "o", "space.portal.getContentSpaceElement": "S",
  "mobile.space.portal.getContentSpaceElement": "",
};

const ASYNCHRONOUS = {
  ...Object.fromEntries(["getDomain", "getPageType", "isRevampedUI", "getAvailableApiTypes", "license.getSubscriptionPlan", "api.getConcurrencyLimit"].map((name) => [name, `${EVERYWHERE}C`])),
  ...Object.fromEntries(["isMobilePage", "isMobileApp", "isUsersAndSystemAdministrator", "getAvailableServices", "isAccessWithClientCertificateAuthentication",
    "getUserPreference", "license.isTrial", "system.getPermissions", "system.getAvailableFeatures", "user.getGroups", "user.getOrganizations",
    "user.getCustomFields"].map((name) => [name, EVERYWHERE])),
  ...Object.fromEntries(["app.get", "app.getFormFields", "app.getFormLayout"].map((name) => [name, `${ON_APP}C`])),
  ...Object.fromEntries(["app.getStatus", "app.getPermissions", "app.getCategories"].map((name) => [name, ON_APP])),
  "app.isTestEnvironment": `${ON_APP}P`, "app.isMaintenanceMode": `${ON_APP}P`,
  "app.getViews": "LRl", "app.getView": "Ll", "app.getReports": "LRr",
  "app.record.getPermissions": "Dd", "app.record.getFieldPermissions": "AEDaed", "app.record.getStatusHistory": "EDPed",
  "app.record.getStatusActions": "Dd", "app.record.getAssignees": "EDed", "app.record.getActions": "Dd",
  "space.get": `${ON_APP}CS`, "space.getPermissions": `${ON_APP}S`,
  "getKeyboardShortcuts": "LAED", "app.getRecordListStyle": "L", "mobile.app.getRecordListStyle": "l",
  "app.getDescriptionDisplayState": "L", "app.record.getSideBarDisplayState": "ED",
  ...Object.fromEntries(PARTS([
    ["app.*AddRecordButton", "LD"], ["app.*AppSettingsButton", "LDR"], ["app.*OptionsButton", "LDR"], ["app.*FilterButton", "LR"], ["app.*ReportButton", "LR"],
    ["app.*ViewAndReportSelector", "LR"], ["app.*ViewSelectorItems", "LR"], ["app.*ReportSelectorItems", "LR"],
    ["app.record.*EditRecordButton", "D"], ["app.record.*DuplicateRecordButton", "D"], ["app.record.*ChangeAssigneeButton", "D"], ["app.record.*Pager", "D"],
    ["mobile.app.*AddRecordButton", "l"], ["mobile.app.*FilterButton", "l"], ["mobile.app.*ViewSelector", "l"], ["mobile.app.*ReportSelector", "r"],
    ["mobile.app.*OptionsButton", "d"], ["mobile.app.*ViewSelectorItems", "l"], ["mobile.app.*ReportSelectorItems", "r"],
    ["mobile.app.record.*EditRecordButton", "d"], ["mobile.app.record.*Pager", "d"],
  ])),
};

// With arguments: what they do is tried elsewhere, here they only have to be there.
const TWINS = ["record.set", "record.getFieldElement", "record.getSpaceElement", "record.setFieldShown", "record.setGroupFieldOpen", "record.isFieldVisible",
  "record.isGroupFieldOpen", "record.setFieldStyle", "record.getFieldStyle", "getFieldElements", "getLookupTargetAppId", "getRelatedRecordsTargetAppId",
  "setRecordListStyle", "showAddRecordButton", "showFilterButton", "showOptionsButton", "showViewSelectorItems", "showReportSelectorItems",
  "record.showEditRecordButton", "record.showPager",
  ...["ActionButton", "StatusActionButton", "AddTableRowButtons", "DeleteTableRowButtons"].flatMap((part) => [`record.show${part}`, `record.get${part}DisplayState`])];
const WITH_ARGUMENTS = [
  ...TWINS.flatMap((name) => [`app.${name}`, `mobile.app.${name}`]),
  "app.getIcons", "user.getIcons", "buildPageUrl", "setKeyboardShortcuts",
  "app.showDescription", "app.showAppSettingsButton", "app.showReportButton", "app.showViewAndReportSelector",
  "app.record.showSideBar", "app.record.showDuplicateRecordButton", "app.record.showChangeAssigneeButton",
  "mobile.app.showViewSelector", "mobile.app.showReportSelector",
  "api", "api.url", "api.urlForGet", "proxy", "proxy.upload", "events.on", "events.off", "Promise",
  "showNotification", "showLoading", "showConfirmDialog", "createDialog",
  "mobile.showNotification", "mobile.showLoading", "mobile.showConfirmBottomSheet", "mobile.createBottomSheet",
  ...["getConfig", "setConfig", "getProxyConfig", "setProxyConfig", "proxy", "proxy.upload"].map((name) => `plugin.app.${name}`),
];

// An app in a space, and who manages it.
const APP = 28;
const MANAGER = "kimura-taro";
const SCREENS = {
  L: `/k/${APP}/`, A: `/k/${APP}/edit`, E: `/k/${APP}/show#record=1&mode=edit`, D: `/k/${APP}/show#record=1`, P: `/k/${APP}/print?record=1`, R: `/k/${APP}/report`,
  l: `/k/m/${APP}/`, a: `/k/m/${APP}/edit`, e: `/k/m/${APP}/show?record=1#mode=edit`, d: `/k/m/${APP}/show?record=1`, r: `/k/m/${APP}/report`,
  O: "/k/", o: "/k/m/", S: "/k/space/1",
};

/** Names of the functions below `kintone`, as a customisation can reach them. */
const walk = () => {
  const names = [];
  const look = (value, path) => {
    for (const name of Object.keys(value)) {
      const inner = value[name];
      const full = path ? `${path}.${name}` : name;
      if (typeof inner === "function") names.push(full);
      if (inner !== null && inner !== value && name !== "Promise" && ["function", "object"].includes(typeof inner)) look(inner, full);
    }
  };
  look(globalThis.kintone, "");
  return names.sort();
};

/** What each of the functions gives here: whether it has an answer. */
const ask = async ([synchronous, asynchronous]) => {
  const find = (path) => path.split(".").reduce((value, name) => value[name], globalThis.kintone);
  const answers = {};
  for (const path of synchronous) answers[path] = find(path)() !== null;
  for (const path of asynchronous) answers[path] = await find(path)().then(() => true, () => false);
  return answers;
};

test("none is missing and none is invented, on either device", async ({ enter }) => {
  const names = [...Object.keys(SYNCHRONOUS), ...Object.keys(ASYNCHRONOUS), ...WITH_ARGUMENTS].sort();
  const builder = await enter("builder");
  for (const address of ["/k/1/", "/k/m/1/"]) {
    await builder.goto(address);
    expect(await builder.evaluate(walk)).toEqual(names);
  }
});

const asked = [Object.keys(SYNCHRONOUS), Object.keys(ASYNCHRONOUS)];
const answering = (letter) => Object.fromEntries([...Object.entries(SYNCHRONOUS), ...Object.entries(ASYNCHRONOUS)].map(([name, screens]) => [name, screens.includes(letter)]));

test("each answers where its page says, and nowhere else", async ({ kintone, enter }) => {
  await must(kintone.address, MANAGER, "POST", "/k/v1/preview/app/plugins.json", { app: APP, ids: [kintone.plugin] });
  await switchProcessOn(kintone.address, MANAGER, APP);
  const [desk, phone] = [await enter(MANAGER), await enter(MANAGER, { viewport: PHONE })];
  const config = `/k/admin/app/${APP}/plugin/config?pluginId=${kintone.plugin}`;
  for (const [letter, address] of Object.entries({ ...SCREENS, C: config })) {
    const page = letter === letter.toUpperCase() ? desk : phone;
    await page.goto("about:blank");
    await page.goto(address);
    // Some answer only when the page has been drawn.
    await expect.poll(() => page.evaluate(ask, asked), `${letter} ${address}`).toEqual(answering(letter));
  }
});
