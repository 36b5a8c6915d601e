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
  readonly filter: number;
  readonly undo: number;
}

/** The fastest of three. */
async function timesOf(page: Page, folder: string, people: number): Promise<Times> {
  const file = path.join(folder, `page-${people}.html`);
  await writeFile(file, pageOf(people));
  let best: Times | null = null;
  for (let time = 0; time < 3; time++) {
    const started = performance.now();
    await page.goto(pathToFileURL(file).href);
    await settled(page);
    const load = (performance.now() - started) / 1000;
    // All rows are read when nothing else is to be done.
    await page.evaluate('new Promise((done) => requestIdleCallback(done))');
    const filter = await filtered(page, 'user-77');
    const undo = await filtered(page, '');
    if (best === null || load < best.load) best = { load, filter, undo };
  }
  if (best === null) throw new Error('nothing was measured');
  return best;
}

async function filtered(page: Page, text: string): Promise<number> {
  const started = performance.now();
  await page.fill('#text', text);
  await settled(page);
  return (performance.now() - started) / 1000;
}

/** Until what is to be seen is painted. */
async function settled(page: Page): Promise<void> {
  await page.evaluate('new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))');
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
