import {
  type Document,
  isAlias,
  isMap,
  isNode,
  isScalar,
  type LineCounter,
  type Node,
  visit,
  type YAMLMap,
} from 'yaml';
import { hiddenIn } from '../../domain/plain-text';
import { type PlanProblem, type Position, planError, problemsPerFile, startOfFile } from '../plan-problem';

/**
 * What YAML allows but a plan must not do: repeat a field, point at nothing or at itself,
 * carry tags, ask for an older YAML in which `no` means false, or hold what a reader does not see.
 * Aliases beyond `mostAliases` are one problem.
 */
export function inspectNodes(
  file: string,
  text: string,
  document: Document.Parsed,
  lines: LineCounter,
  mostAliases: number,
): readonly PlanProblem[] {
  const problems: PlanProblem[] = [];
  const anchors = new Map<string, Node>();
  let aliases = 0;
  const placeAt = (offset: number): Position => {
    const { line, col } = lines.linePos(offset);
    return { line, column: col };
  };
  const placeOf = (node: Node): Position => placeAt(node.range?.[0] ?? 0);
  const report = (node: Node, rule: string, message: string, fix: string) => {
    problems.push(planError(file, placeOf(node), rule, message, fix));
  };

  if (document.directives.yaml.explicit) {
    const message = 'A %YAML directive changes what words such as "no" mean.';
    problems.push(planError(file, startOfFile, 'yaml-syntax', message, 'Remove the directive.'));
  }
  // As one function: of a group of visitors, `yaml` calls only the most specific.
  visit(document, (_key, node, path) => {
    if (!isNode(node)) return;
    if (isAlias(node)) {
      // The parser itself speaks of an alias without a name.
      if (node.source === '') return;
      aliases += 1;
      const target = anchors.get(node.source);
      if (!target) {
        const message = `"*${node.source}" is an alias in YAML, and nothing above is anchored as "&${node.source}".`;
        report(node, 'unknown-alias', message, 'Put text that begins with "*" in quotes.');
      } else if (path.includes(target)) {
        const message = `The alias "*${node.source}" contains itself.`;
        report(node, 'circular-alias', message, 'Write the value out.');
      }
      if (aliases === mostAliases + 1) {
        const message = `The file has more than ${mostAliases} aliases.`;
        report(node, 'too-many-aliases', message, 'Write the values out.');
      }
      return;
    }
    if (node.anchor) anchors.set(node.anchor, node);
    // A tag that `yaml` knows (`!!binary`) would turn text into something else; others it reports itself.
    if (node.tag?.startsWith('tag:yaml.org')) {
      report(node, 'yaml-tag', 'A tag ("!!…") changes what the value is.', 'Remove the tag.');
    }
    if (isScalar(node) && typeof node.value === 'string') {
      const hidden = hiddenIn(node.value);
      if (!hidden) return;
      const [from = 0, to = from] = node.range ?? [];
      // Written as an escape it stands nowhere in the text: then the place of the whole value has to do.
      const at = from + (hiddenIn(text.slice(from, to))?.at ?? 0);
      const fix = 'Remove it, or type the text anew.';
      problems.push(
        planError(file, placeAt(at), 'hidden-character', `This text holds ${hidden.words}.`, fix),
      );
    }
    if (!isMap(node)) return;
    for (const { key, name, first } of repeatedKeys(node)) {
      const message = `"${name}" is written twice in the same place, first on line ${placeOf(first).line}.`;
      report(key, 'duplicate-key', message, 'Keep one of them.');
    }
  });
  return problems;
}

// Done here because the check inside `yaml` compares every pair: minutes for a file of 2 MB.
function repeatedKeys(map: YAMLMap) {
  const seen = new Map<string, Node>();
  const repeated: { readonly key: Node; readonly name: string; readonly first: Node }[] = [];
  for (const { key } of map.items) {
    if (!isNode(key) || !isScalar(key)) continue;
    const name = String(key.value);
    const first = seen.get(name);
    if (first === undefined) seen.set(name, key);
    else if (repeated.length <= problemsPerFile) repeated.push({ key, name, first });
  }
  return repeated;
}
