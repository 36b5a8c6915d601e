/** The style of the page of `access`, beside that of all pages and of a matrix. */
export const accessStyle = `
body { max-width: none; }
header, .narrow { max-width: 68rem; }
[hidden] { display: none !important; }
ul { margin: .25rem 0; padding-left: 1.25rem; }
.facts, .legend { padding: 0; list-style: none; }
.shown { font-weight: 600; }
.tools { display: flex; flex-wrap: wrap; gap: .75rem 1rem; align-items: end; margin: 1.25rem 0 .5rem; padding: .75rem 1rem; border-radius: .375rem; background: var(--soft); }
.tools label { display: grid; gap: .15rem; color: var(--quiet); font-size: .85em; }
.tools label.tick, .print { display: flex; gap: .4rem; align-items: center; }
.tools input, .tools select, .tools button { max-width: 18rem; padding: .3rem .5rem; border: 1px solid var(--line); border-radius: .25rem; background: var(--paper); color: var(--ink); font: inherit; }
.chunk.cut { contain-intrinsic-size: 60rem calc(3rem + var(--tens) * var(--ten)); }
.c-user { width: 14%; } .c-name { width: 16%; } .c-group { width: 16%; } .c-role { width: 12%; } .c-plan { width: 14%; }
.rows { overflow-x: auto; }
.rows td:is(.read, .contributor, .write, .admin, .other, .organization) { padding-left: .35rem; }
.rows td.out { padding-left: 0; background: none; }
.paper { display: none; }
@media print {
  .tools, .print { display: none; }
  .rows { overflow: visible; }
  body:not(:has(#whole:checked)) .whole { display: none; }
  body:not(:has(#whole:checked)) .paper { display: block; }
}
`;
