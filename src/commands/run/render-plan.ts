import type { Plan } from '../../model/plan.ts';
import type { Report } from '../../model/report.ts';
import { planJson, reportJson } from '../../render/json.ts';
import { renderPlanHtml } from '../../render/plan-html.ts';
import { renderPlanMarkdown } from '../../render/plan-markdown.ts';
import { renderPlanText } from '../../render/plan-text.ts';
import { renderReportHtml } from '../../render/report-html.ts';
import { renderReportMarkdown } from '../../render/report-markdown.ts';
import { renderReportText } from '../../render/report-text.ts';
import type { Console } from '../../run/console.ts';
import type { PlanFormat } from '../formats.ts';

/** A plan for standard output. */
export function renderPlan(plan: Plan, format: PlanFormat, console: Console): string {
  switch (format) {
    case 'text':
      return renderPlanText(plan, { palette: console.palette, verbose: console.verbose });
    case 'json':
      return planJson(plan);
    case 'markdown':
      return renderPlanMarkdown(plan, { verbose: console.verbose });
    case 'html':
      return renderPlanHtml(plan);
  }
}

/** A report for standard output. */
export function renderReport(report: Report, format: PlanFormat, console: Console): string {
  switch (format) {
    case 'text':
      return renderReportText(report, { palette: console.palette, verbose: console.verbose });
    case 'json':
      return reportJson(report);
    case 'markdown':
      return renderReportMarkdown(report);
    case 'html':
      return renderReportHtml(report);
  }
}
