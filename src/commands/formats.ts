/** The formats of a plan and of a report, the default first. */
export const planFormats = ['text', 'json', 'markdown', 'html'] as const;
export type PlanFormat = (typeof planFormats)[number];

/** The formats of `validate`, the default first. */
export const validateFormats = ['text', 'json', 'github'] as const;
export type ValidateFormat = (typeof validateFormats)[number];
