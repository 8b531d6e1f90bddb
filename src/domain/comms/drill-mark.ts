import type { Mode } from '../plan/plan';
import type { Message } from './message';

const marks: Readonly<Record<Mode, string>> = { live: '', drill: 'DRILL — ', tabletop: 'TABLETOP — ' };

/** The message as it leaves the house: outside of live work its subject and first line begin by saying so. */
export function marked(message: Message, mode: Mode): Message {
  const mark = marks[mode];
  const begin = (text: string) => (text.startsWith(mark) ? text : `${mark}${text}`);
  return { ...message, subject: begin(message.subject), text: begin(message.text) };
}
