/* The page: puts life into what the server wrote, and keeps the stretch of the run that all of it shows. */
(async () => {
  'use strict';
  const charts = [];
  let stretch = null;

  Theme.install(() => document.dispatchEvent(new Event('perf-theme')));
  Tables.install();
  addEventListener('beforeprint', () => {
    document.querySelectorAll('details.all').forEach(details => { details.open = true; });
  });

  const figures = [...document.querySelectorAll('figure.chart')];
  const data = await Model.read();
  const drawn = data ? data.charts.filter(chart => document.getElementById(chart.id)) : [];
  const curves = data && document.getElementById('chart-percentiles');
  const isLive = figure => figure === curves || drawn.some(chart => chart.id === figure.id);
  Cursor.install(figures.filter(figure => !isLive(figure)));
  figures.forEach(figure => Cursor.name(figure.querySelector('.plot')));
  if (drawn.length === 0) {
    document.documentElement.setAttribute('data-ready', '');
    return;
  }

  // ---- the stretch: where it is, and what follows it

  const end = data.time.end;
  const bar = document.createElement('div');
  bar.className = 'stretch';
  bar.setAttribute('role', 'status');
  document.body.append(bar);

  // Sections whose numbers follow the stretch say so.
  const marks = [...document.querySelectorAll('section')].filter(section => section.querySelector('[data-w]')).map(section => {
    const mark = document.createElement('span');
    mark.className = 'window';
    section.querySelector('h2').append(mark);
    return mark;
  });

  const button = (label, title, act) => {
    const made = document.createElement('button');
    made.type = 'button';
    made.textContent = label;
    made.title = title;
    made.setAttribute('aria-label', title);
    made.addEventListener('click', act);
    return made;
  };

  const courses = new Map(data.requests.map(course => [course.index, course]));
  // The address holds the stretch and the request whose panel is open: #view:195-225:login
  let selected = null;
  const writeAddress = () => {
    const place = stretch || selected
      ? `#view:${stretch ? stretch.map(at => +at.toFixed(3)).join('-') : ''}${selected ? `:${encodeURIComponent(selected)}` : ''}`
      : location.pathname + location.search;
    if (stretch || selected || location.hash.startsWith('#view:')) history.replaceState(null, '', place);
  };
  const clocks = ({ response, service }) => [
    { label: 'response time', ink: 'blue', times: response }, { label: 'service time', ink: 'orange', times: service }];
  let times = Model.summarize(data, null);
  const percentiles = curves && Percentiles.create(curves, clocks(times));

  const show = next => {
    stretch = next;
    const summary = stretch && Model.summarize(data, stretch);
    times = summary ?? Model.summarize(data, null);
    percentiles?.distribute(clocks(times));
    charts.forEach(chart => chart.zoomed());
    Figures.show(summary, index => courses.has(index) ? Model.summarize(data, stretch, courses.get(index)) : null);
    bar.replaceChildren();
    if (stretch) {
      const [from, to] = stretch.map(Numbers.moment);
      const words = document.createElement('span');
      words.textContent = summary.seconds > 0
        ? `${from} to ${to}: ${Numbers.count(summary.requests)} requests, p95 ${Figures.say(summary, 'response.p95').text}`
        : `${from} to ${to}: warm-up, which counts nowhere`;
      bar.append(
        button('‹', 'One window back ([)', () => step(-1)), words, button('›', 'One window on (])', () => step(1)),
        button('Whole run', 'Show the whole run (Esc)', () => show(null)));
    }
    marks.forEach(mark => { mark.textContent = stretch ? stretch.map(Numbers.moment).join(' to ') : ''; });
    writeAddress();
  };

  const step = windows => {
    if (!stretch) return;
    const length = stretch[1] - stretch[0];
    const from = Math.min(Math.max(stretch[0] + windows * length, 0), end - length);
    show(Model.snap(data, [from, from + length]));
  };

  const view = {
    range: () => stretch ?? [0, end],
    zoom: next => show(next && Model.snap(data, next)),
    look: (at, source) => charts.forEach(chart => chart.look(at, source)),
  };

  // ---- charts

  drawn.forEach(chart => {
    const figure = document.getElementById(chart.id);
    charts.push(chart.heat
      ? HeatMap.create(figure, chart, data.time, view, data, data.steps.response)
      : Charts.create(figure, chart, data.time, view));
  });

  document.addEventListener('perf-theme', () => [...charts, percentiles].forEach(chart => chart?.redraw()));

  const middle = at => (data.time.from[at] + data.time.to[at]) / 2;
  const isSeen = at => middle(at) >= view.range()[0] && middle(at) <= view.range()[1];
  const move = (at, by) => {
    const seen = data.time.from.map((_, i) => i).filter(isSeen);
    const first = seen[0] ?? 0;
    const last = seen[seen.length - 1] ?? 0;
    return Math.min(last, Math.max(first, at < 0 ? first : at + by));
  };
  const zoomAround = (at, factor) => {
    const [from, to] = view.range();
    const centre = at < 0 ? (from + to) / 2 : middle(at);
    const half = (to - from) * factor / 2;
    view.zoom([Math.max(0, centre - half), Math.min(end, centre + half)]);
  };

  const steer = chart => {
    chart.place.addEventListener('blur', () => view.look(-1));
    chart.place.addEventListener('keydown', event => {
      const by = { ArrowLeft: -1, ArrowRight: 1, Home: -Infinity, End: Infinity }[event.key];
      const factor = { '+': 0.5, '=': 0.5, '-': 2 }[event.key];
      if (by === undefined && factor === undefined) return;
      event.preventDefault();
      if (factor) zoomAround(chart.at, factor); else view.look(move(chart.at, by));
    });
  };
  charts.forEach(steer);
  addEventListener('keydown', event => {
    if (event.target.closest?.('input, textarea, select') || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === '/') {
      const field = document.querySelector('#requests .search') ?? document.querySelector('.search');
      if (field) { event.preventDefault(); field.focus(); }
    }
    if (event.key === '[') step(-1);
    if (event.key === ']') step(1);
    if (event.key === 'Escape') { view.look(-1); if (stretch) show(null); }
  });

  if (percentiles) {
    const step = event => {
      const by = { ArrowLeft: -1, ArrowRight: 1, Home: -Infinity, End: Infinity }[event.key];
      if (by === undefined) return;
      event.preventDefault();
      const last = percentiles.plot.data[0].length - 1;
      percentiles.look(Math.min(last, Math.max(0, (percentiles.at < 0 ? 0 : percentiles.at) + by)));
    };
    percentiles.place.addEventListener('keydown', step);
    percentiles.place.addEventListener('blur', () => percentiles.look(-1));
    curves.append(
      Files.button('.hgrm of response time', "HdrHistogram's own text, for its plotter", () =>
        Files.save('response-time.hgrm', Percentiles.hgrm(times.response), 'text/plain')),
      Files.button('.hgrm of service time', "HdrHistogram's own text, for its plotter", () =>
        Files.save('service-time.hgrm', Percentiles.hgrm(times.service), 'text/plain')));
  }

  // ---- requests: a row opens its panel

  const panels = [...document.querySelectorAll('details.request')];
  panels.forEach(panel => {
    const course = courses.get(Number(panel.dataset.request));
    const row = document.querySelector(`tr[data-request="${panel.dataset.request}"] th`);
    panel.addEventListener('toggle', () => {
      if (panel.open && course && !panel.classList.contains('is-drawn')) {
        panel.classList.add('is-drawn');
        const more = Requests.draw(panel, course, data, view);
        more.forEach(steer);
        charts.push(...more);
      }
      if (panel.open) selected = row.textContent; else if (selected === row.textContent) selected = null;
      writeAddress();
    });
    const open = document.createElement('button');
    open.type = 'button';
    open.className = 'open';
    open.title = 'What is known of these requests';
    open.append(...row.childNodes);
    open.addEventListener('click', () => {
      panel.open = true;
      panel.scrollIntoView({ block: 'start' });
      panel.querySelector('summary').focus({ preventScroll: true });
    });
    row.append(open);
  });

  // ---- the address brings back what it holds

  const recall = () => {
    const found = /^#view:(?:([\d.]+)-([\d.]+))?(?::(.+))?$/.exec(location.hash);
    if (!found) return;
    const [, from, to, name] = found;
    let wanted = null;
    try { wanted = name && decodeURIComponent(name); } catch { /* an address that was cut */ }
    if (from && Number(from) < Number(to)) view.zoom([Number(from), Number(to)]);
    const panel = wanted && panels.find(each => courses.get(Number(each.dataset.request))?.name === wanted);
    if (panel) {
      panel.open = true;
      panel.scrollIntoView({ block: 'start' });
    }
  };
  addEventListener('hashchange', recall);
  recall();
  document.documentElement.setAttribute('data-ready', '');
})();
