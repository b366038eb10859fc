/* The panels of requests: what the page knows over time of one name is drawn when its panel opens. */
const Requests = (() => {
  'use strict';
  const LINES = [['p50', 'blue', 50], ['p95', 'teal', 95], ['p99', 'orange', 99]];

  const { element, figure } = Elements;

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
