import { expect, type Page, test } from '@playwright/test';
import { emptyData, openConsole, remove, type TestConsole } from './console';
import { type PracticeGround, preparePracticeGround } from './practice-ground';

const escalation = `escalation:
  - when: { probe: agent, failing: 50%, for: 1s }
    do: [{ declare: SEV-1 }, { run: restart-auth-agent }]
comms:`;
let data: string;
let ground: PracticeGround;
let console: TestConsole;

test.beforeEach(async () => {
  data = await emptyData();
  ground = await preparePracticeGround({
    size: 4,
    data,
    edits: {
      'services/sign-in.yaml': [
        [/escalation:[\s\S]*?\ncomms:/, escalation],
        [/veto: \w+/, 'veto: 15s'],
      ],
    },
  });
  console = await openConsole(data);
  await console.page.getByTestId('service-sign-in').waitFor();
});
test.afterEach(async () => {
  await console.close();
  await ground.close();
  await remove(data);
});

type Recorder = { tones: OfflineAudioContext[] };

/** From now on every tone goes into a second of samples instead of a loudspeaker, which this machine may lack. */
const record = (page: Page) =>
  page.evaluate(() => {
    const recorder = window as unknown as Recorder;
    recorder.tones = [];
    window.AudioContext = class extends OfflineAudioContext {
      constructor() {
        super(1, 48_000, 48_000);
        recorder.tones.push(this);
      }
    } as unknown as typeof AudioContext;
  });

/** The samples of every tone that was sounded since. */
const recorded = (page: Page) =>
  page.evaluate(() =>
    Promise.all(
      (window as unknown as Recorder).tones.map(async (tone) => [
        ...(await tone.startRendering()).getChannelData(0),
      ]),
    ),
  );

/** What an ear makes of samples: beeps with their pitch, start and length, how loud, and whether it clicks. */
function heard(samples: readonly number[]) {
  const rate = samples.length;
  const peak = Math.max(...samples.map(Math.abs));
  const rises = samples.flatMap((sample, index) =>
    sample > 0 && (samples[index - 1] ?? 0) <= 0 ? [index] : [],
  );
  const beeps: number[][] = [];
  for (const rise of rises) {
    const beep = beeps.at(-1);
    // A pause is far longer than a period of any tone that is heard well.
    if (beep && rise - (beep.at(-1) ?? 0) < rate / 50) beep.push(rise);
    else beeps.push([rise]);
  }
  const spans = beeps.map((beep) => ({
    first: beep[0] ?? 0,
    last: beep.at(-1) ?? 0,
    periods: beep.length - 1,
  }));
  const hertz = spans.map(({ first, last, periods }) => Math.round((periods * rate) / (last - first)));
  const steepest = Math.max(...samples.map((sample, index) => Math.abs(sample - (samples[index - 1] ?? 0))));
  return {
    hertz,
    starts: spans.map(({ first }) => Number((first / rate).toFixed(2))),
    lasts: spans.map(({ first, last }) => Number(((last - first) / rate).toFixed(2))),
    isAudible: peak > 0.1,
    isClipped: peak > 1,
    // Nothing in a sine rises faster than 2πf times its peak; a tone that is cut off does.
    clicks: steepest > 1.05 * peak * 2 * Math.PI * (Math.max(...hertz) / rate),
  };
}

test('a countdown can be heard: three beeps, one in passing, and a higher one each of the last seconds', async () => {
  const { page } = console;
  await record(page);
  await ground.break('auth-agent', 1);
  await page.getByTestId('veto').waitFor();
  await page.getByTestId('veto').waitFor({ state: 'detached' });
  const tones = new Set((await recorded(page)).map((samples) => JSON.stringify(heard(samples))));
  const clean = { isAudible: true, isClipped: false, clicks: false };
  const one = { starts: [0], lasts: [0.14], ...clean };
  expect([...tones].map((tone) => JSON.parse(tone))).toEqual([
    { hertz: [784, 784, 784], starts: [0, 0.22, 0.44], lasts: [0.14, 0.14, 0.14], ...clean },
    { hertz: [784], ...one },
    { hertz: [1047], ...one },
  ]);
});
