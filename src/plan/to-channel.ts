import type { Channel } from '../domain/comms/channel';
import type { ChannelFile } from './schema/channel';

/** Where PagerDuty takes events: https://developer.pagerduty.com/docs/send-alert-event */
const pagerdutyUrl = 'https://events.pagerduty.com/v2/enqueue';
const smtpPorts = { none: 25, starttls: 587, always: 465 } as const;

/** A channel in the words of the domain. That it has the fields of its kind is checked elsewhere. */
export function toChannel(file: ChannelFile): Channel {
  const { id, name, kind, url = '' } = file;
  const secret = file.secret === undefined ? {} : { secret: file.secret };
  switch (kind) {
    case 'webhook':
      return { id, name, kind, url, ...secret };
    case 'slack':
      return { id, name, kind, secret: file.secret ?? '' };
    case 'pagerduty':
      return { id, name, kind, url: file.url ?? pagerdutyUrl, secret: file.secret ?? '' };
    case 'smtp': {
      const { host = '', from = '', tls = 'starttls' } = file;
      const user = file.user === undefined ? {} : { user: file.user };
      return { id, name, kind, host, port: file.port ?? smtpPorts[tls], tls, from, ...user, ...secret };
    }
  }
}
