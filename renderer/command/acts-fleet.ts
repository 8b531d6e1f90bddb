import { call } from '../api';
import { show } from '../screen';
import { once } from './acts';

/** Looks at every endpoint of a service; what it finds comes as a record. */
export const lookOver = (service: string) => once('preflight', () => call('preflight.start', { service }));

export const breakOffPreflight = (service: string) =>
  once('preflight', () => call('preflight.cancel', { service }));

/** Opens the connections of the present manifest before the click, and keeps them open. */
export const arm = (service: string) => once('arm', () => call('fleet.arm', { service }));

/** Works with nobody signed in. */
export const disarm = (service: string) => once('arm', () => call('fleet.disarm', { service }));

/** Shows what the last preflight of a service found. */
export const showPreflight = (service: string) => show({ over: 'preflight', preflightOf: service });
