import { type Entry, group, type Located, leaf } from '../../xml/located';
import type { XmlPart } from '../../xml/read-xml';
import { attributesOf, inOwnWords, named } from './xml-words';

/** A `<command>` or `<errorhandler>` in the shape of a step of a YAML job. */
export function xmlStep(command: XmlPart): Located {
  return group([...attributesOf(command), ...command.parts.flatMap(entriesOf)], command.at);
}

function entriesOf(part: XmlPart): readonly Entry[] {
  switch (part.name) {
    case 'scriptargs':
      return [['args', inOwnWords(part)]];
    case 'scriptinterpreter':
      return [
        ['scriptInterpreter', leaf(part.text.trim(), part.at)],
        ...attributesOf(part, { argsquoted: 'interpreterArgsQuoted' }),
      ];
    case 'node-step-plugin':
    case 'step-plugin':
      return [
        ...attributesOf(part),
        ['nodeStep', leaf(String(part.name === 'node-step-plugin'), part.at)],
        ...part.parts.map(named),
      ];
    case 'jobref':
      return [['jobref', jobrefOf(part)]];
    case 'errorhandler':
      return [['errorhandler', xmlStep(part)]];
    default:
      return [named(part)];
  }
}

function jobrefOf(jobref: XmlPart): Located {
  const inner = jobref.parts.map((part): Entry => {
    const line = part.name === 'arg' ? part.attributes.line : undefined;
    return line === undefined ? named(part) : ['args', leaf(line, () => part.attributeAt('line'))];
  });
  return group([...attributesOf(jobref), ...inner], jobref.at);
}
