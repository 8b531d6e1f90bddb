import { becoming } from './become';
import { copyCommand } from './copy-command';
import type { ManifestEntry, ManifestStep } from './manifest';
import type { Values } from './parameters';
import { renderCommand, renderWord, type Scope, scopeOf } from './render/render';
import { shellWord } from './render/shell-word';

/** What one step sends to one endpoint. */
export type Sent = {
  readonly command: string;
  /** Text for its input, or the SHA-256 (hex) of the file that is its input. */
  readonly input: null | { readonly text: string } | { readonly sha256: string };
};

/**
 * Fills a step in for one endpoint. A value never becomes anything but one word or an environment variable.
 * @param hasSecret whether somebody answers when sudo asks for a secret
 */
export function commandOf(
  step: ManifestStep,
  entry: ManifestEntry,
  values: Values,
  hasSecret: boolean,
): Sent {
  const own = step.values ?? values;
  const scope = scopeOf(own, entry);
  const { command, input } = plainly(step, scope, { ...own, ...endpointValues(entry) });
  return { command: step.become ? becoming(command, step.become, hasSecret) : command, input };
}

function plainly(step: ManifestStep, scope: Scope, values: Values): Sent {
  const { copy, script } = step;
  if (copy) return { command: copyCommand(renderWord(copy.to, scope), copy), input: { sha256: copy.sha256 } };
  const command = renderCommand(step.command, scope);
  if (script === undefined) return { command, input: null };
  const words = (step.args ?? []).map((each) => ` ${renderWord(each, scope)}`).join('');
  // Without it a shell would take an argument that begins with a dash for an option of its own.
  const args = words !== '' && /\s-s$/.test(command) ? ` --${words}` : words;
  // Only where they are asked for: an endpoint that is no Unix has no `env`.
  const set = /\bHF_/.test(script) ? Object.entries(values).map(variable).join('') : '';
  return {
    command: `${set === '' ? '' : `env${set} `}${command}${args}`,
    input: { text: script },
  };
}

function variable([id, value]: readonly [string, string]): string {
  return ` ${variableOf(id)}=${shellWord(value)}`;
}

/** The environment variable in which a script finds a parameter: `unit` is `HF_UNIT`. */
export function variableOf(id: string): string {
  return `HF_${id.toUpperCase()}`;
}

const endpointValues = (entry: ManifestEntry): Values => ({
  endpoint_name: entry.endpoint,
  endpoint_address: entry.address,
});
