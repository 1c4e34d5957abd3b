import type { Business } from '../business/business.ts';
import type { Wished } from './act.ts';
import type { Catalogue } from './catalogue.ts';
import {
  bookingLine,
  capital,
  choicesOf,
  hoursOf,
  moment,
  placeInTime,
  servicesIn,
  spaced,
  subjectOf,
  summary,
  timeIn,
  timesOf,
  tooLongAt,
  whenOf,
  withWhom,
} from './passages.ts';
import { professionalName, serviceOf } from './lookup.ts';
import { wordsEn as words } from './words-en.ts';

/** What is said on the way to a booking, in English. */
export const bookingEn: Pick<Catalogue, 'ask' | 'offer' | 'skipped' | 'refuse' | 'confirm' | 'done' | 'clarify'> = {
  ask: {
    service: ({ wish }, business) => {
      const when = whenOf(wish, words);
      const lead = when ? `All right, ${when}. ` : '';
      const whom = withWhom(wish.professional, business, words);
      return [`${lead}Which service would you like to book${whom}?`, `${lead}Which service is it for${whom}?`];
    },
    habit: ({ wish }, business) => {
      const usual = `${servicesIn(wish, business, words)}${withWhom(wish.professional, business, words)}`;
      return [`The usual, ${usual}, or another service?`, `Would it be ${usual} as usual, or another service?`];
    },
    date: ({ wish }, business) => [
      `Which day would you like for${spaced(servicesIn(wish, business, words)) || ' it'}${timeIn(wish, words)}? Tap an option or write another day.`,
      `What day suits you best for${spaced(servicesIn(wish, business, words)) || ' it'}${timeIn(wish, words)}? Tap an option or write the date.`,
    ],
    half: ({ options }, business) => [`Just to be sure: ${choicesOf(options, business, words)}?`],
    conflict: ({ options }, business) => [
      `I'm not sure, because the weekday and the date don't match. Do you want ${choicesOf(options, business, words)}?`,
    ],
    name: ({ wish }, business) => {
      const held = [servicesIn(wish, business, words).replaceAll('*', ''), whenOf(wish, words)]
        .filter(Boolean)
        .join(', ');
      return [
        `Whose name is the appointment under${held && ` (${held})`}?`,
        `What name shall I put on the appointment${held && ` (${held})`}?`,
      ];
    },
    change: () => ['No problem! What would you like to change?', 'All right! What should be different?'],
    booking: () => ['Would you like to book it?', 'Shall I look for a time for you?'],
    person: () => ['Would you like to talk to someone from the team?'],
    exception: () => [
      'If you like, I pass this to the team to see what is possible. All right?',
      'I can ask someone from the team to look at your case. Shall I?',
    ],
    which: ({ about }, business) => [
      `You have more than one appointment:\n${about.map((booking) => `• ${bookingLine(booking, business, words)}`).join('\n')}\nWhich one?`,
    ],
    newDate: ({ about, wish }, business) => [
      `${about.map((booking) => `It is booked like this now: ${bookingLine(booking, business, words)}.`).join('')} When would you like it instead${timeIn(wish, words)}?`.trim(),
    ],
    erase: ({ about }, business) => [
      `This erases your name, your phone number and our conversations, and it cannot be undone.${aboutErased(about.map((booking) => bookingLine(booking, business, words)))} Shall I erase it?`,
    ],
  },
  offer: ({ wish, visits, near }, business) => {
    const service = servicesIn(wish, business, words);
    const [only] = visits;
    if (only && visits.length === 1)
      return [
        near
          ? `The nearest I have${service && ` for ${service}`} is ${placeInTime(only, business, words)}. Is that all right?`
          : `I have ${placeInTime(only, business, words)}${service && ` for ${service}`}. Is that all right?`,
      ];
    const lead = near ? 'The nearest I have' : 'These times are free';
    return [`${lead}${service && ` for ${service}`}${timesOf(visits, business, words)}\nWhich one do you prefer?`];
  },
  skipped: ({ starts }, business) => [
    `On these days I don't have that time: ${words.listed(
      starts.map((start) => moment(start, business, words)),
      'and',
    )}. The others remain:`,
  ],
  refuse: {
    closed: ({ wish: { day } }) => [`${capital(day ? words.onDay(day) : 'on that day')} we are closed.`],
    outside_hours: ({ wish }, business) => [outsideHours(wish, business)],
    too_soon: ({ wish }, { rules }) => [
      `${capital(subjectOf(wish, words) || 'that time')} is too soon: we need ${words.minutes(rules.noticeMinutes)} of notice.`,
    ],
    too_far: (_, { rules }) => [`That date is too far away: we only book the next ${words.days(rules.horizonDays)}.`],
    past: ({ wish, booking }, business) => [
      booking
        ? `The appointment ${bookingLine(booking, business, words)} has begun or is over.`
        : `${capital(subjectOf(wish, words) || 'that date')} is over.`,
    ],
    slot_taken: ({ wish }) => [
      `I have nothing ${whenOf(wish, words) || 'at that time'}: it is not free.`,
      `Sorry, ${subjectOf(wish, words) || 'that time'} is not free.`,
    ],
    day_full: ({ wish: { day } }) => [`${capital(day ? words.onDay(day) : 'on that day')} we are fully booked.`],
    no_slots: ({ wish: { day } }) => [`I found no free time ${day ? words.onDay(day) : 'then'}.`],
    impossible: () => ['That date does not exist in the calendar.'],
    not_performed: ({ wish: { service, professional } }, business) => [
      `${professionalName(business, professional) ?? 'That person'} does not do *${serviceOf(business, service)?.name ?? ''}*.`,
    ],
    yours: ({ wish }) => [
      `That time is yours already: you have an appointment ${whenOf(wish, words)}.`.replace(' .', '.'),
    ],
    no_booking: () => ['I found no appointment under your name.'],
    too_late: ({ booking }, business) => [
      `${booking ? `About ${bookingLine(booking, business, words)}: ` : ''}it is too late to change it here. ${policyOf(business)}`,
    ],
    moved_too_often: ({ booking }, business) => [
      `${booking ? `The appointment ${bookingLine(booking, business, words)} ` : 'That appointment '}has been moved as often as is allowed. ${policyOf(business)}`,
    ],
    gone: () => ['That appointment is no longer active.'],
  },
  confirm: ({ proposal, again }, business) => {
    const held = summary(proposal, business, words);
    const from = proposal.booking ? moment(proposal.booking.start, business, words) : '';
    switch (proposal.act) {
      case 'book':
        return [
          `${again ? 'To confirm, the summary again' : 'Please check your appointment'}:\n${held}\n\nShall I confirm it?`,
          `${again ? 'Only your yes is missing' : 'Here it is'}:\n${held}\n\nDo you confirm?`,
        ];
      case 'move':
        return [`I will move your appointment from ${from} to:\n${held}\n\nShall I confirm the change?`];
      case 'cancel':
        return [`This is the appointment I will cancel:\n${held}\n\nShall I cancel it?`];
    }
  },
  done: ({ proposal, protocols, again, link }, business) => {
    const held = summary(proposal, business, words);
    const place = business.address ? `\n📍 ${business.address}` : '';
    const number = `\n${protocols.length > 1 ? 'Booking codes' : 'Booking code'}: ${protocols.map((each) => `*${each}*`).join(', ')}`;
    const calendar = link ? `\n🗓 Add it to your calendar: ${link}` : '';
    switch (proposal.act) {
      case 'book':
        return [
          `${again ? 'This appointment is booked already' : 'Done, it is booked'}! ✅\n${held}${place}${number}${calendar}`,
        ];
      case 'move':
        return [
          `${again ? 'This appointment is moved already' : 'Done, it is moved'}! ✅\n${held}${place}${number}${calendar}`,
        ];
      case 'cancel':
        return [
          `${again ? 'This appointment is cancelled already' : 'Done, your appointment was cancelled'}.\n${held}${number}`,
        ];
    }
  },
  clarify: ({ options }, business) => [
    `There is more than one option: ${choicesOf(options, business, words)}. Which one?`,
    `Which one would you like: ${choicesOf(options, business, words)}?`,
  ],
};

