import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { type BecomeSecret, createDoStep } from '../../src/app/do-step';
import type { ManifestStep } from '../../src/domain/run/manifest';
import type { Values } from '../../src/domain/run/parameters';
import { createSshTransport } from '../../src/execution/ssh';
import type { Transport } from '../../src/execution/transport';
import { fakeSudo, sudoSecret } from '../helpers/fake-sudo';
import { manifestOf } from '../helpers/hospital';
import { type Sshd, startSshd } from '../helpers/sshd';

let sshd: Sshd;
let transport: Transport;

beforeAll(async () => {
  sshd = await startSshd([], { sudo: fakeSudo });
}, 30_000);
afterAll(() => sshd.close());
beforeEach(() => {
  transport = createSshTransport({ privateKey: sshd.clientKey.privateKey });
});
afterEach(async () => {
  await transport.close();
  for (const name of readdirSync(sshd.home)) rmSync(join(sshd.home, name), { recursive: true });
});

const at = (name: string) => join(sshd.home, name);
const plain = { id: 'step', kind: 'command', command: 'true', timeoutMs: 15_000, idempotent: false } as const;
const content = Buffer.from([0, 1, 2, 255, 10, 13, 10, ...Buffer.alloc(200_000, 'x')]);
const sha256 = createHash('sha256').update(content).digest('hex');
const asRoot = { user: 'root', method: 'sudo' } as const;

const entryOf = (server: Sshd) => {
  const { name, address, port, user, hostKeys } = server.target();
  return { endpoint: name, address, port, user, hostKeys: [...hostKeys] };
};

type Asked = Partial<ManifestStep> & { readonly with?: Values; readonly secret?: BecomeSecret };

/** Does one step on the real sshd. */
function doStep({ with: values = {}, secret = null, ...step }: Asked, signal = new AbortController().signal) {
  const entry = { ...entryOf(sshd), labels: { site: "St. Mary's $(id)" } };
  const means = { transport, contents: new Map([[sha256, content]]), becomeSecret: async () => secret };
  return createDoStep(means, { ...manifestOf(), values })(
    entry,
    { ...plain, okExitCodes: [0], ...step },
    signal,
  );
}

const said = async (step: Asked) => {
  const end = await doStep(step);
  return [end.state, 'output' in end ? end.output : ''];
};

describe('a command', () => {
  test('is filled in with values, labels and the endpoint, each as one word', async () => {
    const command = "printf '<%s>' {{ unit }} {{ label.site }} {{ endpoint.name }} {{ endpoint.address }}";
    expect(await said({ command, with: { unit: "a'; touch ~/pwned; 'b" } })).toEqual([
      'ok',
      "<a'; touch ~/pwned; 'b><St. Mary's $(id)><sshd><127.0.0.1>",
    ]);
    expect(readdirSync(sshd.home)).toEqual([]);
  });
  test('that says what it must not has failed although it ends well', async () => {
    const end = await doStep({ command: 'echo done; echo WARNING: degraded', refuse: '^WARNING' });
    expect(end).toMatchObject({ state: 'failed', cause: 'OutputMismatch', exitCode: 0 });
  });
});

describe('a script', () => {
  test('is read by its interpreter from the pipe, with values in its environment and arguments', async () => {
    const script = 'echo "$HF_UNIT|$HF_ENDPOINT_NAME|$1|$2|$#"\n';
    const args = ['{{ label.site }}', '--force {{ unit }}'];
    expect(await said({ kind: 'script', command: 'sh -s', script, args, with: { unit: "x' y" } })).toEqual([
      'ok',
      "x' y|sshd|St. Mary's $(id)|--force x' y|2\n",
    ]);
    expect(readdirSync(sshd.home)).toEqual([]);
  });
  test('may be in any language that reads its standard input', async () => {
    const script = 'import os, sys\nprint(os.environ["HF_UNIT"], sys.argv[1:])\nsys.exit(3)\n';
    const step: Asked = { kind: 'script', command: 'python3 -', script, args: ['-x'] };
    expect(await said({ ...step, okExitCodes: [3], with: { unit: 'agent' } })).toEqual([
      'ok',
      "agent ['-x']\n",
    ]);
  });
});

describe('a copy', () => {
  const copy = (to: string, more = {}) =>
    ({
      kind: 'copy',
      command: '',
      copy: { from: 'f', to, mode: '0640', sha256, bytes: content.length, ...more },
    }) as const;
  test('puts the file there whole, with its mode, and nothing beside it', async () => {
    writeFileSync(at('agent-sshd.conf'), 'old');
    const end = await doStep(copy(`${sshd.home}/agent-{{ endpoint.name }}.conf`));
    expect([
      end.state,
      readFileSync(at('agent-sshd.conf')).equals(content),
      statSync(at('agent-sshd.conf')).mode & 0o777,
      readdirSync(sshd.home),
    ]).toEqual(['ok', true, 0o640, ['agent-sshd.conf']]);
  });
  test('leaves the old file as it is when something else arrives than was approved', async () => {
    writeFileSync(at('agent.conf'), 'old');
    const wrong = createDoStep(
      { transport, contents: new Map([[sha256, content.subarray(1)]]), becomeSecret: async () => null },
      manifestOf(),
    );
    const entry = entryOf(sshd);
    const step = { ...plain, okExitCodes: [0], ...copy(at('agent.conf')) };
    const end = await wrong(entry, step, new AbortController().signal);
    expect([end, readFileSync(at('agent.conf'), 'utf8'), readdirSync(sshd.home)]).toEqual([
      expect.objectContaining({ state: 'failed', output: expect.stringContaining(`not ${sha256}`) }),
      'old',
      ['agent.conf'],
    ]);
  });
  test('never takes the place of a folder', async () => {
    expect(await said(copy(sshd.home))).toEqual(['failed', `${sshd.home} is a folder\n`]);
  });
});

