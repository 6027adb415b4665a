// Process management of two states without assignees, switched on in an app and put into effect.
import { deploy, must } from "../local_kintone.mjs";

const state = (name, index) => ({ name, index, assignee: { type: "ONE", entities: [] } });

export const ACTION = "完了する";

export const switchProcessOn = async (address, person, app) => {
  await must(address, person, "PUT", "/k/v1/preview/app/status.json", {
    app, enable: true, states: { 未処理: state("未処理", "0"), 完了: state("完了", "1") },
    actions: [{ name: ACTION, from: "未処理", to: "完了", filterCond: "" }],
  });
  await deploy(address, person, app);
};
