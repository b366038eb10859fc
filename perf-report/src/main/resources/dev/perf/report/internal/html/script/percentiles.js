/*
 * Times by percentile in the manner of HdrHistogram: each further nine has the same room. Places on the axis are powers
 * of ten of 1 / (1 - p), so 90 % lies at 1 and 99 % at 2.
 */
const Percentiles = (() => {
  'use strict';
  const POINTS = 240;
  const MARKS = [0, 50, 90, 99, 99.9, 99.99, 99.999, 99.9999];
  const place = percentile => Math.log10(100 / (100 - percentile));
  const percentileAt = at => 100 - 100 / 10 ** at;

  const curve = (times, places) => places.map(at => {
    if (times.count === 0 || 10 ** at > times.count * (1 + 1e-9)) return null;
    const percentile = percentileAt(at);
    return percentile <= 0 ? times.min : times.percentile(Math.min(100, percentile));
  });

  // One place after the other, joined as they are.
  const path = (u, series, from, to) => {
    const stroke = new Path2D();
    let pen = false;
    for (let i = from; i <= to; i++) {
      const value = u.data[series][i];
      if (value === null) { pen = false; continue; }
      const at = [u.valToPos(u.data[0][i], 'x', true), u.valToPos(Math.max(value, u.scales.y.min), 'y', true)];
      if (pen) stroke.lineTo(...at); else stroke.moveTo(...at);
      pen = true;
    }
    return { stroke, fill: null, clip: null, flags: 0 };
  };

  const chartOf = distributions => {
    const last = Math.max(20, ...distributions.map(each => each.times.count));
    const places = Array.from({ length: POINTS + 1 }, (_, i) => Math.log10(last) * i / POINTS);
    const lines = distributions.map(each => ({ label: each.label, ink: each.ink, values: curve(each.times, places) }));
    const max = Math.max(1, ...distributions.map(each => each.times.max));
    const median = Math.max(1, (distributions.find(each => each.times.count > 0) ?? distributions[0]).times.percentile(50));
    return { places, lines, last, logarithmic: max > 10 * median };
  };

  class PercentileChart extends Charts.Chart {
    behind(u) {
      const { ctx, bbox } = u;
      const from = u.valToPos(Math.max(0, Math.log10(this.chart.last / 10)), 'x', true);
      ctx.save();
      ctx.globalAlpha = 0.06;
      ctx.fillStyle = Charts.colour('ink');
      ctx.fillRect(from, bbox.top, bbox.left + bbox.width - from, bbox.height);
      ctx.restore();
    }
    xRange() { return [0, Math.log10(this.chart.last)]; }
    xTicks(from, to, most) {
      const ticks = MARKS.map(place).filter(at => at <= to + 1e-9);
      return most < 5 ? ticks.filter((_, i) => i !== 1) : ticks;
    }
    xName(tick) { return `${Number(percentileAt(tick).toFixed(4))}\u00a0%`; }
    path() { return path; }
    data() { return [this.chart.places, ...[...this.chart.lines].reverse().map(line => line.values)]; }
    pointed(at) { this.look(at, this); }
    nameOf(at) {
      const percentile = percentileAt(this.chart.places[at]);
      return `${Number(percentile.toPrecision(percentile > 99 ? 6 : 3))}\u00a0% took at most`;
    }
    // Draws other times, on the axes that suit them.
    distribute(distributions) {
      const next = chartOf(distributions);
      const again = next.logarithmic !== this.chart.logarithmic;
      Object.assign(this.chart, next);
      if (again) this.rebuild(); else this.plot.setData(this.data(), true);
    }
  }

  // distributions: [{ label, ink, times }], those of the legend in its order
  const create = (figure, distributions) => {
    const chart = { unit: 'time', limits: [], bursts: [], wholeNumbers: false, topWhenEmpty: 1e8, ...chartOf(distributions) };
    const time = { from: [], to: [], shades: [], stages: [], moments: [] };
    return new PercentileChart(figure, chart, time, { zoom() {} }, { zooms: false });
  };

  // HdrHistogram's text of a distribution in milliseconds, which its plotter reads: five lines per halving of what is above.
  const hgrm = times => {
    const lines = ['       Value     Percentile TotalCount 1/(1-Percentile)', ''];
    const right = (value, width) => String(value).padStart(width);
    let percentile = 0;
    for (;;) {
      const value = percentile === 0 ? times.min : times.percentile(percentile);
      let below = 0;
      for (let i = 0; i < times.values.length && Math.min(times.values[i], times.max) <= value; i++) below += times.counts[i];
      const last = below >= times.count;
      const share = last ? 1 : percentile / 100;
      lines.push(`${right((value / 1e6).toFixed(3), 12)} ${right(share.toFixed(12), 14)} ${right(below, 10)}`
        + (last ? '' : ` ${right((1 / (1 - share)).toFixed(2), 14)}`));
      if (last) break;
      percentile += 100 / (5 * 2 ** (Math.floor(Math.log2(100 / (100 - percentile))) + 1));
    }
    const deviation = Math.sqrt(times.counts.reduce((sum, count, i) =>
      sum + count * (Math.min(times.values[i], times.max) - times.sum / times.count) ** 2, 0) / times.count);
    lines.push(
      `#[Mean    = ${right((times.sum / times.count / 1e6).toFixed(3), 12)}, StdDeviation   = ${right((deviation / 1e6).toFixed(3), 12)}]`,
      `#[Max     = ${right((times.max / 1e6).toFixed(3), 12)}, Total count    = ${right(times.count, 12)}]`);
    return `${lines.join('\n')}\n`;
  };

  return { create, hgrm };
})();
