import { join } from 'node:path';

/** The demo plan that ships with the product; the command line is built to `out/main`. */
export const shippedPlan = (): string => join(__dirname, '../../resources/demo-plan');

/** The templates that ship with the product. */
export const shippedTemplates = (): string => join(__dirname, '../../resources/templates');
