import { call } from '../api';
import { say, show } from '../screen';
import { once } from './acts';

const done = { form: null, person: null } as const;

/** Says who is at this console. True when the core believes it. */
export const signIn = (person: string, pin?: string) =>
  once('sign-in', async () => {
    const believed = await call('operator.signIn', pin === undefined ? { person } : { person, pin });
    if (believed !== undefined) show(done);
    return believed !== undefined;
  });

/** Sets a first PIN and signs in with it. */
export const enrolAndSignIn = (person: string, pin: string) =>
  once('sign-in', async () => {
    if ((await call('operator.enrol', { person, pin })) === undefined) return false;
    const believed = await call('operator.signIn', { person, pin });
    if (believed !== undefined) show(done);
    return believed !== undefined;
  });

/** Sets or changes a PIN without changing who is at the console. */
export const setPin = (person: string, name: string, pin: string, oldPin: string | null) =>
  once('pin', async () => {
    const set = await call('operator.enrol', oldPin === null ? { person, pin } : { person, pin, oldPin });
    if (set === undefined) return false;
    show(done);
    say({ tone: 'done', lines: [`The PIN of ${name} is set at this console.`] });
    return true;
  });

/** Leaves the console; `idle` and `locked` lock it for the same person. */
export const leaveConsole = (because: 'left' | 'idle' | 'locked') =>
  once('leave', () => call('operator.leave', { because }));

/** Makes the operator Incident Commander; `reason` relieves whoever commands without handing over. */
export const takeCommand = (incident: string, reason?: string) =>
  once('take-command', async () => {
    const why = reason === undefined ? {} : { reason };
    if ((await call('incident.takeCommand', { incident, ...why })) !== undefined) show({ form: null });
  });

/** Fills a role, or leaves it vacant. */
export const assignRole = (incident: string, role: string, person: string | null) =>
  once('role', () => call('incident.assignRole', { incident, role, person }));

/** Offers command to somebody, with the briefing as it stands. */
export const offerHandover = (incident: string, to: string) =>
  once('handover', () => call('handover.offer', { incident, to }));

/** Takes over; from then on this person is the operator. */
export const acceptHandover = (incident: string, handover: string, pin?: string) =>
  once('handover', async () => {
    const proof = pin === undefined ? {} : { pin };
    const accepted = await call('handover.accept', { incident, handover, ...proof });
    if (accepted !== undefined) show({ over: null });
    return accepted !== undefined;
  });

/** Declines what was offered, or takes the offer back. */
export const endHandover = (incident: string, handover: string, how: 'declined' | 'withdrawn') =>
  once('handover', async () => {
    if ((await call('handover.end', { incident, handover, how })) !== undefined) show({ over: null });
  });

/** Says that a page was heard. */
export const acknowledge = (incident: string, paging: string) =>
  once('acknowledge', () => call('paging.acknowledge', { incident, paging }));
