import { type Entry, group, type Located, leaf } from '../../xml/located';
import type { XmlPart } from '../../xml/read-xml';

/** Names that YAML has for what XML calls differently. */
type Renamed = Readonly<Record<string, string>>;

/** An element under its own name. */
export function named(part: XmlPart): Entry {
  return [part.name, inOwnWords(part)];
}

export function attributesOf(part: XmlPart, renamed: Renamed = {}): Entry[] {
  return Object.entries(part.attributes).map(([name, value]) => [
    renamed[name] ?? name,
    leaf(value, () => part.attributeAt(name)),
  ]);
}

/** An element as plain text where it has nothing else, and otherwise as a group of its attributes and parts. */
export function inOwnWords(part: XmlPart, renamed: Renamed = {}): Located {
  const text = leaf(part.name === 'script' ? part.text : part.text.trim(), part.at);
  const entries = [...attributesOf(part, renamed), ...part.parts.map(named)];
  if (entries.length === 0) return text;
  return group(text.value === null ? entries : [...entries, ['text', text]], part.at);
}
