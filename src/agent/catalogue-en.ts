import { bookingEn } from './booking-en.ts';
import type { Catalogue } from './catalogue.ts';
import { informEn } from './inform-en.ts';
import { talkEn } from './talk-en.ts';
import { visitsEn } from './visits-en.ts';
import { wordsEn } from './words-en.ts';

/** English, complete. */
export const catalogueEn: Catalogue = {
  ...talkEn,
  ...bookingEn,
  ...visitsEn,
  inform: informEn,
  words: wordsEn,
  labels: {
    confirm: { book: '✅ Confirm', move: '✅ Confirm', cancel: '✅ Yes, cancel' },
    change: { book: '✏️ Change', move: '✏️ Change', cancel: '📅 Reschedule' },
    cancel: { book: '❌ Cancel', move: '↩️ Leave as it is', cancel: '↩️ Keep it' },
    own: {
      pick: 'This one',
      attend: '✅ I will come',
      drop: '❌ Cancel',
      move: '📅 Reschedule',
    },
    stars: (stars) => `${'⭐'.repeat(stars)} ${stars}`,
    erase: 'Yes, erase',
    notErase: 'Do not erase',
    habit: '✅ The usual',
    edit: { service: '📋 Service', when: '📅 Day and time', name: '👤 Name' },
    menu: {
      book: '📅 Book',
      services: '📋 Services',
      human: '👤 Person',
      prices: '💰 Prices',
      hours: '🕐 Hours',
      address: '📍 Address',
      menu: '☰ Menu',
      bookings: '📅 My appointments',
      move: '📅 Reschedule',
      drop: '❌ Cancel',
      wait: '🔔 Waitlist',
      exception: '👤 Ask the team',
    },
    more: 'More services',
    open: { services: 'See services', times: 'See times', choices: 'See options' },
    with: (professional) => `with ${professional}`,
  },
};
