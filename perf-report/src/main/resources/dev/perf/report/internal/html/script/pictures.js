/* Charts to take away, behind "Show data": SVG of the whole run, as it was written; PNG of what is seen; numbers as CSV. */
const Pictures = (() => {
  'use strict';
  const WIDTH = 900;
  const HEAD = 56;

  const titleOf = figure => figure.querySelector('h3').textContent;
  const keysOf = figure => [...figure.querySelectorAll('.legend li')]
    .map(key => ({ swatch: key.querySelector('svg'), label: key.querySelector('span').textContent }));

  // Presentation attributes are all its looks: styles of the page are not in the picture.
  const svg = figure => {
    const plot = figure.querySelector('.plot').cloneNode(true);
    const height = HEAD + Number(plot.getAttribute('height'));
    plot.querySelector('.cursor')?.remove();
    Object.entries({ width: WIDTH, y: HEAD }).forEach(each => plot.setAttribute(...each));
    let x = 12;
    const legend = keysOf(figure).flatMap(({ swatch, label }) => {
      const sign = swatch.cloneNode(true);
      sign.setAttribute('x', x);
      sign.setAttribute('y', 35);
      const name = Elements.drawn('text', { x: x + 24, y: 43, 'font-size': 12 }, label);
      x += 48 + label.length * 7;
      return [sign, name];
    });
    return new XMLSerializer().serializeToString(Elements.drawn('svg',
      { width: WIDTH + 80, height, 'font-family': 'system-ui, sans-serif' },
      Elements.drawn('rect', { width: '100%', height: '100%', fill: '#ffffff' }),
      Elements.drawn('text', { x: 12, y: 22, 'font-size': 15, 'font-weight': 600 }, titleOf(figure)), ...legend, plot));
  };

  const INKS = { 'i-blue': 'blue', 'i-teal': 'teal', 'i-orange': 'orange', 'i-grey': 'grey', 'i-red': 'red', 'i-plan': 'grey' };

  const png = ({ figure, plot }) => {
    const drawn = plot.ctx.canvas;
    const ratio = devicePixelRatio;
    const canvas = document.createElement('canvas');
    canvas.width = drawn.width;
    canvas.height = drawn.height + HEAD * ratio;
    const ctx = canvas.getContext('2d');
    ctx.fillStyle = Charts.colour('card');
    ctx.fillRect(0, 0, canvas.width, canvas.height);
    ctx.drawImage(drawn, 0, HEAD * ratio);
    ctx.scale(ratio, ratio);
    ctx.fillStyle = Charts.colour('ink');
    ctx.font = '600 15px system-ui, sans-serif';
    ctx.fillText(titleOf(figure), 12, 22);
    ctx.font = '12px system-ui, sans-serif';
    let x = 12;
    keysOf(figure).forEach(({ swatch, label }) => {
      ctx.strokeStyle = Charts.colour(INKS[swatch.firstElementChild.getAttribute('class')] ?? 'grey');
      ctx.lineWidth = 2;
      ctx.beginPath();
      ctx.moveTo(x, 39);
      ctx.lineTo(x + 16, 39);
      ctx.stroke();
      ctx.fillText(label, x + 22, 43);
      x += 46 + ctx.measureText(label).width;
    });
    return new Promise(done => canvas.toBlob(done, 'image/png'));
  };

  // chart: what draws the figure as it is seen; undefined where it is a still picture
  const install = (figure, chart) => {
    const summary = figure.querySelector('.data > summary');
    if (!summary) return;
    const name = titleOf(figure).toLowerCase().replace(/[^a-z0-9]+/g, '-');
    const tools = document.createElement('div');
    tools.className = 'tools';
    if (chart) {
      tools.append(Files.button('PNG', 'The chart as it is seen', async () => {
        Files.save(`${name}.png`, await png(chart));
      }));
    }
    tools.append(
      Files.button('SVG', 'The chart of the whole run', () => { Files.save(`${name}.svg`, svg(figure), 'image/svg+xml'); }),
      Files.button('Copy as CSV', 'The numbers below', () => Files.copy(Tables.csv(Tables.texts(figure.querySelector('table'))))));
    summary.after(tools);
  };

  return { install, svg, png };
})();
