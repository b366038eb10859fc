/* Tables: sort by a column, search, choose columns, take them away as text. */
const Tables = (() => {
  'use strict';
  const order = new Intl.Collator(undefined, { numeric: true });
  const key = (row, column) => {
    const cell = row.cells[column];
    return cell.dataset.v === undefined ? cell.textContent : Number(cell.dataset.v);
  };
  const compare = (a, b) => typeof a === 'number' && typeof b === 'number' ? a - b : order.compare(a, b);
  const headText = head => head.dataset.head ?? head.textContent;

  const sortable = (table, rows) => {
    const body = table.tBodies[0];
    const heads = [...table.tHead.rows[0].cells];
    heads.forEach((head, column) => {
      head.dataset.head = head.textContent;
      const sort = document.createElement('button');
      sort.type = 'button';
      sort.className = 'sort';
      sort.textContent = '↕';
      sort.setAttribute('aria-label', `Sort by ${head.dataset.head}`);
      sort.addEventListener('click', () => {
        const numbers = head.classList.contains('n');
        const now = head.getAttribute('aria-sort');
        const up = now ? now === 'descending' : !numbers;
        heads.forEach(other => {
          other.removeAttribute('aria-sort');
          other.querySelector('.sort').textContent = '↕';
        });
        head.setAttribute('aria-sort', up ? 'ascending' : 'descending');
        sort.textContent = up ? '↑' : '↓';
        rows.sort((a, b) => compare(key(a, column), key(b, column)) * (up ? 1 : -1));
        body.append(...rows);
      });
      head.append(sort);
    });
  };

  const search = (table, rows) => {
    const field = document.createElement('input');
    field.type = 'search';
    field.className = 'search';
    field.placeholder = `Search ${rows.length} rows  ( / )`;
    field.setAttribute('aria-label', `Search in ${table.caption.textContent}`);
    field.addEventListener('input', () => {
      const wanted = field.value.trim().toLowerCase();
      rows.forEach(row => { row.hidden = !row.textContent.toLowerCase().includes(wanted); });
    });
    return field;
  };

  // The first column is the name, and always there.
  const columns = table => {
    const chooser = document.createElement('details');
    chooser.className = 'columns';
    const name = document.createElement('summary');
    name.textContent = 'Columns';
    const list = document.createElement('div');
    [...table.tHead.rows[0].cells].slice(1).forEach((head, i) => {
      const label = document.createElement('label');
      const box = document.createElement('input');
      box.type = 'checkbox';
      box.checked = true;
      box.addEventListener('change', () =>
        [...table.rows].forEach(row => { row.cells[i + 1].hidden = !box.checked; }));
      label.append(box, headText(head));
      list.append(label);
    });
    chooser.append(name, list);
    return chooser;
  };

  // What is seen, as rows of texts.
  const texts = table => [...table.rows].filter(row => !row.hidden).map(row =>
    [...row.cells].filter(cell => !cell.hidden).map(cell =>
      (cell.parentElement.parentElement === table.tHead ? headText(cell) : cell.textContent).replace(/\s+/g, ' ').trim()));

  const csv = rows => rows.map(row => row.map(text =>
    /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text).join(',')).join('\n');

  const markdown = rows => {
    const lines = rows.map(row => `| ${row.map(text => text.replaceAll('|', '\\|')).join(' | ')} |`);
    lines.splice(1, 0, `|${rows[0].map((_, i) => i === 0 ? ' --- ' : ' ---: ').join('|')}|`);
    return lines.join('\n');
  };

  const install = () => document.querySelectorAll('table[data-interactive]').forEach(table => {
    const rows = [...table.tBodies[0].rows];
    const bar = document.createElement('div');
    bar.className = 'tools';
    if (rows.length > 1) sortable(table, rows);
    if (rows.length > 10) bar.append(search(table, rows));
    if (table.tHead.rows[0].cells.length > 8) bar.append(columns(table));
    bar.append(
      Files.button('Copy as CSV', 'Rows and columns that are seen', () => Files.copy(csv(texts(table)))),
      Files.button('Copy as Markdown', 'Rows and columns that are seen', () => Files.copy(markdown(texts(table)))));
    const scroll = table.parentElement;
    const whole = document.createElement('div');
    whole.className = 'tooled';
    scroll.replaceWith(whole);
    whole.append(bar, scroll);
  });

  return { install, texts, csv, markdown };
})();
