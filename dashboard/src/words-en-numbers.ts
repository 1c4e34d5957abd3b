import type { ptNumbers } from './words-pt-numbers.ts';

function waitingIn(count: number): string {
  if (count === 0) return 'what comes waits in the queue';
  return count === 1 ? '1 message waits in the queue' : `${count} messages wait in the queue`;
}

/** The page of the WhatsApp numbers. */
export const enNumbers: typeof ptNumbers = {
  frame: { numbers: 'Numbers' },
  numbers: {
    light: { bad: 'In trouble', watch: 'Watch it', unknown: 'Unknown', well: 'Well' },
    concern: {
      quality_red: {
        says: 'Meta rates the quality as low: contacts block or report the number.',
        todo: 'Stop campaigns and notices, and write only to who asked for it. WhatsApp Manager > Phone numbers > Insights says why; the rating looks at the last 7 days.',
      },
      quality_yellow: {
        says: 'The quality fell to medium.',
        todo: 'See at WhatsApp Manager > Phone numbers > Insights what contacts block, before it is low.',
      },
      not_connected: {
        says: 'Meta does not show the number as connected.',
        todo: 'WhatsApp Manager > Phone numbers says why; if it is not registered, register it with its two-step PIN.',
      },
      review_rejected: {
        says: 'Meta rejected the account in its review.',
        todo: 'Business settings > WhatsApp accounts: see why, and ask for another review.',
      },
      review_pending: {
        says: 'Meta still reviews the account.',
        todo: 'Nothing is to be done; if it takes days, see Business settings > WhatsApp accounts.',
      },
      name_refused: {
        says: 'The display name is not approved: contacts see the number alone.',
        todo: 'WhatsApp Manager > Phone numbers > Profile: edit the name and wait for the review.',
      },
      not_known: {
        says: 'How the number is now is not known: Meta has said nothing in the last hours.',
        todo: 'What stands below is the last that was known. Check the number; if Meta does not answer, look at the network and the worker.',
      },
    },
    held: (time) => `Nothing is sent by this number since ${time}`,
    cause: {
      token: {
        says: 'Meta no longer takes the token.',
        todo: 'Business settings > System users: generate a token that never expires, set WHATSAPP_ACCESS_TOKEN to it and restart the worker.',
      },
      permission: {
        says: 'The token lacks a permission.',
        todo: 'Generate the token again with whatsapp_business_messaging and whatsapp_business_management, and give the account to the system user.',
      },
      payment: {
        says: 'Meta could not charge.',
        todo: 'WhatsApp Manager > Overview > Payment method: enter one that works.',
      },
      registration: {
        says: 'The number is not registered.',
        todo: 'WhatsApp Manager > Phone numbers: register the number with its two-step PIN.',
      },
      account: {
        says: 'Meta restricted or blocked the account.',
        todo: 'Business settings > Account quality: see why, and ask for a review.',
      },
      other: { says: 'Meta refuses what is sent.', todo: 'Check the number below: what failed says what to do.' },
    },
    resumes: (waiting, next) =>
      `Nothing is lost: ${waitingIn(waiting)}. One at a time tries again${next === null ? '' : `, the next at ${next}`}; when it goes through, sending resumes by itself.`,
    quality: 'Quality',
    qualities: { GREEN: 'High (green)', YELLOW: 'Medium (yellow)', RED: 'Low (red)', UNKNOWN: 'Not rated yet' },
    past: 'How the quality changed',
    since: (time) => `since ${time}`,
    limit: 'Limit outside the window',
    limitOf: (people) => `${people} people a day`,
    limits: { TIER_UNLIMITED: 'No limit', TIER_NOT_SET: 'Not set yet' },
    throughput: 'Speed',
    throughputs: { STANDARD: '80 a second', HIGH: '1,000 a second', NOT_APPLICABLE: 'Does not apply' },
    name: 'Display name',
    names: {
      APPROVED: 'Approved',
      AVAILABLE_WITHOUT_REVIEW: 'In use, not reviewed',
      DECLINED: 'Declined',
      EXPIRED: 'Expired',
      PENDING_REVIEW: 'In review',
      NONE: 'None',
    },
    status: 'Registration',
    statuses: {
      CONNECTED: 'Connected',
      DISCONNECTED: 'Disconnected',
      PENDING: 'Pending',
      FLAGGED: 'Flagged',
      RESTRICTED: 'Restricted',
    },
    review: 'Review of the account',
    reviews: { APPROVED: 'Approved', PENDING: 'Under way', DEFERRED: 'Deferred', REJECTED: 'Rejected' },
    unknown: 'Unknown',
    told: (time) => `said on ${time}`,
    asked: (time) => `Meta said this on ${time}.`,
    ids: (number, account) => (account === null ? `Number ${number}.` : `Number ${number}, account ${account}.`),
    received: 'Last message received',
    sent: 'Last message sent',
    heard: 'Last word of the webhook',
    never: 'None yet',
    today: 'Today',
    counts: (sent, failed) => `Sent: ${sent} · Failed: ${failed}`,
    waiting: 'In the queue',
    month: 'Cost of the month',
    cost: (soFar, forecast) => `${soFar} so far; about ${forecast} in the month`,
    unpriced: (count) => `${count} without a price`,
    check: 'Check now',
    checkLead: 'Asks Meta whether all is right: token, permissions, webhook, name, quality.',
    ready: 'All is right.',
    open: (open, all) => `${open} of ${all} ${open === 1 ? 'needs' : 'need'} attention:`,
    well: (count) => (count === 1 ? '1 is right' : `${count} are right`),
    verdict: { ok: 'right', warning: 'watch it', unknown: 'unknown', failed: 'failed' },
    none: 'No number is connected yet',
    connectLead: 'For the agent to answer, connect a number of WhatsApp Business:',
    connect: [
      'At Meta (developers.facebook.com), create an app of the type Business and add WhatsApp.',
      'Copy the app secret and the phone number ID into the WHATSAPP_… settings of the installation.',
      'Generate a token of a system user that never expires.',
      'Point the webhook at https://YOUR-DOMAIN/webhook and publish the app.',
      'On the machine, run these commands until you read “The number is ready.”:',
    ],
    guide: 'Each step in detail:',
  },
};
