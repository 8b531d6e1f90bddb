import type { BoardCondition } from '../../src/domain/views/service-board';
import type { ShapeForm } from '../ui/shape';

/** Shape, tone and words of a service's condition; colour alone never says it. */
export const conditionLook: Readonly<
  Record<BoardCondition, { readonly form: ShapeForm; readonly tone: string; readonly words: string }>
> = {
  down: { form: 'cross', tone: 'down', words: 'down' },
  degraded: { form: 'triangle', tone: 'risk', words: 'degraded' },
  'at-risk': { form: 'triangle', tone: 'risk', words: 'at risk' },
  restored: { form: 'half', tone: 'act', words: 'restored' },
  verified: { form: 'disc', tone: 'good', words: 'verified' },
  healthy: { form: 'disc', tone: 'good', words: 'healthy' },
  unknown: { form: 'ring', tone: 'unknown', words: 'unknown' },
  'not-probed': { form: 'ring', tone: 'unknown', words: 'not probed' },
};
