// Comma-separated values: quotes where they are needed, line ends of Windows, a mark at the front where asked for.
export const writeCsv = (rows, mark) => (mark ? '\ufeff' : '') + rows
  .map(row => row.map(cell => (/[",\r\n]|^\s|\s$/.test(cell) ? `"${cell.replace(/"/g, '""')}"` : cell)).join(',')).join('\r\n').concat('\r\n');

// Gives {rows, fault}: a quote that is never closed is the one thing that cannot be read.
export const readCsv = text => {
  const rows = [];
  let row = [];
  let cell = '';
  let quoted = false;
  const source = text.replace(/^\ufeff/, '');
  for (let at = 0; at < source.length; at += 1) {
    const sign = source[at];
    if (quoted) {
      if (sign !== '"') cell += sign;
      else if (source[at + 1] === '"') {
        cell += '"';
        at += 1;
      } else quoted = false;
    } else if (sign === '"' && cell === '') {
      quoted = true;
    } else if (sign === ',' || sign === '\n' || sign === '\r') {
      row.push(cell);
      cell = '';
      if (sign !== ',') {
        rows.push(row);
        row = [];
        if (sign === '\r' && source[at + 1] === '\n') at += 1;
      }
    } else cell += sign;
  }
  if (cell !== '' || row.length) rows.push([...row, cell]);
  return { rows: rows.filter(each => each.length > 1 || each[0] !== ''), fault: quoted };
};
