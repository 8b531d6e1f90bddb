import { hiddenIn } from '../../../domain/plain-text';
import { type PlanProblem, type Position, planError, startOfFile } from '../../plan-problem';
import { valueAt } from '../../yaml/field-name';
import type { Path } from '../../yaml/locate';
import type { YamlFile } from '../../yaml/parse-yaml';
import type { FoundEndpoint, FoundInventory } from '../found-endpoint';
import { listNotMapped, type NotMapped } from '../not-mapped';
import { isSecretName } from '../secret-names';

type Node = { readonly key: string; readonly path: Path; readonly fields: Readonly<Record<string, unknown>> };

/** Attributes that say how Rundeck itself goes about it. */
const ofRundeck = /^(ssh-|sudo|file-copier|local-node-executor|editUrl|remoteUrl|icon:|ui:)/;

/** Whether data is a list of nodes of Rundeck: by name, or one after the other. */
export function isRundeckNodes(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return Object.values(value).some(
    (each: unknown) =>
      typeof each === 'object' &&
      each !== null &&
      !Array.isArray(each) &&
      (Object.hasOwn(each, 'nodename') || Object.hasOwn(each, 'hostname')),
  );
}

/**
 * Reads a resource model of Rundeck, however it was written: tags are groups, attributes are labels
 * (https://docs.rundeck.com/docs/manual/document-format-reference/resource-yaml-v13.html).
 * @param notMapped what is known already not to be used
 */
export function readRundeckNodes(
  file: string,
  data: YamlFile,
  notMapped: NotMapped = listNotMapped(file),
): FoundInventory {
  const problems: PlanProblem[] = [];
  const found: FoundEndpoint[] = [];
  for (const { key, path, fields } of nodesOf(data, notMapped)) {
    const locate = (field?: string) => data.locate(field === undefined ? path : [...path, field]);
    const text = (field: string) => textOf(fields[field]);
    const name = text('nodename') || key;
    const leftOut = whyLeftOut(fields);
    if (leftOut !== null) {
      const words = {
        message: `${name} ${leftOut}; it is left out`,
        fix: 'Give it an address for SSH if it belongs to the fleet.',
      };
      notMapped.add('left-out', words, () => locate());
      continue;
    }
    const written = text('hostname');
    const [, bracketed, plain = written, digits = ''] =
      /^(?:\[([^\]]+)\]|([^:]+))(?::(\d+))?$/.exec(written) ?? [];
    if (written === '') {
      problems.push(
        planError(
          file,
          locate(),
          'empty-address',
          `${name} has no hostname.`,
          'Add "hostname:" with its address.',
        ),
      );
      continue;
    }
    found.push({
      file,
      name,
      address: bracketed ?? plain,
      port: digits,
      user: userOf(text('username'), notMapped, () => locate('username')),
      identity: text('ssh-keypath'),
      jump: '',
      groups: tagsOf(fields.tags),
      labels: labelsOf(fields, notMapped, locate),
      at: (field, label) =>
        locate(
          {
            name: 'nodename',
            address: 'hostname',
            port: 'hostname',
            user: 'username',
            jump: undefined,
            label,
          }[field],
        ),
    });
  }
  if (typeof data.value !== 'object') {
    const fix = 'Write each node as "name:" with nodename, hostname and username below it.';
    problems.push(planError(file, startOfFile, 'not-an-inventory', 'The file holds no nodes.', fix));
  }
  return { found, problems: [...problems, ...notMapped.problems()] };
}

function nodesOf({ value, locate }: YamlFile, notMapped: NotMapped): readonly Node[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.keys(value).flatMap((key) => {
    const path = [Array.isArray(value) ? Number(key) : key];
    const fields = valueAt(value, path);
    if (typeof fields === 'object' && fields !== null && !Array.isArray(fields))
      return [{ key: Array.isArray(value) ? '' : key, path, fields: fields as Record<string, unknown> }];
    const message = `${JSON.stringify(key)} is not a group of fields; it is left out`;
    notMapped.add('left-out', { message, fix: 'Write nodename and hostname below it.' }, () =>
      locate(path, 'name'),
    );
    return [];
  });
}

/** Rundeck runs on its own machine without SSH; from here, the same name is another machine. */
const ownMachine = /^(localhost|127\.0\.0\.1|\[?::1\]?)$/i;

function whyLeftOut(fields: Readonly<Record<string, unknown>>): string | null {
  const hostname = textOf(fields.hostname);
  if (hostname.includes('${')) return 'has a hostname that only Rundeck can fill in';
  if (ownMachine.test(hostname.trim()))
    return `is ${hostname.trim()}, the Rundeck server itself, and from here this console`;
  const executor = textOf(fields['node-executor']);
  return executor === '' || /ssh/i.test(executor) ? null : `is reached by "${executor}" and not by SSH`;
}

function userOf(written: string, notMapped: NotMapped, at: () => Position): string {
  if (!written.includes('${')) return written;
  const message = `The username ${JSON.stringify(written)} is filled in by Rundeck; fleet.user is taken instead`;
  notMapped.add('not-mapped', { message, fix: 'Write the user who signs in.' }, at);
  return '';
}

function tagsOf(tags: unknown): readonly string[] {
  const list = Array.isArray(tags) ? tags.map((tag) => textOf(tag)) : textOf(tags).split(',');
  return [...new Set(list.map((tag) => tag.trim()).filter((tag) => tag !== ''))];
}

function labelsOf(
  fields: Readonly<Record<string, unknown>>,
  notMapped: NotMapped,
  locate: (field: string) => Position,
): Readonly<Record<string, string>> {
  const taken = ['nodename', 'hostname', 'username', 'tags', 'ssh-keypath', 'node-executor'];
  const labels = Object.entries(fields).filter(([name, value]) => {
    if (taken.includes(name) || textOf(value, true) === '') return false;
    const skip = (rule: 'not-mapped' | 'secret-in-inventory', message: string, fix: string) => {
      notMapped.add(rule, { message, fix }, () => locate(name));
      return false;
    };
    if (isSecretName(name)) {
      const fix = 'Holdfast takes no secrets from inventories; keep them out of the plan folder.';
      return skip('secret-in-inventory', `The attribute "${name}" looks like a secret and is not used`, fix);
    }
    const isLabel =
      /^[A-Za-z_][A-Za-z0-9_.-]*$/.test(name) && name !== 'name' && name !== 'group' && !ofRundeck.test(name);
    const text = textOf(value);
    if (
      isLabel &&
      text !== '' &&
      text.length <= 255 &&
      !/[\p{Cc}\u2028\u2029]/u.test(text) &&
      !hiddenIn(text)
    )
      return true;
    return skip(
      'not-mapped',
      `The attribute "${name}" is no label`,
      'Nothing needs to be done if no selector asks for it.',
    );
  });
  return Object.fromEntries(labels.map(([name, value]) => [name, textOf(value)]));
}

function textOf(value: unknown, alsoCompound = false): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'object') return alsoCompound ? 'compound' : '';
  return String(value);
}
