import { asFile, type Entry, group, leaf, list } from '../../xml/located';
import type { XmlPart } from '../../xml/read-xml';
import type { YamlFile } from '../../yaml/parse-yaml';
import type { NotMapped } from '../not-mapped';

/** Whether XML is a resource model of Rundeck. */
export function isXmlNodes(root: XmlPart): boolean {
  return root.name === 'project';
}

/**
 * Nodes of a resource model as XML, in the shape that they have as YAML: one after the other, attributes by their names
 * (https://docs.rundeck.com/docs/manual/document-format-reference/resource-v13.html).
 */
export function xmlNodes(root: XmlPart, notMapped: NotMapped): YamlFile {
  const notUsed = (part: XmlPart, within: string) => {
    const message = `The element <${part.name}> within <${within}> is not used`;
    const fix = 'Nothing needs to be done if endpoints are reached without it.';
    notMapped.add('not-mapped', { message, fix }, part.at);
  };
  const nodes = root.parts.flatMap((part) => {
    if (part.name === 'node') return [group(fieldsOf(part, notUsed), part.at)];
    notUsed(part, root.name);
    return [];
  });
  noteText(root, notMapped);
  return asFile(list(nodes, root.at));
}

function fieldsOf(node: XmlPart, notUsed: (part: XmlPart, within: string) => void): readonly Entry[] {
  const own = Object.entries(node.attributes).map(([name, value]): Entry => {
    return [name === 'name' ? 'nodename' : name, leaf(value, () => node.attributeAt(name))];
  });
  const nested = node.parts.flatMap((part): readonly Entry[] => {
    const { name = '', value } = part.attributes;
    if (part.name !== 'attribute' || name === '') {
      notUsed(part, 'node');
      return [];
    }
    return [[name, leaf(value ?? part.text.trim(), part.at)]];
  });
  // As in Rundeck, what stands in an element counts for more than the attribute of the same name.
  return [...new Map([...own, ...nested])];
}

function noteText(part: XmlPart, notMapped: NotMapped): void {
  if (part.text.trim() !== '') {
    const message = `Text that stands directly in <${part.name}> is not used`;
    notMapped.add('not-mapped', { message, fix: 'Put it into an attribute of a node.' }, part.at);
  }
  for (const each of part.parts) {
    if (each.name !== 'attribute' || each.attributes.value !== undefined) noteText(each, notMapped);
  }
}
