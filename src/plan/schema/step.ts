import * as z from 'zod';
import { consoleStepFields, consoleWhat } from './console-step';
import { eachAlone } from './each-alone';
import { expression } from './expression';
import { writtenValue } from './parameter';
import { command, id, line, timerTime, wholeNumber } from './scalars';

const filePath = line.meta({
  errorMessage: 'must be the path of a file in the plan folder',
  example: 'files/auth-agent.conf',
});

const userName = line
  .max(64)
  .regex(/^[a-z_][\w.-]*\$?$/i)
  .meta({ errorMessage: 'must be a user name such as root', example: 'root' });

/** Names that ansible or this console give a meaning of their own. */
const variableName = z
  .string()
  .max(64)
  .regex(/^(?!ansible_|holdfast_|hf_)[A-Za-z_][A-Za-z0-9_]*$/)
  .meta({ errorMessage: 'must be a name of letters, digits and _ that does not begin with ansible_ or hf_' });

const ansible = z
  .strictObject({
    playbook: line
      .regex(/^[\w. -]+(\/[\w. -]+)*\.ya?ml$/)
      .meta({
        errorMessage: 'must be the path of a .yml file in a folder of the plan folder',
        example: 'playbooks/restart.yml',
      })
      .describe('Played with everything of its folder, and nothing from elsewhere.'),
    extra_vars: z
      .record(variableName, z.json())
      .meta({ errorMessage: 'must be a group of variables and their values' })
      .optional()
      .describe('Above every variable of the playbook. Text is data: nothing in it is filled in.'),
    forks: wholeNumber(1, 1_000, 20)
      .optional()
      .describe('Endpoints at one moment. Default: max_in_flight of the runbook.'),
    check: z.boolean().optional().describe('Only says what would change.'),
    allow: z
      .array(z.enum(['control-node']))
      .meta({ errorMessage: 'must be a list such as [control-node]', example: '[control-node]' })
      .optional()
      .describe('control-node: its tasks may also run on the machine of this console, with its network.'),
  })
  .meta({ errorMessage: 'must be a group with a playbook' });

const become = z
  .union([
    z.boolean(),
    z.strictObject({
      user: userName.prefault('root').describe('Whom to become.'),
      method: z.literal('sudo').prefault('sudo').describe('By which program.'),
    }),
  ])
  .meta({ errorMessage: 'must be true, or a group of user and method', example: 'true' });

/** What a step is: exactly one of these fields. */
const what = {
  command: command.optional().describe('Changes something on the endpoint.'),
  verify: command.optional().describe('Proves something on the endpoint and changes nothing.'),
  script: command
    .meta({ errorMessage: 'must be the text of a script', example: 'echo "$HF_ENDPOINT_NAME"' })
    .optional()
    .describe('Text that an interpreter on the endpoint reads; nothing of it is left there.'),
  script_file: filePath
    .meta({ example: 'scripts/clean.sh' })
    .optional()
    .describe('The same from a file of the plan folder.'),
  copy: filePath.optional().describe('A file of the plan folder, put on the endpoint whole or not at all.'),
  wait_until: command.optional().describe('Proves something, and is tried until it does.'),
  ansible: ansible
    .optional()
    .describe(
      'A playbook, played on all endpoints of a wave together by the ansible-playbook of this machine.',
    ),
  runbook: id
    .meta({ example: 'drain-queue' })
    .optional()
    .describe('The steps of another runbook, in this place.'),
};

const companions = {
  interpreter: line
    .regex(/^[\w./ -]+$/)
    .meta({ errorMessage: 'must be a program and its options such as bash -s', example: 'bash -s' })
    .optional()
    .describe('With script: reads it from its input. Default: sh -s.'),
  args: z
    .array(z.string().max(10_000))
    .meta({ errorMessage: 'must be a list of texts such as ["{{ label.site }}"]' })
    .optional()
    .describe('With script: $1, $2 …'),
  to: line
    .regex(/^\/.*[^/]$/)
    .meta({
      errorMessage: 'must be an absolute path such as /etc/auth-agent.conf',
      example: '/etc/auth-agent.conf',
    })
    .optional()
    .describe('With copy: where it goes on the endpoint.'),
  mode: z
    .string()
    .regex(/^[0-7]{3,4}$/)
    .meta({ errorMessage: 'must be octal and in quotes such as "0644"', example: '"0644"' })
    .optional()
    .describe('With copy: the permissions. Default: 0644.'),
  every: timerTime
    .meta({ example: '5s' })
    .optional()
    .describe('With wait_until: from the end of one try to the next. Default: 5s.'),
  with: z
    .record(z.string(), writtenValue)
    .meta({ errorMessage: 'must be a group of parameters and their values' })
    .optional()
    .describe('With runbook: values for its parameters.'),
  timeout: timerTime
    .optional()
    .describe('From sending the command to its exit. Default: 30s; of wait_until 5m for all tries together.'),
  idempotent: z
    .boolean()
    .optional()
    .describe(
      'Whether doing it twice is harmless. Default: true for verify, wait_until and copy, else false.',
    ),
  ok_exit_codes: z
    .array(wholeNumber(0, 255, 0))
    .min(1)
    .meta({ errorMessage: 'must be a list of exit codes such as [0]', example: '[0]' })
    .optional()
    .describe('Exit codes that mean success. Default: [0].'),
  expect: expression.optional().describe('JavaScript regular expression that the output must match.'),
  refuse: expression.optional().describe('JavaScript regular expression that the output must not match.'),
  become: become.optional().describe('As another user, by sudo. true is root.'),
  receipt: z
    .boolean()
    .optional()
    .describe(
      'Whether the endpoint keeps a receipt, so that the step begins at most once and its end is known after a crash. Default: true for a command or script that is not idempotent and becomes nobody else.',
    ),
  rollback: command
    .meta({ example: 'systemctl stop auth-agent' })
    .optional()
    .describe('The command that undoes this step.'),
  irreversible: z.boolean().optional().describe('True when nothing undoes it.'),
};

const heard = ['timeout', 'ok_exit_codes', 'expect', 'refuse', 'become', 'idempotent'] as const;
const changing = [...heard, 'rollback', 'irreversible'] as const;

/** Which fields go with which kind of step and with no other. */
export const stepFields = {
  command: [...changing, 'receipt'],
  verify: heard,
  script: [...changing, 'receipt', 'interpreter', 'args'],
  script_file: [...changing, 'receipt', 'interpreter', 'args'],
  copy: ['timeout', 'become', 'idempotent', 'rollback', 'irreversible', 'to', 'mode'],
  wait_until: [...heard, 'every'],
  ansible: ['timeout', 'become', 'idempotent', 'rollback', 'irreversible'],
  runbook: ['with'],
  ...consoleStepFields,
} as const;

export const stepSchema = z
  .strictObject({
    id: id.meta({ example: 'restart' }).describe('How outcomes name this step.'),
    ...what,
    ...consoleWhat,
    ...companions,
  })
  .meta({ oneOf: eachAlone(stepFields) });

export type StepFile = z.output<typeof stepSchema>;
