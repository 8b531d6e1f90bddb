import * as z from 'zod';
import { expression } from './expression';
import { dnsName, dnsServer, hostAndPort, portNumber, portOrPlace, webAddress } from './network';
import { command, duration, wholeNumber } from './scalars';

/** What Linux keeps of a process name; no process is ever called by a longer one. */
const mostOfProcessName = 15;

const processName = z
  .string()
  .max(mostOfProcessName)
  .refine((text) => text.trim() !== '' && !/[/\p{Cc}]/u.test(text))
  .meta({
    errorMessage: `must be the name of a process as "ps -o comm" shows it, at most ${mostOfProcessName} characters`,
    example: 'auth-agent',
  });

/** What needs to be asked on the endpoint itself. */
const endpointFields = {
  ssh: command.optional().describe('Run on every endpoint of the service; exit code 0 is good.'),
  process: processName.optional().describe('A process of this name runs on every endpoint.'),
  port: portNumber.optional().describe('Something on every endpoint listens on this TCP port.'),
};

/** What can be asked from here. */
const outsideFields = {
  http: webAddress.optional().describe('A web address that answers with a good status.'),
  tls: hostAndPort
    .optional()
    .describe('A certificate that is trusted for this host and has time left.')
    .meta({ example: 'login.hospital.example:443' }),
  dns: dnsName.optional().describe('A name that resolves.'),
  status: z
    .array(wholeNumber(100, 599, 200))
    .min(1)
    .meta({ errorMessage: 'must be a list of HTTP status codes such as [200]', example: '[200]' })
    .optional()
    .describe('With http: the codes that are good. Default: 200 and 204.'),
  expect: expression
    .optional()
    .describe('With http: JavaScript regular expression that the body must match. With dns: an address.'),
  least: duration
    .optional()
    .describe('With tls: good while the certificate is valid for longer than this. Default: 14d.')
    .meta({ example: '14d' }),
  server: dnsServer.optional().describe('With dns: who is asked instead of the resolver of this machine.'),
};

/** The fields of a probe of which exactly one says what it does, and those that go with one. */
export const probeFields = {
  ...endpointFields,
  tcp: portOrPlace.optional().describe('Connects: to this port of every endpoint, or to one place.'),
  ...outsideFields,
};

/** The same for something outside the fleet. */
export const connectivityFields = {
  tcp: hostAndPort.optional().describe('Connects to this place.'),
  ...outsideFields,
};

/** Which fields go with which look and with no other. */
export const lookKinds = {
  ssh: [],
  process: [],
  port: [],
  tcp: [],
  http: ['status', 'expect'],
  tls: ['least'],
  dns: ['server', 'expect'],
} as const;

/** The looks that need no endpoint. */
export const connectivityKinds = {
  tcp: lookKinds.tcp,
  http: lookKinds.http,
  tls: lookKinds.tls,
  dns: lookKinds.dns,
} as const;
