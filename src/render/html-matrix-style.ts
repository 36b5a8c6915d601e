/** The style of people by groups, and of tables in chunks, beside that of all pages. */
export const matrixStyle = `
@property --tens { syntax: '*'; inherits: false; initial-value: 5; }
:root { --ten: 21rem; --r-read: #dbe7f3; --r-contributor: #d3eee9; --r-write: #fbe8c0; --r-admin: #f8d6d2; --r-other: #e6e0f3; --r-organization: #e4e7ea; }
@media (prefers-color-scheme: dark) {
  :root { --r-read: #22374d; --r-contributor: #164039; --r-write: #4a3a12; --r-admin: #572620; --r-other: #3a3054; --r-organization: #31363c; }
}
:focus-visible { outline: 2px solid var(--change); outline-offset: 2px; }
.legend { display: flex; flex-wrap: wrap; gap: .25rem 1rem; margin: .25rem 0; padding: 0; list-style: none; }
.legend .role { padding: .05rem .35rem; border-radius: .25rem; }
.chunk { content-visibility: auto; contain-intrinsic-size: auto 60rem auto calc(3rem + var(--tens) * var(--ten)); margin-bottom: 1rem; }
.n1 { --tens: 1; } .n2 { --tens: 2; } .n3 { --tens: 3; } .n4 { --tens: 4; } .n5 { --tens: 5; }
.chunk table { table-layout: fixed; min-width: 44rem; }
.chunk tbody th { color: var(--ink); font-size: inherit; }
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
.wide thead code { font: inherit; }
.wide th:first-child { position: sticky; left: 0; background: var(--paper); }
.read { --from: var(--r-read); } .contributor { --from: var(--r-contributor); } .write { --from: var(--r-write); }
.admin { --from: var(--r-admin); } .other { --from: var(--r-other); } .organization { --from: var(--r-organization); }
.next-read { --to: var(--r-read); } .next-contributor { --to: var(--r-contributor); } .next-write { --to: var(--r-write); }
.next-admin { --to: var(--r-admin); } .next-other { --to: var(--r-other); }
.read, .contributor, .write, .admin, .other, .organization { background: var(--from); }
td.to-change { background: linear-gradient(100deg, var(--from) 50%, var(--to) 50%); }
td.plan, td.look { outline: 2px solid; outline-offset: -2px; font-weight: 700; }
.wide td.plan, .wide td.look { padding-inline: 0; white-space: normal; }
.wide td.to-change { font-size: .85em; }
td.to-add { outline-color: var(--add); } td.to-change { outline-color: var(--change); }
td.to-remove { outline-color: var(--remove); }
td.look { outline-color: var(--change); outline-style: dotted; }
@media (max-width: 40rem) {
  :root { --ten: 35rem; } .wide { --ten: 47rem; }
  .wide col.user { width: 7rem; } .wide col.who { width: 8rem; }
}
@page { margin: 1cm; }
@media print {
  :root { --paper: #fff; --ink: #000; --quiet: #444; --line: #bbb; color-scheme: light; }
  body { padding: 0; font-size: 11px; }
  .chunk { content-visibility: visible; }
  .chunk table { min-width: 0; }
  .wide { overflow: visible; }
  .wide col.user { width: 7rem; } .wide col.who { width: 8rem; } .wide col.one { width: 1.45rem; }
  .wide th, .wide td { padding: .15rem .1rem; }
  .wide td.plan, .wide td.look { font-size: .8em; }
  .wide th:first-child { position: static; }
  thead { display: table-header-group; }
  tr { break-inside: avoid; }
  h2, h3 { break-after: avoid; }
  .role, td { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
}
`;
