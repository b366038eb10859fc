/* The charts of the report, which grow. */
const Drawing = (() => {
  'use strict';
  const WIDE = 10;

  // Rungs of the heat map, as the server counts them.
  const ladder = ({ firstNanos, rungsPerDecade }) =>
    Float64Array.from({ length: 12 * rungsPerDecade }, (_, i) => firstNanos * 10 ** ((i + 0.5) / rungsPerDecade));

  // One axis for few and for many times the usual: as the report, but counted again as the run goes on.
  const isLogarithmic = chart => {
    if (chart.heat) return true;
    if (chart.unit !== 'time') return false;
    const sorted = chart.lines[0].values.filter(value => value !== null).sort((a, b) => a - b);
    const typical = sorted.length === 0 ? 1 : sorted[sorted.length >> 1];
    return Math.max(0, ...chart.lines.flatMap(line => line.values.filter(value => value !== null))) > WIDE * typical;
  };

  const legendOf = chart => [
    ...chart.lines.map(line => [line.label, line.ink]),
    ...(chart.planned ? [[chart.planned.label, 'plan', '5 4']] : []),
    ...chart.limits.map(limit => [limit.label, 'red', '1 5'])];

  // What the last point says, for those who do not see the lines.
  const sentence = chart => {
    const say = Numbers.units[chart.unit];
    return `Now: ${chart.lines.map(line => `${line.label} ${say(line.values[line.values.length - 1] ?? NaN)}`).join(', ')}.`;
  };

  const put = (list, added, replace) => {
    if (replace) list.splice(list.length - added.length, added.length);
    list.push(...added);
  };

  class Board {
    constructor(box, windows) {
      Object.assign(this, { box, drawn: [], end: 0, seconds: null, stretch: null });
      this.view = {
        range: () => this.range(),
        zoom: next => { this.stretch = next; this.redraw(); },
        look: (at, source) => this.drawn.forEach(chart => chart.look(at, source)),
      };
      this.buttons = [['Whole run', null], ['Last 10 minutes', 600], ['Last minute', 60]].map(([label, seconds]) => {
        const button = Elements.element('button', 'act', label);
        button.type = 'button';
        button.addEventListener('click', () => {
          Object.assign(this, { seconds, stretch: null });
          this.redraw();
        });
        windows.append(button);
        return { button, seconds };
      });
      this.zoomed = Elements.element('span', 'note');
      windows.append(this.zoomed);
      this.press();
    }

    range() {
      if (this.stretch) return this.stretch;
      const end = Math.max(this.end, 1e-3);
      return [this.seconds ? Math.max(0, end - this.seconds) : 0, end];
    }

    press() {
      this.buttons.forEach(({ button, seconds }) =>
        button.setAttribute('aria-pressed', String(!this.stretch && seconds === this.seconds)));
      this.zoomed.textContent = this.stretch
        ? `${this.stretch.map(Numbers.moment).join(' to ')}; a double click, or a button, follows the run again`
        : '';
    }

    // All that there is.
    whole({ time, charts, heat }) {
      this.drawn.forEach(chart => { chart.plot.destroy(); });
      this.box.replaceChildren();
      Object.assign(this, { time, charts, end: time.end });
      this.model = { steps: time };
      this.course = { values: ladder(heat), min: heat.min, max: heat.max, counts: heat.counts };
      this.drawn = charts.map(chart => {
        chart.logarithmic = isLogarithmic(chart);
        const figure = Elements.figure(chart.title, chart.note, legendOf(chart));
        figure.id = chart.id;
        this.box.append(figure);
        const made = chart.heat
          ? HeatMap.create(figure, chart, time, this.view, this.model, this.course)
          : Charts.create(figure, chart, time, this.view);
        this.steer(made);
        this.tell(made);
        return made;
      });
      this.press();
    }

    // What an interval adds; `joined` where it belongs to the last point that there is.
    change({ time, charts, heat, joined }) {
      this.end = time.end;
      put(this.time.from, time.from, joined);
      put(this.time.to, time.to, joined);
      const { end, shades, stages, moments } = time;
      Object.assign(this.time, { end, shades, stages, moments });
      ['min', 'max', 'counts'].forEach(name => put(this.course[name], heat[name], joined));
      this.charts.forEach((chart, i) => {
        const { lines, planned, limits, bursts } = charts[i];
        chart.lines.forEach((line, at) => put(line.values, lines[at].values, joined));
        Object.assign(chart, { planned, limits, bursts });
      });
      this.redraw();
    }

    redraw() {
      this.press();
      if (document.hidden) return;
      this.drawn.forEach(each => {
        this.tell(each);
        const logarithmic = isLogarithmic(each.chart);
        if (logarithmic === each.chart.logarithmic) {
          each.update(each.chart, this.time);
        } else {
          each.chart.logarithmic = logarithmic;
          each.rebuild();
          if (each.alone !== undefined) each.isolate(each.alone);
        }
      });
    }

    tell(each) { each.figure.querySelector('figcaption p:last-child').textContent = sentence(each.chart); }

    repaint() { this.drawn.forEach(chart => chart.redraw()); }

    steer(chart) {
      chart.place.addEventListener('blur', () => this.view.look(-1));
      chart.place.addEventListener('keydown', event => {
        const by = { ArrowLeft: -1, ArrowRight: 1, Home: -Infinity, End: Infinity }[event.key];
        const factor = { '+': 0.5, '=': 0.5, '-': 2 }[event.key];
        if (event.key === 'Escape') { this.view.look(-1); this.view.zoom(null); }
        if (by === undefined && factor === undefined) return;
        event.preventDefault();
        if (factor) this.zoomAround(chart.at, factor); else this.view.look(this.move(chart.at, by));
      });
    }

    move(at, by) {
      const [from, to] = this.range();
      const seen = Model.inside(this.model, [from - 1e-9, to + 1e-9]);
      if (seen.length === 0) return -1;
      return Math.min(seen[seen.length - 1], Math.max(seen[0], at < 0 ? seen[0] : at + by));
    }

    zoomAround(at, factor) {
      const [from, to] = this.range();
      const centre = at < 0 ? (from + to) / 2 : (this.time.from[at] + this.time.to[at]) / 2;
      const half = (to - from) * factor / 2;
      const next = [Math.max(0, centre - half), Math.min(this.end, centre + half)];
      this.view.zoom(next[0] <= 0 && next[1] >= this.end ? null : next);
    }
  }

  return { Board };
})();
