/**
 * The script of the page of `access`: it filters and sorts, and everything is readable without it. What it needs of a
 * row stands in the row: `data-g` has `COLUMN:ROLE` for each group, `data-look` is there where something asks for a
 * look. It makes no markup, and touches rows only where they change, so that a browser lays out only what is seen.
 */
export const accessScript = `
'use strict';
(() => {
  const field = (id) => document.getElementById(id);
  const [tools, text, group, role, look, order, all, said] =
    ['tools', 'text', 'group', 'role', 'look', 'order', 'all', 'said'].map(field);
  let parts = null;

  const userOf = (row) => row.firstElementChild.textContent;
  const nameOf = (row) => row.firstElementChild.nextElementSibling.textContent;
  const wordsOf = (row) => (userOf(row) + ' ' + nameOf(row)).toLowerCase();
  const marksOf = (one) => (one.marks ??= one.row.dataset.g.split(' ').map((mark) => mark.split(':')));

  const read = () => {
    const people = new Map();
    const found = [...document.querySelectorAll('[data-part]')].map((part) => ({
      matrix: part.dataset.part === 'matrix',
      shown: part.querySelector('[data-shown]'),
      blocks: [...part.querySelectorAll('[data-block]')],
      chunks: [...part.querySelectorAll('.chunk')].map((box) => ({
        box,
        block: box.closest('[data-block]'),
        body: box.querySelector('tbody'),
        rows: [...box.querySelector('tbody').rows].map((row) => ({
          row,
          user: userOf(row),
          marks: null,
          look: row.hasAttribute('data-look'),
          shown: true,
        })),
      })),
    }));
    for (const { matrix, chunks } of found)
      if (matrix) for (const { rows } of chunks) for (const { row, user } of rows) people.set(user, wordsOf(row));
    for (const { chunks } of found)
      for (const { rows } of chunks)
        for (const one of rows) one.words = people.get(one.user) ?? wordsOf(one.row);
    return { found, people: people.size };
  };

  const filter = () => {
    parts ??= read();
    const words = text.value.toLowerCase().split(/\\s+/).filter((word) => word !== '');
    const [inGroup, asRole] = [group.value, role.value];
    const active = words.length > 0 || inGroup !== '' || asRole !== '' || look.checked;
    const fits = (one) =>
      (!look.checked || one.look) &&
      words.every((word) => one.words.includes(word)) &&
      ((inGroup === '' && asRole === '') ||
        marksOf(one).some(([column, key]) =>
          (inGroup === '' || column === inGroup || column === '*') && (asRole === '' || key === asRole)));
    const people = new Set();
    for (const part of parts.found) {
      const open = new Set();
      let [shown, rows] = [0, 0];
      for (const chunk of part.chunks) {
        const hits = new Set(chunk.rows.filter(fits));
        rows += chunk.rows.length;
        shown += hits.size;
        if (hits.size > 0) {
          open.add(chunk.block);
          for (const one of chunk.rows) {
            const hit = hits.has(one);
            if (hit && part.matrix) people.add(one.user);
            if (hit === one.shown) continue;
            one.row.hidden = !hit;
            one.shown = hit;
          }
        }
        chunk.box.hidden = hits.size === 0;
      }
      for (const block of part.blocks) block.hidden = active && !open.has(block);
      part.shown.textContent = shown + ' of ' + rows + ' shown';
      part.shown.hidden = !active;
    }
    said.textContent = active ? 'Filtered: ' + people.size + ' of ' + parts.people + ' people shown' : '';
  };

  const sort = () => {
    parts ??= read();
    const { compare } = new Intl.Collator(undefined, { numeric: true });
    const by = {
      user: (a, b) => compare(a.user, b.user),
      name: (a, b) => compare(nameOf(a.row), nameOf(b.row)) || compare(a.user, b.user),
      groups: (a, b) => marksOf(b).length - marksOf(a).length || compare(a.user, b.user),
    }[order.value];
    for (const { matrix, chunks } of parts.found) {
      if (!matrix) continue;
      const rows = chunks.flatMap((chunk) => chunk.rows).sort(by);
      let at = 0;
      for (const chunk of chunks) {
        chunk.rows = rows.slice(at, at + chunk.rows.length);
        at += chunk.rows.length;
        chunk.body.append(...chunk.rows.map(({ row }) => row));
      }
    }
    filter();
  };

  for (const one of [text, group, role, look]) one.addEventListener('input', filter);
  order.addEventListener('input', sort);
  all.addEventListener('click', () => {
    text.value = '';
    group.value = '';
    role.value = '';
    look.checked = false;
    filter();
    text.focus();
  });
  tools.hidden = false;
  // Reading all rows takes a while where there are many: while nobody types yet.
  if ('requestIdleCallback' in window) requestIdleCallback(() => (parts ??= read()));
})();
`;
