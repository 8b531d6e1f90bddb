import { execFileSync } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { planOnDisk } from '../plan-on-disk';
import { readIn } from './inventory-on-disk';

/*
 * The peer is OpenSSH itself: what our reader says of a host must be what `ssh -G` says of it.
 * `ssh -G` would run what stands in `Match exec`, so that the files here have none.
 */
function asSshSays(file: string, host: string) {
  const text = execFileSync('ssh', ['-G', '-F', file, host], {
    stdio: ['ignore', 'pipe', 'pipe'],
  }).toString();
  // A way through a machine that itself needs one is `ssh` within `ssh` to OpenSSH; here it is one longer way.
  const value = (keyword: string) => new RegExp(`^${keyword} (.*)$`, 'm').exec(text)?.[1];
  return {
    address: value('hostname'),
    port: Number(value('port')),
    user: value('user'),
    jump: value('proxyjump'),
  };
}

const keywords = ['HostName', 'Port', 'User', 'ProxyJump', 'Compression'] as const;
const hosts = ['a', 'b', 'ab', 'web-1', 'web-2'];

test('whatever blocks follow each other, the same value wins', async () => {
  const folder = await planOnDisk({ 'config.d/empty.conf': '' });
  const pattern = fc.constantFrom(...hosts, '*', 'web-*', '?', 'a*', '!a', '!web-*', '*b');
  const line = fc.constantFrom(...keywords).chain((keyword) => {
    const values = {
      HostName: ['10.0.0.1', '%h.lan', 'Some.Where'],
      Port: ['22', '2222', '65535'],
      User: ['ed', '"ops"', 'svc'],
      ProxyJump: ['none', 'gate', 'x@gate:2200', 'gate,ops@inner'],
      Compression: ['yes'],
    };
    return fc
      .tuple(fc.constantFrom(...values[keyword]), fc.constantFrom(' ', '=', '  ', ' = '))
      .map(([value, between]) => `  ${keyword}${between}${value}`);
  });
  const head = fc.oneof(
    fc.array(pattern, { minLength: 1, maxLength: 3 }).map((patterns) => `Host ${patterns.join(' ')}`),
    fc.constantFrom(
      'Match all',
      'Match host *.lan',
      'Match originalhost a,ab',
      'Match !host 10.0.0.* originalhost *',
    ),
    fc.constant('Include config.d/part.conf'),
  );
  const block = fc.tuple(head, fc.array(line, { maxLength: 3 })).map((lines) => lines.flat().join('\n'));
  const config = fc.array(block, { minLength: 1, maxLength: 6 }).map((blocks) => blocks.join('\n'));
  const part = fc.array(
    block.filter((text) => !text.startsWith('Include')),
    { maxLength: 2 },
  );
  await fc.assert(
    fc.asyncProperty(
      config,
      part.map((blocks) => blocks.join('\n')),
      async (text, included) => {
        const file = join(folder, 'config');
        // Every host is named, and in an order of its own, so that each becomes an endpoint.
        const all = `${text}\nHost ${hosts.join(' ')}\n`;
        await writeFile(join(folder, 'config.d/part.conf'), included);
        await writeFile(file, all);
        // OpenSSH looks for includes beside the file only when their path is whole.
        await writeFile(join(folder, 'whole'), all.replaceAll('config.d/', `${folder}/config.d/`));
        const { endpoints } = await readIn(folder, { file: 'config' });
        for (const { name, address, port, user, jump = [] } of endpoints) {
          const said = asSshSays(join(folder, 'whole'), name);
          const unnamed = said.user === process.env.USER || said.user === 'root' ? 'ops' : said.user;
          expect([name, address.toLowerCase(), port, user, jump.length]).toEqual([
            name,
            said.address?.toLowerCase(),
            said.port,
            unnamed,
            said.jump === undefined ? 0 : said.jump.split(',').length,
          ]);
        }
      },
    ),
    { numRuns: 60, endOnFailure: true },
  );
}, 120_000);
