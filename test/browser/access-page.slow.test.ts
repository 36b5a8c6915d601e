import type { Browser } from 'playwright-core';
import { extractText, getDocumentProxy } from 'unpdf';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AccessReport } from '../../src/model/access.ts';
import { renderAccessHtml } from '../../src/render/access-html.ts';
import { renderPlanHtml } from '../../src/render/plan-html.ts';
import { accessOf } from '../access/samples.ts';
import { fullReport, hostileReport } from '../render/access-samples.ts';
import { hostileNames, plans } from '../render/samples.ts';
import { group, snapshotOf } from '../support/planning.ts';
import { installedChromium, openPage, startChromium, withAccessibility } from './browser.ts';

const executable = installedChromium();

/** 130 people, three tables of them; everybody in `All`, every tenth in `Few`. */
const many = Array.from({ length: 130 }, (_, at) => `user-${String(at).padStart(3, '0')}`);
const big: AccessReport = accessOf(
  null,
  snapshotOf(
    [
      group(1, 'All', Object.fromEntries(many.map((user) => [user, 'read']))),
      group(
        2,
        'Few',
        Object.fromEntries(many.filter((_, at) => at % 10 === 0).map((user) => [user, 'admin'])),
      ),
    ],
    many.map((user, at) => ({
      user,
      role: 'read',
      fullname: `Person ${130 - at}`,
      verifiedEmail: `mail${at}@acme.ai`,
    })),
  ),
);

