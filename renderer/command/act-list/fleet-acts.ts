import type { Service } from '../../../src/domain/service/service';
import { arm, breakOffPreflight, disarm, lookOver, showPreflight } from '../acts-fleet';
import type { Act, Moment } from './act';

/** Looking at the fleet and making it ready; none of it changes anything on an endpoint. */
export function fleetActs(moment: Moment): Act[] {
  const { plan, focus } = moment;
  const { service } = focus;
  const others = plan.services.filter((each) => each.id !== service?.id);
  return [
    service
      ? preflightAct(moment, service, 'F')
      : chooseFirst('preflight', 'F', 'Preflight: look over the fleet'),
    service
      ? armAct(moment, service, 'K')
      : chooseFirst('arm', 'K', 'Arm: open the connections of a service and keep them open'),
    ...others.map((each) => preflightAct(moment, each, null)),
    ...others.map((each) => armAct(moment, each, null)),
    ...plan.services
      .filter((each) => moment.state.world.services[each.id]?.preflight)
      .map((each) => ({
        id: `preflight-found-${each.id}`,
        key: null,
        words: `Show what the last preflight of ${each.name} found`,
        whyNot: null,
        act: () => showPreflight(each.id),
      })),
  ];
}

const chooseFirst = (id: string, key: string, words: string): Act => ({
  ...{ id, key, words },
  whyNot: 'Choose the service on the readiness board, or with Ctrl K.',
  act: () => {},
});

function preflightAct({ state, signedOut, focus }: Moment, service: Service, key: string | null): Act {
  const { id, name } = service;
  const base = { id: `preflight-${id}`, key };
  if (state.live.preflights?.[id])
    return {
      ...base,
      words: `Break off the preflight of ${name}`,
      whyNot: null,
      act: () => void breakOffPreflight(id),
    };
  return {
    ...base,
    words: `Preflight: look over the fleet of ${name}`,
    whyNot: signedOut ?? runningOn(state.world.runs, service),
    act: () => {
      void lookOver(id);
      // Where the service is not on the screen, its sheet shows how far the look is.
      if (id !== focus.service?.id) showPreflight(id);
    },
  };
}

function armAct({ state, signedOut }: Moment, service: Service, key: string | null): Act {
  const { id, name } = service;
  const base = { id: `arm-${id}`, key };
  if (state.live.arms?.[id])
    return {
      ...base,
      words: `Let go of the connections to ${name}`,
      whyNot: null,
      act: () => void disarm(id),
    };
  const never = service.arm === 'never' ? `The plan says never for ${name}.` : null;
  const bare = service.restore === undefined ? `No runbook restores ${name}.` : null;
  return {
    ...base,
    words: `Arm: open the connections to ${name} and keep them open`,
    whyNot: signedOut ?? never ?? bare ?? runningOn(state.world.runs, service),
    act: () => void arm(id),
  };
}

function runningOn(runs: Moment['state']['world']['runs'], { id }: Service): string | null {
  const run = Object.values(runs).find((each) => each.result === null && each.service === id);
  return run ? `${run.id} is running there.` : null;
}
