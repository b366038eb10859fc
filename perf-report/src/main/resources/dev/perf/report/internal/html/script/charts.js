/*
 * Charts over time, drawn by uPlot over the figures of the page. Fed with plain data, which may grow:
 *
 *   time: { from: [s], to: [s], end, shades: [{from, to, label}], stages: [{from, to, name}], moments: [{at, label, text}] }
 *   chart: { id, unit, logarithmic, wholeNumbers, topWhenEmpty, lines: [{label, ink, values: [number or null]}],
 *            planned: {x, y}, ghosts: [{ink, x, y}], limits: [{value, label}], bursts: [{at, text}] }
 *
 * Charts.create(figure, chart, time, view) draws; update(chart, time) draws again with more points. What all charts share
 * is in `view`: the stretch that is shown and the point that is looked at.
 */
const Charts = (() => {
  'use strict';
  const HEIGHT = 242;
  const LEFT = 60;
  const FONT = '12px Inter, system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif';

  const colour = name => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
  const WIDTHS = { blue: 2, teal: 1.75, orange: 1.75, grey: 1.25, red: 1.75 };

  // ---- axes: round numbers, as the writer of the page chooses them

  const roundStep = least => {
    const power = 10 ** Math.floor(Math.log10(least));
    return power * ([1, 2, 2.5, 5].find(step => least <= step * power * (1 + 1e-9)) ?? 10);
  };

  const linearTicks = (max, wholeNumbers) => {
    let step = roundStep((max > 0 ? max : 1) / 4);
    if (wholeNumbers) step = Math.max(1, Math.floor(step));
    const steps = Math.max(1, Math.ceil((max > 0 ? max : 1) / step - 1e-9));
    return Array.from({ length: steps + 1 }, (_, i) => i * step);
  };

  const logTicks = (min, max) => {
    const marks = [];
    for (let power = Math.floor(Math.log10(min)); power <= Math.ceil(Math.log10(max)); power++) {
      marks.push(10 ** power, 2 * 10 ** power, 5 * 10 ** power);
    }
    while (marks.length > 2 && marks[1] <= min * (1 + 1e-9)) marks.shift();
    while (marks.length > 2 && marks[marks.length - 2] >= max * (1 - 1e-9)) marks.pop();
    return marks;
  };

  const TIMES = [0.1, 0.2, 0.5, 1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10800, 21600, 43200, 86400];
  const timeTicks = (from, to, most) => {
    const least = Math.max((to - from) / most, 0.1);
    const step = TIMES.find(each => each >= least) ?? Math.ceil(least / 86400) * 86400;
    const ticks = [];
    for (let i = Math.ceil(from / step - 1e-9); i * step <= to * (1 + 1e-9); i++) ticks.push(i * step);
    return ticks;
  };

  // ---- drawing: in pixels of the canvas

  // A value holds for its whole interval: it stands in the middle, and a line that begins or ends covers the other half.
  const pathOf = (timeNow, valuesNow) => u => {
    const time = timeNow();
    const values = valuesNow();
    const stroke = new Path2D();
    const low = u.scales.y.min;
    const x = at => u.valToPos(at, 'x', true);
    const y = value => u.valToPos(u.scales.y.distr === 3 ? Math.max(value, low) : value, 'y', true);
    let pen = false;
    for (let i = 0; i < values.length; i++) {
      if (values[i] === null) { pen = false; continue; }
      const height = y(values[i]);
      if (!pen) stroke.moveTo(x(time.from[i]), height);
      stroke.lineTo(x((time.from[i] + time.to[i]) / 2), height);
      if (i + 1 === values.length || values[i + 1] === null) stroke.lineTo(x(time.to[i]), height);
      pen = true;
    }
    return { stroke, fill: null, clip: null, flags: 0 };
  };

  const inside = (u, draw) => {
    const { ctx, bbox } = u;
    ctx.save();
    ctx.beginPath();
    ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
    ctx.clip();
    draw(ctx, bbox, devicePixelRatio);
    ctx.restore();
  };

  const polyline = (u, xs, ys, ink, dash, width) => inside(u, (ctx, _, ratio) => {
    ctx.strokeStyle = colour(ink);
    ctx.lineWidth = width * ratio;
    ctx.setLineDash(dash.map(each => each * ratio));
    ctx.lineCap = 'round';
    ctx.beginPath();
    xs.forEach((x, i) => ctx.lineTo(u.valToPos(x, 'x', true), u.valToPos(ys[i], 'y', true)));
    ctx.stroke();
  });

  const upright = (u, at, ink, dash, width = 1) => inside(u, (ctx, box, ratio) => {
    const x = Math.round(u.valToPos(at, 'x', true));
    ctx.strokeStyle = colour(ink);
    ctx.lineWidth = width * ratio;
    ctx.setLineDash(dash.map(each => each * ratio));
    ctx.beginPath();
    ctx.moveTo(x, box.top);
    ctx.lineTo(x, box.top + box.height);
    ctx.stroke();
  });

  const text = (u, words, x, y, align = 'left') => {
    const { ctx } = u;
    const ratio = devicePixelRatio;
    ctx.save();
    ctx.font = FONT.replace('12px', `${12 * ratio}px`);
    ctx.textAlign = align;
    ctx.lineJoin = 'round';
    ctx.lineWidth = 4 * ratio;
    ctx.strokeStyle = colour('card');
    ctx.fillStyle = colour('mute');
    ctx.strokeText(words, x, y);
    ctx.fillText(words, x, y);
    ctx.restore();
  };

  const widthOf = (u, words) => {
    u.ctx.save();
    u.ctx.font = FONT.replace('12px', `${12 * devicePixelRatio}px`);
    const { width } = u.ctx.measureText(words);
    u.ctx.restore();
    return width;
  };

  // A name at the beginning of a stretch, if there is room for it.
  const within = (u, words, from, to, y) => {
    const begin = Math.max(u.valToPos(from, 'x', true), u.bbox.left);
    const end = Math.min(u.valToPos(to, 'x', true), u.bbox.left + u.bbox.width);
    if (words && widthOf(u, words) + 8 * devicePixelRatio < end - begin) text(u, words, begin + 5 * devicePixelRatio, y);
  };

  const isShown = (u, at) => at >= u.scales.x.min && at <= u.scales.x.max;

  const drawBehind = (u, time) => {
    time.shades.forEach(shade => inside(u, (ctx, box) => {
      const from = u.valToPos(shade.from, 'x', true);
      ctx.globalAlpha = 0.06;
      ctx.fillStyle = colour('ink');
      ctx.fillRect(from, box.top, u.valToPos(shade.to, 'x', true) - from, box.height);
    }));
    time.stages.forEach(stage => [stage.from, stage.to]
      .filter(at => at > u.scales.x.min && at < u.scales.x.max)
      .forEach(at => upright(u, at, 'line', [])));
    time.moments.forEach(moment => upright(u, moment.at, 'grey', [2, 3]));
  };

  const drawInFront = (u, chart, time) => {
    const { top, height } = u.bbox;
    const ratio = devicePixelRatio;
    const { min, max } = u.scales.x;
    chart.limits.forEach(limit => polyline(u, [min, max], [limit.value, limit.value], 'red', [1, 5], 1.5));
    chart.bursts.filter(burst => isShown(u, burst.at)).forEach((burst, row) => {
      const x = u.valToPos(burst.at, 'x', true);
      const right = x + widthOf(u, burst.text) + 12 * ratio < u.bbox.left + u.bbox.width;
      upright(u, burst.at, 'grey', [5, 4], 1.5);
      if (row < 4) text(u, burst.text, x + (right ? 9 : -9) * ratio, top + (28 + 16 * row) * ratio, right ? 'left' : 'right');
    });
    time.shades.forEach(shade => within(u, shade.label, shade.from, shade.to, top + height - 7 * ratio));
    time.stages.forEach(stage => within(u, stage.name, stage.from, stage.to, top + 12 * ratio));
    let free = -Infinity;
    time.moments.filter(moment => isShown(u, moment.at)).forEach(moment => {
      const x = u.valToPos(moment.at, 'x', true);
      if (x < free) return;
      text(u, moment.label, x, top - 3 * ratio, 'center');
      free = x + 14 * ratio;
    });
  };

  // ---- the chart

  const yRange = chart => (u, min, max) => {
    const limits = chart.limits.map(limit => limit.value).filter(value => value <= 2.5 * (max ?? 0));
    const drawn = [chart.planned, ...(chart.ghosts ?? [])]
      .flatMap(line => line?.y.filter((_, i) => isShown(u, line.x[i])) ?? []);
    const top = Math.max(max ?? 0, ...limits, ...drawn);
    const ticks = chart.logarithmic
      ? logTicks(min > 0 ? min : Math.max(top, 1) / 10, Math.max(top, 1))
      : linearTicks(top > 0 ? top : chart.topWhenEmpty, chart.wholeNumbers);
    u.ticks = ticks;
    return [ticks[0], ticks[ticks.length - 1]];
  };

  // Of many marks on a logarithmic axis only the powers of ten have a line.
  const yTicks = (u, logarithmic) => u.ticks.length <= 8 || !logarithmic
    ? u.ticks
    : u.ticks.filter(tick => Math.abs(Math.log10(tick) - Math.round(Math.log10(tick))) < 1e-9);

  const options = (self, width) => {
    const say = Numbers.units[self.chart.unit];
    const axis = {
      stroke: () => colour('mute'), font: FONT, ticks: { show: false },
      grid: { stroke: () => colour('line'), width: 1 },
    };
    return {
      width, height: HEIGHT, padding: [14, 16, 0, 0],
      legend: { show: false },
      select: { show: true, left: 0, top: 0, width: 0, height: 0 },
      cursor: {
        y: false,
        points: { size: 7, width: 1.5, fill: () => colour('card') },
        drag: { x: self.zooms, y: false, setScale: false, dist: 4 },
        bind: { dblclick: () => () => self.view.zoom(null) },
      },
      scales: {
        x: { time: false, range: () => self.xRange() },
        y: { distr: self.chart.logarithmic ? 3 : 1, range: (u, min, max) => self.yRange(u, min, max) },
      },
      axes: [
        { ...axis, size: 28, gap: 6, grid: { show: false },
          splits: (u, _, from, to) => self.xTicks(from, to, Math.max(2, Math.min(6, u.bbox.width / devicePixelRatio / 75))),
          values: (_, ticks) => ticks.map(tick => self.xName(tick)), filter: (_, ticks) => ticks },
        { ...axis, size: LEFT, gap: 10, splits: u => yTicks(u, self.chart.logarithmic),
          values: (_, ticks) => ticks.map(tick => Numbers.tidy(say(tick))), filter: (_, ticks) => ticks },
      ],
      series: [{}, ...backToFront(self.chart).map((line, i) => ({
        label: line.label, stroke: () => colour(line.ink), width: WIDTHS[line.ink] ?? 1.5, points: { show: false },
        paths: self.path(i),
      }))],
      hooks: {
        drawClear: [u => {
          self.behind(u);
          drawBehind(u, self.time);
        }],
        drawAxes: [u => {
          const { planned } = self.chart;
          self.chart.ghosts?.forEach(ghost => polyline(u, ghost.x, ghost.y, ghost.ink, [3, 3], 1.25));
          if (planned) polyline(u, planned.x, planned.y, 'grey', [5, 4], 1.5);
        }],
        draw: [u => drawInFront(u, self.chart, self.time)],
        setCursor: [u => self.pointed(u.cursor.left < 0 ? -1 : u.cursor.idx ?? -1)],
        setSelect: [u => {
          const { left, width: wide } = u.select;
          if (wide < 4) return;
          u.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
          self.view.zoom([u.posToVal(left, 'x'), u.posToVal(left + wide, 'x')]);
        }],
      },
    };
  };

  // The first line of a chart lies on top of the others; what is drawn last does.
  const backToFront = chart => [...chart.lines].reverse();

  const middles = time => time.from.map((from, i) => (from + time.to[i]) / 2);

  class Chart {
    constructor(figure, chart, time, view, more = {}) {
      Object.assign(this, { figure, chart, time, view, at: -1, zooms: true }, more);
      this.note = figure.querySelector('.note');
      this.plain = this.note.textContent;
      this.place = document.createElement('div');
      this.place.className = 'live';
      this.place.tabIndex = 0;
      this.place.setAttribute('role', 'group');
      this.place.setAttribute('aria-label', `${figure.querySelector('h3').textContent}: arrow keys move the cursor, + and − zoom`);
      figure.querySelector('.canvas').after(this.place);
      figure.classList.add('is-live');
      this.rebuild();
      this.legend();
      new ResizeObserver(() => {
        if (this.width() !== this.plot.width) this.plot.setSize({ width: this.width(), height: HEIGHT });
      }).observe(this.place);
    }

    // What kinds of charts differ in.
    behind() {}
    xRange() { return this.view.range(); }
    xTicks(from, to, most) { return timeTicks(from, to, most); }
    xName(tick) { return Numbers.moment(tick); }
    yRange(u, min, max) { return yRange(this.chart)(u, min, max); }
    path(series) { return pathOf(() => this.time, () => backToFront(this.chart)[series].values); }
    pointed(at) { this.view.look(at, this); }
    nameOf(at) { return `at ${Numbers.moment(this.time.from[at])}`; }

    width() { return Math.max(120, Math.floor(this.place.clientWidth)); }

    data() { return [middles(this.time), ...backToFront(this.chart).map(line => line.values)]; }

    // The kind of an axis cannot change while a drawing lives.
    rebuild() {
      this.plot?.destroy();
      this.plot = new uPlot(options(this, this.width()), this.data(), this.place);
      this.plot.root.setAttribute('aria-hidden', 'true');
    }

    // Names of lines become switches: one click shows the line alone, the next all of them.
    legend() {
      this.keys = [...this.figure.querySelectorAll('.legend li')].slice(0, this.chart.lines.length);
      this.values = this.keys.map(key => key.querySelector('b'));
      if (this.keys.length < 2) return;
      this.keys.forEach((key, i) => {
        const button = document.createElement('button');
        button.type = 'button';
        button.className = 'key';
        button.title = 'Show this line alone, or all again';
        button.append(key.querySelector('svg'), key.querySelector('span'));
        button.setAttribute('aria-pressed', 'false');
        button.addEventListener('click', () => this.isolate(this.alone === i ? undefined : i));
        key.prepend(button);
      });
    }

    isolate(line) {
      this.alone = line;
      this.plot.batch(() => this.chart.lines.forEach((_, i) =>
        this.plot.setSeries(this.chart.lines.length - i, { show: line === undefined || i === line }, false)));
      this.keys.forEach((key, i) => {
        key.classList.toggle('off', line !== undefined && i !== line);
        key.querySelector('.key').setAttribute('aria-pressed', String(i === line));
      });
    }

    // Shows the values at a point, or none at -1; the cursor goes there, where the mouse has not brought it.
    look(at, source) {
      this.at = at;
      const seen = at >= 0 && at < this.plot.data[0].length;
      const say = Numbers.units[this.chart.unit];
      this.values.forEach((value, i) => { value.textContent = seen ? say(this.chart.lines[i].values[at] ?? NaN) : ''; });
      this.note.textContent = seen ? this.nameOf(at) : this.plain;
      if (source === this) return;
      const left = seen ? this.plot.valToPos(this.plot.data[0][at], 'x') : -10;
      this.plot.setCursor({ left, top: seen ? 10 : -10 }, false);
    }

    zoomed() { this.plot.setData(this.plot.data, true); }

    update(chart, time) {
      Object.assign(this, { chart, time });
      this.plot.setData(this.data(), true);
    }

    redraw() { this.plot.redraw(false, true); }
  }

  const create = (figure, chart, time, view) => new Chart(figure, chart, time, view);

  return { create, Chart, colour, linearTicks, logTicks };
})();
