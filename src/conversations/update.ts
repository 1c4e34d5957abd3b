/** One thing a channel told us, split from its batch. */
export type Update = {
  /** Routes to the business; '' where the channel names no number. */
  readonly phoneNumberId: string;
  readonly kind: 'message' | 'status' | 'echo' | 'other';
  /** The same update has the same key, however often it is delivered. */
  readonly key: string;
  /** JSON text, as it came. */
  readonly payload: string;
};

export type UnfiledUpdate = Update & { readonly id: number };
