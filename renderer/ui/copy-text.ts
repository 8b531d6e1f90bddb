/**
 * Puts text on the clipboard, from within a press only. Goes by the copy event of the page, which needs no permission:
 * the window has none. False when the system did not take it.
 */
export function copyText(text: string): boolean {
  let taken = false;
  const give = (event: ClipboardEvent) => {
    event.clipboardData?.setData('text/plain', text);
    event.preventDefault();
    taken = event.clipboardData !== null;
  };
  document.addEventListener('copy', give);
  try {
    return document.execCommand('copy') && taken;
  } finally {
    document.removeEventListener('copy', give);
  }
}
