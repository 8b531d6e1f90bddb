/** What a message can travel by. */
export const channelKinds = ['webhook', 'slack', 'smtp', 'pagerduty'] as const;
export type ChannelKind = (typeof channelKinds)[number];

/**
 * A way out, as the plan names it. Addresses that are secrets themselves (a Slack webhook, a routing key)
 * stand in a file that the plan only points at; `secret` is that file's name in the plan's words.
 */
export type Channel = {
  readonly id: string;
  readonly name: string;
} & (
  | { readonly kind: 'webhook'; readonly url: string; readonly secret?: string | undefined }
  | { readonly kind: 'slack'; readonly secret: string }
  | {
      readonly kind: 'smtp';
      readonly host: string;
      readonly port: number;
      readonly tls: 'none' | 'starttls' | 'always';
      readonly user?: string | undefined;
      readonly from: string;
      readonly secret?: string | undefined;
    }
  | { readonly kind: 'pagerduty'; readonly url: string; readonly secret: string }
);

/**
 * People who have to hear, how soon first and how often then. `floorMs` keeps updates from eating the
 * responders; `ceilingMs` is the longest silence that may be promised.
 */
export type Audience = {
  readonly id: string;
  readonly name: string;
  /** Where its messages go: a channel, and for mail the address. */
  readonly to: readonly { readonly channel: string; readonly address: string }[];
  readonly firstMs: number;
  readonly everyMs: number;
  readonly floorMs: number;
  readonly ceilingMs: number;
  /** Agreed beforehand, and said in every draft until the service is proven to work; absent = nothing. */
  readonly agreedText?: string | undefined;
};
