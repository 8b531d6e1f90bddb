import type { CallName, Pushes } from './contract';

/**
 * The names of the contract without its schemas, so that the sandboxed preload stays small.
 * Two mapped types make a forgotten or invented name a compile error.
 */
const callTable: { readonly [N in CallName]: true } = {
  'console.open': true,
  'plan.openFolder': true,
  'demo.start': true,
  'plan.readiness': true,
  'operator.signIn': true,
  'operator.enrol': true,
  'operator.leave': true,
  'incident.declare': true,
  'incident.takeCommand': true,
  'incident.assignRole': true,
  'incident.note': true,
  'incident.raise': true,
  'incident.correctImpactStart': true,
  'incident.standDown': true,
  'incident.export': true,
  'incident.choosePlanB': true,
  'handover.offer': true,
  'handover.accept': true,
  'handover.end': true,
  'task.close': true,
  'task.extend': true,
  'decision.propose': true,
  'decision.object': true,
  'decision.make': true,
  'activation.veto': true,
  'approval.request': true,
  'approval.give': true,
  'approval.end': true,
  'paging.acknowledge': true,
  'comms.signOff': true,
  'outbox.review': true,
  'run.start': true,
  'run.preview': true,
  'run.previewRetry': true,
  'run.outputs': true,
  'run.endpointSteps': true,
  'run.answerSite': true,
  'run.choose': true,
  'run.stop': true,
  'secret.answer': true,
  'preflight.start': true,
  'preflight.cancel': true,
  'fleet.arm': true,
  'fleet.disarm': true,
  'run.previewResume': true,
  'run.previewRollback': true,
  'run.previewPassed': true,
  'run.reconcile': true,
  'run.pause': true,
  'run.continue': true,
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
