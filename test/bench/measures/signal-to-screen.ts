import { emptyData, openConsole, remove, type TestConsole } from '../../end-to-end/console';
import { type AlertPlan, openingAlert, writeAlertPlan } from '../alert-plan';
import { clockSkew, frameTime, wallTime, watchFor } from '../drawn';
import { quietRounds } from '../quiet-rounds.mjs';
import { type Measured, quantile, rounded } from '../statistics.mjs';

const rounds = Number(process.env.BENCH_ROUNDS ?? 5);
const samplesPerRound = Math.ceil(200 / rounds);
const frameMs = 1000 / 60;
const besidesEveryMs = 50;

/** From the sending of an alert to the frame that shows it, in a real window. */
export async function measure(): Promise<Measured> {
  const data = await emptyData();
  const plan = await writeAlertPlan(data);
  const console = await openConsole(data).catch(async (error) => {
    await plan.remove();
    await remove(data);
    throw error;
  });
  try {
    await listening(plan);
    const opened = await watchFor(console.page, openingAlert);
    await plan.post({ name: openingAlert, service: 'sign-in', status: 'firing' });
    await opened();
    return await measureOn(console, plan);
  } finally {
    await console.close();
    await plan.remove();
    await remove(data);
  }
}

async function measureOn({ page }: TestConsole, plan: AlertPlan): Promise<Measured> {
  const frame = rounded(await frameTime(page));
  const skew = await clockSkew(page);
  if (Math.abs(skew.aheadMs) > skew.boundMs + frameMs / 4)
    throw new Error(
      `The window's clock is ${skew.aheadMs.toFixed(1)} ms ahead: nothing can be measured with it.`,
    );
  let count = 0;
  const some = async (): Promise<number[]> => {
    const took: number[] = [];
    for (let sample = 0; sample < samplesPerRound; sample += 1) {
      count += 1;
      const name = `Sample-${count}`;
      const drawn = await watchFor(page, name);
      const sentAt = wallTime();
      await plan.post({ name, service: 'sign-in', status: 'firing' });
      took.push((await drawn()) - sentAt);
      await plan.post({ name, service: 'sign-in', status: 'resolved' });
      // The window redraws by a beat of its own; samples must not fall into step with it.
      await pause(150 + ((count * 61) % 199));
    }
    return took;
  };
  const { results, facts } = await quietRounds(rounds, async () => ({
    alone: await some(),
    besides: await besides(plan, some),
  }));
  const row = (took: readonly number[]) => {
    const at = (share: number) => quantile(took, share);
    const frames = (share: number) => rounded(at(share) / frameMs);
    return {
      n: took.length,
      ...{ 'p50, frames': frames(0.5), 'p99, frames': frames(0.99), 'longest, frames': frames(1) },
      ...{ 'p50, ms': rounded(at(0.5)), 'p99, ms': rounded(at(0.99)), 'longest, ms': rounded(at(1)) },
    };
  };
  return {
    title: `signal to screen: one alert from its sending to the frame that shows it, in frames of ${frameMs.toFixed(1)} ms`,
    rows: {
      'nothing else happens': row(results.flatMap(({ alone }) => alone)),
      [`${1000 / besidesEveryMs} other alerts a second`]: row(results.flatMap((each) => each.besides)),
    },
    facts: { framesEveryMs: frame, clockAheadMs: rounded(skew.aheadMs), ...facts },
  };
}

/** Works while another alert, which no service asks for, changes all the time. */
async function besides<T>(plan: AlertPlan, work: () => Promise<T>): Promise<T> {
  let over = false;
  const others = (async () => {
    for (let change = 0; !over; change += 1) {
      const summary = `Change ${change} at ${wallTime()}`;
      await plan.post({ name: 'Other', service: 'elsewhere', status: 'firing', summary });
      await pause(besidesEveryMs);
    }
  })();
  try {
    return await work();
  } finally {
    over = true;
    await others;
  }
}

/** Resolves when the receiver takes alerts: it opens some time after the window does. */
async function listening(plan: AlertPlan): Promise<void> {
  for (let tries = 0; ; tries += 1)
    try {
      return await plan.post({ name: 'Other', service: 'elsewhere', status: 'firing' });
    } catch (error) {
      if (tries === 100) throw error;
      await pause(100);
    }
}

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));
