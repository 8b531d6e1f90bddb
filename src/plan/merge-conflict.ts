import { type PlanProblem, planError } from './plan-problem';

/** What git leaves in a text where two people changed the same lines; at the beginning of lines, in this order. */
const markers = [/^<{7}(?: |\r?$)/, /^={7}\r?$/, /^>{7}(?: |\r?$)/] as const;

/** The problem of a text in which git put two versions side by side, where the first begins; null = there is none. */
export function mergeConflict(file: string, text: string): PlanProblem | null {
  // Cheap for the many that have none.
  if (!text.includes('<<<<<<<') || !text.includes('>>>>>>>')) return null;
  let found = 0;
  let begins = 0;
  for (const [index, line] of text.split('\n').entries()) {
    if (!markers[found]?.test(line)) continue;
    if (found === 0) begins = index + 1;
    found += 1;
    if (found === markers.length) return conflict(file, begins);
  }
  return null;
}

function conflict(file: string, line: number): PlanProblem {
  const message = 'Git put two versions of this file side by side, and nobody has chosen yet.';
  const fix =
    'Keep the lines that are right, and take out those that begin with <<<<<<<, ======= and >>>>>>>.';
  return planError(file, { line, column: 1 }, 'merge-conflict', message, fix);
}
