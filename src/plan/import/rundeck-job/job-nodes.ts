import type { Path } from '../../yaml/locate';
import { type Fields, fieldsOf, isEmpty, type JobContext, textOf } from './job';
import { selectorOf } from './job-filter';

/**
 * The selector that means the nodes of a job, or null where none does. All that is said of them is noted: nodes that
 * a job excludes must not come in because nobody was told.
 */
export function nodesOf(job: Fields, path: Path, { note }: JobContext): string | null {
  const filters = fieldsOf(job.nodefilters);
  const filter = textOf(filters.filter);
  const exclude = textOf(filters.filterExclude);
  const at = [...path, 'nodefilters'];
  const others = Object.keys(filters).filter(
    (key) => !['dispatch', 'filter', 'filterExclude'].includes(key) && !isEmpty(filters[key]),
  );
  for (const key of others) {
    const message = `The nodes under "${key}" of the node filter are not part of a runbook but of a service.`;
    note([...at, key], message, 'Write a selector of the same meaning as "endpoints:" of the service.');
  }
  if (filter === '' && exclude === '' && others.length === 0) {
    const message = 'The job has no node filter: Rundeck does its steps on its own server.';
    note(path, message, 'Check that they may be done on the endpoints of the service.');
    return null;
  }
  const selector = others.length > 0 ? null : both(filter, exclude);
  const fix =
    selector === null
      ? 'Write a selector of the same meaning as "endpoints:" of the service.'
      : `Write "endpoints: ${selector}" there.`;
  if (filter !== '')
    note([...at, 'filter'], `The nodes (${filter}) are not part of a runbook but of a service.`, fix);
  if (exclude !== '')
    note([...at, 'filterExclude'], `The job leaves out nodes (${exclude}); a runbook leaves out none.`, fix);
  return selector;
}

function both(filter: string, exclude: string): string | null {
  const wanted = filter === '' ? '*' : selectorOf(filter);
  const unwanted = exclude === '' ? '' : selectorOf(exclude);
  if (wanted === null || unwanted === null) return null;
  return unwanted === '' ? wanted : `${wanted === '*' ? '' : `${wanted} & `}!(${unwanted})`;
}
