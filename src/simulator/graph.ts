/** Meta's answer to a call that it refuses: the HTTP status, and what goes into `error`. */
export type GraphRefusal = {
  readonly kind: 'refused';
  readonly status: number;
  readonly error: {
    readonly message: string;
    readonly type: 'OAuthException' | 'GraphMethodException';
    readonly code: number;
    readonly error_subcode?: number;
    readonly error_data?: { readonly messaging_product: 'whatsapp'; readonly details: string };
  };
};

const titles: Readonly<Record<number, string>> = {
  4: 'Application request limit reached',
  100: 'Invalid parameter',
  190: 'Invalid OAuth access token',
  130403: 'User is blocked',
  130429: 'Rate limit hit',
  131000: 'Something went wrong',
  131008: 'Required parameter is missing',
  131009: 'Parameter value is not valid',
  131016: 'Service unavailable',
  131026: 'Message undeliverable',
  131031: 'Account has been locked',
  131042: 'Business eligibility payment issue',
  131047: 'Re-engagement message',
  131048: 'Spam rate limit hit',
  132000: 'Template Param Count Mismatch',
  132001: 'Template does not exist in the translation',
  131053: 'Media upload error',
  132012: 'Template Parameter Format Mismatch',
  132015: 'Template is Paused',
  132016: 'Template is Disabled',
  132018: 'Template parameters are not valid',
  139100: 'Failed to block/unblock users',
  131056: '(Business Account, Consumer Account) pair rate limit hit',
};

/** Codes by HTTP status, from older tables of Meta's: a caller must go by the code, never by this. [?] */
const statuses: readonly [status: number, codes: readonly number[]][] = [
  [401, [0, 190]],
  [403, [10, 368, 130497, 131005, 131031]],
  [404, [132001]],
  [429, [4, 80007, 130429, 131048, 131056]],
  [500, [3, 131000, 131016, 131045, 131057]],
  [503, [2, 133004]],
];

export function titleOf(code: number): string {
  return titles[code] ?? 'Something went wrong';
}

/**
 * @param details a sentence that names the parameter
 * @param status of HTTP; without it, the one that Meta used with this code
 * @see https://developers.facebook.com/docs/whatsapp/cloud-api/support/error-codes
 */
export function refusal(code: number, details: string, status?: number): GraphRefusal {
  return {
    kind: 'refused',
    status: status ?? statuses.find(([, codes]) => codes.includes(code))?.[0] ?? 400,
    error: {
      message: `(#${code}) ${titleOf(code)}`,
      type: 'OAuthException',
      code,
      error_data: { messaging_product: 'whatsapp', details },
    },
  };
}

/** A number that does not exist, or that this token may not use: Meta does not say which. */
export function unknownObject(id: string): GraphRefusal {
  const message =
    `Unsupported post request. Object with ID '${id}' does not exist, cannot be loaded due to missing permissions, ` +
    'or does not support this operation';
  return {
    kind: 'refused',
    status: 400,
    error: { message, type: 'GraphMethodException', code: 100, error_subcode: 33 },
  };
}
