'use strict';
(() => {
  const find = document.getElementById('find');
  const count = document.getElementById('count');
  const nothing = document.getElementById('nothing');
  const filters = [...document.querySelectorAll('[data-filter]')];
  const views = [...document.querySelectorAll('[data-view]')];
  const items = { cases: [...document.querySelectorAll('.case')], clauses: [...document.querySelectorAll('.clause')] };
  const texts = new Map();
  let view = 'cases';

  // Read once, and only when somebody searches: a report may hold thousands of frames.
  const textOf = item => {
    if (!texts.has(item)) texts.set(item, item.textContent.toLowerCase());
    return texts.get(item);
  };

  const apply = () => {
    const words = find.value.toLowerCase().split(/\s+/).filter(Boolean);
    const wanted = new Set(filters.filter(one => one.getAttribute('aria-pressed') === 'true').map(one => one.dataset.filter));
    let shown = 0;
    for (const item of items[view]) {
      const fits = (wanted.size === 0 || wanted.has(item.dataset.verdict)) && words.every(word => textOf(item).includes(word));
      item.hidden = !fits;
      if (fits) shown++;
    }
    const all = items[view].length;
    count.textContent = shown === all ? `${all} ${view}` : `${shown} of ${all} ${view}`;
    nothing.hidden = shown > 0 || all === 0;
  };

  const show = chosen => {
    view = chosen;
    for (const one of views) one.setAttribute('aria-pressed', String(one.dataset.view === view));
    for (const list of document.querySelectorAll('[data-list]')) list.hidden = list.dataset.list !== view;
    apply();
  };

  // A link may lead into a case that is closed, filtered away, or in the other view.
  const follow = () => {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target) return;
    const inside = target.closest('.case');
    if (inside) {
      if (view !== 'cases') show('cases');
      inside.hidden = false;
      inside.open = true;
    }
    target.scrollIntoView({ block: 'center' });
    const focus = target.matches('details') ? target.querySelector('summary') : target;
    if (!focus.matches('summary')) focus.tabIndex = -1;
    focus.focus({ preventScroll: true });
  };

  for (const one of filters) {
    one.addEventListener('click', () => {
      one.setAttribute('aria-pressed', String(one.getAttribute('aria-pressed') !== 'true'));
      apply();
    });
  }
  for (const one of views) one.addEventListener('click', () => show(one.dataset.view));
  document.getElementById('reset').addEventListener('click', () => {
    find.value = '';
    for (const one of filters) one.setAttribute('aria-pressed', 'false');
    apply();
    find.focus();
  });
  let waiting;
  find.addEventListener('input', () => {
    clearTimeout(waiting);
    waiting = setTimeout(apply, 80);
  });
  document.addEventListener('keydown', pressed => {
    if (pressed.key !== '/' || pressed.ctrlKey || pressed.metaKey || pressed.target === find) return;
    pressed.preventDefault();
    find.focus();
  });
  window.addEventListener('hashchange', follow);
  document.addEventListener('click', clicked => {
    // The same link twice changes no hash.
    const link = clicked.target.closest('a[href^="#"]');
    if (link && link.getAttribute('href') === location.hash) follow();
  });

  apply();
  if (location.hash) follow();
  else {
    const first = items.cases.find(one => one.querySelector('summary .badge.bad'));
    if (first) first.open = true;
  }
})();
