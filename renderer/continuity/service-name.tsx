import type { Service } from '../../src/domain/service/service';
import { useConsole } from '../store';

/** The head of one row, or of `span` rows: which service, how critical, whose. */
export function ServiceName({ service, span }: { readonly service: Service; readonly span?: number }) {
  const owner = useConsole((state) => state.plan.plan?.people.find((each) => each.id === service.owner));
  return (
    <th scope={span === undefined ? 'row' : 'rowgroup'} rowSpan={span}>
      {service.name}
      <small className="board-under">
        tier {service.tier}
        {owner ? ` · ${owner.name}` : ''}
      </small>
    </th>
  );
}
