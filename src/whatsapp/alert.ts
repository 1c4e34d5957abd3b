/** What a person must know of the channel. `context`: ids and numbers, nothing that a contact said. */
export type ChannelAlert = {
  /** A number of ours, or the business account at Meta that it is about as a whole. */
  readonly phoneNumberId: string;
  readonly severity: 'critical' | 'warning' | 'info';
  readonly code: string;
  readonly context?: object;
};
