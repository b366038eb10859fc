/* Numbers of the page that follow the stretch that is shown: elements whose attribute data-w names what they say. */
const Figures = (() => {
  'use strict';
  const { NONE } = Numbers;

  // A percentile is a dash where too few samples bear it out, and weak where they hardly do.
  const percentile = (times, name) => {
    const percent = Number(name.slice(1));
    if (!Distribution.supports(times.count, percent)) return { text: NONE };
    return { nanos: times.percentile(percent), weak: Distribution.isWeak(times.count, percent) };
  };

  const time = (times, name) => {
    if (name.startsWith('p')) return percentile(times, name);
    return times.count === 0 ? { text: NONE } : { nanos: times[name] };
  };

  const gap = (summary, name) => {
    const response = time(summary.response, name);
    const service = time(summary.service, name);
    const known = response.nanos !== undefined && service.nanos !== undefined;
    return { text: known ? Numbers.signedNanos(response.nanos - service.nanos) : NONE };
  };

  const share = (part, whole) => whole === 0 ? NONE : Numbers.percent(part / whole);

  // What stands for a stretch: what is said, and what a column sorts by.
  const plain = {
    'requests': s => [Numbers.count(s.requests), s.requests],
    'requests.rate': s => [Numbers.perSecond(s.perSecond(s.requests)), s.perSecond(s.requests)],
    'succeeded': s => [share(s.requests - s.failed, s.requests)],
    'failed': s => [s.failed === 0 ? 'none failed' : `${Numbers.count(s.failed)} failed`],
    'failed.share': s => [share(s.failed, s.requests), s.requests === 0 ? -1 : s.failed / s.requests],
    'started.share': s => [share(s.started, s.scheduled)],
    'started.rate': s => [Numbers.perSecond(s.perSecond(s.started))],
    'scheduled.rate': s => [Numbers.perSecond(s.perSecond(s.scheduled))],
    'users': s => [Numbers.count(s.users)],
    'received': s => [Numbers.bytes(s.bytes), s.bytes],
    'share': (s, all) => [share(s.response.sum, all.response.sum), all.response.sum && s.response.sum / all.response.sum],
  };

  // What an element of that name says: { text, weak, key }.
  const say = (summary, name, all = summary) => {
    if (plain[name]) {
      const [text, key] = plain[name](summary, all);
      return { text, key, weak: false };
    }
    const [clock, ...rest] = name.split('.');
    const figure = clock === 'gap' ? gap(summary, rest.join('.')) : time(summary[clock], rest.join('.'));
    return { text: figure.text ?? Numbers.nanos(figure.nanos), key: figure.nanos ?? -1, weak: figure.weak ?? false };
  };

  const whole = new Map();
  const remember = element => {
    if (!whole.has(element)) {
      whole.set(element, { nodes: [...element.childNodes], key: element.dataset.v, weak: element.classList.contains('weak') });
    }
    return whole.get(element);
  };

  const write = (element, nodes, key, weak) => {
    element.replaceChildren(...nodes);
    if (key === undefined) delete element.dataset.v; else element.dataset.v = key;
    element.classList.toggle('weak', weak);
  };

  // Says what a stretch came to; null brings back what the page said of the whole run. Rows about a request are told what
  // its requests came to, by its number; where that is not known they stay, marked as of the whole run.
  const show = (summary, ofRequest = () => null) => {
    const known = new Map();
    document.querySelectorAll('[data-w]').forEach(element => {
      const before = remember(element);
      const row = element.closest('tr[data-request]');
      if (row && !known.has(row)) known.set(row, summary && ofRequest(Number(row.dataset.request)));
      const told = row ? known.get(row) : summary;
      if (!told) {
        write(element, before.nodes, before.key, before.weak);
      } else {
        const { text, key, weak } = say(told, element.dataset.w, summary);
        write(element, [text], before.key === undefined ? undefined : key, weak);
      }
    });
    known.forEach((told, row) => row.classList.toggle('of-whole-run', Boolean(summary) && !told));
  };

  return { show, say };
})();
