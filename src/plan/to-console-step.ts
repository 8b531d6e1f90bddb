import type { Step } from '../domain/run/runbook';
import type { StepFile } from './schema/step';
import type { StepFiles } from './step-files';

type Deed = Pick<
  Step,
  'kind' | 'command' | 'timeoutMs' | 'idempotent' | 'manual' | 'decision' | 'local' | 'http'
>;

/** A step that is done once, in the words of the domain; null when it is done on endpoints. */
export function toConsoleStep(step: StepFile, files: StepFiles): Deed | null {
  // A tick that is asked for twice does no harm.
  const people = { timeoutMs: 0, idempotent: true };
  const once = { timeoutMs: step.timeout ?? 30_000 };
  if (step.manual !== undefined) {
    const bare = { steps: [], per_site: false };
    const written = typeof step.manual === 'string' ? { instruction: step.manual, ...bare } : step.manual;
    const { instruction, steps, per_site: perSite } = written;
    const manual = { instruction, steps, perSite, ...askedOf(written) };
    const words = [instruction, ...steps.map((each, at) => `${at + 1}. ${each}`)].join('\n');
    return { kind: 'manual', command: words, manual, ...people };
  }
  if (step.decision !== undefined) {
    const { question } = step.decision;
    const options = step.decision.options.map(({ id, label, goes }) => ({ id, label, ends: goes === 'end' }));
    return {
      kind: 'decision',
      command: [
        question,
        ...options.map(({ label, ends }) => `${label}${ends ? ' (ends the run)' : ''}`),
      ].join('\n'),
      decision: { question, options, ...askedOf(step.decision) },
      ...people,
    };
  }
  if (step.local !== undefined) {
    const { command } = step.local;
    const file = fileOf(command[0] ?? '', files);
    const words = `${command.map((word) => JSON.stringify(word)).join(' ')}${file ? ` (SHA-256 ${file.sha256})` : ''}`;
    const local = { command, ...(file ? { file } : {}) };
    return { kind: 'local', command: words, local, ...once, idempotent: step.idempotent ?? false };
  }
  return step.http === undefined ? null : { ...toHttp(step, step.http, files), ...once };
}

function toHttp(step: StepFile, written: NonNullable<StepFile['http']>, files: StepFiles) {
  const { method, url, headers, json, body, secret, secret_header: header, ca, status } = written;
  const trusted = ca === undefined ? undefined : fileOf(ca, files);
  const held = header === undefined ? { header: 'Authorization', prefix: 'Bearer ' } : { header, prefix: '' };
  const http = {
    ...{ method, url, headers, status },
    ...(json === undefined ? {} : { json: JSON.stringify(json) }),
    ...(body === undefined ? {} : { body }),
    ...(secret === undefined ? {} : { secret: { ...held, file: secret } }),
    ...(trusted === undefined ? {} : { ca: trusted }),
  };
  const parts = [
    `${method} ${url}`,
    ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
    ...(http.secret === undefined
      ? []
      : [`${http.secret.header}: ${http.secret.prefix}<${http.secret.file}>`]),
    ...[http.json ?? body ?? []].flat(),
  ];
  const idempotent = step.idempotent ?? (method === 'GET' || method === 'HEAD');
  return { kind: 'http' as const, command: parts.join('\n'), http, idempotent };
}

function askedOf(written: { readonly who?: string | undefined; readonly time_box?: number | undefined }) {
  const { who, time_box: timeBoxMs } = written;
  return { ...(who === undefined ? {} : { who }), ...(timeBoxMs === undefined ? {} : { timeBoxMs }) };
}

function fileOf(from: string, { copies }: StepFiles) {
  const found = copies.get(from);
  return found && { from, sha256: found.sha256, bytes: found.bytes.length };
}
