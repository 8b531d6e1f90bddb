import type { History } from '../../domain/risk/history';
import { openPlanFolder, readText } from '../plan-folder';
import { arrangeProblems, type PlanProblem } from '../plan-problem';
import { exposuresFile, readExposuresCsv } from './kept-exposures';
import { readTicketsCsv, ticketsFile } from './kept-tickets';
import { mostHistoryBytes } from './table';

/**
 * Reads what stands in the `history` folder of a plan; files that are not there are empty. Apart from `readPlan`, because
 * years of tickets take a moment, change no decision at the console, and must never keep a plan from being in force.
 * Never rejects.
 */
export async function readHistory(
  path: string,
): Promise<{ readonly history: History; readonly problems: readonly PlanProblem[] }> {
  const { folder, problems: unopened } = await openPlanFolder(path);
  if (!folder) return { history: { tickets: [], exposures: [] }, problems: unopened };
  const read = async (file: string) => {
    const { text, problems } = await readText(folder, file, mostHistoryBytes);
    return { text, problems: problems.filter(({ rule }) => rule !== 'missing-file') };
  };
  const [ticketText, exposureText] = [await read(ticketsFile), await read(exposuresFile)];
  const { tickets, problems: first } = readTicketsCsv(ticketText.text ?? '');
  const { exposures, problems: second } = readExposuresCsv(exposureText.text ?? '');
  const hasTickets = ticketText.text !== null;
  const hasExposures = exposureText.text !== null;
  return {
    history: { tickets, exposures },
    problems: arrangeProblems([
      ...ticketText.problems,
      ...exposureText.problems,
      ...(hasTickets ? first : []),
      ...(hasExposures ? second : []),
    ]),
  };
}
