import { show, useScreen } from '../../screen';

const find = (testId: string) => document.querySelector<HTMLElement>(`[data-testid="${testId}"]`);

/**
 * Opens what is known of an endpoint beside the grid. A click leaves the focus on the grid, so that the arrow keys go
 * on; a key takes it along, so that what was said can be scrolled and copied without a pointer.
 */
export function openEndpoint(endpoint: string | null, by: 'pointer' | 'key'): void {
  show({ endpoint, endpointOpen: endpoint !== null, over: null });
  // The panel is drawn by then; before that there is nothing to focus.
  if (by === 'key') setTimeout(() => find('endpoint-panel')?.focus());
}

/** Closes it and gives the focus back to the grid, where the endpoint stays picked. */
export function closeEndpoint(): void {
  if (!useScreen.getState().endpointOpen) return;
  const isInside = find('endpoint-panel')?.contains(document.activeElement) ?? false;
  show({ endpointOpen: false });
  if (isInside) find('grid')?.focus();
}
