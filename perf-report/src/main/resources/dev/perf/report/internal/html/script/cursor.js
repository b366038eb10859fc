/* Drawings of the server: the cursor reads the table under the drawing. Drawings of a group show the same point. */
const Cursor = (() => {
  'use strict';
  const SVG = 'http://www.w3.org/2000/svg';

  const prepare = figure => {
    const svg = figure.querySelector('.plot');
    const from = Number(svg.dataset.from);
    const to = Number(svg.dataset.to);
    const rows = [...figure.querySelectorAll('tbody tr')];
    const note = figure.querySelector('.note');
    const cursor = document.createElementNS(SVG, 'line');
    cursor.setAttribute('class', 'cursor');
    cursor.setAttribute('y1', '14');
    cursor.setAttribute('y2', '214');
    cursor.setAttribute('visibility', 'hidden');
    svg.querySelector('g').append(cursor);
    return {
      svg, rows, cursor, note, canvas: figure.querySelector('.canvas'), group: figure.dataset.group,
      places: rows.map(row => (Number(row.dataset.x) - from) / (to - from)),
      plain: note.textContent, values: [...figure.querySelectorAll('.legend b')], at: -1,
    };
  };

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

  const nearest = (places, place) => {
    let low = 0;
    let high = places.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((places[middle] + places[middle + 1]) / 2 < place) low = middle + 1; else high = middle;
    }
    return low;
  };

  const install = figures => {
    const charts = figures.map(prepare);
    const showAll = (group, at) => charts.filter(chart => chart.group === group).forEach(chart => show(chart, at));
    let frame = 0;
    charts.filter(chart => chart.rows.length > 0).forEach(chart => {
      const { canvas, svg, places, group } = chart;
      canvas.tabIndex = 0;
      canvas.setAttribute('role', 'group');
      canvas.setAttribute('aria-label', `${svg.querySelector('title, desc').textContent}: arrow keys move the cursor`);
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
  };

  // The title of a drawing would pop up over it; its text stays as the name.
  const name = svg => {
    svg.setAttribute('aria-label', svg.querySelector('title').textContent);
    svg.removeAttribute('aria-labelledby');
    svg.setAttribute('aria-describedby', svg.querySelector('desc').id);
    svg.querySelector('title').remove();
  };

  return { install, name };
})();