describe('a step as another user', () => {
  const secret = { secret: sudoSecret };
  const answers = () => (existsSync(at('answers')) ? readFileSync(at('answers'), 'utf8') : '');
  test('answers sudo when it asks, and only then sends the script', async () => {
    const script = 'echo "$SUDO_AS $HF_UNIT"\n';
    const step = {
      kind: 'script',
      command: 'sh -s',
      script,
      become: asRoot,
      secret,
    } as const;
    const [state, output] = await said({ ...step, with: { unit: 'agent' } });
    expect([state, output, answers()]).toEqual([
      'ok',
      'We trust you have received the usual lecture.\nroot agent\n',
      `${sudoSecret}\n`,
    ]);
    expect(readFileSync(at('sudo-argv'), 'utf8')).not.toContain('battery');
  });
  test('never sends the secret when sudo does not ask: the script gets its own input and nothing else', async () => {
    writeFileSync(at('nopasswd'), '');
    const step = { kind: 'script', command: 'cat', script: 'only this\n', become: asRoot, secret } as const;
    expect([await said(step), answers()]).toEqual([['ok', 'only this\n'], '']);
  });
  test('gives a wrong secret once, never the script in its stead, and is denied', async () => {
    const step = { kind: 'script', command: 'sh -s', script: 'touch ~/ran\n', become: asRoot } as const;
    const end = await doStep({ ...step, secret: { secret: 'wrong' } });
    expect([end.state, 'cause' in end && end.cause, answers(), existsSync(at('ran'))]).toEqual([
      'denied',
      'AuthenticationFailure',
      'wrong\n',
      false,
    ]);
  });
  test('is denied when sudo would ask and the plan names no secret', async () => {
    expect(await said({ command: 'touch ~/ran', become: asRoot })).toEqual([
      'denied',
      'sudo: a password is required\n',
    ]);
  });
  test('is denied with nothing sent when the secret cannot be read', async () => {
    expect(await said({ become: asRoot, secret: { because: 'the file is missing' } })).toEqual([
      'denied',
      'the file is missing',
    ]);
    expect(readdirSync(sshd.home)).toEqual([]);
  });
  test('answers no question but the one it told sudo to ask', async () => {
    writeFileSync(at('pam'), '');
    const [state, output] = await said({ command: 'touch ~/ran', become: asRoot, secret, timeoutMs: 700 });
    expect([state, output, answers(), existsSync(at('ran'))]).toEqual([
      'timed-out',
      'We trust you have received the usual lecture.\nCode: ',
      '',
      false,
    ]);
  });
  test('fails by its own exit code once it has begun', async () => {
    writeFileSync(at('nopasswd'), '');
    expect(await doStep({ command: 'echo no; exit 1', become: asRoot, secret })).toMatchObject({
      state: 'failed',
      exitCode: 1,
      output: 'no\n',
    });
  });
  test('never shows the secret, in whatever pieces it is said back', async () => {
    const command = `cat "$HOME/answers"; printf 'correct hor'; sleep 0.3; printf "se 'battery' and correct"`;
    const [state, output] = await said({ command, become: asRoot, secret });
    expect([state, output]).toEqual([
      'ok',
      'We trust you have received the usual lecture.\n•••\n••• and correct',
    ]);
  });
});

const hasSudo = existsSync('/usr/bin/sudo') && process.getuid?.() === 0;
test.skipIf(!hasSudo)(
  'the real sudo, which asks root for nothing, is given nothing (needs sudo and root)',
  async () => {
    const genuine = await startSshd();
    const own = createSshTransport({ privateKey: genuine.clientKey.privateKey });
    onTestFinished(async () => {
      await own.close();
      await genuine.close();
    });
    const entry = entryOf(genuine);
    const means = { transport: own, contents: new Map(), becomeSecret: async () => ({ secret: sudoSecret }) };
    const step = {
      ...plain,
      kind: 'script',
      command: 'sh -s',
      script: 'id -un; cat\n',
      okExitCodes: [0],
    } as const;
    const become = { user: 'nobody', method: 'sudo' } as const;
    const end = await createDoStep(means, manifestOf())(
      entry,
      { ...step, okExitCodes: [0], become },
      new AbortController().signal,
    );
    expect(end).toMatchObject({ state: 'ok', output: 'nobody\n' });
  },
);

describe('a step that waits', () => {
  const waiting = { kind: 'wait-until', everyMs: 50 } as const;
  test('tries until it is so', async () => {
    const command = 'echo x >> ~/tries; [ "$(wc -l < ~/tries)" -ge 3 ] && echo there';
    expect([await said({ ...waiting, command }), readFileSync(at('tries'), 'utf8')]).toEqual([
      ['ok', 'there\n'],
      'x\nx\nx\n',
    ]);
  });
  test('is timed out when it was never so, with what it heard last', async () => {
    expect(await said({ ...waiting, command: 'echo not yet; exit 1', timeoutMs: 400 })).toEqual([
      'timed-out',
      'not yet\n',
    ]);
  });
});
