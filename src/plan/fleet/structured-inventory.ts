import { parseOnce } from '../plan-folder';
import { planError, startOfFile } from '../plan-problem';
import { mostYamlBytes } from '../read-yaml';
import { isXml, readXml } from '../xml/read-xml';
import { showValue, valueAt } from '../yaml/field-name';
import { parseYaml } from '../yaml/parse-yaml';
import { dialect } from './ansible/dialect';
import { isAnsibleList, readAnsibleList } from './ansible/list-inventory';
import { readAnsibleYaml } from './ansible/yaml-inventory';
import { type FoundInventory, nothingFound } from './found-endpoint';
import type { InventoryFormat } from './inventory-format';
import type { InventorySource } from './inventory-source';
import { listNotMapped } from './not-mapped';
import { parseJson } from './parse-json';
import { isRundeckNodes, readRundeckNodes } from './rundeck/node-inventory';
import { isXmlNodes, xmlNodes } from './rundeck/xml-nodes';

/** Reads YAML, JSON or XML, and finds out by its content what it is where nobody said so. */
export async function readStructured(
  source: InventorySource,
  format: InventoryFormat | 'structured',
): Promise<FoundInventory> {
  const { file, text } = source;
  if (isXml(text))
    return parseOnce(source.folder, file, readXmlInventory, () => readXmlInventory(file, text));
  const isJson = /^\s*[[{]/.test(text);
  if (!isJson && Buffer.byteLength(text) > mostYamlBytes) {
    const message = `${file} has more than ${mostYamlBytes} bytes of YAML, which takes too long to read.`;
    const fix = `Save it as JSON, for example "ansible-inventory -i ${file} --list > inventory.json".`;
    return nothingFound(planError(file, { line: 1, column: 1 }, 'too-large', message, fix));
  }
  const { yaml, problems } = parseOnce(source.folder, file, dialect, () =>
    isJson ? parseJson(file, text) : parseYaml(file, text, dialect),
  );
  if (yaml === null) return nothingFound(...problems);
  const plugin = valueAt(yaml.value, ['plugin']);
  if (typeof plugin === 'string') {
    const message = `The file sets up the inventory plugin ${showValue(plugin)}, which would have to run.`;
    const fix = `Run it yourself and keep what it prints: "ansible-inventory -i ${file} --list > inventory.json".`;
    return nothingFound(
      planError(file, yaml.locate(['plugin'], 'name'), 'executable-inventory', message, fix),
    );
  }
  const told = format === 'structured' ? formatOf(yaml.value) : format;
  if (told === 'rundeck') return { ...readRundeckNodes(file, yaml), format: told };
  if (told === 'ansible-json') return { ...(await readAnsibleList(source, yaml)), format: told };
  return { ...(await readAnsibleYaml(source, yaml)), format: 'ansible-yaml' };
}

function formatOf(value: unknown): InventoryFormat {
  if (isRundeckNodes(value)) return 'rundeck';
  return isAnsibleList(value) ? 'ansible-json' : 'ansible-yaml';
}

function readXmlInventory(file: string, text: string): FoundInventory {
  const { root, problems } = readXml(file, text);
  if (root === null) return nothingFound(...problems);
  if (isXmlNodes(root)) {
    const notMapped = listNotMapped(file);
    return { ...readRundeckNodes(file, xmlNodes(root, notMapped), notMapped), format: 'rundeck' };
  }
  const isJobs = root.name === 'joblist';
  const message = isJobs
    ? 'These are jobs of Rundeck and no nodes.'
    : `<${root.name}> holds no nodes of Rundeck.`;
  const fix = isJobs ? `Use "holdfast import rundeck-job ${file}".` : 'The nodes stand within <project>.';
  return nothingFound(planError(file, startOfFile, 'not-an-inventory', message, fix));
}
