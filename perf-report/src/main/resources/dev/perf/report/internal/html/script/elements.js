/* Elements that scripts make as the writer of the page makes them. Text is put in as text. */
const Elements = (() => {
  'use strict';
  const SVG = 'http://www.w3.org/2000/svg';

  const element = (name, className, ...children) => {
    const made = document.createElement(name);
    if (className) made.className = className;
    made.append(...children);
    return made;
  };

  const drawn = (name, attributes, ...children) => {
    const made = document.createElementNS(SVG, name);
    Object.entries(attributes).forEach(each => made.setAttribute(...each));
    made.append(...children);
    return made;
  };

  const swatch = (ink, dash = '') => drawn('svg', { width: 18, height: 8, 'aria-hidden': true },
    drawn('line', { class: `i-${ink}`, x1: 1, x2: 17, y1: 4, y2: 4, 'stroke-width': 2, ...(dash && { 'stroke-dasharray': dash }) }));

  // A figure as the server writes them, with an empty place for the drawing. lines: [[label, ink, dash]]
  const figure = (title, note, lines) => element('figure', 'chart',
    element('figcaption', '', element('h3', '', title), element('p', 'note', note), element('p')),
    element('ul', 'legend', ...lines.map(([label, ink, dash]) =>
      element('li', '', swatch(ink, typeof dash === 'string' ? dash : ''), element('span', '', label), element('b')))),
    element('div', 'canvas'));

  return { element, drawn, figure };
})();
