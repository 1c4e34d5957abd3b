import type { ProfessionalId, ServiceId } from '../business/business.ts';

/** What a contact waits for. */
export type WaitlistWish = {
  readonly service: ServiceId;
  /** `null`: any will do. */
  readonly professional: ProfessionalId | null;
  /** Local days, both included. */
  readonly from: Temporal.PlainDate;
  readonly to: Temporal.PlainDate;
  /** Local times: the start is at `fromTime` or later and before `toTime`, where 00:00 is the day's end. */
  readonly fromTime: Temporal.PlainTime | null;
  readonly toTime: Temporal.PlainTime | null;
};
