/** A list or a group of fields: something that a label cannot be. */
export const compound = Object.freeze({ compound: true });

/**
 * A value of an INI inventory as Ansible types it with Python's `literal_eval`: text in quotes without them,
 * `True` and `False`, numbers as they are written, and everything else as the text that stands there.
 */
export function iniValue(written: string): unknown {
  // A comment is one only to Python, and only where the rest is a value to Python.
  const [, bare = written] =
    /^("[^"\\]*"|'[^'\\]*'|True|False|None|-?\d+(?:\.\d+)?)\s*(?:#.*)?$/.exec(written) ?? [];
  if (bare === 'True' || bare === 'False') return bare === 'True';
  if (bare === 'None') return null;
  if (/^("[^"]*"|'[^']*')$/.test(bare)) return bare.slice(1, -1);
  if (/^(\[.*\]|\{.*\}|\(.*\))$/.test(bare) && !bare.startsWith('{{')) return compound;
  return bare;
}
