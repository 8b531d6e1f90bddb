/** What a line of the scribe may be; a line without a mark is a note. */
export const noteKinds = ['note', 'decision', 'question', 'follow-up'] as const;
export type NoteKind = (typeof noteKinds)[number];
