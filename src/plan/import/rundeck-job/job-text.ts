import type { Path } from '../../yaml/locate';
import type { JobContext } from './job';

/** What Rundeck would fill in: `${option.unit}`, `${node.name}`, and the variables of the same meaning. */
const reference = /\$\{([a-z]+)\.([\w.:-]+)\}|\$\{?RD_(OPTION|NODE)_([A-Z0-9_]+)\}?/y;

/**
 * A command with places in the stead of what Rundeck would fill in. A place stands outside of quotes, because it
 * becomes a quoted word of its own: `"on ${option.site} now"` is written `"on "{{ site }}" now"`.
 */
export function commandText(text: string, context: JobContext, path: Path): string {
  let out = '';
  let quote = '';
  let openedAt = -1;
  let reopen = false;
  for (let at = 0; at < text.length; ) {
    reference.lastIndex = at;
    const found = reference.exec(text);
    const place = found ? placeOf(found, context, path) : null;
    if (found && place !== null) {
      // An opening quote with nothing behind it is taken back instead of closed.
      if (quote !== '' && !reopen) out = openedAt === out.length - 1 ? out.slice(0, -1) : out + quote;
      out += `{{ ${place} }}`;
      reopen = quote !== '';
      at += found[0].length;
      continue;
    }
    const sign = text[at] ?? '';
    if (sign === quote) {
      if (!reopen) out += sign;
      quote = '';
    } else {
      if (reopen) out += quote;
      if (sign === '\\' && quote !== "'") {
        out += text.slice(at, at + 2);
        at += 1;
      } else {
        if (quote === '' && (sign === '"' || sign === "'")) {
          quote = sign;
          openedAt = out.length;
        }
        out += sign;
      }
    }
    reopen = false;
    at += 1;
  }
  return out;
}

/** A script with variables in the stead of what Rundeck would fill in; nothing is filled into a script. */
export function scriptText(text: string, context: JobContext, path: Path): string {
  return text
    .replace(
      /@(option|node|job|execution|globals|data|export|unquotedoption)\.([^@\n]+)@/g,
      (whole, kind: string, name: string) => {
        const place = placeNamed(kind, name, context);
        if (place === null || place.startsWith('label.')) {
          unknown(whole, context, path);
          return whole;
        }
        return `\${${variableOf(place)}}`;
      },
    )
    .replace(/\bRD_(OPTION|NODE)_([A-Z0-9_]+)\b/g, (whole, kind: string, name: string) => {
      const place = placeByVariable(kind, name, context);
      // A script gets parameters, and of its endpoint the name and the address; labels it does not get.
      if (place !== null && !place.startsWith('label.')) return variableOf(place);
      unknown(whole, context, path);
      return whole;
    });
}

function placeOf(found: RegExpExecArray, context: JobContext, path: Path): string | null {
  const [whole, kind, name, variable, rest] = found;
  const place =
    kind === undefined
      ? placeByVariable(variable ?? '', rest ?? '', context)
      : placeNamed(kind, name ?? '', context);
  if (place === null) unknown(whole, context, path);
  return place;
}

function placeNamed(kind: string, name: string, { parameters }: JobContext): string | null {
  if (kind === 'option') return parameters.get(name) ?? null;
  if (kind !== 'node') return null;
  if (name === 'name') return 'endpoint.name';
  if (name === 'hostname') return 'endpoint.address';
  return /^[A-Za-z_][A-Za-z0-9_.-]*$/.test(name) && name !== 'username' ? `label.${name}` : null;
}

function placeByVariable(kind: string, name: string, context: JobContext): string | null {
  if (kind === 'NODE') return placeNamed('node', name.toLowerCase(), context);
  const option = [...context.parameters.keys()].find(
    (each) => each.toUpperCase().replace(/\W/g, '_') === name,
  );
  return option === undefined ? null : placeNamed('option', option, context);
}

function variableOf(place: string): string {
  return `HF_${place.replace('.', '_').toUpperCase()}`;
}

function unknown(whole: string, { note }: JobContext, path: Path): void {
  note(
    path,
    `${whole} is filled in by Rundeck and stays as it is.`,
    'Write what is meant, or make it a parameter.',
  );
}
