import type { Act } from './act.ts';
import type { Catalogue, Variants } from './catalogue.ts';
import { serviceName } from './lookup.ts';
import { wordsEn } from './words-en.ts';

const vocative = (name: string | null) => (name ? `, ${name}` : '');

/** What is said around the business itself, in English. */
export const talkEn: Pick<Catalogue, 'smallTalk' | 'menu' | 'missing' | 'lost' | 'unreadable' | 'seen' | 'handoff'> = {
  smallTalk: {
    welcome: (name, { name: business }) => [
      `Hello${vocative(name)}! 😊 Welcome to *${business}*.\nI'm the virtual assistant: I show services and prices, book your appointment, answer questions or call someone from the team. How can I help?`,
    ],
    welcomeBack: (name) => [`Hi${vocative(name)}! 😊 How can I help?`, `Hi again${vocative(name)}! What do you need?`],
    hello: (name) => [`Hello${vocative(name)}! 😊`, `Hi${vocative(name)}! 😊`],
    met: (name) => [`Nice to meet you${vocative(name)}! 😊 How can I help?`],
    thanks: () => ["You're welcome! 😊", 'My pleasure! 😊'],
    bye: () => ['Goodbye! 👋', 'See you! Just write when you need us. 👋'],
    praise: () => ["That's great to hear, thank you! 😊"],
    boundary: () => [
      'I want to help, but please keep the conversation respectful. Shall we sort out what you need?',
      "I understand you're upset. Please stay respectful, and I'm still here to help.",
    ],
    fine: () => ['All right! If you need anything, just write.', 'Okay! 😊'],
    ended: () => [
      'All right, I put that aside and nothing was booked. If you change your mind, just write.',
      'No problem: I stopped here and nothing was booked.',
    ],
    kept: () => [
      'All right, your appointment stays as it is.',
      'Okay, nothing changed: your appointment still stands.',
    ],
    resumed: () => ['This was left open last time:', "Let's go on where we stopped:"],
    nextSession: () => ['Now, the next session.'],
    expired: () => ['That button is from an earlier conversation and no longer works. What would you like to do?'],
    rated: () => ['Thank you for the rating! 😊'],
    ratedLow: () => ["I'm sorry it wasn't a good visit. Thank you for telling us."],
    optedOut: () => [
      'Done: you will get no more reminders or notices from us. If you write, I still answer. To get them again, write "I want to receive messages".',
    ],
    optedIn: () => ['Done: you will get our reminders and notices again.'],
    newsOn: () => ['Done: you will get our news here. To get no more of it, just write *stop*.'],
    erasing: () => ['Request noted: your data and our conversations will be erased after this message.'],
    notErased: () => ['Okay, nothing was erased.'],
  },
  menu: (_, { name }) => [
    `Here is what I can do for you at *${name}*:\n📅 book, move or cancel an appointment\n📋 show services, prices and how long they take\n🕐 tell you the opening hours and the address\n💳 tell you how to pay and the rules\n👤 call someone from the team\n\nTap an option or write what you need.`,
  ],
  missing: {
    price: ["I didn't find that service on our list, so I have no price for it."],
    prices: ['I have no price list to show yet.'],
    compare: ["I can't compare those services."],
    duration: ["I didn't find that service on our list, so I don't know how long it takes."],
    detail: ["I didn't find that service on our list."],
    unlisted: ["I didn't find that service on our list.", "We don't have that service on our list."],
    unlistedToo: ['The other service you asked about is not on our list.'],
    services: ['I have no list of services to show yet.'],
    moreServices: ['There are no other services on the list.'],
    hours: ['I have no opening hours to tell you.'],
    address: ['I have no address to tell you.'],
    phone: ['I have no phone number to give you; we answer right here.'],
    email: ['I have no e-mail address to give you.'],
    instagram: ['I have no Instagram to give you.'],
    payment: ['I have no information on how to pay.'],
    discount: [
      "I have no information on discounts or instalments and can't promise a price other than the one on the list.",
      'I know of no discounts or instalments; the price on the list is what counts.',
    ],
    policy: ['I have no such rule on record here.'],
    availability: ["I couldn't look that up in the calendar."],
    menu: ["I don't have that option."],
    professionals: ['I have no information on the professionals.'],
    identity: ["I'm the virtual assistant."],
    others: ["I don't have that information."],
    today: ["I don't have that information."],
    knowledge: ["I don't have that information here.", "That I don't know."],
  },
  lost: ({ isElse }, { name }) =>
    isElse
      ? [
          `I think that message isn't for us: this is *${name}*. If it is, put what you need another way, or tap an option.`,
          `That is beyond what I do here: this is *${name}*. I can book an appointment or show the services: put what you need another way, or tap an option.`,
        ]
      : [
          "Sorry, I didn't understand. Could you put it another way?",
          "I couldn't make sense of that message. Could you rephrase it?",
          "That one I didn't get. Could you explain it in other words?",
          "I'm not sure what you need. Could you write it differently?",
        ],
  unreadable: () => [
    'I can\'t open that kind of message here yet. Could you write it as text? If you prefer a person, write "person".',
  ],
  seen: ({ service }, business) => [`I got the picture. It seems to be about *${serviceName(business, service)}*.`],
  handoff: {
    asked: (act) => passed('All right!', act),
    complaint: (act) => passed("I'm very sorry, and I want someone to take care of your complaint.", act),
    refund: (act) => passed("I understand: refunds aren't mine to decide.", act),
    health: (act) => passed('This is about your health and deserves an answer from a person.', act),
    legal: (act) => passed('I understand: this needs a person.', act),
    notUnderstood: (act) => passed("I'm not managing to understand and don't want to waste your time.", act),
    insult: (act) => passed('I would rather have a person go on from here.', act),
    unreadable: (act) => passed("I can't open that here.", act),
    unsupported: (act) => passed("I can't do that by myself yet, and nothing was changed.", act),
    privacy: (act) => passed('I noted your request about your data.', act),
    exception: (act) => passed('That is outside the rules I can apply.', act),
    group: (act) => passed('For groups, the team arranges the details.', act),
  },
};

/** Only what has happened: the conversation is with the team. Nobody is promised at once, and nobody at all when it is shut. */
function passed(opening: string, { reopens }: Extract<Act, { act: 'handoff' }>): Variants {
  const desk = reopens
    ? `We are closed at the moment; the team is back ${wordsEn.onDay(reopens.toPlainDate())}, ${wordsEn.at(reopens.toPlainTime())}.`
    : 'The answer comes right here, as soon as someone is free.';
  return [`${opening} I passed the conversation to our team: from here on a person answers. ${desk}`];
}