if (executable === null) {
  it('needs Chromium, which is not installed here: its tests of the page do not run', () => {
    process.stdout.write(
      'The page of access is not tested: no Chromium is installed (apt-get install chromium).\n',
    );
    // Where everything has to run, a browser that is missing is a failure.
    expect(process.env['CI'] ?? '').toBe('');
  });
} else {
  describe('the page of access in Chromium', () => {
    let browser: Browser;
    beforeAll(async () => {
      browser = await startChromium(executable, withAccessibility);
    }, 180_000);
    afterAll(() => browser.close());

    const peopleShown = '[data-part=matrix] tbody tr:visible';
    const said = '#said';

    it('loads, asks for nothing, breaks no rule of its policy, and shows no filter before one is used', async () => {
      const { page, requests, complaints } = await openPage(browser, renderAccessHtml(fullReport()));
      expect(await page.locator('#tools').isVisible()).toBe(true);
      expect(await page.locator('.shown:visible').allTextContents()).toEqual([]);
      expect(
        await page.evaluate('getComputedStyle(document.querySelector(".wide td.admin")).backgroundColor'),
      ).toBe('rgb(248, 214, 210)');
      expect({ requests, complaints }).toEqual({ requests: [], complaints: [] });
      await page.context().close();
    });

    it.each([
      ['access', () => renderAccessHtml(fullReport())],
      ['a plan', () => renderPlanHtml(plans.destructive)],
      ['a plan with what is pending', () => renderPlanHtml(plans.drift)],
    ])('cuts off no mark of a matrix, on the screen and on paper: %s', async (_, html) => {
      const { page } = await openPage(browser, html());
      const cut = (): Promise<unknown> =>
        page.evaluate(
          '[...document.querySelectorAll(".wide td[class]")].filter((cell) => cell.scrollWidth > cell.clientWidth).map((cell) => cell.textContent)',
        );
      expect(await cut()).toEqual([]);
      // A plan is always printed whole.
      await page.evaluate('document.getElementById("whole")?.click()');
      await page.emulateMedia({ media: 'print' });
      expect(await page.locator('.wide td.plan').first().isVisible()).toBe(true);
      expect(await cut()).toEqual([]);
      await page.context().close();
    });

    it('shows a plan by the same parts: heard row by row, printed whole, and with nothing that its policy forbids', async () => {
      const { page, requests, complaints } = await openPage(browser, renderPlanHtml(plans.destructive));
      const session = await page.context().newCDPSession(page);
      await session.send('Accessibility.enable');
      const { nodes } = await session.send('Accessibility.getFullAXTree');
      const heard = (role: string): readonly string[] =>
        nodes.filter((node) => node.role?.value === role).map(({ name }) => String(name?.value));
      expect(heard('rowheader')).toEqual(['ada', 'bob', 'grace@acme.ai', 'kim', 'kmi']);
      expect(heard('columnheader')).toEqual(expect.arrayContaining(['Evaluation', 'Foundation Models']));
      const pdf = await extractText(new Uint8Array(await page.pdf({ format: 'A4' })), { mergePages: true });
      expect(pdf.text).toContain('Who is changed, group by group');
      expect(pdf.text).toMatch(/grace@acme\.ai\s+\+W\s*!/);
      expect({ requests, complaints }).toEqual({ requests: [], complaints: [] });
      await page.context().close();
    });

    it('runs no script of anybody else, as the console says', async () => {
      const html = renderAccessHtml(fullReport()).replace('</main>', '<script>alert(1)</script></main>');
      const { page, complaints } = await openPage(browser, html);
      expect(complaints.join()).toMatch(/Content Security Policy/);
      expect(complaints).not.toContain('1');
      await page.context().close();
    });

    it('filters by name, address, group and role, says how many are shown, and undoes it', async () => {
      const { page, complaints } = await openPage(browser, renderAccessHtml(big));
      const status = (): Promise<string | null> => page.locator(said).textContent();
      await page.fill('#text', 'PERSON 130');
      expect(await status()).toBe('Filtered: 1 of 130 people shown');
      await page.fill('#text', 'mail12@');
      expect(await page.locator(`${peopleShown} th`).allTextContents()).toEqual(['user-012']);
      expect(await page.locator('[data-block]:visible h3').allTextContents()).toEqual(['All']);
      await page.fill('#text', '');
      await page.selectOption('#group', { label: 'Few' });
      expect(await status()).toBe('Filtered: 13 of 130 people shown');
      await page.selectOption('#role', 'read');
      expect(await status()).toBe('Filtered: 0 of 130 people shown');
      await page.selectOption('#group', '');
      expect(await status()).toBe('Filtered: 130 of 130 people shown');
      expect(await page.locator('[data-block]:visible h3').allTextContents()).toEqual(['All']);
      await page.selectOption('#role', 'admin');
      expect(await page.locator('[data-block]:visible h3').allTextContents()).toEqual(['Few']);
      expect(await page.locator('[data-block] tbody tr:visible').count()).toBe(13);
      await page.click('#all');
      expect(await status()).toBe('');
      expect(await page.locator(peopleShown).count()).toBe(130);
      expect(await page.locator('[data-shown]:visible').count()).toBe(0);
      expect(complaints).toEqual([]);
      await page.context().close();
    });

    it('shows only what asks for a look', async () => {
      const { page } = await openPage(browser, renderAccessHtml(fullReport()));
      await page.check('#look');
      expect(await page.locator(`${peopleShown} th`).allTextContents()).toEqual([
        'ada',
        'bob',
        'grace',
        'kim',
        'lee',
        'nobody',
        'zoe',
      ]);
      await page.context().close();
    });

    it('sorts over all tables, and keeps what is filtered', async () => {
      const { page } = await openPage(browser, renderAccessHtml(big));
      await page.fill('#text', 'user-00');
      await page.selectOption('#order', 'name');
      expect(await page.locator(`${peopleShown} th`).allTextContents()).toEqual(
        many.slice(0, 10).toReversed(),
      );
      await page.fill('#text', '');
      expect((await page.locator(`${peopleShown} th`).allTextContents())[0]).toBe('user-129');
      await page.selectOption('#order', 'groups');
      expect((await page.locator(`${peopleShown} th`).allTextContents()).slice(0, 13)).toEqual(
        many.filter((_, at) => at % 10 === 0),
      );
      await page.context().close();
    });

    it('is worked with the keyboard alone', async () => {
      const { page } = await openPage(browser, renderAccessHtml(big));
      const order: unknown[] = [];
      for (let at = 0; at < 8; at++) {
        await page.keyboard.press('Tab');
        order.push(await page.evaluate('document.activeElement.id || document.activeElement.className'));
      }
      expect(order).toEqual(['whole', 'text', 'group', 'role', 'order', 'look', 'all', 'wide']);
      await page.focus('#text');
      await page.keyboard.type('user-01');
      await page.keyboard.press('Enter');
      expect(await page.locator(said).textContent()).toBe('Filtered: 10 of 130 people shown');
      await page.focus('#all');
      await page.keyboard.press('Space');
      expect(await page.locator(said).textContent()).toBe('');
      expect(await page.evaluate('document.activeElement.id')).toBe('text');
      await page.context().close();
    });

    it('has every row header for who hears it, also of rows that are not on the screen', async () => {
      const { page } = await openPage(browser, renderAccessHtml(big));
      const session = await page.context().newCDPSession(page);
      await session.send('Accessibility.enable');
      const { nodes } = await session.send('Accessibility.getFullAXTree');
      const headers = nodes
        .filter(({ role }) => role?.value === 'rowheader')
        .map(({ name }) => String(name?.value));
      for (const user of many) expect(headers).toContain(user);
      expect(nodes.filter(({ role }) => role?.value === 'table').map(({ name }) => name?.value)).toContain(
        'People, 101 to 130 of 130',
      );
      await page.context().close();
    });

    it('is whole without a script', async () => {
      const { page } = await openPage(browser, renderAccessHtml(big), { javaScriptEnabled: false });
      expect(await page.locator('#tools').isVisible()).toBe(false);
      expect(await page.locator(peopleShown).count()).toBe(130);
      await page.context().close();
    });

    it('prints the head and what asks for a look, and everybody when told so', async () => {
      const { page } = await openPage(browser, renderAccessHtml(big));
      const printed = async (): Promise<string> => {
        const { text } = await extractText(new Uint8Array(await page.pdf({ format: 'A4' })), {
          mergePages: true,
        });
        return text.replace(/\s+/g, ' ');
      };
      const short = await printed();
      expect(short).toContain('Not on this paper: everybody against every group');
      expect(short).toContain(big.digest);
      expect(short).not.toContain('user-129');
      await page.check('#whole');
      const whole = await printed();
      for (const [at, user] of many.entries()) {
        // Once in the matrix, then in each of the groups.
        expect(whole.split(user).length - 1).toBe(at % 10 === 0 ? 3 : 2);
      }
      expect(whole).not.toContain('Not on this paper');
      await page.fill('#text', 'user-01');
      const some = await printed();
      expect(some).toContain('Filtered: 10 of 130 people shown');
      expect(some).toContain('10 of 130 shown');
      expect(some).not.toContain('user-020');
      await page.context().close();
    });

    it('prints a hundred groups on the paper, and not beside it', async () => {
      const groups = Array.from({ length: 100 }, (_, at) => `Group ${100 + at}`);
      const report = accessOf(
        null,
        snapshotOf(
          groups.map((name, at) => group(at, name, { ada: 'admin' })),
          [{ user: 'ada', role: 'read', fullname: 'Ada Nowak', verifiedEmail: 'ada.nowak@example.org' }],
        ),
      );
      const { page } = await openPage(browser, renderAccessHtml(report));
      await page.check('#whole');
      const pdf = await getDocumentProxy(new Uint8Array(await page.pdf({ format: 'A4' })));
      const upright: string[] = [];
      for (let number = 1; number <= pdf.numPages; number++) {
        const sheet = await pdf.getPage(number);
        const { width } = sheet.getViewport({ scale: 1 });
        for (const item of (await sheet.getTextContent()).items) {
          if (!('str' in item) || item.str.trim() === '') continue;
          const [a, b, , , left] = item.transform.map(Number);
          if (b !== 0) upright.push(item.str);
          const right = (left ?? 0) + (b === 0 ? item.width : 0);
          expect([item.str, (left ?? 0) > 20 && right < width - 20]).toEqual([item.str, true]);
          // Points; where Chromium has to shrink a page so that it fits, they are fewer.
          expect(Math.hypot(a ?? 0, b ?? 0)).toBeGreaterThan(6.5);
        }
      }
      expect(upright).toEqual(groups);
      await page.context().close();
    });

    it.each(['light', 'dark'] as const)('has ink that is read on its paper, %s', async (colorScheme) => {
      const { page } = await openPage(browser, renderAccessHtml(fullReport()), { colorScheme });
      const contrast = await page.evaluate(`(() => {
        const light = (colour) => colour.match(/\\d+/g).slice(0, 3).map((one) => one / 255)
          .map((one) => (one <= 0.04045 ? one / 12.92 : ((one + 0.055) / 1.055) ** 2.4))
          .reduce((sum, one, at) => sum + one * [0.2126, 0.7152, 0.0722][at], 0);
        return Math.min(...[...document.querySelectorAll('.legend .role')].map((one) => {
          const { color, backgroundColor } = getComputedStyle(one);
          const [a, b] = [light(color), light(backgroundColor)].sort((a, b) => b - a);
          return (a + 0.05) / (b + 0.05);
        }));
      })()`);
      // AA of the Web Content Accessibility Guidelines 2.2, 1.4.3.
      expect(contrast).toBeGreaterThan(4.5);
      await page.context().close();
    });

    it.each(hostileNames)('does nothing that a name says: %j', async (odd) => {
      const { page, requests, complaints } = await openPage(browser, renderAccessHtml(hostileReport(odd)));
      const plain = await openPage(browser, renderAccessHtml(hostileReport('x')));
      const elements = (one: typeof page): Promise<unknown> =>
        one.evaluate('[...document.querySelectorAll("*")].map((element) => element.localName).join()');
      expect(await elements(page)).toBe(await elements(plain.page));
      await page.fill('#text', odd.replace(/[\r\n]/g, ''));
      await page.fill('#text', '');
      expect({ requests, complaints }).toEqual({ requests: [], complaints: [] });
      await page.context().close();
      await plain.page.context().close();
    });
  });
}
