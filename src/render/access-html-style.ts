/** The style of the page of `access`, beside that of all pages. */
export const accessStyle = `
@property --tens { syntax: '<number>'; inherits: false; initial-value: 5; }
:root { --ten: 21rem; --r-read: #dbe7f3; --r-contributor: #d3eee9; --r-write: #fbe8c0; --r-admin: #f8d6d2; --r-other: #e6e0f3; --r-organization: #e4e7ea; }
@media (prefers-color-scheme: dark) {
  :root { --r-read: #22374d; --r-contributor: #164039; --r-write: #4a3a12; --r-admin: #572620; --r-other: #3a3054; --r-organization: #31363c; }
}
body { max-width: none; }
header, .narrow { max-width: 68rem; }
[hidden] { display: none !important; }
ul { margin: .25rem 0; padding-left: 1.25rem; }
.facts { padding: 0; list-style: none; }
.shown { font-weight: 600; }
.tools { display: flex; flex-wrap: wrap; gap: .75rem 1rem; align-items: end; margin: 1.25rem 0 .5rem; padding: .75rem 1rem; border-radius: .375rem; background: var(--soft); }
.tools label { display: grid; gap: .15rem; color: var(--quiet); font-size: .85em; }
.tools label.tick, .print { display: flex; gap: .4rem; align-items: center; }
.tools input, .tools select, .tools button { max-width: 18rem; padding: .3rem .5rem; border: 1px solid var(--line); border-radius: .25rem; background: var(--paper); color: var(--ink); font: inherit; }
:focus-visible { outline: 2px solid var(--change); outline-offset: 2px; }
.legend { display: flex; flex-wrap: wrap; gap: .25rem 1rem; padding: 0; list-style: none; }
.chunk { content-visibility: auto; contain-intrinsic-size: auto 60rem auto calc(3rem + var(--tens) * var(--ten)); margin-bottom: 1rem; }
.chunk.cut { contain-intrinsic-size: 60rem calc(3rem + var(--tens) * var(--ten)); }
.n1 { --tens: 1; } .n2 { --tens: 2; } .n3 { --tens: 3; } .n4 { --tens: 4; } .n5 { --tens: 5; }
.chunk table { table-layout: fixed; min-width: 44rem; }
.c-user { width: 14%; } .c-name { width: 16%; } .c-group { width: 16%; } .c-role { width: 12%; } .c-plan { width: 14%; }
.rows { overflow-x: auto; }
tbody th { color: var(--ink); font-size: inherit; }
.wide { --ten: 32rem; overflow-x: auto; }
.wide .chunk { width: max-content; min-width: 100%; }
.wide .chunk table { width: 0; min-width: 0; }
.wide th, .wide td { padding: .2rem .3rem; }
.wide tbody tr { border-bottom: 1px solid var(--line); }
.wide td { overflow: hidden; text-align: center; white-space: nowrap; }
.wide th + td { text-align: left; white-space: normal; }
.wide col.user { width: 11rem; } .wide col.who { width: 14rem; } .wide col.one { width: 2.6rem; }
.wide thead th { vertical-align: bottom; }
.wide thead .group { max-height: 14rem; overflow-wrap: anywhere; writing-mode: vertical-rl; }
.wide th:first-child { position: sticky; left: 0; background: var(--paper); }
.role { padding: .05rem .35rem; border-radius: .25rem; }
.rows td:is(.read, .contributor, .write, .admin, .other, .organization):not(.out) { padding-left: .35rem; }
.read { background: var(--r-read); } .contributor { background: var(--r-contributor); } .write { background: var(--r-write); }
.admin { background: var(--r-admin); } .other { background: var(--r-other); } .organization { background: var(--r-organization); }
.out { background: none; }
td.plan, td.look { outline: 2px solid; outline-offset: -2px; font-weight: 700; }
td.to-add { outline-color: var(--add); } td.to-change { outline-color: var(--change); }
td.to-remove { outline-color: var(--remove); text-decoration: line-through; }
td.look { outline-color: var(--change); outline-style: dotted; }
.paper { display: none; }
@media (max-width: 40rem) {
  :root { --ten: 35rem; } .wide { --ten: 47rem; }
  .wide col.user { width: 7rem; } .wide col.who { width: 8rem; }
}
@page { margin: 1cm; }
@media print {
  :root { --paper: #fff; --ink: #000; --quiet: #444; --line: #bbb; color-scheme: light; }
  body { padding: 0; font-size: 11px; }
  .tools, .print { display: none; }
  .chunk { content-visibility: visible; }
  .wide, .rows { overflow: visible; }
  .chunk table { min-width: 0; }
  .wide col.user { width: 7rem; } .wide col.who { width: 8rem; } .wide col.one { width: 1.45rem; }
  .wide th, .wide td { padding: .15rem .1rem; }
  .wide th:first-child { position: static; }
  thead { display: table-header-group; }
  tr { break-inside: avoid; }
  h2, h3 { break-after: avoid; }
  .role, td { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  body:not(:has(#whole:checked)) .whole { display: none; }
  body:not(:has(#whole:checked)) .paper { display: block; }
}
`;
