/** What is said of a plan that is in order and still lacks something, beside its sign. */
export const lackWords = { warning: 'Warning', note: 'Note' } as const;
