import type { Answers, Ordinals } from './answer.ts';

/** The closed grammar of consent in English: see `answer-pt.ts`. An apostrophe parts words: "that's" is `that s`. */
export const answersEn: Answers = {
  firmYes: [
    'yes|yeah|yep|yup|yea',
    'yes it is',
    'yes i do|am',
    'sure thing?',
    'of course',
    'absolutely|definitely|certainly',
    'confirm|confirmed',
    'i confirm|accept|agree',
    'please confirm it?',
    'that|thats s? right|correct|it',
    'go ahead',
    'please do',
    'correct|exactly',
    'i ll take it|that',
    'let s do it|that',
  ],
  acts: {
    book: ['book it|that|me', 'please book it|that?', 'schedule|reserve it|that|me', 'you can book it|that?'],
    move: ['move|change|reschedule|switch it|that', 'please move|change|reschedule|switch it|that?'],
    cancel: ['cancel it|that?', 'please cancel it|that?', 'you can cancel it|that?', 'i want to cancel it?'],
    attend: ['i ll|will be there', 'i m|am coming', 'i ll come', 'count me in'],
    erase: [
      'delete|erase it|everything|all?',
      'please delete|erase it|everything|all?',
      'you can delete|erase it|everything?',
    ],
  },
  fullYes: ['yes', 'yes i? confirm', 'i? confirm|confirmed', 'yes? i m|am sure', 'of course', 'absolutely'],
  softYes: [
    'perfect|great|awesome|fine|alright|lovely|wonderful',
    'sounds good|great|perfect',
    'that|it works',
    'works for me',
    'that s fine|good|great|perfect|ok|okay|right',
    'all good|right|set',
    'looks good|great|right|correct',
  ],
  no: [
    'no|nope|nah|never|negative',
    'no thanks|way|need',
    'no thank you',
    'not now|yet|anymore|today|really',
    'don t cancel|book|move|change|delete|confirm it|that?',
    'do not cancel|book|move|change|delete|confirm it|that?',
    'i don t want to? it|that?',
    'i d rather|prefer not',
    'wrong|incorrect',
    'that s|is wrong|incorrect|not',
    'that s|is not right|correct|it',
    'never mind',
    'keep|leave it',
  ],
  courtesy: [
    'please|thanks|thx|thank',
    'thank you so|very? much?',
    'thanks a lot|again',
    'hi|hello|hey',
    'good morning|afternoon|evening|night',
    'dear|friend|buddy|mate|sir|madam',
    'then|now|too',
    'for me',
    'see you',
    'bye',
  ],
  nouns: ['the|my|that|this appointment|booking|reservation|slot|time', 'all? of? my data|messages'],
  yesEmoji: [],
  noEmoji: [],
  courtesyEmoji: [],
  takesBack:
    'but only before after first change no not if when unless maybe wait hold actually except instead though cancel until can could'.split(
      ' ',
    ),
};

/** How English picks from a list. */
export const ordinalsEn: Ordinals = {
  lead: 'i want|i ll take|i d like|i prefer|let s do|give me|yes|then|i choose'.split('|'),
  article: ['the'],
  thing: 'option|options|slot|one|number|time'.split('|'),
  rank: { first: 1, second: 2, third: 3, fourth: 4, fifth: 5, sixth: 6, seventh: 7, eighth: 8, ninth: 9, tenth: 10 },
  last: ['last'],
  tail: 'please|thanks|then|one'.split('|'),
};
