import type { Service } from '../../src/domain/service/service';
import { useConsole } from '../store';

/** The head of a row: which service, how critical, whose. */
export function ServiceName({ service }: { readonly service: Service }) {
  const owner = useConsole((state) => state.plan.plan?.people.find((each) => each.id === service.owner));
  return (
    <th scope="row">
      {service.name}
      <small className="board-under">
        tier {service.tier}
        {owner ? ` · ${owner.name}` : ''}
      </small>
    </th>
  );
}
