(() => {
  'use strict';
  const root = document.documentElement;

  // Theme: the system's, until someone chooses. Storage may be forbidden on a page from disk.
  const recall = () => { try { return localStorage.getItem('perf-theme'); } catch { return null; } };
  const remember = theme => { try { localStorage.setItem('perf-theme', theme); } catch { /* not kept */ } };
  const button = document.getElementById('theme');
  const isDark = () => (root.dataset.theme ?? (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light')) === 'dark';
  const label = () => { button.textContent = isDark() ? 'Light' : 'Dark'; };
  const chosen = recall();
  if (chosen === 'dark' || chosen === 'light') root.dataset.theme = chosen;
  button.hidden = false;
  label();
  button.addEventListener('click', () => {
    root.dataset.theme = isDark() ? 'light' : 'dark';
    remember(root.dataset.theme);
    label();
  });
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', label);

  // Charts: the cursor reads the table under the chart. Charts of a group show the same point.
  const SVG = 'http://www.w3.org/2000/svg';
  const charts = [...document.querySelectorAll('figure.chart')].map(figure => {
    const svg = figure.querySelector('.plot');
    const canvas = figure.querySelector('.canvas');
    const from = Number(svg.dataset.from);
    const to = Number(svg.dataset.to);
    const rows = [...figure.querySelectorAll('tbody tr')];
    const places = rows.map(row => (Number(row.dataset.x) - from) / (to - from));
    const note = figure.querySelector('.note');
    const cursor = document.createElementNS(SVG, 'line');
    cursor.setAttribute('class', 'cursor');
    cursor.setAttribute('y1', '14');
    cursor.setAttribute('y2', '214');
    cursor.setAttribute('visibility', 'hidden');
    svg.querySelector('g').append(cursor);
    // The title element would pop up as a tooltip; its text stays as the name.
    svg.setAttribute('aria-label', svg.querySelector('title').textContent);
    svg.removeAttribute('aria-labelledby');
    svg.setAttribute('aria-describedby', svg.querySelector('desc').id);
    svg.querySelector('title').remove();
    return {
      figure, svg, canvas, rows, places, cursor, note, group: figure.dataset.group,
      plain: note.textContent, values: [...figure.querySelectorAll('.legend b')], at: -1,
    };
  });

  const show = (chart, at) => {
    chart.at = at;
    const row = chart.rows[at];
    chart.cursor.setAttribute('visibility', row ? 'visible' : 'hidden');
    if (row) {
      const x = `${chart.places[at] * 100}%`;
      chart.cursor.setAttribute('x1', x);
      chart.cursor.setAttribute('x2', x);
    }
    const cells = row ? row.querySelectorAll('td') : [];
    chart.values.forEach((value, i) => { value.textContent = cells[i]?.textContent ?? ''; });
    chart.note.textContent = row ? `at ${row.querySelector('th').textContent}` : chart.plain;
  };
  const showAll = (group, at) => charts.filter(chart => chart.group === group).forEach(chart => show(chart, at));

  const nearest = (places, place) => {
    let low = 0;
    let high = places.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((places[middle] + places[middle + 1]) / 2 < place) low = middle + 1; else high = middle;
    }
    return low;
  };
  let frame = 0;
  charts.filter(chart => chart.rows.length > 0).forEach(chart => {
    const { canvas, svg, places, group } = chart;
    canvas.tabIndex = 0;
    canvas.setAttribute('role', 'group');
    canvas.setAttribute('aria-label', `${svg.getAttribute('aria-label')}: arrow keys move the cursor`);
    canvas.addEventListener('pointermove', event => {
      cancelAnimationFrame(frame);
      frame = requestAnimationFrame(() => {
        const box = svg.getBoundingClientRect();
        showAll(group, nearest(places, (event.clientX - box.left - 60) / box.width));
      });
    });
    const hide = () => { cancelAnimationFrame(frame); showAll(group, -1); };
    canvas.addEventListener('pointerleave', hide);
    canvas.addEventListener('blur', hide);
    canvas.addEventListener('keydown', event => {
      const step = { ArrowLeft: -1, ArrowRight: 1, Home: -Infinity, End: Infinity }[event.key];
      if (event.key === 'Escape') hide();
      if (step === undefined) return;
      event.preventDefault();
      showAll(group, Math.min(places.length - 1, Math.max(0, (chart.at < 0 ? 0 : chart.at) + step)));
    });
  });

  // Tables: sort by a column, search in the names.
  const order = new Intl.Collator(undefined, { numeric: true });
  const key = (row, column) => {
    const cell = row.cells[column];
    return cell.dataset.v === undefined ? cell.textContent : Number(cell.dataset.v);
  };
  const compare = (a, b) => typeof a === 'number' && typeof b === 'number' ? a - b : order.compare(a, b);
  document.querySelectorAll('table[data-interactive]').forEach(table => {
    const body = table.tBodies[0];
    const rows = [...body.rows];
    if (rows.length < 2) return;
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
    if (rows.length <= 10) return;
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
  });

  addEventListener('beforeprint', () => {
    document.querySelectorAll('details.all').forEach(details => { details.open = true; });
  });
})();
