import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Page } from 'playwright-core';
import { createAccess } from '../../src/access/report.ts';
import { liveOf } from '../../src/live/live.ts';
import type { Snapshot } from '../../src/live/organization.ts';
import { renderAccessHtml } from '../../src/render/access-html.ts';
import { installedChromium, startChromium } from '../../test/browser/browser.ts';
import type { Row } from './rows.ts';

const groups = 100;
/** Everybody is in so many groups. */
const groupsOfPerson = 10;
const roles = ['read', 'contributor', 'write', 'admin'] as const;

/** The page of `access` of 10,000 people and 100 groups against one of 1,000, in Chromium; nothing where there is none. */
export async function benchPage(folder: string): Promise<readonly Row[]> {
  const executable = installedChromium();
  if (executable === null) return [];
  const browser = await startChromium(executable);
  try {
    const page = await browser.newPage();
    const small = await timesOf(page, folder, 1_000);
    const large = await timesOf(page, folder, 10_000);
    const row = (what: string, value: number, base: number): Row => ({
      what: `the page of 10,000 people × ${groups} groups: ${what}`,
      against: 'that of 1,000 people',
      value,
      base,
      unit: 's',
    });
    return [
      row('load', large.load, small.load),
      row('filter', large.filter, small.filter),
      row('undo the filter', large.undo, small.undo),
    ];
  } finally {
    await browser.close();
  }
}

interface Times {
  readonly load: number;
  /** The slowest of some filters. */
  readonly filter: number;
  readonly undo: number;
}

/** Few rows, some in every group; all rows of a group; a quarter of the rows, all over the page. */
const filters = [
  ['text', 'user-77'],
  ['group', '7'],
  ['role', 'read'],
] as const;

/** The fastest of five times, each of what is measured by itself. */
async function timesOf(page: Page, folder: string, people: number): Promise<Times> {
  const file = path.join(folder, `page-${people}.html`);
  await writeFile(file, pageOf(people));
  const best = new Map<string, number>();
  const keep = (what: string, seconds: number): void => {
    best.set(what, Math.min(seconds, best.get(what) ?? Number.POSITIVE_INFINITY));
  };
  for (let time = 0; time < 5; time++) {
    keep('load', await secondsOf(page, () => page.goto(pathToFileURL(file).href)));
    for (const [field, value] of filters) {
      keep(`${field} filter`, await filtered(page, field, value));
      keep(`${field} undo`, await filtered(page, field, ''));
    }
  }
  const slowest = (what: string): number =>
    Math.max(...filters.map(([field]) => best.get(`${field} ${what}`) ?? 0));
  return { load: best.get('load') ?? 0, filter: slowest('filter'), undo: slowest('undo') };
}

/** As a person does it; without the selectors of the library, which go through all of a page's elements. */
async function filtered(page: Page, field: string, value: string): Promise<number> {
  const handle = await page.evaluateHandle(`document.getElementById('${field}')`);
  const element = handle.asElement();
  if (element === null) throw new Error(`the page has no field ${field}`);
  return secondsOf(page, () => (field === 'text' ? element.fill(value) : element.selectOption(value)));
}

/** Until what is to be seen is painted. */
async function secondsOf(page: Page, what: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await what();
  await page.evaluate('new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))');
  return (performance.now() - started) / 1000;
}

function pageOf(people: number): string {
  const users = Array.from({ length: people }, (_, at) => `user-${at}`);
  const snapshot: Snapshot = {
    format_version: '1.0',
    endpoint: 'https://huggingface.co',
    organization: 'acme-ai',
    taken_at: '2026-01-01T00:00:00.000Z',
    me: { name: 'root' },
    groups: Array.from({ length: groups }, (_, group) => ({
      id: group.toString(16).padStart(24, '0'),
      name: `Group ${group}`,
      resources: [],
      users: users.flatMap((name, at) =>
        (group + at) % (groups / groupsOfPerson) === 0
          ? [{ name, role: roles[at % roles.length] ?? 'read' }]
          : [],
      ),
    })),
    members: users.map((user) => ({
      user,
      role: 'read',
      fullname: `Name of ${user}`,
      verifiedEmail: `${user}@acme.ai`,
    })),
  };
  return renderAccessHtml(
    createAccess({
      snapshot,
      live: liveOf(snapshot),
      declared: null,
      files: [],
      scope: { groups: null, user: null, repository: null },
      read: { from: 'snapshot', calls: null },
      today: '2026-01-01',
      createdAt: '2026-01-01T00:00:00.000Z',
      toolVersion: '0.0.0',
    }),
  );
}
