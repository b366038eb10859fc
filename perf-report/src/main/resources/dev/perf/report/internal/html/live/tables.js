/* Tables whose rows change all the time: cells are written again only where they differ, and the order is the reader's. */
const LiveTables = (() => {
  'use strict';
  const { element } = Elements;
  const order = new Intl.Collator(undefined, { numeric: true });

  const compare = (a, b) => typeof a === 'number' && typeof b === 'number' ? a - b : order.compare(a, b);

  // columns: [{ head, number, say: row => text, key: row => what to sort by, cls: row => class, node: row => element }]
  class Table {
    constructor(section, caption, columns, { empty, sortable = false, stacked = true }) {
      Object.assign(this, { columns, rows: [], sorted: null });
      this.body = element('tbody');
      this.heads = columns.map((column, i) => this.head(column, i, sortable));
      const table = element('table', '', element('caption', '', caption),
        element('thead', '', element('tr', '', ...this.heads)), this.body);
      this.scroll = element('div', stacked ? 'scroll stacked' : 'scroll', table);
      this.scroll.tabIndex = 0;
      this.scroll.setAttribute('role', 'region');
      this.scroll.setAttribute('aria-label', caption);
      this.nothing = element('p', 'empty', empty);
      section.append(this.nothing, this.scroll);
      this.scroll.hidden = true;
    }

    head(column, at, sortable) {
      const head = element('th', column.number ? 'n' : '', column.head);
      head.scope = 'col';
      if (!sortable) return head;
      const sort = element('button', 'sort', '↕');
      sort.type = 'button';
      sort.setAttribute('aria-label', `Sort by ${column.head}`);
      sort.addEventListener('click', () => {
        const down = this.sorted?.at === at ? !this.sorted.down : Boolean(column.number);
        this.sorted = { at, down };
        this.heads.forEach((other, i) => {
          if (i === at) other.setAttribute('aria-sort', down ? 'descending' : 'ascending'); else other.removeAttribute('aria-sort');
          other.querySelector('.sort').textContent = i !== at ? '↕' : down ? '↓' : '↑';
        });
        this.show(this.rows);
      });
      head.append(sort);
      return head;
    }

    show(rows) {
      this.rows = rows;
      this.nothing.hidden = rows.length > 0;
      this.scroll.hidden = rows.length === 0;
      const shown = this.sorted ? this.inOrder(rows) : rows;
      while (this.body.rows.length > shown.length) this.body.lastElementChild.remove();
      shown.forEach((row, i) => this.write(this.body.rows[i] ?? this.body.appendChild(this.empty()), row));
    }

    inOrder(rows) {
      const { key, say } = this.columns[this.sorted.at];
      const of = key ?? say;
      return [...rows].sort((a, b) => compare(of(a), of(b)) * (this.sorted.down ? -1 : 1));
    }

    empty() {
      return element('tr', '', ...this.columns.map((column, i) => {
        const cell = element(i === 0 ? 'th' : 'td', '');
        if (i === 0) cell.scope = 'row'; else cell.dataset.label = column.head;
        return cell;
      }));
    }

    write(line, row) {
      this.columns.forEach((column, i) => {
        const cell = line.cells[i];
        const text = column.say(row);
        const cls = [column.number ? 'n' : '', column.cls?.(row) ?? ''].join(' ').trim();
        if (cell.className !== cls) cell.className = cls;
        if (cell.said === text) return;
        cell.said = text;
        cell.replaceChildren(column.node ? column.node(row) : column.number ? text : element('bdi', '', text));
      });
    }
  }

  return { Table };
})();
