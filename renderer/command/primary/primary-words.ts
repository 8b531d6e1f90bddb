import type { Plan } from '../../../src/domain/plan/plan';
import { openConsoleStep } from '../../../src/domain/run/console/console-progress';
import { countStates } from '../../../src/domain/run/run-state';
import { unknownService, worstProbe } from '../../../src/domain/service/service-state';
import type { PrimaryAction } from '../../../src/domain/views/primary-action';
import type { World } from '../../../src/domain/world';
import { asClock, asSpan, utcTime } from '../../ui/duration';
import { asCount, asNoun } from '../../ui/numbers';
import { askWords } from './ask-words';
import { approveWords, askApprovalWords, notAllowedWords, vetoWords } from './authority-words';
import { dataLossFact } from './data-loss-fact';
import { type Fact, type PrimaryWords, strong, type WordsContext } from './fact';
import { runFacts, runTitle } from './run-words';

/** Says the primary action in words and numbers; pure, so that every kind has a test. */
export function primaryWords(action: PrimaryAction, { plan, world, at }: WordsContext): PrimaryWords {
  const serviceName = (id: string) => plan.services.find((each) => each.id === id)?.name ?? id;
  const personName = (id: string) => plan.people.find((each) => each.id === id)?.name ?? id;
  const incidentOf = (id: string) => world.incidents[id];
  switch (action.kind) {
    case 'sign-in':
      return {
        tone: 'act',
        title: 'Who is at this console?',
        facts: [['Every act is recorded under your name. Choose with the arrow keys and Enter.']],
      };
    case 'calm':
      return { tone: 'quiet', title: 'Nothing is open', facts: [] };
    case 'declare': {
      const { failing, total, since } = action;
      const began: Fact =
        since === null
          ? []
          : ['Failing since ', strong(`${utcTime(since)} UTC`), `, ${asSpan(at - since)} ago`];
      return {
        tone: 'act',
        title: `${serviceName(action.service)} fails on ${asCount(failing)} of ${asNoun(total, 'endpoint')}`,
        facts: [began, ['Nobody has declared it. Assume the worse.']],
      };
    }
    case 'take-command':
      return {
        tone: 'danger',
        title: `${action.incident} has no Incident Commander`,
        facts: [['Nobody decides until someone takes command. ', strong('You can hand it over later.')]],
      };
    case 'preparing':
      return {
        tone: 'quiet',
        title: `Resolving what the runbook would touch on ${serviceName(action.service)}`,
        facts: [
          ['Reading the latest sweep, host keys and authority. The run appears here with its exact count.'],
        ],
      };
    case 'run':
      return {
        tone: 'act',
        title: runTitle(action.preview),
        facts: runFacts(action.preview, { plan, world, at }),
      };
    case 'veto':
      return vetoWords(action.activation);
    case 'ask-approval':
      return askApprovalWords(action, plan);
    case 'approve':
      return approveWords(action, { plan, world });
    case 'not-allowed':
      return notAllowedWords(action.preview, action.because, plan);
    case 'no-runbook':
      return {
        tone: 'warn',
        title: `The plan has no restore runbook for ${serviceName(action.service)}`,
        facts: [
          [
            'Restore it by hand and write what you do with ',
            strong('N'),
            '. The probe will see when it is back.',
          ],
        ],
      };
    case 'ask':
      return askWords(action.run, action.step, { plan, world, at });
    case 'stop': {
      const { run } = action;
      const step = openConsoleStep(run);
      return {
        tone: 'danger',
        title:
          step !== null
            ? `${run.runbookName}: ${step.id} runs at the console`
            : run.pausedAt === null
              ? `${run.runbookName}: running on ${asNoun(run.manifest.entries.length, 'endpoint')}`
              : `${run.runbookName}: paused with ${asNoun(action.unsent, 'endpoint')} to go`,
        facts: [
          ...(run.pausedAt === null ? [] : [['Nothing new is sent until somebody lets it go on.']]),
          [
            'Stop sends nothing more. It leaves ',
            strong(`${asCount(action.inFlight)} in flight`),
            ' to end by themselves and ',
            strong(`${asCount(action.unsent)} unsent`),
            '.',
          ],
        ],
      };
    }
    case 'stopping':
      return {
        tone: 'warn',
        title: `Stopping: ${asNoun(action.inFlight, 'endpoint')} still in flight`,
        facts: [['Nothing more is sent. What is in flight ends by itself and is recorded.']],
      };
    case 'unprovable':
      return {
        tone: 'warn',
        title: `No probe watches ${serviceName(action.service)}`,
        facts: [
          ['Its runbook has ended. Ask the people who use it, write what they say with ', strong('N'), '.'],
          leftBehind(world, action.incident),
        ],
      };
    case 'verifying':
      return {
        tone: 'act',
        title: `${serviceName(action.service)} is restored, not yet verified`,
        facts: [
          [
            strong(`${action.good} of ${asNoun(action.needed, 'good sweep')}`),
            ' in a row. The probe decides.',
          ],
          leftBehind(world, action.incident),
        ],
      };
    case 'stand-down': {
      const incident = incidentOf(action.incident);
      const commander = incident?.commander ?? null;
      const mine = commander === world.operator;
      const who: Fact = mine
        ? [
            'Standing down ends ',
            strong(action.incident),
            '. The record stays; export it with ',
            strong('E'),
            '.',
          ]
        : [
            'Only the Incident Commander stands down: ',
            strong(commander ? personName(commander) : 'nobody'),
            '.',
          ];
      return {
        tone: 'good',
        title: `${incident ? serviceName(incident.service) : action.incident} restored and verified in ${asClock(action.rtaMs)}`,
        facts: [
          stillFailing(plan, world, incident?.service),
          ...((incident && dataLossFact(incident)) ?? []),
          who,
        ],
      };
    }
  }
}

/** What verification leaves behind: a service may work again while some of its endpoints do not. */
function stillFailing(plan: Plan, world: World, service: string | undefined): Fact {
  const worst = worstProbe(world.services[service ?? ''] ?? unknownService)?.probe;
  if (!worst || worst.failing === 0) return [];
  const name = plan.services.find((each) => each.id === service)?.name ?? service;
  return [
    strong(`${asCount(worst.failing)} of ${asNoun(worst.total, 'endpoint')}`),
    ` still fail. Standing down leaves them without ${name}.`,
  ];
}

/** Endpoints that the latest run did not bring back, so that a verified service does not hide them. */
function leftBehind(world: World, incident: string): Fact {
  const run = world.runs[world.incidents[incident]?.runs.at(-1) ?? ''];
  if (!run) return [];
  const notOk = run.manifest.entries.length - countStates(run).ok;
  return notOk === 0 ? [] : [strong(asNoun(notOk, 'endpoint')), ' did not end well. Retry them below.'];
}
