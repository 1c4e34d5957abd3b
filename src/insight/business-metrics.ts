/** A local day of one or all businesses, or a sum of days. Field by field as `metric_hours` has it. */
export type Counts = Readonly<
  Record<
    | 'started'
    | 'received'
    | 'sent'
    | 'turns'
    | 'answered'
    | 'responseMs'
    | 'unanswered'
    | 'repeated'
    | 'handoffs'
    | 'bookings'
    | 'byContacts'
    | 'revenueCents'
    | 'cancelledCents'
    | 'ratings'
    | 'stars'
    | 'leads'
    | 'interested'
    | 'interest'
    | 'hours',
    number
  >
>;

export const nothing: Counts = {
  started: 0,
  received: 0,
  sent: 0,
  turns: 0,
  answered: 0,
  responseMs: 0,
  unanswered: 0,
  repeated: 0,
  handoffs: 0,
  bookings: 0,
  byContacts: 0,
  revenueCents: 0,
  cancelledCents: 0,
  ratings: 0,
  stars: 0,
  leads: 0,
  interested: 0,
  interest: 0,
  hours: 0,
};

/** Both added up, field by field. */
export function plus(a: Counts, b: Counts): Counts {
  return {
    started: a.started + b.started,
    received: a.received + b.received,
    sent: a.sent + b.sent,
    turns: a.turns + b.turns,
    answered: a.answered + b.answered,
    responseMs: a.responseMs + b.responseMs,
    unanswered: a.unanswered + b.unanswered,
    repeated: a.repeated + b.repeated,
    handoffs: a.handoffs + b.handoffs,
    bookings: a.bookings + b.bookings,
    byContacts: a.byContacts + b.byContacts,
    revenueCents: a.revenueCents + b.revenueCents,
    cancelledCents: a.cancelledCents + b.cancelledCents,
    ratings: a.ratings + b.ratings,
    stars: a.stars + b.stars,
    leads: a.leads + b.leads,
    interested: a.interested + b.interested,
    interest: a.interest + b.interest,
    hours: a.hours + b.hours,
  };
}

/** `null` where nothing was there to take a share of. */
const share = (part: number, whole: number, scale = 1): number | null =>
  whole === 0 ? null : Math.round((part / whole) * scale * 100) / 100;

/**
 * How good the answers are, 0 to 100: the mean of what is known of four shares, each 0 to 1.
 * Satisfaction (1 star is 0, 5 stars are 1), turns that had an answer, turns that were not said twice, and turns that
 * needed no person. See docs/metrics.md.
 */
export function responseQuality({ ratings, stars, turns, unanswered, repeated, handoffs }: Counts): number | null {
  if (turns === 0) return null;
  const parts = [1 - unanswered / turns, 1 - repeated / turns, 1 - handoffs / turns];
  if (ratings > 0) parts.push((stars / ratings - 1) / 4);
  const mean = parts.reduce((sum, part) => sum + part, 0) / parts.length;
  return Math.round(mean * 10_000) / 100;
}

/** A figure of a stretch: what stands for it, its sum, and of how many things it is made. */
type Reading = { readonly average: number | null; readonly total: number | null; readonly samples: number };

/** What happens so often: the average is per hour. */
const frequency =
  (count: (counts: Counts) => number) =>
  (counts: Counts, hours: number): Reading => ({
    average: share(count(counts), hours),
    total: count(counts),
    samples: counts.hours,
  });

/** A share or a mean: the average is the figure, the total what it was taken of. */
const ratio =
  (part: (counts: Counts) => number, whole: (counts: Counts) => number, scale: number) =>
  (counts: Counts): Reading => ({
    average: share(part(counts), whole(counts), scale),
    total: part(counts),
    samples: whole(counts),
  });

/** The eight figures by their contract names, and three that the runbook asks for beside them. */
const figures = {
  conversations_started: frequency(({ started }) => started),
  messages_processed: frequency(({ received, sent }) => received + sent),
  bookings_created: frequency(({ bookings }) => bookings),
  conversion_rate: ratio(
    ({ byContacts }) => byContacts,
    ({ started }) => started,
    100,
  ),
  customer_satisfaction: ratio(
    ({ stars }) => stars,
    ({ ratings }) => ratings,
    1,
  ),
  response_quality: (counts: Counts): Reading => {
    const quality = responseQuality(counts);
    return { average: quality, total: quality, samples: counts.turns };
  },
  lead_generation: frequency(({ leads }) => leads),
  revenue_impact: frequency(({ revenueCents }) => revenueCents / 100),
  response_rate: ratio(
    ({ answered }) => answered,
    ({ turns }) => turns,
    100,
  ),
  response_time: ratio(
    ({ responseMs }) => responseMs,
    ({ answered }) => answered,
    1,
  ),
  handoff_rate: ratio(
    ({ handoffs }) => handoffs,
    ({ turns }) => turns,
    100,
  ),
} as const satisfies Readonly<Record<string, (counts: Counts, hours: number) => Reading>>;

export type Metric = {
  readonly current_period: {
    readonly average: number | null;
    readonly total: number | null;
    readonly sample_count: number;
  };
  readonly trends: {
    readonly direction: 'up' | 'down' | 'stable';
    readonly percentage: number | null;
    readonly daily_values: readonly (number | null)[];
  };
  readonly totals: { readonly current: number | null; readonly previous: number | null };
};

/** A change smaller than this, in percent, is none. */
const stablePercent = 5;

/**
 * Every figure over the days given, and its trend against as many days before.
 *
 * @param days oldest first, each a whole local day but the last, which may still run
 * @param before the sum of as many days before them
 */
export function metricsOf(days: readonly Counts[], before: Counts): Record<keyof typeof figures, Metric> {
  const now = days.reduce(plus, nothing);
  const hours = Math.max(1, days.length * 24);
  const metric = (figure: (counts: Counts, hours: number) => Reading): Metric => {
    const [current, previous] = [figure(now, hours), figure(before, hours)];
    return {
      current_period: { average: current.average, total: current.total, sample_count: current.samples },
      trends: {
        ...trend(current.average, previous.average),
        daily_values: days.map((day) => figure(day, 1).average),
      },
      totals: { current: current.total, previous: previous.total },
    };
  };
  return {
    conversations_started: metric(figures.conversations_started),
    messages_processed: metric(figures.messages_processed),
    bookings_created: metric(figures.bookings_created),
    conversion_rate: metric(figures.conversion_rate),
    customer_satisfaction: metric(figures.customer_satisfaction),
    response_quality: metric(figures.response_quality),
    lead_generation: metric(figures.lead_generation),
    revenue_impact: metric(figures.revenue_impact),
    response_rate: metric(figures.response_rate),
    response_time: metric(figures.response_time),
    handoff_rate: metric(figures.handoff_rate),
  };
}

function trend(current: number | null, previous: number | null): Pick<Metric['trends'], 'direction' | 'percentage'> {
  if (current === null || previous === null) return { direction: 'stable', percentage: null };
  if (previous === 0) return { direction: current > 0 ? 'up' : 'stable', percentage: null };
  const percentage = Math.round(((current - previous) / previous) * 10_000) / 100;
  if (Math.abs(percentage) <= stablePercent) return { direction: 'stable', percentage };
  return { direction: percentage > 0 ? 'up' : 'down', percentage };
}
