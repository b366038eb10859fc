/* The page: listens to the run, and shows what it says. */
(() => {
  'use strict';
  const RETRY = 5000;
  const connection = document.getElementById('connection');
  let board = null;
  let ended = false;
  let run = null;

  const state = (text, className) => {
    connection.className = `connection ${className}`;
    if (connection.textContent !== text) connection.textContent = text;
  };

  Control.takeToken();
  Sections.install();
  board = new Drawing.Board(document.getElementById('charts'), document.getElementById('windows'));
  Theme.install(() => board.repaint());
  document.addEventListener('visibilitychange', () => board.redraw());

  const take = message => {
    Sections.show(message.now, board.time);
    Control.show(message.now);
    if (message.now.end) {
      ended = true;
      source.close();
      state('run ended', '');
    } else {
      state('live', 'on');
    }
    document.documentElement.setAttribute('data-ready', '');
  };

  let source = null;
  const listen = () => {
    source = new EventSource('api/events');
    source.addEventListener('whole', event => {
      const message = JSON.parse(event.data);
      if (message.run.id !== run) {
        run = message.run.id;
        Sections.run(message.run);
        Control.install(message.run);
      }
      board.whole(message);
      take(message);
    });
    source.addEventListener('change', event => {
      const message = JSON.parse(event.data);
      board.change(message);
      take(message);
    });
    source.addEventListener('error', () => {
      if (ended) return;
      state('connection lost', 'off');
      // Who was refused is not connected again by the browser.
      if (source.readyState === EventSource.CLOSED) setTimeout(listen, RETRY);
    });
  };
  listen();
})();
