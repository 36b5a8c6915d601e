/**
 * The script of the page of `access`: it filters and sorts, and everything is readable without it. What it needs of a
 * row stands there: `data-g` has `COLUMN:ROLE` for each group or, where a `data-block` is one column, the first class
 * of the last cell but one is the role; `data-look` is there where something asks for a look. It makes no markup, and
 * touches rows only where they change, so that a browser lays out only what is seen.
 */
export const accessScript = `
'use strict';
(() => {
  const field = (id) => document.getElementById(id);
  const [tools, text, group, role, look, order, all, said] =
    ['tools', 'text', 'group', 'role', 'look', 'order', 'all', 'said'].map(field);
  const main = document.querySelector('main');
  const people = new Map();
  const { compare } = new Intl.Collator(undefined, { numeric: true });

  const parts = [...main.children].filter(({ dataset }) => 'part' in dataset).map((part) => ({
    matrix: part.dataset.part === 'matrix',
    shown: part.querySelector('[data-shown]'),
    blocks: [...part.querySelectorAll('[data-block]')],
    chunks: [...part.querySelectorAll('.chunk')].map((box) => ({
      box, size: box.className, block: box.closest('[data-block]'), body: box.querySelector('tbody'), rows: null,
    })),
  }));
  for (const { chunks } of parts)
    for (const chunk of chunks) chunk.column = chunk.block?.dataset.block ?? null;

  // Of everybody there is one, however many rows. The matrix is read first: it has their addresses, too.
  let listed = 0;
  const personOf = (row, matrix) => {
    const user = row.firstElementChild.textContent;
    const key = user.toLowerCase();
    let person = people.get(key);
    if (person === undefined) {
      const name = row.firstElementChild.nextElementSibling.textContent;
      person = { user, name, words: (user + ' ' + name).toLowerCase(), hit: true };
      people.set(key, person);
      if (matrix) listed++;
    }
    return person;
  };
  const read = ({ body }, matrix) => {
    const rows = [];
    for (let row = body.firstElementChild; row !== null; row = row.nextElementSibling)
      rows.push({ row, person: personOf(row, matrix), marks: null, shown: true });
    return rows;
  };
  const roleOf = (row) => row.lastElementChild.previousElementSibling.className;
  const marksOf = (one, { column }) =>
    (one.marks ??= ' ' + (column === null ? one.row.dataset.g : column + ':' + roleOf(one.row)) + ' ');
  const unread = [...parts].sort((a, b) => b.matrix - a.matrix)
    .flatMap(({ matrix, chunks }) => chunks.map((chunk) => ({ matrix, chunk }))).reverse();
  const readWhile = (goesOn) => {
    while (unread.length > 0 && goesOn()) {
      const { matrix, chunk } = unread.pop();
      chunk.rows = read(chunk, matrix);
    }
  };
  const readAll = () => readWhile(() => true);

  const filter = () => {
    readAll();
    const words = text.value.toLowerCase().split(/\\s+/).filter((word) => word !== '');
    const active = words.length > 0 || group.value !== '' || role.value !== '' || look.checked;
    const mark = (column) => ' ' + column + ':' + (role.value === '' ? '' : role.value + ' ');
    const marks = group.value !== '' ? [mark(group.value), mark('*')] : role.value !== '' ? [mark('').slice(1)] : null;
    for (const person of people.values()) person.hit = words.every((word) => person.words.includes(word));
    const fits = (one, chunk) =>
      one.person.hit &&
      (!look.checked || one.row.hasAttribute('data-look')) &&
      (marks === null || marks.some((some) => marksOf(one, chunk).includes(some)));
    const found = new Set();
    for (const { matrix, shown, blocks, chunks } of parts) {
      const open = new Set();
      let [hits, rows] = [0, 0];
      for (const chunk of chunks) {
        const fitting = chunk.rows.map((one) => fits(one, chunk));
        const own = fitting.reduce((sum, fit) => sum + fit, 0);
        rows += chunk.rows.length;
        hits += own;
        if (own > 0) {
          open.add(chunk.block);
          chunk.rows.forEach((one, at) => {
            if (matrix && fitting[at]) found.add(one.person);
            if (one.shown === fitting[at]) return;
            one.shown = fitting[at];
            one.row.hidden = !one.shown;
          });
          chunk.box.className = active ? 'chunk cut n' + Math.ceil(own / 10) : chunk.size;
        }
        chunk.box.hidden = own === 0;
      }
      for (const block of blocks) block.hidden = active && !open.has(block);
      shown.textContent = hits + ' of ' + rows + ' shown';
      shown.hidden = !active;
    }
    said.textContent = active ? 'Filtered: ' + found.size + ' of ' + listed + ' people shown' : '';
  };

  const sort = () => {
    readAll();
    const matrices = parts.filter(({ matrix }) => matrix);
    for (const person of people.values()) person.groups = 0;
    for (const { chunks } of matrices)
      for (const { rows } of chunks)
        for (const { row, person } of rows) person.groups += row.dataset.g.split(' ').length;
    const by = {
      user: (a, b) => compare(a.user, b.user),
      name: (a, b) => compare(a.name, b.name) || compare(a.user, b.user),
      groups: (a, b) => b.groups - a.groups || compare(a.user, b.user),
    }[order.value];
    [...people.values()].sort(by).forEach((person, rank) => { person.rank = rank; });
    for (const { chunks } of matrices) {
      const rows = chunks.flatMap((chunk) => chunk.rows).sort((a, b) => a.person.rank - b.person.rank);
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
  // Reading all rows takes a while where there are many: bit by bit, while nobody types yet.
  const idly = (idle) => {
    readWhile(() => idle.timeRemaining() > 1);
    if (unread.length > 0) requestIdleCallback(idly);
  };
  if ('requestIdleCallback' in window) requestIdleCallback(idly);
})();
`;
