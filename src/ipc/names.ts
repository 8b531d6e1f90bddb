import type { CallName, Pushes } from './contract';

/**
 * The names of the contract without its schemas, so that the sandboxed preload stays small.
 * Two mapped types make a forgotten or invented name a compile error.
 */
const callTable: { readonly [N in CallName]: true } = {
  'console.open': true,
  'plan.openFolder': true,
  'demo.start': true,
  'operator.signIn': true,
  'incident.declare': true,
  'incident.takeCommand': true,
  'incident.note': true,
  'incident.raise': true,
  'incident.correctImpactStart': true,
  'incident.standDown': true,
  'incident.export': true,
  'run.start': true,
  'run.previewRetry': true,
  'run.stop': true,
};
const pushTable: { readonly [P in keyof Pushes]: true } = {
  'journal.appended': true,
  'plan.changed': true,
  'live.changed': true,
  'demo.changed': true,
  'console.replaced': true,
  'console.fault': true,
};

export const callNames = Object.keys(callTable) as readonly CallName[];
export const pushNames = Object.keys(pushTable) as readonly (keyof Pushes)[];
