import { asFile, type Entry, group, type Located, leaf, list } from '../../xml/located';
import type { XmlPart } from '../../xml/read-xml';
import type { YamlFile } from '../../yaml/parse-yaml';
import { xmlStep } from './xml-step';
import { attributesOf, inOwnWords, named } from './xml-words';

/**
 * Jobs as XML (`<joblist>`), in the shape that they have as YAML: what the two name differently is renamed, and everything
 * else keeps its name, so that it is told where a runbook has no place for it
 * (https://docs.rundeck.com/docs/manual/document-format-reference/job-v20.html).
 */
export function xmlJobs(root: XmlPart): YamlFile {
  return asFile(
    list(
      root.parts.map((part) => (part.name === 'job' ? jobOf(part) : inOwnWords(part))),
      root.at,
    ),
  );
}

function jobOf(job: XmlPart): Located {
  const dispatch: Entry[] = [];
  const filters: Entry[] = [];
  let filtersAt = job.at;
  const entries: Entry[] = attributesOf(job);
  for (const part of job.parts) {
    if (part.name === 'context') {
      for (const each of part.parts)
        entries.push(each.name === 'options' ? ['options', optionsOf(each)] : named(each));
    } else if (part.name === 'sequence') entries.push(['sequence', sequenceOf(part)]);
    else if (part.name === 'dispatch') dispatch.push(...part.parts.map(named));
    else if (part.name === 'nodefilters') {
      filtersAt = part.at;
      filters.push(...part.parts.map(named));
      dispatch.push(...attributesOf(part, { excludeprecedence: 'excludePrecedence' }));
    } else entries.push(named(part));
  }
  if (dispatch.length > 0) filters.push(['dispatch', group(dispatch, dispatch[0]?.[1].at ?? filtersAt)]);
  if (filters.length > 0) entries.push(['nodefilters', group(filters, filtersAt)]);
  return group(entries, job.at);
}

/** `preserveOrder` says nothing here: options keep their order. */
function optionsOf(options: XmlPart): Located {
  const each = options.parts.map((option) => {
    const fields = inOwnWords(option, { enforcedvalues: 'enforced' });
    const { values, valuesListDelimiter } = option.attributes;
    if (values === undefined || fields.inner === undefined) return fields;
    const at = () => option.attributeAt('values');
    const choices = values.split(valuesListDelimiter || ',').map((value) => leaf(value.trim(), at));
    return group([...new Map([...fields.inner, ['values', list(choices, at)]])] as Entry[], option.at);
  });
  return list(each, options.at);
}

function sequenceOf(sequence: XmlPart): Located {
  const commands = sequence.parts.filter(({ name }) => name === 'command');
  const others = sequence.parts.filter(({ name }) => name !== 'command');
  return group(
    [...attributesOf(sequence), ...others.map(named), ['commands', list(commands.map(xmlStep), sequence.at)]],
    sequence.at,
  );
}
