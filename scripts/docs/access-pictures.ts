/**
 * Makes `docs/images/access-*.png`, the pictures of the page of `access`, from the report of the tests:
 * `npx tsx scripts/docs/access-pictures.ts [FOLDER]`. It needs Chromium, so CI does not make them.
 */
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { renderAccessHtml } from '../../src/render/access-html.ts';
import { installedChromium, openPage, startChromium } from '../../test/browser/browser.ts';
import { fullReport } from '../../test/render/access-samples.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const folder = path.resolve(process.argv[2] ?? path.join(root, 'docs/images'));

const screens = {
  wide: { width: 1100, height: 760 },
  narrow: { width: 390, height: 800 },
} as const;

const executable = installedChromium();
if (executable === null) throw new Error('No Chromium is installed (apt-get install chromium).');
const browser = await startChromium(executable);
try {
  await mkdir(folder, { recursive: true });
  for (const [size, viewport] of Object.entries(screens))
    for (const colorScheme of ['light', 'dark'] as const) {
      const { page } = await openPage(browser, renderAccessHtml(fullReport()), { viewport, colorScheme });
      await page.evaluate('document.querySelector("[data-part=matrix]").scrollIntoView()');
      // What has come onto the screen is laid out in the next frame.
      await page.evaluate('new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))');
      const file = path.join(folder, `access-${size}-${colorScheme}.png`);
      await page.screenshot({ path: file });
      await page.context().close();
      console.log(`Written: ${path.relative(root, file)}`);
    }
} finally {
  await browser.close();
}
