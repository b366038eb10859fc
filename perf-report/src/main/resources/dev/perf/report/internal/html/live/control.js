/* Acts on the run, for who has its token. It stays behind the # of the address and in this tab. */
const Control = (() => {
  'use strict';
  const { element } = Elements;
  const KEY = 'perf-token';
  const byId = id => document.getElementById(id);

  const recall = () => { try { return sessionStorage.getItem(KEY); } catch { return null; } };
  const remember = token => { try { sessionStorage.setItem(KEY, token); } catch { /* gone with the page */ } };

  let token = null;
  let buttons = null;

  // Links within the page would overwrite it, and an address that is copied should let others watch only.
  const takeToken = () => {
    const found = /^#([\w-]{22})$/.exec(location.hash);
    if (found) {
      token = found[1];
      remember(token);
      history.replaceState(null, '', location.pathname);
    } else {
      token = recall();
    }
  };

  const tell = text => { byId('told').textContent = text; };

  const act = async wish => {
    try {
      const answer = await fetch('api/control', {
        method: 'POST', headers: { 'Content-Type': 'application/json', 'X-Perf-Token': token }, body: JSON.stringify(wish),
      });
      const said = (await answer.text()).trim();
      tell(answer.ok ? `Asked for: ${said}. The run says below when it is done.`
        : answer.status === 403 ? 'The token is not that of this run: open the address that its console told.' : `Refused: ${said}`);
      return answer.ok;
    } catch {
      tell('The run does not answer.');
      return false;
    }
  };

  const button = (label, press, className = '') => {
    const made = element('button', `do ${className}`.trim(), label);
    made.type = 'button';
    if (press) made.addEventListener('click', press);
    return made;
  };

  // A field with its button, which Enter presses too.
  const field = (label, attributes, name, wish) => {
    const form = element('form', 'ask');
    const input = element('input', 'field');
    Object.assign(input, attributes);
    const words = element('label', '', element('span', '', ...label), input);
    const send = button(name);
    send.type = 'submit';
    form.append(words, send);
    form.addEventListener('submit', async event => {
      event.preventDefault();
      if (await act(wish(input))) input.value = '';
    });
    return form;
  };

  const level = scenario => {
    const open = scenario.model === 'open';
    return field([open ? 'Rate of ' : 'Users of ', element('bdi', '', scenario.name)],
      { type: 'number', min: 0, max: 1e7, step: open ? 'any' : 1, required: true, placeholder: open ? 'per second' : 'users' }, 'Set',
      input => open ? { act: 'rate', scenario: scenario.name, perSecond: input.valueAsNumber }
        : { act: 'users', scenario: scenario.name, users: input.valueAsNumber });
  };

  // To stop takes two presses, the second within some seconds.
  const stopping = () => {
    const ask = button('Stop the run', null, 'stop');
    let armed = 0;
    const disarm = () => { clearTimeout(armed); armed = 0; ask.textContent = 'Stop the run'; };
    ask.addEventListener('click', () => {
      if (armed) {
        disarm();
        act({ act: 'stop' });
      } else {
        ask.textContent = 'Press again to stop it';
        armed = setTimeout(disarm, 5000);
      }
    });
    return ask;
  };

  const install = run => {
    const box = byId('acting');
    if (!token) {
      buttons = null;
      box.replaceChildren(element('p', 'empty', 'This page only watches. To change the load, open the address that the console of the run told, with all that is behind its #.'));
      return;
    }
    const pause = button('Pause', () => act({ act: buttons.paused ? 'resume' : 'pause' }));
    buttons = { pause, paused: false };
    box.replaceChildren(
      ...run.scenarios.filter(each => each.settable).map(level),
      field(['Mark this moment'], { type: 'text', maxLength: 200, required: true, placeholder: 'deployed v2' }, 'Mark',
        input => ({ act: 'mark', text: input.value })),
      element('div', 'ask', pause, stopping()));
  };

  const show = now => {
    if (now.end) byId('control').hidden = true;
    if (!buttons) return;
    buttons.paused = now.phase === 'paused';
    const name = buttons.paused ? 'Continue' : 'Pause';
    if (buttons.pause.textContent !== name) buttons.pause.textContent = name;
  };

  return { takeToken, install, show };
})();
