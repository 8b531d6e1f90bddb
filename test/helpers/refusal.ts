/** What a refused act says, as `code: message`; `accepted` when it was not refused. */
export function refusal(act: () => unknown): string {
  try {
    act();
    return 'accepted';
  } catch (error) {
    return `${(error as { code: string }).code}: ${(error as Error).message}`;
  }
}
