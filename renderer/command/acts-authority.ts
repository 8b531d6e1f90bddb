import type { Activation } from '../../src/domain/authority/activation';
import type { Approval } from '../../src/domain/authority/approval';
import type { RunPreview } from '../../src/domain/views/primary-action';
import { call } from '../api';
import { show } from '../screen';
import { once } from './acts';

/** Stops an automatic start. Works with nobody signed in. */
export const veto = (incident: string, activation: Activation) =>
  once('veto', () => call('activation.veto', { incident, activation: activation.id }));

/** Starts exactly the manifest that was shown: alone, or as a second person approved it. */
export const startRun = (preview: RunPreview, approval: string | null) =>
  once('run', async () => {
    const { incident, manifest } = preview;
    const approved = approval === null ? {} : { approval };
    ran(await call('run.start', { incident, manifest: manifest.digest, ...approved }));
  });

/** Starts it beyond the agreed bounds; the reason stands in the record. */
export const breakGlass = (preview: RunPreview, reason: string) =>
  once('run', async () => {
    const { incident, manifest } = preview;
    ran(await call('run.start', { incident, manifest: manifest.digest, breakGlass: { reason } }));
  });

function ran(started: { readonly run: string } | undefined): void {
  if (started) show({ retry: null, chosen: null, cluster: null, gridView: 'run', form: null });
}

/** Asks a second person for their word on this manifest. */
export const requestApproval = ({ incident, manifest }: RunPreview) =>
  once('approval', async () => {
    if ((await call('approval.request', { incident, manifest: manifest.digest })) !== undefined)
      show({ retry: null, chosen: null });
  });

/** The second person approves the digest on the screen with their own PIN. True when the journal has it. */
export const giveApproval = (incident: string, approval: Approval, person: string, pin: string) =>
  once('approval', async () => {
    const manifest = approval.manifest.digest;
    const given = await call('approval.give', { incident, approval: approval.id, manifest, person, pin });
    return given !== undefined;
  });

/** Refuses or withdraws what was asked. */
export const endApproval = (incident: string, approval: string, how: 'refused' | 'withdrawn') =>
  once('approval', () => call('approval.end', { incident, approval, how }));
