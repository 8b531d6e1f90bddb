/**
 * What a disruption is about. `uncategorised` is an answer: the words do not say. In this order on screens and in
 * reports; ids stand in plan files and never change.
 */
export const riskCategories = [
  'authentication',
  'certificate',
  'update',
  'integration',
  'automation',
  'infrastructure',
  'security',
  'environmental',
  'uncategorised',
] as const;

export type RiskCategory = (typeof riskCategories)[number];

/** Categories that words can speak for. */
export type NamedCategory = Exclude<RiskCategory, 'uncategorised'>;

/** Further words of a plan, by category. */
export type OwnWords = { readonly [category in NamedCategory]?: readonly string[] | undefined };

const names: Readonly<Record<RiskCategory, string>> = {
  authentication: 'Authentication',
  certificate: 'Expired certificate',
  update: 'Failed update',
  integration: 'Broken integration',
  automation: 'Stalled automation',
  infrastructure: 'Infrastructure',
  security: 'Security',
  environmental: 'Environmental',
  uncategorised: 'Uncategorised',
};

/** How a person reads it. */
export const categoryName = (category: RiskCategory): string => names[category];
