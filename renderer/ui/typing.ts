/**
 * True while keys go into a field, where they are text and not commands. An editor that keeps its inside to itself says
 * so by `data-typing`.
 */
export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.closest('[data-typing]')) return true;
  return target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName);
}
