// One control for each kind of field. A control tells of every stroke (`changed`) and of a value that has settled (`settled`).
import { h, newId } from './element.js';
import { upload, tell } from './rest.js';
import { cleanMarkup, richText } from './rich-text.js';
import { fileLink } from './values.js';
import { options } from './field-kinds.js';
import { peopleInput } from './people-input.js';
import { toIso, toLocal } from './times.js';
import { say } from './words.js';

const naming = ({ id, label, inTable }) => ({ id, ...(inTable && { 'aria-label': label }) });

const oneLine = (context, attributes) => {
  const { value, changed, settled } = context;
  const input = h('input', {
    type: 'text', class: 'input-text-cybozu', ...attributes, ...naming(context), value: value ?? '',
    oninput: () => changed(input.value === '' ? undefined : input.value),
    onchange: () => settled(),
  });
  return {
    element: input,
    control: input,
    write: next => { input.value = next ?? ''; },
    lock: state => { input.disabled = state; },
  };
};

const manyLines = context => {
  const { value, changed, settled } = context;
  const input = h('textarea', {
    class: 'textarea-cybozu', rows: 5, ...naming(context), value: value ?? '',
    oninput: () => changed(input.value === '' ? undefined : input.value),
    onchange: () => settled(),
  });
  return { element: input, control: input, write: next => { input.value = next ?? ''; }, lock: state => { input.disabled = state; } };
};

const rich = context => {
  const { value, changed, settled, label, id } = context;
  const area = h('div', {
    class: 'rich-area', contenteditable: 'true', role: 'textbox', 'aria-multiline': 'true', 'aria-label': label, id, tabindex: '0',
    oninput: () => changed(cleanMarkup(area.innerHTML)),
    onblur: () => settled(),
    // What is pasted arrives as plain text.
    onpaste: event => {
      event.preventDefault();
      document.execCommand('insertText', false, event.clipboardData.getData('text/plain'));
    },
  });
  area.replaceChildren(richText(value));
  const tools = h('div', { class: 'rich-tools', role: 'toolbar', 'aria-label': say('richTools', { label }) },
    [['bold', 'B'], ['italic', 'I'], ['underline', 'U'], ['insertUnorderedList', '•']].map(([command, face]) =>
      h('button', {
        type: 'button', class: `rich-tool rich-${command}`, 'aria-label': say(`rich_${command}`),
        onmousedown: event => event.preventDefault(),
        onclick: () => {
          area.focus();
          document.execCommand(command);
        },
      }, face)));
  return {
    element: h('div', { class: 'rich-input' }, tools, area),
    control: area,
    write: next => { area.replaceChildren(richText(next)); },
    lock: state => {
      area.contentEditable = state ? 'false' : 'true';
      area.setAttribute('aria-disabled', String(state));
      for (const tool of tools.children) tool.disabled = state;
    },
  };
};

const dateTime = context => {
  const { value, changed, settled, label, id, inTable } = context;
  const start = toLocal(value);
  const report = () => changed(toIso(date.value, time.value));
  const date = h('input', {
    type: 'date', class: 'input-date-text-cybozu', id, ...(inTable && { 'aria-label': label }), value: start.date,
    oninput: report, onchange: () => settled(),
  });
  const time = h('input', {
    type: 'time', class: 'input-time-text-cybozu', 'aria-label': say('timeOf', { label }), value: start.time,
    oninput: report, onchange: () => settled(),
  });
  return {
    element: h('span', { class: 'date-time' }, date, time),
    control: date,
    write: next => {
      const local = toLocal(next);
      date.value = local.date;
      time.value = local.time;
    },
    lock: state => {
      date.disabled = state;
      time.disabled = state;
    },
  };
};

const dropDown = context => {
  const { property, value, changed, settled } = context;
  const input = h('select', {
    class: 'gaia-argoui-select', ...naming(context),
    onchange: () => {
      changed(input.value === '' ? undefined : input.value);
      settled();
    },
  }, h('option', { value: '' }, '-----'), options(property).map(option => h('option', { value: option }, option)));
  input.value = value ?? '';
  return { element: input, control: input, write: next => { input.value = next ?? ''; }, lock: state => { input.disabled = state; } };
};

