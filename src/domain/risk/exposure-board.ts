import type { Service } from '../service/service';
import { exposureSeverities, type LinkedExposure } from './exposure';
import { type LastProof, type PathProof, pathProof } from './last-proof';

/** An exposure of one service, flagged where no proven path brings the service back. */
export type ExposureRow = LinkedExposure & {
  /** Its service whose path is proven least; null = it is linked to none. */
  readonly service: string | null;
  readonly proof: PathProof;
  /** Open, a weakness and not only information, and without a proven path back. */
  readonly isFlagged: boolean;
};

export type ExposureBoard = {
  /** Flagged ones first, then the most severe, then the oldest. */
  readonly rows: readonly ExposureRow[];
  readonly flagged: number;
  readonly open: number;
  /** Linked to no service: nobody can say what they threaten. */
  readonly unlinked: number;
};

const proofOrder = ['unproven', 'stale', 'proven'] as const;

/**
 * @param lastProof of a service by id
 * @param withinMs how old a proof may be
 */
export function exposureBoard(
  linked: readonly LinkedExposure[],
  services: readonly Service[],
  lastProof: (service: string) => LastProof,
  withinMs: number,
  at: number,
): ExposureBoard {
  const byId = new Map(services.map((service) => [service.id, service]));
  const proofs = new Map(
    services.map(({ id }) => [id, pathProof(byId.get(id), lastProof(id), withinMs, at)]),
  );
  const rows = linked.map((each): ExposureRow => {
    const [service = null] = [...each.services].sort((a, b) => rank(proofs.get(a)) - rank(proofs.get(b)));
    const proof =
      (service === null ? undefined : proofs.get(service)) ?? pathProof(undefined, null, withinMs, at);
    const isOpen = each.exposure.status === 'open';
    // Scanners tell what they saw as well as what is weak: a name that was found threatens nothing.
    const threatens = isOpen && service !== null && each.exposure.severity !== 'info';
    return { ...each, service, proof, isFlagged: threatens && proof.state !== 'proven' };
  });
  return {
    rows: rows.sort(
      (a, b) =>
        Number(b.isFlagged) - Number(a.isFlagged) ||
        Number(b.exposure.status === 'open') - Number(a.exposure.status === 'open') ||
        severity(a) - severity(b) ||
        (b.exposure.cvss ?? 0) - (a.exposure.cvss ?? 0) ||
        (a.exposure.firstSeen ?? Number.MAX_SAFE_INTEGER) -
          (b.exposure.firstSeen ?? Number.MAX_SAFE_INTEGER) ||
        (a.exposure.id < b.exposure.id ? -1 : 1),
    ),
    flagged: rows.filter(({ isFlagged }) => isFlagged).length,
    open: rows.filter(({ exposure }) => exposure.status === 'open').length,
    unlinked: rows.filter(({ service }) => service === null).length,
  };
}

const rank = (proof: PathProof | undefined): number => proofOrder.indexOf(proof?.state ?? 'unproven');

const severity = ({ exposure }: LinkedExposure): number => exposureSeverities.indexOf(exposure.severity);
