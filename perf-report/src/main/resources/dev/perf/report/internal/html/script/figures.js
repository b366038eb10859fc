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

  const plain = {
    'requests': s => Numbers.count(s.requests),
    'requests.rate': s => Numbers.perSecond(s.perSecond(s.requests)),
    'succeeded': s => share(s.requests - s.failed, s.requests),
    'failed': s => s.failed === 0 ? 'none failed' : `${Numbers.count(s.failed)} failed`,
    'started.share': s => share(s.started, s.scheduled),
    'started.rate': s => Numbers.perSecond(s.perSecond(s.started)),
    'scheduled.rate': s => Numbers.perSecond(s.perSecond(s.scheduled)),
    'users': s => Numbers.count(s.users),
    'received': s => Numbers.bytes(s.bytes),
  };

  // What an element of that name says: { text, weak }.
  const say = (summary, name) => {
    if (plain[name]) return { text: plain[name](summary) };
    const [clock, ...rest] = name.split('.');
    const figure = clock === 'gap' ? gap(summary, rest.join('.')) : time(summary[clock], rest.join('.'));
    return { text: figure.text ?? Numbers.nanos(figure.nanos), weak: figure.weak ?? false };
  };

  const whole = new Map();

  // Says what a stretch came to; null brings back what the page said of the whole run.
  const show = summary => document.querySelectorAll('[data-w]').forEach(element => {
    if (!whole.has(element)) whole.set(element, { text: element.textContent, weak: element.classList.contains('weak') });
    const { text, weak = false } = summary ? say(summary, element.dataset.w) : whole.get(element);
    element.textContent = text;
    element.classList.toggle('weak', weak);
  });

  return { show, say };
})();
