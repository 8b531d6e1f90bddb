import { type KeyboardEvent, useRef, useState } from 'react';
import type { StartFound } from '../../src/ipc/start-plan';
import { ActButton } from '../ui/act-button';
import { asCount, asNoun } from '../ui/numbers';
import { type Filled, withOwn } from './answers';
import { ServiceChoice } from './service-choice';

type ServicesListProps = {
  readonly found: StartFound;
  readonly filled: Filled;
  readonly onChange: (filled: Filled) => void;
};

/** So many are found at a glance. */
const mostWithoutFilter = 12;

/** The groups that become services, and what is different for one of them. One stop for Tab; arrow keys walk. */
export function ServicesList({ found, filled, onChange }: ServicesListProps) {
  const list = useRef<HTMLFieldSetElement>(null);
  const [filter, setFilter] = useState('');
  const [active, setActive] = useState(found.groups[0]?.name ?? '');
  const [opened, setOpened] = useState<string | null>(null);
  const shown = found.groups.filter(({ name }) => name.toLowerCase().includes(filter.trim().toLowerCase()));
  const stop = shown.some(({ name }) => name === active) ? active : (shown[0]?.name ?? '');
  const take = (names: readonly string[], isIn: boolean) =>
    onChange({
      ...filled,
      // In the order in which they were found, whatever was ticked first.
      groups: found.groups
        .map(({ name }) => name)
        .filter((name) => (names.includes(name) ? isIn : filled.groups.includes(name))),
    });
  const walk = (event: KeyboardEvent) => {
    const boxes = [...(list.current?.querySelectorAll<HTMLElement>('input[type="checkbox"]') ?? [])];
    const at = boxes.indexOf(event.target as HTMLElement);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: boxes.length - 1 }[event.key];
    if (at < 0 || to === undefined) return;
    event.preventDefault();
    boxes[Math.min(Math.max(to, 0), boxes.length - 1)]?.focus();
  };
  const chosen = shown.filter(({ name }) => filled.groups.includes(name)).length;
  return (
    <section className="start-services">
      <h2>
        Services: {asCount(filled.groups.length)} of {asNoun(found.groups.length, 'group')}
      </h2>
      {found.groups.length > mostWithoutFilter ? (
        <div className="start-filter">
          <input
            value={filter}
            placeholder="Part of a name"
            aria-label="Show groups with this in their name"
            spellCheck={false}
            data-testid="start-filter"
            onChange={(event) => setFilter(event.target.value)}
          />
          <small aria-live="polite">
            {filter.trim() === '' ? '' : `${asCount(shown.length)} of ${asCount(found.groups.length)}`}
          </small>
          <ActButton
            kind="link"
            testId="start-take-all"
            disabled={shown.length === 0}
            onAct={() =>
              take(
                shown.map(({ name }) => name),
                chosen < shown.length,
              )
            }
          >
            {chosen < shown.length ? 'Take all shown' : 'Leave all shown out'}
          </ActButton>
        </div>
      ) : null}
      <fieldset
        ref={list}
        className="start-groups"
        aria-label="Groups that become services"
        data-testid="start-groups"
        onKeyDown={walk}
      >
        {shown.map(({ name, size }) => {
          const isIn = filled.groups.includes(name);
          const own = filled.own.get(name) ?? {};
          const isOpen = isIn && opened === name;
          return (
            <div key={name} className="start-group">
              <label>
                <input
                  type="checkbox"
                  tabIndex={name === stop ? 0 : -1}
                  checked={isIn}
                  onFocus={() => setActive(name)}
                  onChange={(event) => take([name], event.target.checked)}
                />
                <span>{name}</span>
                <small>{asCount(size)}</small>
              </label>
              {isIn ? (
                <button
                  type="button"
                  className="button button-link"
                  tabIndex={name === stop ? 0 : -1}
                  aria-expanded={isOpen}
                  aria-label={`Change what is different for ${name}`}
                  data-testid={`start-change-${name}`}
                  onFocus={() => setActive(name)}
                  onClick={() => setOpened(isOpen ? null : name)}
                >
                  {isOpen ? 'Done' : 'Change'}
                </button>
              ) : null}
              {isIn && !isOpen ? <OwnLine found={found} own={own} /> : null}
              {isOpen ? (
                <ServiceChoice
                  group={name}
                  found={found}
                  own={own}
                  onChange={(next) => onChange(withOwn(filled, name, next))}
                />
              ) : null}
            </div>
          );
        })}
        {shown.length === 0 ? <p>No group has “{filter.trim()}” in its name.</p> : null}
      </fieldset>
    </section>
  );
}

/** What is different for a service, in one line; nothing where it is as all are. */
function OwnLine({
  found,
  own,
}: {
  readonly found: StartFound;
  readonly own: NonNullable<ReturnType<Filled['own']['get']>>;
}) {
  const template = found.templates.find(({ id }) => id === own.template);
  const parts = [
    ...(template ? [template.name] : []),
    ...(own.probe ? [`${own.probe.by}: ${own.probe.at}`] : []),
  ];
  return parts.length === 0 ? null : <small className="start-own-line">{parts.join(' · ')}</small>;
}
