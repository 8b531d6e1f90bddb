import { expect, test } from 'vitest';
import { goodPlan, problemsWith } from './plan-on-disk';

test('objectives are compared as times, however they are written', async () => {
  const rules = async (rto: string, wrt: string, mtpd: string) =>
    (
      await problemsWith({
        'services/sign-in.yaml': goodPlan['services/sign-in.yaml'].replace(
          'rto: 15m, mtpd: 4h',
          `rto: ${rto}, wrt: ${wrt}, mtpd: ${mtpd}`,
        ),
      })
    ).map(({ rule }) => rule);
  expect([
    await rules('90m', '0m', '1h30m'),
    await rules('89m59s', '1s', '1h30m'),
    await rules('89m59s999ms', '2ms', '1h30m'),
    await rules('23h', '60m', '1d'),
    await rules('999999d', '0s', '999999d23h'),
    await rules('0m', '0m', '4h'),
    await rules('1.5h', '0m', '4h'),
    await rules('-15m', '0m', '4h'),
    await rules('15', '0', '4h'),
    await rules('9999999d', '0m', '4h'),
  ]).toEqual([
    ['rto-not-below-mtpd'],
    [],
    ['rto-wrt-above-mtpd'],
    [],
    [],
    ['wrong-value'],
    ['wrong-value'],
    ['wrong-value'],
    ['wrong-value', 'wrong-value'],
    ['wrong-value'],
  ]);
});
