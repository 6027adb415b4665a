// The four lists of a customisation: JavaScript and CSS, for PC and for mobile.
import { host } from './host.js';
import { button, h, newId } from './element.js';
import { orderButtons } from './order-buttons.js';
import { tell, upload } from './rest.js';
import { say } from './words.js';

const LISTS = [['desktop', 'js'], ['desktop', 'css'], ['mobile', 'js'], ['mobile', 'css']];
const SCOPES = ['ALL', 'ADMIN', 'NONE'];

const nameOf = entry => (entry.type === 'URL' ? entry.url : entry.file.name);

export const scriptLists = (customisation, mayEdit) => {
  const area = h('div', { class: 'script-lists' });
  const scopeName = newId('scope');
  const redraw = () => area.replaceChildren(
    h('fieldset', {}, h('legend', {}, say('scope')), SCOPES.map(scope => h('label', { class: 'check' }, h('input', {
      type: 'radio', name: scopeName, checked: customisation.scope === scope, disabled: !mayEdit, onchange: () => { customisation.scope = scope; },
    }), say(`scope_${scope}`)))),
    ...LISTS.map(([device, kind]) => {
      const list = customisation[device][kind];
      const title = say(`scripts_${device}_${kind}`);
      const address = h('input', { class: 'input-text-cybozu', 'aria-label': say('urlFor', { title }), placeholder: 'https://' });
      return h('fieldset', {}, h('legend', {}, title),
        list.length ? h('ol', { class: 'scripts' }, list.map((entry, index) => h('li', {}, h('span', { class: 'script-name' }, nameOf(entry)),
          mayEdit && orderButtons(list, index, nameOf(entry), redraw)))) : h('p', { class: 'hint' }, say('noFiles')),
        mayEdit && h('div', { class: 'script-adder' },
          h('label', { class: 'file-label' }, say('uploadTo', { title }), h('input', {
            type: 'file', accept: kind === 'js' ? '.js,text/javascript' : '.css,text/css', multiple: true,
            onchange: async event => {
              try {
                for (const file of event.target.files) {
                  const contentType = kind === 'js' ? 'text/javascript' : 'text/css';
                  list.push({ type: 'FILE', file: { fileKey: await upload(file), name: file.name, contentType, size: String(file.size) } });
                }
              } catch (error) {
                tell(error);
              }
              redraw();
            },
          })),
          address, button(say('addUrl'), () => {
            if (!address.value.startsWith('https://')) {
              host.notify('ERROR', say('urlNeedsHttps'));
              address.focus();
              return;
            }
            list.push({ type: 'URL', url: address.value });
            redraw();
          }, { class: 'button button-small' })));
    }));
  redraw();
  return area;
};

// What is sent names a file by its key alone, or with its name where there is no app to know it.
export const entriesToSend = (customisation, withNames) => {
  const send = list => list.map(entry => (entry.type === 'URL' ? { type: 'URL', url: entry.url }
    : { type: 'FILE', file: withNames ? { fileKey: entry.file.fileKey, name: entry.file.name, size: entry.file.size } : { fileKey: entry.file.fileKey } }));
  return {
    scope: customisation.scope,
    desktop: { js: send(customisation.desktop.js), css: send(customisation.desktop.css) },
    mobile: { js: send(customisation.mobile.js), css: send(customisation.mobile.css) },
  };
};

export const completeLists = ({ scope, desktop, mobile }) => ({
  scope: scope ?? 'ALL',
  desktop: { js: [...desktop?.js ?? []], css: [...desktop?.css ?? []] },
  mobile: { js: [...mobile?.js ?? []], css: [...mobile?.css ?? []] },
});
