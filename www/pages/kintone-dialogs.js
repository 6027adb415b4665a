// Notifications, dialogs, bottom sheets and the loading cover: kintone's own UI that customisations may ask for.
(() => {
  'use strict';

  const host = globalThis[Symbol.for('local kintone')];
  const WORDS = {
    ja: { ok: 'OK', cancel: 'キャンセル', close: '閉じる', loading: '読み込み中です' },
    en: { ok: 'OK', cancel: 'Cancel', close: 'Close', loading: 'Loading' },
  };
  const words = WORDS[host.boot.lang] ?? WORDS.ja;

  const element = (tag, className, text) => {
    const made = document.createElement(tag);
    if (className) made.className = className;
    if (text !== undefined) made.textContent = text;
    return made;
  };

  let banner = null;
  const clearNotification = () => {
    banner?.remove();
    banner = null;
  };
  // One at a time, kintone's own among them; the newest wins.
  const notify = (type, message, lines = []) => {
    clearNotification();
    banner = element('div', `notifier-cybozu notifier-${type.toLowerCase()}-cybozu`);
    banner.setAttribute('role', type === 'ERROR' ? 'alert' : 'status');
    const inner = element('div', 'notifier-body-cybozu');
    for (const line of String(message).split(/\r\n|\r|\n/)) inner.append(element('p', 'notifier-header-cybozu', line));
    if (lines.length) {
      const list = element('ul');
      for (const line of lines) list.append(element('li', '', line));
      inner.append(list);
    }
    const close = element('button', 'notifier-remove-cybozu', '×');
    close.type = 'button';
    close.setAttribute('aria-label', words.close);
    close.addEventListener('click', clearNotification);
    banner.append(inner, close);
    banner.setAttribute('popover', 'manual');
    place();
  };
  // A banner stands above an open dialog, and inside it: outside of it nothing can be pressed.
  const place = () => {
    if (!banner) return;
    const around = [...document.querySelectorAll('dialog:modal')].at(-1) ?? document.body;
    around.append(banner);
    banner.showPopover();
  };

  const openDialog = (config, body, shape) => {
    const { title, showOkButton = true, okButtonText = words.ok, showCancelButton = false,
      cancelButtonText = words.cancel, showCloseButton = false, beforeClose } = config;
    const dialog = element('dialog', `dialog ${shape}`);
    let settle;
    let closing = false;
    const closed = new Promise(resolve => { settle = resolve; });
    const finish = action => {
      if (!dialog.isConnected) return;
      const holdsBanner = banner !== null && dialog.contains(banner);
      dialog.close();
      dialog.remove();
      if (holdsBanner) place();
      settle(action);
    };
    const ask = async action => {
      if (closing) return;
      closing = true;
      try {
        if (!beforeClose || await beforeClose(action) !== false) finish(action);
      } finally {
        closing = false;
      }
    };
    const heading = element('div', 'dialog-head');
    if (title !== undefined) {
      const text = element('h2', 'dialog-title', title);
      text.id = `dialog-title-${crypto.randomUUID()}`;
      dialog.setAttribute('aria-labelledby', text.id);
      heading.append(text);
    }
    const button = (label, action, className) => {
      const made = element('button', className, label);
      made.type = 'button';
      made.addEventListener('click', () => ask(action));
      return made;
    };
    if (showCloseButton) {
      const close = button('×', 'CLOSE', 'dialog-close');
      close.setAttribute('aria-label', words.close);
      heading.append(close);
    }
    if (heading.childNodes.length) dialog.append(heading);
    const middle = element('div', 'dialog-body');
    if (body) middle.append(body);
    dialog.append(middle);
    const foot = element('div', 'dialog-foot');
    if (showCancelButton) foot.append(button(cancelButtonText, 'CANCEL', 'button button-normal'));
    if (showOkButton) foot.append(button(okButtonText, 'OK', 'button button-submit'));
    if (foot.childNodes.length) dialog.append(foot);
    // Esc is the close button's key: without that button it must do nothing, twice pressed as well.
    dialog.setAttribute('closedby', showCloseButton ? 'closerequest' : 'none');
    dialog.addEventListener('keydown', event => {
      if (event.key !== 'Escape') return;
      event.preventDefault();
      if (showCloseButton) ask('CLOSE');
    });
    // With the focus outside the page the browser asks by itself.
    dialog.addEventListener('cancel', event => {
      event.preventDefault();
      if (showCloseButton) ask('CLOSE');
    });
    dialog.addEventListener('close', () => finish('CLOSE'));
    document.body.append(dialog);
    dialog.showModal();
    const first = middle.querySelector('input, select, textarea, [autofocus]') ?? foot.lastElementChild ?? heading.querySelector('button');
    first?.focus();
    place();
    return { closed, finish };
  };

  const lines = text => {
    const made = element('div', 'dialog-text');
    String(text).split(/\r\n|\r|\n/).forEach((line, index) => {
      if (index) made.append(document.createElement('br'));
      made.append(line);
    });
    return made;
  };
  const confirmWith = (wanted, shape) => async (config = {}) => {
    if (host.mobile !== wanted) throw new Error('This API cannot be used on this screen.');
    return openDialog(config, config.body === undefined ? null : lines(config.body), shape).closed;
  };
  const createWith = (wanted, shape) => async (config = {}) => {
    if (host.mobile !== wanted) throw new Error('This API cannot be used on this screen.');
    if (config.body !== undefined && !(config.body instanceof Element)) throw new Error('config.body');
    let open = null;
    return {
      show: () => {
        open ??= openDialog(config, config.body, shape);
        return open.closed.finally(() => { open = null; });
      },
      close: () => open?.finish('FUNCTION'),
    };
  };

  let cover = null;
  const showLoading = wanted => async state => {
    if (host.mobile !== wanted) throw new Error('This API cannot be used on this screen.');
    if (state !== 'VISIBLE' && state !== 'HIDDEN') throw new Error('state');
    loading(state === 'VISIBLE');
  };
  const loading = visible => {
    if (!visible) {
      const holdsBanner = banner !== null && cover?.contains(banner);
      cover?.close();
      cover?.remove();
      cover = null;
      if (holdsBanner) place();
      return;
    }
    if (cover) return;
    cover = element('dialog', 'loading');
    cover.setAttribute('aria-label', words.loading);
    cover.append(element('div', 'loading-ring'));
    cover.setAttribute('closedby', 'none');
    cover.addEventListener('keydown', event => event.preventDefault());
    cover.addEventListener('cancel', event => event.preventDefault());
    document.body.append(cover);
    cover.showModal();
  };

  const showNotification = wanted => async (type, message) => {
    if (host.mobile !== wanted) throw new Error('This API cannot be used on this screen.');
    if (!['ERROR', 'SUCCESS', 'INFO'].includes(type)) throw new Error('type');
    notify(type, message);
  };

  Object.assign(globalThis.kintone, {
    showNotification: showNotification(false),
    showConfirmDialog: confirmWith(false, 'dialog-window'),
    createDialog: createWith(false, 'dialog-window'),
    showLoading: showLoading(false),
  });
  Object.assign(globalThis.kintone.mobile, {
    showNotification: showNotification(true),
    showConfirmBottomSheet: confirmWith(true, 'dialog-sheet'),
    createBottomSheet: createWith(true, 'dialog-sheet'),
    showLoading: showLoading(true),
  });

  host.notify = notify;
  host.clearNotification = clearNotification;
  host.loading = loading;
  host.dialog = (config, body) => openDialog(config, body, host.mobile ? 'dialog-sheet' : 'dialog-window');
  host.customisationError = faults => notify('ERROR', host.boot.lang === 'ja'
    ? 'カスタマイズ用のJavaScriptの実行時にエラーが発生しました。'
    : 'An error occurred while running JavaScript for customization.', faults);
})();
