/** `count` firing alerts in one request as Alertmanager posts it; no two requests of different numbers share one. */
export function alertGroup(request: number, count: number): string {
  const common = { alertname: 'SignInErrors', service: 'sign-in', severity: 'critical', site: 'north' };
  const alerts = Array.from({ length: count }, (_, index) => ({
    status: 'firing',
    labels: { ...common, instance: `ws-${request}-${index}:9100` },
    annotations: { summary: `Sign-in fails on ws-${request}-${index}` },
    startsAt: '2026-10-01T11:59:00.123456789Z',
    endsAt: '0001-01-01T00:00:00Z',
    generatorURL: 'http://prometheus.example/graph',
    fingerprint: `${request.toString(16).padStart(8, '0')}${index.toString(16).padStart(8, '0')}`,
  }));
  return JSON.stringify({
    ...{ receiver: 'holdfast', status: 'firing', alerts, version: '4', truncatedAlerts: 0 },
    ...{ groupLabels: { service: 'sign-in' }, commonLabels: common, commonAnnotations: {} },
    ...{ externalURL: 'http://alertmanager.example', groupKey: `{}:{part="${request}"}` },
  });
}
