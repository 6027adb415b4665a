// The arithmetic that a form shows while a person types; the server's own result replaces it when the record is saved.
// Dates, times and the precision of the app are the server's alone: what rests on them is '' until then.
const TOKEN = /\s*(?:(\d+(?:\.\d+)?)|"([^"]*)"|([\p{L}_$＿][\p{L}\p{N}_・$＿]*)|(<=|>=|!=|<>|[-+*/^&(),=<>]))/yu;

const tokens = text => {
  const found = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < text.trimEnd().length) {
    const match = TOKEN.exec(text);
    if (!match) return null;
    const [, number, string, name, sign] = match;
    if (number !== undefined) found.push({ number: Number(number) });
    else if (string !== undefined) found.push({ string });
    else if (name !== undefined) found.push({ name });
    else found.push({ sign });
  }
  return found;
};

const LEVELS = [['=', '!=', '<>', '<', '>', '<=', '>='], ['&'], ['+', '-'], ['*', '/'], ['^']];
const number = value => {
  if (typeof value !== 'number' && typeof value !== 'boolean') throw new TypeError(String(value));
  return Number(value);
};
const text = value => (Array.isArray(value) ? number(value) : typeof value === 'boolean' ? String(Number(value)) : String(value));
const numeric = act => (a, b) => act(number(a), number(b));
const ACTS = {
  '+': numeric((a, b) => a + b), '-': numeric((a, b) => a - b), '*': numeric((a, b) => a * b), '^': numeric((a, b) => a ** Math.trunc(b)),
  '/': numeric((a, b) => (b === 0 ? NaN : Math.round((a / b) * 10000) / 10000)),
  '&': (a, b) => text(a) + text(b),
  '=': (a, b) => a === b, '!=': (a, b) => a !== b, '<>': (a, b) => a !== b,
  '<': numeric((a, b) => a < b), '>': numeric((a, b) => a > b), '<=': numeric((a, b) => a <= b), '>=': numeric((a, b) => a >= b),
};
const flat = list => list.flat(Infinity);
// By the size of the number, as kintone rounds: what is below zero mirrors what is above.
const places = (act, value, digits) => Math.sign(number(value)) * Number(`${act(`${Math.abs(value)}e${digits}`)}e${-digits}`);
const CALLS = {
  SUM: list => flat(list).reduce((sum, each) => sum + number(each || 0), 0),
  IF: ([test, yes, no]) => (test ? yes : no),
  AND: list => flat(list).every(Boolean),
  OR: list => flat(list).some(Boolean),
  NOT: ([test]) => !test,
  ROUND: ([value, digits = 0]) => places(Math.round, value, digits),
  ROUNDUP: ([value, digits = 0]) => places(Math.ceil, value, digits),
  ROUNDDOWN: ([value, digits = 0]) => places(Math.floor, value, digits),
  YEN: ([value, digits]) => {
    const shown = places(Math.round, value, digits);
    const size = Math.abs(shown).toLocaleString('en', { minimumFractionDigits: Math.max(digits, 0), maximumFractionDigits: Math.max(digits, 0) });
    return `${shown < 0 ? '-' : ''}¥${size}`;
  },
  CONTAINS: ([list, wanted]) => flat([list]).includes(wanted),
};

// `lookUp(name)` gives a number, a string, or a list for a column of a table. What cannot be computed here is ''.
export const calculate = (expression, lookUp) => {
  const list = tokens(String(expression).normalize('NFC'));
  if (!list) return '';
  let at = 0;
  const sign = wanted => list[at]?.sign === wanted && (at += 1);
  const value = () => {
    const token = list[at];
    at += 1;
    if (token?.number !== undefined) return token.number;
    if (token?.string !== undefined) return token.string;
    if (token?.sign === '-') return -number(value());
    if (token?.sign === '+') return number(value());
    if (token?.sign === '(') {
      const inner = level(0);
      if (!sign(')')) throw new SyntaxError(expression);
      return inner;
    }
    if (token?.name === undefined) throw new SyntaxError(expression);
    if (!sign('(')) return lookUp(token.name);
    const call = CALLS[token.name.toUpperCase()];
    if (!call) throw new SyntaxError(token.name);
    const given = [];
    while (!sign(')')) {
      given.push(level(0));
      if (!sign(',') && list[at]?.sign !== ')') throw new SyntaxError(expression);
    }
    return call(given);
  };
  const level = depth => {
    if (depth === LEVELS.length) return value();
    let left = level(depth + 1);
    while (LEVELS[depth].includes(list[at]?.sign)) {
      const act = ACTS[list[at].sign];
      at += 1;
      left = act(left, level(depth + 1));
    }
    return left;
  };
  try {
    const result = level(0);
    if (at < list.length) return '';
    if (typeof result === 'number') return Number.isFinite(result) ? String(Number(result.toFixed(10))) : '';
    return text(result);
  } catch {
    return '';
  }
};
