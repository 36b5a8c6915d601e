import { accessSync, constants } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';

/** As distributions call it. */
const programs = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome'];

/** The Chromium that is installed; `null` for none. */
export function installedChromium(): string | null {
  const folders = (process.env['PATH'] ?? '').split(path.delimiter).filter((folder) => folder !== '');
  const files = programs.flatMap((program) => folders.map((folder) => path.join(folder, program)));
  return files.find(isProgram) ?? null;
}

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** What makes Chromium keep the tree that a screen reader asks for; without it what is not laid out is not in it. */
export const withAccessibility: readonly string[] = ['--force-renderer-accessibility'];

/** Starts it, without a sandbox, which root and many containers cannot have; the pages are our own. */
export function startChromium(executablePath: string, args: readonly string[] = []): Promise<Browser> {
  const all = ['--disable-gpu', ...args];
  return chromium.launch({ executablePath, chromiumSandbox: false, args: all, timeout: 120_000 });
}

/** A page that was opened, and what should never be. */
export interface Opened {
  readonly page: Page;
  /** Every request but the one for the page. */
  readonly requests: readonly string[];
  /** What is on the console and what was thrown: a violation of the policy is among it. */
  readonly complaints: readonly string[];
}

/** Opens a page from a file, as somebody does who was mailed it. */
export async function openPage(
  browser: Browser,
  html: string,
  options: BrowserContextOptions = {},
): Promise<Opened> {
  const folder = await mkdtemp(path.join(tmpdir(), 'hf-groups-page-'));
  const file = path.join(folder, 'page.html');
  await writeFile(file, html);
  const address = pathToFileURL(file).href;
  const context = await browser.newContext(options);
  context.on('close', () => rm(folder, { recursive: true, force: true }));
  const page = await context.newPage();
  page.setDefaultTimeout(120_000);
  const requests: string[] = [];
  const complaints: string[] = [];
  page.on('request', (request) => {
    if (request.url() !== address) requests.push(request.url());
  });
  page.on('console', (message) => complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('dialog', (dialog) => {
    complaints.push(dialog.message());
    return dialog.dismiss();
  });
  await page.goto(address);
  return { page, requests, complaints };
}
