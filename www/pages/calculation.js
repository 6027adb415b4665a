// The arithmetic that a form shows while a person types; the server's own result replaces it when the record is saved.
const TOKEN = /\s*(?:(\d+(?:\.\d+)?)|"([^"]*)"|([\p{L}_$＿][\p{L}\p{N}_・$＿]*)|(<=|>=|!=|[-+*/^&(),=<>]))/yu;

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

const LEVELS = [['=', '!=', '<', '>', '<=', '>='], ['&'], ['+', '-'], ['*', '/'], ['^']];
const ACTS = {
  '+': (a, b) => a + b, '-': (a, b) => a - b, '*': (a, b) => a * b, '^': (a, b) => a ** b,
  '/': (a, b) => (b === 0 ? NaN : a / b),
  '&': (a, b) => String(a) + String(b),
  '=': (a, b) => a === b, '!=': (a, b) => a !== b, '<': (a, b) => a < b, '>': (a, b) => a > b, '<=': (a, b) => a <= b, '>=': (a, b) => a >= b,
};
const flat = list => list.flat(Infinity);
const CALLS = {
  SUM: list => flat(list).reduce((sum, each) => sum + Number(each || 0), 0),
  IF: ([test, yes, no]) => (test ? yes : no),
  AND: list => flat(list).every(Boolean),
  OR: list => flat(list).some(Boolean),
  NOT: ([test]) => !test,
  ROUND: ([value, digits = 0]) => Number(`${Math.round(`${value}e${digits}`)}e-${digits}`),
  ROUNDUP: ([value, digits = 0]) => Math.ceil(value * 10 ** digits) / 10 ** digits,
  ROUNDDOWN: ([value, digits = 0]) => Math.trunc(value * 10 ** digits) / 10 ** digits,
};

// `lookUp(name)` gives a number, a string, or a list for a column of a table. What cannot be computed here is ''.
export const calculate = (expression, lookUp) => {
  const list = tokens(String(expression).normalize('NFC'));
  if (!list) return '';
  let at = 0;
  const sign = text => list[at]?.sign === text && (at += 1);
  const value = () => {
    const token = list[at];
    at += 1;
    if (token?.number !== undefined) return token.number;
    if (token?.string !== undefined) return token.string;
    if (token?.sign === '-') return -Number(value());
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
    if (typeof result === 'number') return Number.isFinite(result) ? String(Math.round(result * 10000) / 10000) : '';
    return typeof result === 'boolean' ? '' : String(result);
  } catch {
    return '';
  }
};
