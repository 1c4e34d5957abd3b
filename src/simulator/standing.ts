import { z } from 'zod';

/** How the number and its account stand, in Meta's words. */
export const NumberStanding = z.object({
  quality_rating: z.enum(['GREEN', 'YELLOW', 'RED', 'UNKNOWN', 'NA']),
  name_status: z.enum(['APPROVED', 'AVAILABLE_WITHOUT_REVIEW', 'DECLINED', 'EXPIRED', 'PENDING_REVIEW', 'NONE']),
  status: z.enum(['CONNECTED', 'DISCONNECTED', 'PENDING', 'FLAGGED', 'RESTRICTED']),
  whatsapp_business_manager_messaging_limit: z.enum(['TIER_250', 'TIER_2K', 'TIER_10K', 'TIER_100K', 'TIER_UNLIMITED']),
  throughput: z.enum(['STANDARD', 'HIGH', 'NOT_APPLICABLE']),
  account_review_status: z.enum(['APPROVED', 'PENDING', 'REJECTED']),
  /** Does the app hear the account's webhooks? */
  is_subscribed: z.boolean(),
});
type NumberStanding = z.output<typeof NumberStanding>;

/** How the number stands: well, until it is said to stand otherwise. */
export class Standing {
  #now: NumberStanding = {
    quality_rating: 'GREEN',
    name_status: 'APPROVED',
    status: 'CONNECTED',
    whatsapp_business_manager_messaging_limit: 'TIER_2K',
    throughput: 'STANDARD',
    account_review_status: 'APPROVED',
    is_subscribed: true,
  };

  now(): NumberStanding {
    return this.#now;
  }

  judge(change: { readonly [Aspect in keyof NumberStanding]?: NumberStanding[Aspect] | undefined }): void {
    this.#now = NumberStanding.parse({ ...this.#now, ...change });
  }
}
