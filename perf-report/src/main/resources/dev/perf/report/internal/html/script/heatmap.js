/* The heat map: how many requests took how long, over time, counted from the histograms of the stretch that is shown. */
const HeatMap = (() => {
  'use strict';
  const MOST_COLUMNS = 240;
  const ROWS = 60;
  const SHADES = 8;

  // Columns of the steps in a stretch, as { from, to, counts of rows }.
  const columnsOf = (data, stretch, course, low, high) => {
    const steps = Model.inside(data, stretch);
    const width = Math.max(1, Math.ceil(steps.length / MOST_COLUMNS));
    const rowOf = Float64Array.from(course.values, value =>
      Math.min(ROWS - 1, Math.max(0, Math.floor(Math.log(value / low) / Math.log(high / low) * ROWS))));
    const columns = [];
    for (let first = 0; first < steps.length; first += width) {
      const group = steps.slice(first, first + width);
      const counts = new Float64Array(ROWS);
      group.forEach(step => {
        let bucket = 0;
        for (const count of course.counts[step]) {
          if (count < 0) bucket -= count; else counts[rowOf[bucket++]] += count;
        }
      });
      columns.push({ from: data.steps.from[group[0]], to: data.steps.to[group[group.length - 1]], counts });
    }
    return columns;
  };

  const shade = (count, most) =>
    most === 1 ? SHADES : 1 + Math.floor((SHADES - 1) * Math.log(count) / Math.log(most) * (1 + 1e-12));

  class HeatMap extends Charts.Chart {
    // more: { model, course } with the packed distributions of the steps
    yRange(u) {
      const inView = Model.inside(this.model, this.view.range()).filter(step => this.course.counts[step].length > 0);
      const ticks = inView.length === 0 ? [1e6, 1e7] : Charts.logTicks(
        Math.max(1, Math.min(...inView.map(step => this.course.min[step]))),
        Math.max(...inView.map(step => this.course.max[step])));
      u.ticks = ticks;
      const [low, high] = [ticks[0], ticks[ticks.length - 1]];
      this.columns = columnsOf(this.model, this.view.range(), this.course, low, high);
      this.most = Math.max(1, ...this.columns.map(column => Math.max(...column.counts)));
      Object.assign(this, { low, high });
      return [low, high];
    }

    rowAt(row) { return this.low * (this.high / this.low) ** (row / ROWS); }

    behind(u) {
      if (!this.columns) return;
      const { ctx, bbox } = u;
      ctx.save();
      ctx.beginPath();
      ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
      ctx.clip();
      ctx.fillStyle = Charts.colour('heat');
      const heights = Array.from({ length: ROWS + 1 }, (_, row) => Math.round(bbox.top + bbox.height * (1 - row / ROWS)));
      this.columns.forEach(column => {
        const left = Math.round(u.valToPos(column.from, 'x', true));
        const right = Math.round(u.valToPos(column.to, 'x', true));
        column.counts.forEach((count, row) => {
          if (count === 0) return;
          ctx.globalAlpha = 0.06 + 0.74 * shade(count, this.most) / SHADES;
          ctx.fillRect(left, heights[row + 1], Math.max(1, right - left), heights[row] - heights[row + 1]);
        });
      });
      ctx.restore();
    }

    // Under the mouse: how many requests the cell stands for.
    pointed(at) {
      super.pointed(at);
      const { left, top } = this.plot.cursor;
      if (at < 0 || top < 0) return;
      const seconds = this.plot.posToVal(left, 'x');
      const column = this.columns.find(each => seconds >= each.from && seconds < each.to);
      const row = Math.min(ROWS - 1, Math.floor((1 - top / this.plot.over.clientHeight) * ROWS));
      if (!column || row < 0) return;
      const count = column.counts[row];
      this.note.textContent = `at ${Numbers.moment(column.from)}, ${Numbers.nanos(this.rowAt(row))} to `
        + `${Numbers.nanos(this.rowAt(row + 1))}: ${Numbers.count(count)} ${count === 1 ? 'request' : 'requests'}`;
    }
  }

  const create = (figure, chart, time, view, data, course) =>
    new HeatMap(figure, chart, time, view, { model: data, course });

  return { create, columnsOf };
})();
