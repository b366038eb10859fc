/* Tables: sort by a column, search in the names. */
const Tables = (() => {
  'use strict';
  const order = new Intl.Collator(undefined, { numeric: true });
  const key = (row, column) => {
    const cell = row.cells[column];
    return cell.dataset.v === undefined ? cell.textContent : Number(cell.dataset.v);
  };
  const compare = (a, b) => typeof a === 'number' && typeof b === 'number' ? a - b : order.compare(a, b);

  const sortable = (table, rows) => {
    const body = table.tBodies[0];
    const heads = [...table.tHead.rows[0].cells];
    heads.forEach((head, column) => {
      const sort = document.createElement('button');
      sort.type = 'button';
      sort.className = 'sort';
      sort.textContent = '↕';
      sort.setAttribute('aria-label', `Sort by ${head.textContent}`);
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

  const searchable = (table, rows) => {
    const search = document.createElement('input');
    search.type = 'search';
    search.className = 'search';
    search.placeholder = `Search ${rows.length} rows`;
    search.setAttribute('aria-label', `Search in ${table.caption.textContent}`);
    search.addEventListener('input', () => {
      const wanted = search.value.trim().toLowerCase();
      rows.forEach(row => { row.hidden = !row.textContent.toLowerCase().includes(wanted); });
    });
    table.parentElement.before(search);
  };

  const install = () => document.querySelectorAll('table[data-interactive]').forEach(table => {
    const rows = [...table.tBodies[0].rows];
    if (rows.length > 1) sortable(table, rows);
    if (rows.length > 10) searchable(table, rows);
  });

  return { install };
})();
