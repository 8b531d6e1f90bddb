import { parseXml, XmlCdata, XmlElement, XmlError, XmlText } from '@rgrove/parse-xml';
import { type PlanProblem, type Position, planError, startOfFile } from '../plan-problem';
import { positionIn } from '../position-in';

/** Larger XML is refused unread: its tree takes twelve times as much memory. */
export const mostXmlBytes = 16_000_000;

/** Jobs need about ten; what walks through the tree must not end the process. */
const mostLevels = 60;

/** One element of a document. */
export type XmlPart = {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly parts: readonly XmlPart[];
  /** What stands directly in it, without the text of its parts. */
  readonly text: string;
  readonly at: () => Position;
  readonly attributeAt: (name: string) => Position;
};

export type ParsedXml = { readonly root: XmlPart | null; readonly problems: readonly PlanProblem[] };

/** Whether a text begins as XML does. */
export function isXml(text: string): boolean {
  return /^\s*<[!?A-Za-z]/.test(text);
}

/**
 * Reads an XML document. A DOCTYPE is passed over: no other file is ever read and no entity of a document's own is ever
 * filled in, so that a document can neither reach for files nor grow while it is read. Never throws.
 */
export function readXml(file: string, written: string): ParsedXml {
  const refused = (at: Position, rule: string, message: string, fix: string): ParsedXml => ({
    root: null,
    problems: [planError(file, at, rule, message, fix)],
  });
  if (Buffer.byteLength(written) > mostXmlBytes) {
    const message = `${file} has more than ${mostXmlBytes} bytes of XML, which takes too much memory to read.`;
    return refused(startOfFile, 'too-large', message, 'Export it as JSON, or in several files.');
  }
  // Offsets are those of the text as the parser counts it.
  const text = written.trimStart().replace(/\r\n?/g, '\n');
  const skipped = written.slice(0, written.length - written.trimStart().length).replace(/\r\n?/g, '\n');
  const inText = positionIn(skipped + text);
  const position = (offset: number) => inText(skipped.length + offset);
  const tooDeep = `The text nests deeper than ${mostLevels} levels.`;
  try {
    const { root } = parseXml(text, { includeOffsets: true });
    const part = root && partOf(text, position, root, mostLevels);
    if (part) return { root: part, problems: [] };
    return refused(startOfFile, 'xml-too-deep', tooDeep, 'Jobs need about ten, nodes two.');
  } catch (error) {
    // What nests a hundred thousand levels deep ends the parser before anybody counts.
    if (!(error instanceof XmlError))
      return refused(startOfFile, 'xml-too-deep', tooDeep, 'Jobs need about ten, nodes two.');
    const why = (error.message.split('\n')[0] ?? '').replace(/ \(line \d+, column \d+\)$/, '');
    const fix = /entity/i.test(why)
      ? 'Write the text itself: what a DOCTYPE declares is never filled in.'
      : 'Export it anew; a text that is cut short or edited by hand breaks here.';
    return refused(position(error.pos), 'xml-syntax', `This is not XML: ${why}.`, fix);
  }
}

/** Null where parts stand deeper within each other than `levels`. */
function partOf(
  text: string,
  position: (offset: number) => Position,
  element: XmlElement,
  levels: number,
): XmlPart | null {
  if (levels === 0) return null;
  const parts: XmlPart[] = [];
  let own = '';
  for (const child of element.children) {
    if (child instanceof XmlText || child instanceof XmlCdata) own += child.text;
    if (!(child instanceof XmlElement)) continue;
    const part = partOf(text, position, child, levels - 1);
    if (part === null) return null;
    parts.push(part);
  }
  return {
    name: element.name,
    attributes: element.attributes,
    parts,
    text: own,
    at: () => position(element.start),
    attributeAt: (name) => position(offsetOfAttribute(text, element, name)),
  };
}

function offsetOfAttribute(text: string, { start, end }: XmlElement, wanted: string): number {
  const attribute = /\s([^\s=]+)\s*=\s*(?:"[^"]*"|'[^']*')/y;
  attribute.lastIndex = text.slice(start, end).search(/[\s/>]/) + start;
  for (let found = attribute.exec(text); found; found = attribute.exec(text)) {
    if (found[1] === wanted) return found.index + 1;
    // More than one space or line stands between attributes.
    const gap = /\s*(?=\s)/y;
    gap.lastIndex = attribute.lastIndex;
    attribute.lastIndex += gap.exec(text)?.[0].length ?? 0;
  }
  return start;
}
