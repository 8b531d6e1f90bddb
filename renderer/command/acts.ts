import type { Severity } from '../../src/domain/authority/envelope';
import { call } from '../api';
import { say, show, useScreen } from '../screen';

/** Runs one act at a time per name, so that a key held down does not send it twice. */
export async function once<T>(name: string, act: () => Promise<T>): Promise<T | undefined> {
  if (useScreen.getState().pending === name) return undefined;
  show({ pending: name, notice: null });
  try {
    return await act();
  } finally {
    if (useScreen.getState().pending === name) show({ pending: null });
  }
}

/** Declares and takes command in one press. */
export const declare = (declaration: {
  readonly service: string;
  readonly severity: Severity;
  readonly impactStart: number | null;
}) =>
  once('declare', async () => {
    const { service, severity, impactStart } = declaration;
    const start = impactStart === null ? {} : { impactStart };
    const declared = await call('incident.declare', { service, severity, takeCommand: true, ...start });
    if (declared)
      show({
        chosenService: service,
        severity: null,
        impactStart: null,
        form: null,
        declareService: null,
        exported: [],
      });
  });

/** Stops: nothing more is sent. */
export const stopRun = (run: string) => once('stop', () => call('run.stop', { run }));

/**
 * Asks what a retry of one cluster would do; the answer becomes the primary action.
 * @param unknown how many of them may have done a step already: the press that names their number is the word for it
 */
export const previewRetry = (run: string, cluster: string, unknown: number) =>
  once('retry', async () => {
    const retry = await call('run.previewRetry', { run, cluster, ...(unknown > 0 ? { unknown } : {}) });
    if (retry) show({ retry });
  });

/** Ends the incident; without a verified service only with a reason. */
export const standDown = (incident: string, reason?: string) =>
  once('stand-down', async () => {
    const done = await call('incident.standDown', reason === undefined ? { incident } : { incident, reason });
    if (done === undefined) return;
    show({ form: null });
    say({ tone: 'done', lines: [`${incident} stood down. Press E to export its timeline and bundle.`] });
  });

/** Opens an incident once more that was stood down, and takes its command. */
export const reopen = (incident: string, reason: string) =>
  once('reopen', async () => {
    if ((await call('incident.reopen', { incident, reason })) === undefined) return;
    show({ form: null, chosenService: null });
    say({ tone: 'done', lines: [`${incident} is open again, and you command it.`] });
  });

/** Writes timeline and bundle; their paths stay on the screen. */
export const exportIncident = (incident: string) =>
  once('export', async () => {
    const exported = await call('incident.export', { incident });
    if (exported) show({ exported: [exported.markdown, exported.bundle], tab: 'timeline' });
  });

/** Raises the severity; it is never lowered while an incident is open. */
export const raiseSeverity = (incident: string, severity: Severity) =>
  once('raise', () => call('incident.raise', { incident, severity }));

/** Corrects when people first felt it. True when the journal has it. */
export const correctImpactStart = (incident: string, impactStart: number) =>
  once('impact-start', async () => {
    if ((await call('incident.correctImpactStart', { incident, impactStart })) !== undefined)
      show({ form: null });
  });

/** Lets the person choose a plan folder. */
export const openPlan = () => once('open-plan', () => call('plan.openFolder', {}));

/** Starts the demo fleet. */
export const startDemo = () => once('start-demo', () => call('demo.start', {}));