function aboutErased(bookings: readonly string[]): string {
  return bookings.length === 0 ? '' : ` What is booked stays in the calendar: ${words.listed(bookings, 'and')}.`;
}

function outsideHours(wish: Wished, business: Business): string {
  const { day } = wish;
  const open = day ? hoursOf(day, business, words) : '';
  if (!day || open === '') return 'We are not open at that time.';
  const taken = tooLongAt(wish, business);
  const length = taken ? `, and *${taken.name}* takes ${words.minutes(taken.minutes)}` : '';
  const lead = wish.time ? `${capital(words.at(wish.time))} we cannot take you: ` : '';
  return capital(`${lead}${words.onDay(day)} we are open ${open}${length}.`);
}

function policyOf({ policies }: Business): string {
  const { cancelNoticeHours, rescheduleNoticeHours, reschedulesMax } = policies;
  const rules = [
    cancelNoticeHours === null ? '' : `cancel up to ${words.hours(cancelNoticeHours)} before`,
    rescheduleNoticeHours === null ? '' : `reschedule up to ${words.hours(rescheduleNoticeHours)} before`,
    reschedulesMax === null ? '' : `${reschedulesMax} ${reschedulesMax === 1 ? 'time' : 'times'} at the most`,
  ].filter(Boolean);
  return rules.length === 0 ? '' : `The rule is: ${words.listed(rules, 'and')}.`;
}
