import { type Document, isMap, isSeq } from 'yaml';
import { AppError } from '../../errors';

/** How a service can be watched, as a service file names it, with the id that its probe gets. */
export const probeKinds = {
  ssh: 'command',
  process: 'process',
  port: 'port',
  tcp: 'connection',
  http: 'web',
  tls: 'certificate',
  dns: 'name',
} as const;

export type ProbeKind = keyof typeof probeKinds;

/** What tells whether a service works, in place of the probe of its template; `at` as it is written in a plan. */
export type NewProbe = { readonly by: ProbeKind; readonly at: string };

/**
 * Reads `port: 443` or `ssh: systemctl is-active nginx`.
 * @throws AppError `invalid-input` that says how it is written
 */
export function readProbe(written: string): NewProbe {
  const [, by = '', at = ''] = /^\s*([a-z]+)\s*:\s*(.+?)\s*$/s.exec(written) ?? [];
  if (Object.hasOwn(probeKinds, by)) return { by: by as ProbeKind, at };
  throw new AppError(
    'invalid-input',
    `${JSON.stringify(written)} is not a probe. Write for example "port: 443" or "ssh: systemctl is-active nginx"; there are ${Object.keys(probeKinds).join(', ')}.`,
  );
}

/** Puts a probe in the place of those of a service; thresholds over the old ones are over the new one. */
export function setProbe(document: Document, { by, at }: NewProbe): void {
  const id = probeKinds[by];
  // A number is one in the file, too; what is neither is for the reader of the plan to refuse.
  const value = /^\d{1,9}$/.test(at) ? Number(at) : at;
  const asks = by === 'tls' ? { least: '14d', every: '1h' } : { every: '30s' };
  const probe = document.createNode(
    { id, [by]: value, ...asks, timeout: '10s', degraded: '10%', down: '50%' },
    { flow: true },
  );
  document.set('probes', document.createNode([probe]));
  const rules = document.get('escalation');
  if (!isSeq(rules)) return;
  rules.items.forEach((rule, index) => {
    if (isMap(rule) && rule.hasIn(['when', 'probe']))
      document.setIn(['escalation', index, 'when', 'probe'], id);
  });
}
