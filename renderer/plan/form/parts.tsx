import { useState } from 'react';
import { type EditPath, isGroup, isList, type Plain } from '../../../src/domain/plan/plan-edit';
import type { SchemaNode } from '../../../src/domain/plan/schema-node';
import { ActButton } from '../../ui/act-button';
import { asCount } from '../../ui/numbers';
import { edit } from '../draft-queue';
import { usePlan } from '../plan-state';
import { Field } from './field';
import { fieldWords, oneOf } from './field-words';
import { emptyItem, isWrong, itemTitle, kindOf, nodeFor, pathName } from './form-model';
import { Keyed } from './keyed';
import { OwnProblems } from './problems';

export type PartProps = {
  readonly path: EditPath;
  readonly node: SchemaNode;
  readonly value: Plain | undefined;
  readonly isRequired: boolean;
};

/** Whatever stands at a path: a single value, or a group, a list or keyed things with all their parts. */
export function AnyPart({ path, node: outer, value, isRequired }: PartProps) {
  const node = nodeFor(outer, value);
  const kind = kindOf(node, value);
  const name = String(path.at(-1) ?? '');
  if (kind === 'group')
    return (
      <fieldset className="plan-group">
        <legend>{fieldWords(name)}</legend>
        <OwnProblems path={path} />
        <Fields path={path} node={node} value={value} />
      </fieldset>
    );
  if (kind === 'list') return <Items path={path} node={node} value={value} isRequired={isRequired} />;
  if (kind === 'keyed') return <Keyed path={path} node={node} value={value} isRequired={isRequired} />;
  return <Field path={path} node={outer.anyOf ? outer : node} value={value} isRequired={isRequired} />;
}

/** The fields of a group in the order of the documentation, then those that it does not know. */
export function Fields({ path, node, value }: Omit<PartProps, 'isRequired'>) {
  const known = Object.entries(node.properties ?? {});
  const group = isGroup(value) ? value : {};
  const unknown = Object.keys(group).filter((name) => !Object.hasOwn(node.properties ?? {}, name));
  const all = [...known, ...unknown.map((name): [string, SchemaNode] => [name, {}])];
  const isBig = ([name, each]: [string, SchemaNode]) =>
    ['group', 'list', 'keyed'].includes(kindOf(nodeFor(each, group[name]), group[name]));
  const part = ([name, each]: [string, SchemaNode]) => (
    <AnyPart
      key={name}
      path={[...path, name]}
      node={each}
      value={Object.hasOwn(group, name) ? group[name] : undefined}
      isRequired={node.required?.includes(name) ?? false}
    />
  );
  const small = all.filter((each) => !isBig(each));
  return (
    <>
      {small.length > 0 ? <div className="plan-fields">{small.map(part)}</div> : null}
      {/* What is a few values, such as the objectives, is looked for more often than long lists. */}
      {all.filter((each) => isBig(each) && isPlain(each[1])).map(part)}
      {all.filter((each) => isBig(each) && !isPlain(each[1])).map(part)}
    </>
  );
}

function Items({ path, node, value }: PartProps) {
  const name = String(path.at(-1) ?? '');
  const items = isList(value) ? value : [];
  const inner = node.items ?? {};
  const add = (item: Plain) => void edit([{ op: 'add', path, value: item }]);
  return (
    <fieldset className="plan-group" data-testid={`plan-list-${pathName(path)}`}>
      <legend title={node.description}>
        {fieldWords(name)} <span className="is-faint">{asCount(items.length)}</span>
      </legend>
      <OwnProblems path={path} />
      <div className={items.some((each) => isGroup(each) || isList(each)) ? '' : 'plan-rows'}>
        {items.map((item, index) => (
          <Item
            // biome-ignore lint/suspicious/noArrayIndexKey: an item of a file has no name but its place
            key={index}
            path={[...path, index]}
            node={inner}
            item={item}
            index={index}
            siblings={items.length}
          />
        ))}
      </div>
      <ActButton
        testId={`plan-add-${pathName(path)}`}
        onAct={() => add(emptyItem(nodeFor(inner, items.at(-1) ?? {})))}
      >
        Add {article(oneOf(name))}
      </ActButton>
    </fieldset>
  );
}

type ItemProps = {
  readonly path: EditPath;
  readonly node: SchemaNode;
  readonly item: Plain;
  readonly index: number;
  readonly siblings: number;
};

/** More items than these lie folded until somebody opens one, or something is wrong with it. */
const mostUnfolded = 4;

function Item({ path, node: outer, item, index, siblings }: ItemProps) {
  const isFaulty = usePlan((state) => isWrong(state.open?.problems ?? [], path));
  const [opened, setOpened] = useState(siblings <= mostUnfolded);
  const node = nodeFor(outer, item);
  const kind = kindOf(node, item);
  const title = itemTitle(item, index);
  const remove = (
    <ActButton
      label={`Remove ${title}`}
      testId={`plan-remove-${pathName(path)}`}
      onAct={() => void edit([{ op: 'remove', path }])}
    >
      Remove
    </ActButton>
  );
  if (kind !== 'group' && kind !== 'list' && kind !== 'keyed')
    return (
      <div className="plan-item-row">
        <Field
          path={path}
          node={outer.anyOf ? outer : node}
          value={item}
          isRequired
          words={`#${index + 1}`}
        />
        {remove}
      </div>
    );
  return (
    <details
      className="plan-item"
      open={opened || isFaulty}
      onToggle={({ currentTarget }) => setOpened(currentTarget.open)}
    >
      <summary>
        <b>{title}</b>
      </summary>
      <OwnProblems path={path} />
      {/* Hundreds of people, each with all their fields, would be drawn with every change. */}
      {!opened && !isFaulty ? null : kind === 'group' ? (
        <Fields path={path} node={node} value={item} />
      ) : (
        <AnyPart path={path} node={node} value={item} isRequired />
      )}
      {opened || isFaulty ? remove : null}
    </details>
  );
}

/** A group of single values. */
const isPlain = (node: SchemaNode): boolean =>
  node.properties !== undefined &&
  Object.values(node.properties).every(({ items, properties, anyOf }) => !items && !properties && !anyOf);

const article = (noun: string): string => `${/^[aeiou]/.test(noun) ? 'an' : 'a'} ${noun}`;