const multiSelect = context => {
  const { property, value, changed, settled } = context;
  const choices = options(property);
  const input = h('select', {
    class: 'multi-select', multiple: true, size: Math.min(Math.max(choices.length, 2), 6), ...naming(context),
    onchange: () => {
      changed([...input.selectedOptions].map(option => option.value));
      settled();
    },
  }, choices.map(option => h('option', { value: option }, option)));
  const write = next => {
    for (const option of input.options) option.selected = (next ?? []).includes(option.value);
  };
  write(value);
  return { element: input, control: input, write, lock: state => { input.disabled = state; } };
};

const choices = (kind, context) => {
  const { property, value, changed, settled, id, label, inTable } = context;
  const name = newId('choice');
  const boxes = options(property).map(option => h('input', {
    type: kind, name, value: option,
    onchange: () => {
      changed(kind === 'radio' ? option : boxes.filter(box => box.checked).map(box => box.value));
      settled();
    },
  }));
  const write = next => {
    for (const box of boxes) box.checked = kind === 'radio' ? box.value === next : (next ?? []).includes(box.value);
  };
  write(value);
  const group = h('div', {
    id, tabindex: '-1', role: kind === 'radio' ? 'radiogroup' : 'group', 'aria-label': label,
    class: `choices ${property.align === 'VERTICAL' ? 'choices-vertical' : ''} ${inTable ? 'choices-in-table' : ''}`,
  }, boxes.map(box => h('label', { class: kind === 'radio' ? 'input-radio-item-cybozu' : 'input-checkbox-item-cybozu' }, box, box.value)));
  return {
    element: group,
    control: group,
    write,
    lock: state => { for (const box of boxes) box.disabled = state; },
  };
};

const files = context => {
  const { value, changed, settled } = context;
  let held = [...(value ?? [])];
  let locked = false;
  const list = h('ul', { class: 'file-list' });
  const drawList = () => list.replaceChildren(...held.map(file => h('li', {}, fileLink(file), h('button', {
    type: 'button', class: 'chip-remove', disabled: locked, 'aria-label': say('removeOne', { name: file.name }),
    onclick: () => {
      held = held.filter(each => each !== file);
      drawList();
      changed([...held]);
      settled();
    },
  }, '×'))));
  const input = h('input', {
    type: 'file', multiple: true, class: 'input-file', ...naming(context),
    onchange: async () => {
      try {
        for (const file of input.files) {
          const fileKey = await upload(file);
          held.push({ fileKey, name: file.name, contentType: file.type || 'application/octet-stream', size: String(file.size) });
        }
      } catch (error) {
        tell(error);
      }
      input.value = '';
      drawList();
      changed([...held]);
      settled();
    },
  });
  drawList();
  return {
    element: h('div', { class: 'file-input' }, list, input),
    control: input,
    write: next => {
      held = [...(next ?? [])];
      drawList();
    },
    lock: state => {
      locked = state;
      input.disabled = state;
      drawList();
    },
  };
};

// What is computed is shown in its box, and nobody types there.
const computed = context => {
  const { value } = context;
  const input = h('input', {
    type: 'text', class: 'input-text-cybozu input-computed', readOnly: true, ...naming(context), value: value ?? '',
    title: say('computed'),
  });
  return { element: input, control: input, write: next => { input.value = next ?? ''; }, lock: () => {} };
};

export const makeInput = context => {
  const { property } = context;
  if (property.type === 'CALC' || property.expression) return computed(context);
  switch (property.type) {
    case 'NUMBER': return oneLine(context, { class: 'input-text-cybozu input-number-cybozu', inputmode: 'decimal' });
    case 'DATE': return oneLine(context, { type: 'date', class: 'input-date-text-cybozu' });
    case 'TIME': return oneLine(context, { type: 'time', class: 'input-time-text-cybozu' });
    case 'DATETIME': return dateTime(context);
    case 'MULTI_LINE_TEXT': return manyLines(context);
    case 'RICH_TEXT': return rich(context);
    case 'DROP_DOWN': return dropDown(context);
    case 'MULTI_SELECT': return multiSelect(context);
    case 'RADIO_BUTTON': return choices('radio', context);
    case 'CHECK_BOX': return choices('checkbox', context);
    case 'USER_SELECT': case 'ORGANIZATION_SELECT': case 'GROUP_SELECT': return peopleInput({ type: property.type, ...context });
    case 'FILE': return files(context);
    default: return oneLine(context, property.type === 'LINK' && property.protocol === 'MAIL' ? { inputmode: 'email' } : {});
  }
};
