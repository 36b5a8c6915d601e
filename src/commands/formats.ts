/** The formats of a plan and of a report, the default first. */
export const planFormats = ['text', 'json', 'markdown', 'html'] as const;
export type PlanFormat = (typeof planFormats)[number];

/** The formats of `validate`, the default first. */
export const validateFormats = ['text', 'json', 'github'] as const;
export type ValidateFormat = (typeof validateFormats)[number];

/** The formats of `access`, the default first. */
export const accessFormats = ['text', 'json', 'csv', 'markdown', 'html'] as const;
export type AccessFormat = (typeof accessFormats)[number];

/** The formats of `doctor`, the default first. */
export const doctorFormats = ['text', 'json'] as const;
export type DoctorFormat = (typeof doctorFormats)[number];
