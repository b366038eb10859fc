/* Light or dark: the system's, until someone chooses. Storage may be forbidden on a page from disk. */
const Theme = (() => {
  'use strict';
  const root = document.documentElement;
  const system = matchMedia('(prefers-color-scheme: dark)');
  const recall = () => { try { return localStorage.getItem('perf-theme'); } catch { return null; } };
  const remember = theme => { try { localStorage.setItem('perf-theme', theme); } catch { /* not kept */ } };
  const isDark = () => (root.dataset.theme ?? (system.matches ? 'dark' : 'light')) === 'dark';

  const install = changed => {
    const button = document.getElementById('theme');
    const label = () => {
      button.textContent = isDark() ? 'Light' : 'Dark';
      changed();
    };
    const chosen = recall();
    if (chosen === 'dark' || chosen === 'light') root.dataset.theme = chosen;
    button.hidden = false;
    label();
    button.addEventListener('click', () => {
      root.dataset.theme = isDark() ? 'light' : 'dark';
      remember(root.dataset.theme);
      label();
    });
    system.addEventListener('change', label);
  };

  return { install };
})();
