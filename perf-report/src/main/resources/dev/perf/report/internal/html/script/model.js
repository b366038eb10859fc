/* The data in the page, and what a stretch of the run came to. */
const Model = (() => {
  'use strict';

  // base64 of gzip of JSON; null where the browser cannot take it out, or there is none.
  const read = async () => {
    const element = document.getElementById('data');
    if (!element || typeof DecompressionStream === 'undefined') return null;
    const packed = Uint8Array.from(atob(element.textContent), character => character.charCodeAt(0));
    const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream('gzip'));
    const data = JSON.parse(await new Response(stream).text());
    data.values = Distribution.values(data.buckets);
    [data.steps, data.steps.response, data.steps.service].forEach(part => { part.values = data.values; });
    data.requests = data.requests.map(course => spread(course, data.steps));
    return data;
  };

  // The course of a request leaves out steps without any: here each step has its place.
  const spread = (course, steps) => {
    const column = (told, none) => {
      const all = steps.from.map(() => none);
      course.at.forEach((step, i) => { all[step] = told[i]; });
      return all;
    };
    const values = Distribution.values(course.buckets);
    const times = ({ min, max, sum, counts }) =>
      ({ values, min: column(min, 0), max: column(max, 0), sum: column(sum, 0), counts: column(counts, []) });
    return {
      index: course.index, name: course.name, values,
      requests: column(course.requests, 0), failed: column(course.failed, 0), bytes: column(course.bytes, 0),
      response: times(course.response), service: times(course.service),
    };
  };

  // Moments at which a stretch may begin or end.
  const edges = data => [...data.steps.from, data.steps.to[data.steps.to.length - 1]];

  // The shortest stretch between two edges that holds [from, to]; null for all of it.
  const snap = (data, [from, to]) => {
    const all = edges(data);
    const tolerance = 1e-9 * all[all.length - 1];
    let begin = 0;
    while (begin + 2 < all.length && all[begin + 1] <= from + tolerance) begin++;
    let end = begin + 1;
    while (end + 1 < all.length && all[end] < to - tolerance) end++;
    return begin === 0 && end === all.length - 1 ? null : [all[begin], all[end]];
  };

  const sum = (column, from, to) => column.slice(from, to).reduce((total, value) => total + value, 0);

  // What the steps of a stretch came to, of all requests or of those of one course; null stands for the whole run. The
  // warm-up counts nowhere.
  const summarize = (data, stretch, course = data.steps) => {
    const { steps } = data;
    const [begin, end] = stretch ?? [0, Infinity];
    let from = steps.warmUp;
    while (from < steps.from.length && steps.from[from] < begin) from++;
    let to = from;
    while (to < steps.to.length && steps.to[to] <= end) to++;
    const seconds = sum(steps.to, from, to) - sum(steps.from, from, to);
    const total = column => sum(column, from, to);
    return {
      steps: [from, to], seconds,
      perSecond: count => seconds === 0 ? 0 : count / seconds,
      requests: total(course.requests), failed: total(course.failed), bytes: total(course.bytes),
      scheduled: total(steps.scheduled), started: total(steps.started), dropped: total(steps.dropped),
      users: Math.max(0, ...steps.users.slice(from, to)),
      response: Distribution.merge(course.values, course.response, from, to),
      service: Distribution.merge(course.values, course.service, from, to),
    };
  };

  // Which steps lie in a stretch, those of the warm-up among them.
  const inside = (data, stretch) => {
    const { from, to } = data.steps;
    const all = from.map((_, i) => i);
    return stretch ? all.filter(i => from[i] >= stretch[0] && to[i] <= stretch[1]) : all;
  };

  return { read, snap, summarize, inside };
})();
