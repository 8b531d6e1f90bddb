import { show, useScreen } from '../../screen';
import { People } from './people';
import { Timeline } from './timeline';

/** The right column: people and words. Where there is room for one of them, tabs choose. */
export function WordsColumn() {
  const tab = useScreen((state) => state.tab);
  return (
    <aside className={`column words tab-${tab}`} aria-label="People and words">
      <div className="tabs" role="tablist">
        {(['people', 'timeline'] as const).map((name) => (
          <button
            key={name}
            type="button"
            role="tab"
            aria-selected={tab === name}
            data-testid={`tab-${name}`}
            onClick={() => show({ tab: name })}
          >
            {name === 'people' ? 'People' : 'Timeline'}
          </button>
        ))}
      </div>
      <People />
      <Timeline />
    </aside>
  );
}
