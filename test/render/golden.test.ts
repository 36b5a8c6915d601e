import { afterEach, describe, expect, it, vi } from 'vitest';
import { planJson, reportJson } from '../../src/render/json.ts';
import { createPalette } from '../../src/render/palette.ts';
import { renderPlanHtml } from '../../src/render/plan-html.ts';
import { renderPlanMarkdown } from '../../src/render/plan-markdown.ts';
import { renderPlanText } from '../../src/render/plan-text.ts';
import { renderReportHtml } from '../../src/render/report-html.ts';
import { renderReportMarkdown } from '../../src/render/report-markdown.ts';
import { renderReportText } from '../../src/render/report-text.ts';
import { expectGolden, expectGoldenFiles } from '../support/golden.ts';
import { plans, reports } from './samples.ts';

const plain = { palette: createPalette(false), verbose: false };
const colourful = { palette: createPalette(true), verbose: false };

/** Every golden file of a plan or a report, with what it holds. */
const files: readonly (readonly [string, () => string])[] = [
  ...Object.entries(plans).flatMap(([name, plan]): [string, () => string][] => [
    [`plan-${name}.txt`, () => renderPlanText(plan, plain)],
    [`plan-${name}.verbose.txt`, () => renderPlanText(plan, { ...plain, verbose: true })],
    [`plan-${name}.md`, () => renderPlanMarkdown(plan)],
    [`plan-${name}.html`, () => renderPlanHtml(plan)],
    [`plan-${name}.json`, () => planJson(plan)],
  ]),
  ...Object.entries(reports).flatMap(([name, report]): [string, () => string][] => [
    [`report-${name}.txt`, () => renderReportText(report, plain)],
    [`report-${name}.md`, () => renderReportMarkdown(report)],
    [`report-${name}.html`, () => renderReportHtml(report)],
    [`report-${name}.json`, () => reportJson(report)],
  ]),
  ['plan-resources.verbose.md', () => renderPlanMarkdown(plans.resources, { verbose: true })],
  ['plan-destructive.colour.txt', () => renderPlanText(plans.destructive, colourful)],
  ['plan-ordinary.colour.txt', () => renderPlanText(plans.ordinary, colourful)],
  ['report-partial.colour.txt', () => renderReportText(reports.partial, colourful)],
];

it.each(files)('%s looks as before', (name, text) => {
  expectGolden(`render/${name}`, text());
});

it('has no file that nothing is compared with', () => {
  expectGoldenFiles(
    'render',
    files.map(([name]) => name),
  );
});

describe('golden files', () => {
  afterEach(() => {
    vi.unstubAllEnvs();
  });

  it('are not written in CI', () => {
    vi.stubEnv('UPDATE_GOLDEN', '1');
    vi.stubEnv('CI', 'true');
    expect(() => expectGolden('render/plan-empty.txt', 'else')).toThrow('not for CI');
  });

  it.each([
    ['render/plan-empty.txt', 'Left alone'],
    ['render/no-such-sample.txt', 'is missing'],
  ])('are what is compared with: %s', (name, message) => {
    vi.stubEnv('UPDATE_GOLDEN', '');
    expect(() => expectGolden(name, 'else')).toThrow(message);
  });

  it('are one for each sample', () => {
    expect(() => expectGoldenFiles('render', ['plan-empty.txt'])).toThrow();
  });
});
