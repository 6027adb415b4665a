// What kintone lets a person, a handler or a save do with each kind of field.
export const SYSTEM = new Set(['RECORD_NUMBER', 'CREATOR', 'CREATED_TIME', 'MODIFIER', 'UPDATED_TIME', 'STATUS', 'STATUS_ASSIGNEE',
  '__ID__', '__REVISION__']);
export const NEVER_IN_RECORD = new Set(['GROUP', 'REFERENCE_TABLE', 'LABEL', 'HR', 'SPACER']);
export const LISTS = new Set(['CHECK_BOX', 'MULTI_SELECT', 'USER_SELECT', 'ORGANIZATION_SELECT', 'GROUP_SELECT', 'FILE', 'CATEGORY', 'STATUS_ASSIGNEE', 'SUBTABLE']);
const FIRES_CHANGE = new Set(['RADIO_BUTTON', 'DROP_DOWN', 'CHECK_BOX', 'MULTI_SELECT', 'USER_SELECT', 'ORGANIZATION_SELECT',
  'GROUP_SELECT', 'DATE', 'TIME', 'DATETIME', 'SINGLE_LINE_TEXT', 'NUMBER', 'SUBTABLE']);

export const isComputed = property => property.type === 'CALC' || Boolean(property.expression);
export const isLookup = property => Object.hasOwn(property, 'lookup');
export const firesChange = property => FIRES_CHANGE.has(property.type) && !isComputed(property) && !isLookup(property);
// A handler's `.error` on these is ignored, and the record is saved.
export const takesError = property => !SYSTEM.has(property.type) && property.type !== 'CALC' && property.type !== 'SUBTABLE' && property.type !== 'CATEGORY';

export const copiedByLookup = properties => {
  const copied = new Set();
  const look = fields => {
    for (const property of Object.values(fields)) {
      for (const { field } of property.lookup?.fieldMappings ?? []) copied.add(field);
      if (property.fields) look(property.fields);
    }
  };
  look(properties);
  return copied;
};

export const options = property => Object.values(property.options ?? {})
  .sort((a, b) => Number(a.index) - Number(b.index)).map(option => option.label);
