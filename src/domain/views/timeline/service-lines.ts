import type { EventOf } from '../../events';
import { counted, someOf } from '../words';
import { type Line, type Lines, silent } from './line';
import { type Memory, serviceName } from './memory';

export const serviceLines: Lines<
  | 'probe.swept'
  | 'service.changed'
  | 'alerts.changed'
  | 'threshold.met'
  | 'threshold.crossed'
  | 'threshold.cleared'
> = {
  'probe.swept': silent,
  'service.changed': conditionLine,
  'alerts.changed': alertsLine,
  // That a condition began or ceased to hold is the X-ray's to say; the story is what it brought about.
  'threshold.met': silent,
  'threshold.crossed': ({ service, rule, reading }, memory) => [
    'warn',
    `Threshold crossed: rule ${rule} of ${serviceName(memory, service)}, ${reading}`,
  ],
  'threshold.cleared': silent,
};

function conditionLine(
  { service, to, failing, total, because }: EventOf<'service.changed'>['data'],
  memory: Memory,
): Line {
  const name = serviceName(memory, service);
  const counts = `${failing} of ${total} endpoints failing`;
  switch (to) {
    case 'down':
    case 'degraded':
      return [to === 'down' ? 'bad' : 'warn', `${name} is ${to}: ${counts}`];
    case 'restored':
      return ['act', `${name} restored (${because}), not yet verified`];
    case 'verified':
      return ['good', `${name} verified: ${because}, ${counts}`];
    case 'unknown':
      return ['quiet', `${name} is unknown${because === 'stood down' ? '' : `: ${because}`}`];
    default:
      return ['quiet', `${name} is ${to}${because === 'stood down' ? '' : `: ${counts}`}`];
  }
}

function alertsLine(
  { service, source, fired, resolved, truncated }: EventOf<'alerts.changed'>['data'],
  memory: Memory,
): Line {
  const about = service === undefined ? 'no service of the plan' : serviceName(memory, service);
  const list = someOf(
    fired.map(({ name, severity, summary }) => `${name} ${severity}${summary === '' ? '' : `, ${summary}`}`),
    3,
  );
  const parts = [
    ...(fired.length > 0 ? [`${counted(fired.length, 'alert')} for ${about} firing: ${list}`] : []),
    ...(resolved.length > 0
      ? [`${counted(resolved.length, 'alert')}${fired.length > 0 ? '' : ` for ${about}`} resolved`]
      : []),
    ...(truncated ? [`${truncated.toLocaleString('en')} more left out by the sender`] : []),
  ];
  return [
    fired.length > 0 ? 'warn' : 'quiet',
    `${parts.join('; ') || `Nothing new for ${about}`} (${source})`,
  ];
}
