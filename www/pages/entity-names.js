// What people, organisations and groups are called.
import { app } from './host.js';
import { directory } from './people-input.js';
import { say } from './words.js';

const KINDS = { USER: 'users', ORGANIZATION: 'organizations', GROUP: 'groups' };

export const names = async () => {
  const known = new Map([['GROUP everyone', 'Everyone']]);
  for (const [type, kind] of Object.entries(KINDS)) {
    for (const { code, name } of await directory(kind).catch(() => [])) known.set(`${type} ${code}`, name);
  }
  return ({ type, code }) => {
    if (type === 'CREATOR') return say('creator');
    if (type === 'FIELD_ENTITY') return `${say('fieldEntity')}: ${app.properties[code]?.label ?? code}`;
    return known.get(`${type} ${code}`) ?? code;
  };
};
