import { describe, it } from 'vitest';
import { planJson, reportJson } from '../../src/render/json.ts';
import { createPalette } from '../../src/render/palette.ts';
import { renderPlanHtml } from '../../src/render/plan-html.ts';
import { renderPlanMarkdown } from '../../src/render/plan-markdown.ts';
import { renderPlanText } from '../../src/render/plan-text.ts';
import { renderReportHtml } from '../../src/render/report-html.ts';
import { renderReportMarkdown } from '../../src/render/report-markdown.ts';
import { renderReportText } from '../../src/render/report-text.ts';
import { expectGolden } from '../support/golden.ts';
import { plans, reports } from './samples.ts';

const plain = { palette: createPalette(false), verbose: false };

describe.each(Object.entries(plans))('the plan %s', (name, plan) => {
  it.each([
    ['txt', renderPlanText(plan, plain)],
    ['verbose.txt', renderPlanText(plan, { ...plain, verbose: true })],
    ['md', renderPlanMarkdown(plan)],
    ['html', renderPlanHtml(plan)],
    ['json', planJson(plan)],
  ])('looks as before as %s', (kind, text) => {
    expectGolden(`render/plan-${name}.${kind}`, text);
  });
});

describe.each(Object.entries(reports))('the report %s', (name, report) => {
  it.each([
    ['txt', renderReportText(report, plain)],
    ['md', renderReportMarkdown(report)],
    ['html', renderReportHtml(report)],
    ['json', reportJson(report)],
  ])('looks as before as %s', (kind, text) => {
    expectGolden(`render/report-${name}.${kind}`, text);
  });
});

it('has colour', () => {
  const colourful = { palette: createPalette(true), verbose: false };
  for (const [name, plan] of Object.entries({
    destructive: plans['destructive'],
    ordinary: plans['ordinary'],
  })) {
    if (plan !== undefined) expectGolden(`render/plan-${name}.colour.txt`, renderPlanText(plan, colourful));
  }
  const partial = reports['partial'];
  if (partial !== undefined)
    expectGolden('render/report-partial.colour.txt', renderReportText(partial, colourful));
});
