// What whoever sits at this machine may set: the clock, the policy about WebAssembly, faults, a fresh city.
import { host } from './host.js';
import { button, draw, h, iconButton } from './element.js';
import { tell } from './rest.js';
import { sure } from './sure.js';
import { show as showTime, toIso, toLocal } from './times.js';
import { say } from './words.js';

// These addresses know neither session nor token, and take no member that they do not know.
const call = async (path, method = 'GET', body = undefined) => {
  const answer = await fetch(path, { method, ...(body !== undefined && { headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) }) });
  if (!answer.ok) throw await answer.json().catch(() => new Error(`${path}: ${answer.status}`));
  return answer.json();
};
const act = async (change, message) => {
  try {
    await change();
    host.notify('SUCCESS', message);
  } catch (error) {
    tell(error);
  }
};
const labelled = (id, word, control) => h('div', { class: 'stack' }, h('label', { for: id }, say(word)), control);

const clockPart = async () => {
  const now = h('p', { role: 'status' });
  const time = h('input', { id: 'clock-time', type: 'datetime-local', class: 'input-date-text-cybozu' });
  const show = ({ now: at }) => {
    now.textContent = say('workshopNow', { time: showTime(at) });
    const { date, time: hour } = toLocal(at);
    time.value = `${date}T${hour}`;
  };
  const set = at => act(async () => show(await call('/local/clock.json', 'PUT', { now: at })), say('workshopClockSet'));
  show(await call('/local/clock.json'));
  return h('section', { class: 'panel' }, h('h2', {}, say('workshopClock')), now, h('div', { class: 'adder-row' }, labelled('clock-time', 'workshopTime', time),
    button(say('workshopStop'), () => {
      const [date, hour] = time.value.split('T');
      if (date) set(toIso(date, hour));
    }), button(say('workshopRun'), () => set(null))));
};

const policyPart = async () => {
  const box = h('input', { type: 'checkbox', checked: (await call('/local/csp.json')).wasm, onchange: () => act(() => call('/local/csp.json', 'PUT', { wasm: box.checked }), say('workshopPolicySet')) });
  return h('section', { class: 'panel' }, h('h2', {}, say('workshopPolicy')), h('label', { class: 'check' }, box, say('workshopWasm')));
};

// What may happen to the state just before a request is served.
const BEFORE = ['stale', 'endSession', 'failDeploy'];
const ruleText = ({ method, path, user, status, delayMs, cut, before, times }) => [method ?? say('faultAny'), path, user,
  cut ? say('faultKind_cut') : before ? say(`faultKind_${before}`) : status ? `${say('faultKind_status')} ${status}` : `${say('faultKind_delay')} ${delayMs} ms`, times && `× ${times}`].filter(Boolean).join(' · ');

const faultsPart = async () => {
  const list = h('ol', { class: 'scripts' });
  const none = h('p', { class: 'hint' }, say('workshopNoFaults'));
  let { rules } = await call('/local/faults.json');
  const show = () => {
    none.hidden = rules.length > 0;
    list.replaceChildren(...rules.map((rule, index) => h('li', {}, h('span', { class: 'script-name' }, ruleText(rule)),
      iconButton('✕', say('removeOne', { name: say('faultOf', { number: index + 1 }) }), () => send(rules.filter(each => each !== rule))))));
  };
  const send = async next => {
    try {
      await call('/local/faults.json', 'PUT', { rules: next.map(rule => Object.fromEntries(Object.entries(rule).filter(([, value]) => value !== null && value !== false))) });
      rules = next;
      show();
    } catch (error) {
      tell(error);
    }
  };
  const method = h('select', { id: 'fault-method', class: 'gaia-argoui-select' }, h('option', { value: '' }, say('faultAny')), ['GET', 'POST', 'PUT', 'DELETE'].map(each => h('option', {}, each)));
  const path = h('input', { id: 'fault-path', class: 'input-text-cybozu', value: '/k/v1/*' });
  const user = h('input', { id: 'fault-user', class: 'input-text-cybozu' });
  const kind = h('select', { id: 'fault-kind', class: 'gaia-argoui-select' }, ['status', 'delay', 'cut', ...BEFORE].map(each => h('option', { value: each }, say(`faultKind_${each}`))));
  const number = h('input', { id: 'fault-number', class: 'input-text-cybozu', type: 'number', min: 1, value: 500 });
  const times = h('input', { id: 'fault-times', class: 'input-text-cybozu', type: 'number', min: 1 });
  kind.addEventListener('change', () => { number.value = kind.value === 'delay' ? 2000 : 500; });
  const add = () => send([...rules, {
    path: path.value, ...(method.value && { method: method.value }), ...(user.value.trim() && { user: user.value.trim() }), ...(times.value && { times: Number(times.value) }),
    ...(BEFORE.includes(kind.value) ? { before: kind.value } : kind.value === 'cut' ? { cut: true } : kind.value === 'delay' ? { delayMs: Number(number.value) } : { status: Number(number.value) }),
  }]);
  show();
  return h('section', { class: 'panel' }, h('h2', {}, say('workshopFaults')), h('p', { class: 'hint' }, say('workshopFaultsHint')), none, list,
    h('fieldset', { class: 'adder' }, h('legend', {}, say('addFault')), h('div', { class: 'adder-row' },
      labelled('fault-method', 'faultMethod', method), labelled('fault-path', 'faultPath', path), labelled('fault-user', 'faultUser', user), labelled('fault-kind', 'faultKind', kind),
      labelled('fault-number', 'faultNumber', number), labelled('fault-times', 'faultTimes', times), button(say('add'), add))), button(say('clearFaults'), () => send([])));
};

const resetPart = () => h('section', { class: 'panel' }, h('h2', {}, say('workshopReset')), h('p', { class: 'hint' }, say('workshopResetHint')),
  button(say('workshopResetYes'), async () => {
    if (!await sure(say('workshopReset'), say('workshopResetAsk'), say('workshopResetYes'))) return;
    await act(async () => {
      await call('/local/reset.json', 'POST', {});
      await show();
    }, say('workshopResetDone'));
  }, { class: 'button button-danger' }));

const show = async () => draw(h('h1', { class: 'app-title' }, say('workshop')), h('section', { class: 'panel', 'aria-label': say('workshop') }, h('p', {}, say('workshopLead'))),
  await clockPart(), await policyPart(), await faultsPart(), resetPart());

export const workshopPage = show;
