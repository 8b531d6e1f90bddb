import * as z from 'zod';
import { readTemplate } from '../../domain/run/render/template';
import { secretFile } from './channel';
import { webAddress } from './network';
import { id, line, prose, timerTime, who, wholeNumber } from './scalars';

const asked = {
  who: who
    .optional()
    .describe(
      'Who may answer; who commands always may. Default: anybody who has signed in and does not observe.',
    ),
  time_box: timerTime
    .meta({ example: '20m' })
    .optional()
    .describe('How long it should take. Said aloud when it has passed; nothing is decided by it.'),
};

const manual = z
  .union([
    prose,
    z.strictObject({
      instruction: prose.describe('What people do, in words that can be read aloud.'),
      steps: z.array(line).prefault([]).describe('What their hands do, in order.'),
      per_site: z
        .boolean()
        .prefault(false)
        .describe('Ticked off for each site of the run: by the label site of its endpoints.'),
      ...asked,
    }),
  ])
  .meta({
    errorMessage: 'must be an instruction, or a group with instruction, steps, per_site, who and time_box',
    example: 'Switch the rack on',
  });

const option = z.strictObject({
  id: id.meta({ example: 'yes' }).describe('How the journal names this answer.'),
  label: line.meta({ example: 'Go on' }).describe('As the screen shows it.'),
  goes: z
    .enum(['on', 'end'])
    .prefault('on')
    .describe('Whether the run goes on or ends here; what was not sent stays so.'),
});

const decision = z.strictObject({
  question: prose.meta({ example: 'Is the database ready?' }).describe('What is asked.'),
  options: z
    .array(option)
    .min(2)
    .max(9)
    .meta({ errorMessage: 'must be a list of two to nine options' })
    .describe('What may be answered.'),
  ...asked,
});

const argument = z
  .string()
  .max(10_000)
  .refine((text) => !text.includes('\0'));

const local = z.strictObject({
  command: z
    .array(argument)
    .min(1)
    .max(100)
    .meta({
      errorMessage: 'must be a list of words such as [/usr/bin/psql, -c, "select 1"]',
      example: '[tools/promote.sh, --to, "{{ site }}"]',
    })
    .describe(
      'A program and its words, without a shell. The program: an absolute path, or a file of the plan folder.',
    ),
});

const headerName = z.string().regex(/^[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}$/);
/** They say how long a request is and where it goes, which is for the program to know. */
const ownHeaders = /^(host|content-length|transfer-encoding|connection|upgrade|expect|te|trailer)$/i;

/** A value may be a part of the way or of the question, never of the place that is asked. */
function isAddress(text: string): boolean {
  const [start, ...rest] = readTemplate(text);
  if (start === undefined || !('text' in start)) return false;
  const whole = rest.map((piece) => ('text' in piece ? piece.text : 'x')).join('');
  const isPlaceWhole = rest.length === 0 || /^https?:\/\/[^/?#]+[/?#]/.test(start.text);
  return isPlaceWhole && webAddress.safeParse(start.text + whole).success;
}

const http = z.strictObject({
  method: z
    .enum(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'])
    .prefault('GET')
    .meta({ errorMessage: 'must be GET, HEAD, POST, PUT, PATCH or DELETE', example: 'POST' })
    .describe('What the request does.'),
  url: z
    .string()
    .max(2000)
    .refine(isAddress)
    .meta({
      errorMessage:
        'must be an http or https address without a user name or password in it, and without a {{ place }} before its path',
      example: 'https://dns.hospital.example/zones/{{ zone }}',
    })
    .describe('Whom to ask; its path may hold places.'),
  headers: z
    .record(
      headerName.refine((name) => !ownHeaders.test(name)),
      z
        .string()
        .max(4000)
        .regex(/^[\t\x20-\x7e]*$/),
    )
    .prefault({})
    .meta({ errorMessage: 'must be a group of header names and values' })
    .describe('Sent beside the body; their values may hold places.'),
  json: z.json().optional().describe('Sent as JSON; every text in it may hold a {{ place }}.'),
  body: z.string().max(100_000).optional().describe('Sent as it stands.'),
  secret: secretFile
    .optional()
    .describe('File with the token, sent as "Authorization: Bearer …" or in secret_header.'),
  secret_header: headerName
    .refine((name) => !ownHeaders.test(name))
    .meta({ errorMessage: 'must be the name of a header such as X-Api-Key', example: 'X-Api-Key' })
    .optional()
    .describe('Holds the secret as it stands.'),
  ca: line
    .meta({ errorMessage: 'must be the path of a file in the plan folder', example: 'files/ca.pem' })
    .optional()
    .describe("PEM file of the plan folder, trusted in place of this machine's own authorities."),
  status: z
    .array(wholeNumber(100, 599, 200))
    .min(1)
    .prefault([200, 201, 202, 204])
    .meta({ errorMessage: 'must be a list of HTTP status codes such as [200]', example: '[200]' })
    .describe('Answers that mean success. A redirect is never followed.'),
});

/** What is done once, by people or by the console, while every endpoint waits. */
export const consoleWhat = {
  manual: manual.optional().describe('People do something, and tick it off.'),
  decision: decision.optional().describe('A person chooses how the run goes on.'),
  local: local
    .optional()
    .describe("A program on the console's own machine. Only where plan.yaml says local_steps: allowed."),
  http: http.optional().describe('One request from the console.'),
};

/** Which fields of a step go with each. */
export const consoleStepFields = {
  manual: [],
  decision: [],
  local: ['timeout', 'ok_exit_codes', 'expect', 'refuse', 'idempotent'],
  http: ['timeout', 'expect', 'refuse', 'idempotent'],
} as const;
