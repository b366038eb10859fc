/* The panels of requests: what the page knows over time of one name is drawn when its panel opens. */
const Requests = (() => {
  'use strict';
  const LINES = [['p50', 'blue', 50], ['p95', 'teal', 95], ['p99', 'orange', 99]];

  const element = (name, className, ...children) => {
    const made = document.createElement(name);
    if (className) made.className = className;
    made.append(...children);
    return made;
  };

  const SVG = 'http://www.w3.org/2000/svg';
  const swatch = ink => {
    const svg = document.createElementNS(SVG, 'svg');
    const line = document.createElementNS(SVG, 'line');
    Object.entries({ width: 18, height: 8, 'aria-hidden': true }).forEach(each => svg.setAttribute(...each));
    Object.entries({ class: `i-${ink}`, x1: 1, x2: 17, y1: 4, y2: 4, 'stroke-width': 2 }).forEach(each => line.setAttribute(...each));
    svg.append(line);
    return svg;
  };

  // A figure as the server writes them, with an empty place for the drawing.
  const figure = (title, note, lines) => element('figure', 'chart',
    element('figcaption', '', element('h3', '', title), element('p', 'note', note), element('p')),
    element('ul', 'legend', ...lines.map(([label, ink]) =>
      element('li', '', swatch(ink), element('span', '', label), element('b')))),
    element('div', 'canvas'));

  const place = (panel, made) => {
    panel.querySelector('.pair').before(made);
    return made;
  };

  // Draws the charts of one request; they share the stretch and the cursor with those of the run.
  const draw = (panel, course, data, view) => {
    const { steps } = data;
    const each = steps.from.map((_, step) => Distribution.merge(course.values, course.response, step, step + 1));
    const time = { ...data.time, from: steps.from, to: steps.to };
    const length = i => steps.to[i] - steps.from[i];
    const none = { limits: [], bursts: [], wholeNumbers: false };
    const rates = {
      ...none, unit: 'rate', logarithmic: false, topWhenEmpty: 1,
      lines: [
        { label: 'succeeded', ink: 'blue', values: course.requests.map((count, i) => (count - course.failed[i]) / length(i)) },
        { label: 'failed', ink: 'red', values: course.failed.map((count, i) => count / length(i)) }],
    };
    const percentiles = LINES.map(([label, ink, percent]) =>
      ({ label, ink, values: each.map(times => times.count === 0 ? null : times.percentile(percent)) }));
    const box = place(panel, element('div', 'charts'));
    const add = made => { box.append(made); return made; };
    const charts = [
      Charts.create(add(figure('Requests', 'ended per second', [['succeeded', 'blue'], ['failed', 'red']])), rates, time, view),
      HeatMap.create(
        add(figure('Response time', 'darker where more requests took that long', LINES)),
        { ...none, unit: 'time', logarithmic: true, topWhenEmpty: 1e8, lines: percentiles }, time, view, data, course.response),
    ];
    return charts;
  };

  return { draw };
})();
