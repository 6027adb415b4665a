// kintone.app.record and its mobile twin: the record on the screen and the elements handed out for it.
(() => {
  'use strict';

  const host = globalThis[Symbol.for('local kintone')];
  const { app, mobile } = globalThis.kintone;
  const OPEN = ['create', 'edit', 'detail'];
  const DRAWN = [...OPEN, 'print'];
  const UNSTYLED = ['STATUS', 'STATUS_ASSIGNEE', 'SUBTABLE', 'REFERENCE_TABLE', 'GROUP'];

  const there = (wanted, screens) => host.mobile === wanted && host.on(...screens);

  const styles = new Map();
  const paint = (target, style, names) => {
    for (const name of names) {
      const value = style === 'DEFAULT' ? 'DEFAULT' : style?.[name];
      if (value === undefined) continue;
      target.style[name] = value === 'DEFAULT' ? '' : value;
    }
  };
  const setFieldStyle = wanted => async (code, config) => {
    if (!there(wanted, DRAWN)) throw new Error('This API cannot be used on this screen.');
    const field = host.elements.field?.(code);
    if (!field || UNSTYLED.includes(host.boot.app.properties[code]?.type)) throw new Error(`fieldCode: ${code}`);
    const whole = config === 'DEFAULT';
    const before = whole ? {} : styles.get(code) ?? {};
    const part = name => (whole ? 'DEFAULT' : config[name]);
    paint(field.content, part('content'), ['backgroundColor', 'color', 'fontWeight', 'textDecoration', 'borderColor']);
    paint(field.whole, part('background'), ['backgroundColor']);
    if (field.label) paint(field.label, part('label'), ['color', 'fontWeight', 'textDecoration']);
    styles.set(code, whole ? {} : { ...before, ...host.copy(config) });
  };
  const getFieldStyle = wanted => async code => {
    if (!there(wanted, DRAWN)) throw new Error('This API cannot be used on this screen.');
    const set = styles.get(code) ?? {};
    const read = (part, names) => Object.fromEntries(names.map(name => [name, set[part]?.[name] ?? 'DEFAULT']));
    return {
      content: read('content', ['backgroundColor', 'color', 'fontWeight', 'textDecoration', 'borderColor']),
      background: read('background', ['backgroundColor']),
      label: read('label', ['color', 'fontWeight', 'textDecoration']),
    };
  };

  const NO_ELEMENT_ON_MOBILE = ['SUBTABLE', 'REFERENCE_TABLE', 'GROUP'];
  const twin = wanted => ({
    getId: () => (there(wanted, ['edit', 'detail', 'print']) ? host.recordId : null),
    get: () => {
      if (host.events.insideHandler || !there(wanted, DRAWN) || !host.form) return null;
      return { record: host.form.read() };
    },
    set: payload => {
      if (host.events.insideHandler || !there(wanted, ['create', 'edit']) || !host.form) return;
      host.form.set(payload);
    },
    getSpaceElement: id => (there(wanted, DRAWN) ? host.elements.space?.(id) ?? null : null),
    getFieldElement: code => {
      if (!there(wanted, ['detail', 'print'])) return null;
      const type = host.boot.app.properties[code]?.type;
      if (!type || type === 'STATUS' || type === 'STATUS_ASSIGNEE') return null;
      if (wanted && NO_ELEMENT_ON_MOBILE.includes(type)) return null;
      return host.elements.field?.(code)?.content ?? null;
    },
    setFieldShown: (code, shown) => {
      if (there(wanted, DRAWN)) host.elements.show?.(code, Boolean(shown));
    },
    setGroupFieldOpen: (code, open) => {
      if (there(wanted, OPEN)) host.elements.openGroup?.(code, Boolean(open));
    },
    isFieldVisible: async code => {
      if (!there(wanted, OPEN)) return false;
      if ((await host.fieldRights)?.[code]?.viewable === false) throw new Error(`fieldCode: ${code}`);
      return host.elements.visible?.(code) ?? false;
    },
    isGroupFieldOpen: async code => (there(wanted, OPEN) ? host.elements.groupOpen?.(code) ?? false : false),
    setFieldStyle: setFieldStyle(wanted),
    getFieldStyle: getFieldStyle(wanted),
  });

  const rights = (screens, read) => async () => {
    if (!host.on(...screens)) throw new Error('This API cannot be used on this screen.');
    return host.copy(await read());
  };

  Object.assign(app.record, twin(false), {
    getHeaderMenuSpaceElement: () => (there(false, OPEN) ? host.elements.recordHeaderSpace ?? null : null),
    getPermissions: rights(['detail'], async () => {
      const found = await host.recordRights;
      return { editRecord: Boolean(found?.record.editable), deleteRecord: Boolean(found?.record.deletable) };
    }),
    getFieldPermissions: rights(OPEN, async () => {
      const found = (await host.fieldRights) ?? {};
      return Object.fromEntries(Object.entries(found)
        .map(([code, right]) => [code, { readField: right.viewable, editField: right.editable }]));
    }),
  });
  Object.assign(mobile.app.record, twin(true));
})();
