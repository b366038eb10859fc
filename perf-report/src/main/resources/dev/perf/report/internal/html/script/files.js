/* What a reader takes away: text as a file or on the clipboard, charts as pictures. */
const Files = (() => {
  'use strict';

  const save = (name, content, type) => {
    const link = document.createElement('a');
    link.href = URL.createObjectURL(content instanceof Blob ? content : new Blob([content], { type }));
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  };

  // Browsers refuse the clipboard to pages of servers without TLS.
  const copy = async text => {
    try {
      await navigator.clipboard.writeText(text);
      return 'Copied';
    } catch {
      return 'The browser refused';
    }
  };

  // A button that says for a moment what it did.
  const button = (label, title, act) => {
    const made = document.createElement('button');
    made.type = 'button';
    made.className = 'act';
    made.textContent = label;
    made.title = title;
    made.addEventListener('click', async () => {
      const done = await act();
      if (!done) return;
      made.textContent = done;
      setTimeout(() => { made.textContent = label; }, 1500);
    });
    return made;
  };

  return { save, copy, button };
})();
