/* What the page says in words and numbers. */
const Sections = (() => {
  'use strict';
  const { element, drawn } = Elements;
  const { NONE } = Numbers;
  const byId = id => document.getElementById(id);
  const millis = value => value === null || value === undefined ? NONE : Numbers.nanos(value * 1e6);
  const moment = value => Numbers.moment(value / 1000);

  const SIGNS = {
    pass: 'M5 12.5l4.5 4.5L19 7.5', warn: 'M12 6.5v7M12 17.2v.3', fail: 'M7 7l10 10M17 7L7 17',
    invalid: 'M9 9.2a3 3 0 1 1 4.4 2.7c-1 .6-1.4 1.1-1.4 2.1M12 17.2v.3', aborted: 'M8 8h8v8H8z', unknown: 'M7 12h10',
  };
  const icon = sign => drawn('svg', { class: 'icon', width: 18, height: 18, viewBox: '0 0 24 24', 'aria-hidden': true },
    drawn('circle', { cx: 12, cy: 12, r: 11, fill: 'currentColor' }),
    drawn('path', { class: 'sign', d: SIGNS[sign], fill: 'none', stroke: '#fff', 'stroke-width': 2.4, 'stroke-linecap': 'round', 'stroke-linejoin': 'round' }));
  const badge = (sign, word) => element('span', `state ${sign === 'unknown' ? 'aborted' : sign}`, icon(sign), word);

  const STANDINGS = { PASSED: 'pass', FAILED: 'fail', INVALID: 'invalid', ABORTED: 'aborted' };
  const SO_FAR = { PASSED: 'Passing so far', FAILED: 'Failing so far', INVALID: 'Invalid so far' };
  const THRESHOLDS = {
    PASSED: ['pass', 'Holds'], WARNING: ['warn', 'Close'], FAILED: ['fail', 'Broken'],
    NO_DATA: ['unknown', 'No data yet'], NOT_JUDGED: ['unknown', 'Not judged'], NOT_YET: ['unknown', 'Not yet'],
  };
  const HEALTH = {
    NOT_MEASURED: ['unknown', 'Not measured'], GOOD: ['pass', 'Good'], WARNING: ['warn', 'Warning'], INVALID: ['invalid', 'Invalid'],
  };

  const AGENTS = { RUNNING: ['pass', 'Running'], ENDED: ['unknown', 'Ended'], LOST: ['fail', 'Lost'] };

  // Writes only what differs, so that nobody is read the same words again and again.
  const say = (place, text) => { if (place.textContent !== text) place.textContent = text; };

  const tables = {};
  const install = () => {
    const table = (id, ...rest) => { tables[id] = new LiveTables.Table(byId(id), ...rest); };
    table('thresholds', 'Thresholds, as they stand', [
      { head: 'Threshold', say: row => row.expression, node: row => element('code', '', element('bdi', '', row.expression)) },
      { head: 'State', say: row => THRESHOLDS[row.state][1], node: row => badge(...THRESHOLDS[row.state]) },
      { head: 'Seen', say: row => row.message },
    ], { empty: 'The test has no thresholds: nothing will decide whether it passes.' });
    const time = name => ({
      head: name, number: true, say: row => millis(row.responseTime?.[name]), key: row => row.responseTime?.[name] ?? -1,
    });
    const share = row => row.count === 0 ? 0 : row.failed / row.count;
    table('requests', 'Requests since the end of the warm-up', [
      { head: 'Request', say: row => [row.group, row.name].filter(Boolean).join(' / ') },
      { head: 'Scenario', say: row => row.scenario },
      { head: 'Count', number: true, say: row => Numbers.count(row.count), key: row => row.count },
      { head: 'Rate now', number: true, say: row => Numbers.perSecond(row.perSecond), key: row => row.perSecond },
      { head: 'Failed', number: true, say: row => row.failed === 0 ? '0' : `${Numbers.count(row.failed)} (${Numbers.percent(share(row))})`,
        key: share, cls: row => row.failed > 0 ? 'bad' : '' },
      time('p50'), time('p95'), time('p99'), time('max'),
    ], { empty: 'No request has ended yet.', sortable: true, stacked: false });
    table('agents', 'The agents that the load comes from', [
      { head: 'Agent', say: row => row.name },
      { head: 'State', say: row => AGENTS[row.state][1], node: row => badge(...AGENTS[row.state]) },
      { head: 'Users', number: true, say: row => Numbers.count(row.users), key: row => row.users },
      { head: 'Rate now', number: true, say: row => Numbers.perSecond(row.requestsPerSecond), key: row => row.requestsPerSecond },
      { head: 'Failed now', number: true, say: row => Numbers.perSecond(row.failedPerSecond), key: row => row.failedPerSecond,
        cls: row => row.failedPerSecond > 0 ? 'bad' : '' },
      { head: 'p95 now', number: true, say: row => millis(row.p95), key: row => row.p95 ?? -1 },
      { head: 'Behind', number: true, say: row => millis(row.lagMillis), key: row => row.lagMillis },
    ], { empty: 'The load comes from one process.', sortable: true });
    table('errors', 'Errors so far, most frequent first', [
      { head: 'Request', say: row => row.request },
      { head: 'Kind', say: row => row.kind },
      { head: 'What happened', say: row => row.message },
      { head: 'Count', number: true, say: row => Numbers.count(row.count) },
      { head: 'Last', number: true, say: row => moment(row.lastMillis) },
    ], { empty: 'Nothing has failed.' });
    table('acts', 'Marks and changes of the load; the charts show their numbers', [
      { head: 'What was done', say: row => row.text },
      { head: 'No.', number: true, say: row => String(row.number) },
      { head: 'Time', number: true, say: row => moment(row.atMillis) },
      { head: 'Act', say: row => row.type },
      { head: 'By', say: row => row.by },
    ], { empty: 'Nothing was done to the run.' });
    table('trust', 'What the generator sees of itself', [
      { head: 'Signal', say: row => row.name },
      { head: 'State', say: row => HEALTH[row.state][1], node: row => badge(...HEALTH[row.state]) },
      { head: 'Seen', say: row => row.value },
      { head: 'Worrying from', say: row => row.limit },
    ], { empty: 'Nothing was measured yet.' });
  };

  // ---- the head

  const run = told => {
    document.title = `Live: ${told.test}`;
    say(byId('test'), told.test);
    say(byId('brand'), told.test);
    const fact = (name, ...value) => element('div', '', element('dt', '', name), element('dd', '', ...value));
    const tags = Object.entries(told.tags).map(([key, value]) => element('code', '', element('bdi', '', `${key}=${value}`)));
    byId('facts').replaceChildren(
      fact('Started', new Date(told.openedAt).toLocaleString()), fact('Run', element('code', '', told.id)),
      fact('Load', ...told.scenarios.map(each => element('div', '', element('bdi', '', each.name), `: ${each.load}`))),
      ...(tags.length > 0 ? [fact('Tags', element('span', 'tags', ...tags))] : []));
    say(byId('footer'), `Perf ${told.version}. Percentiles come from histograms with three significant digits; none is an average of percentiles.`);
  };

  const PHASES = { starting: 'about to begin', load: 'under load', done: 'all iterations have ended' };
  const stageAt = (time, seconds) => time?.stages.find(stage => seconds > stage.from && seconds <= stage.to)?.name;

  const course = (now, time) => {
    const elapsed = now.elapsedMillis ?? 0;
    const planned = now.plannedMillis ?? 0;
    const share = planned > 0 ? Math.min(1, elapsed / planned) : 0;
    const byIterations = now.iterationsInAll > 0 ? now.iterationsBegun / now.iterationsInAll : 0;
    byId('progress').value = now.end ? 1 : planned > 0 ? share : byIterations;
    const stage = stageAt(time, elapsed / 1000);
    const parts = [PHASES[now.phase] ?? now.phase, ...(stage && !now.end ? [`stage ${stage}`] : []),
      planned > 0 ? `${moment(elapsed)} of ${moment(planned)}` : moment(elapsed),
      ...(now.iterationsInAll > 0 ? [`${Numbers.count(now.iterationsBegun)} of ${Numbers.count(now.iterationsInAll)} iterations`] : [])];
    say(byId('elapsed'), parts.join(', '));
  };

  const reasonOf = now => {
    if (now.end) return now.end.reason;
    if (now.standing === 'INVALID') return now.generator.summary;
    const broken = now.thresholds.filter(each => each.state === 'FAILED');
    if (broken.length > 0) return `${broken[0].expression}: ${broken[0].message}${broken.length > 1 ? `, and ${broken.length - 1} more` : ''}`;
    const open = now.thresholds.filter(each => THRESHOLDS[each.state][0] === 'unknown').length;
    if (now.thresholds.length === 0) return 'The test has no thresholds.';
    return open === 0 ? 'All thresholds hold.' : `${now.thresholds.length - open} of ${now.thresholds.length} thresholds hold, the others have no data yet.`;
  };

  const verdict = now => {
    const sign = STANDINGS[now.standing];
    const word = now.end ? now.end.verdict : SO_FAR[now.standing];
    byId('verdict').className = `verdict ${sign}`;
    if (byId('word').textContent !== word) {
      byId('word').className = `word ${sign}`;
      byId('word').replaceChildren(icon(sign), word);
    }
    say(byId('reason'), reasonOf(now));
    const [mark, health] = HEALTH[now.generator.state];
    const generator = `${health}: ${now.generator.summary}`;
    byId('generator').hidden = now.standing === 'INVALID' && !now.end;
    if (byId('generator').said !== generator) {
      byId('generator').said = generator;
      byId('generator').replaceChildren(element('b', '', 'Generator '), badge(mark, health), ' ', element('bdi', '', now.generator.summary));
    }
    if (now.end) {
      const where = now.end.report ? `The report is at ${now.end.report}` : 'No report was asked for.';
      say(byId('place'), `The run has ended. ${where}`);
      byId('warnings').replaceChildren(...now.end.warnings.map(text => element('li', '', element('bdi', '', text))));
    }
  };

  // ---- key figures

  const figure = (name, value, detail, className = '') => ({ name, value, detail, className });
  const figures = now => {
    const { interval, soFar } = now;
    const times = interval.responseTime;
    const whole = soFar.responseTime;
    const failing = interval.requests > 0 ? interval.failed / interval.requests : NaN;
    const all = soFar.requests > 0 ? soFar.failed / soFar.requests : NaN;
    const dropped = now.ledger?.dropped ?? 0;
    const [, health] = HEALTH[now.generator.state];
    return [
      figure('Requests per second', Numbers.perSecond(interval.requestsPerSecond), `${Numbers.count(soFar.requests)} so far`),
      figure('Virtual users', Numbers.count(now.users ?? 0), now.wantedUsers > 0 ? `${Numbers.count(now.wantedUsers)} wanted`
        : now.offeredPerSecond > 0 ? `${Numbers.perSecond(now.offeredPerSecond)} offered` : 'alive'),
      ...['p50', 'p95', 'p99'].map(name => figure(`Response time ${name}`, millis(times?.[name]), `${millis(whole?.[name])} so far`)),
      figure('Failed', Numbers.percent(failing), soFar.failed === 0 ? 'none so far' : `${Numbers.percent(all)} so far`, failing > 0 ? 'bad' : ''),
      figure('Dropped iterations', Numbers.count(dropped), `of ${Numbers.count(now.ledger?.scheduled ?? 0)} due`, dropped > 0 ? 'bad' : ''),
      figure('Started per second', Numbers.perSecond(interval.startedPerSecond), `${Numbers.count(now.ledger?.started ?? 0)} iterations so far`),
      figure('Schedule lag p99', millis(interval.lagP99), 'how late iterations begin'),
      figure('Generator', health, 'see: can I trust this?', HEALTH[now.generator.state][0] === 'invalid' ? 'invalid' : ''),
    ];
  };

  const writeFigures = now => {
    const box = byId('now');
    figures(now).forEach((each, i) => {
      const place = box.children[i] ?? box.appendChild(element('div', '',
        element('dt', '', each.name), element('dd', 'value'), element('dd', 'detail')));
      const [, value, detail] = place.children;
      say(value, each.value);
      value.className = `value ${each.className}`.trim();
      say(detail, each.detail);
    });
  };

  const show = (now, time) => {
    course(now, time);
    verdict(now);
    writeFigures(now);
    tables.thresholds.show(now.thresholds);
    tables.requests.show(now.requests);
    tables.requests.nothing.textContent = now.phase === 'warm-up' ? 'The warm-up counts nowhere.' : 'No request has ended yet.';
    byId('agents').hidden = now.agents.length === 0;
    byId('agents-link').hidden = now.agents.length === 0;
    tables.agents.show(now.agents);
    tables.errors.show(now.errors);
    tables.acts.show(now.events.map((event, i) => ({ ...event, number: i + 1 })));
    tables.trust.show(now.generator.signals);
  };

  return { install, run, show };
})();
