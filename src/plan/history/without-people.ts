import { oneLine } from '../../domain/plain-text';

/** One line without mail addresses and telephone numbers: what goes into git stays there. */
export function withoutPeople(text: string, most: number): string {
  return oneLine(
    text
      .replace(/[^\s<>"',;:]+@[^\s<>"',;:]+\.[a-z]{2,}/gi, '(mail address)')
      .replace(/(?<![\w.])(?:\+|00)\d[\d ()/.-]{6,}\d/g, '(telephone)')
      .replace(/(?<![\w.-])\(?\d{3}\)?[ .-]\d{3}[ .-]\d{4}(?![\w-])/g, '(telephone)'),
    most,
  );
}
