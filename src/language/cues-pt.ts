import { bookingsPt } from './cues-pt-bookings.ts';
import { businessPt } from './cues-pt-business.ts';
import { seriousPt } from './cues-pt-serious.ts';
import { talkPt } from './cues-pt-talk.ts';

/**
 * Phrases that give a wish away, in the notation of `phrases.ts` on normalised words: abbreviations are already
 * expanded ("vc" is `voce`, "pra" is `para`), accents gone. Add a line; the longest phrase that stands at a word wins.
 */
export const cuesPt = { ...talkPt, ...businessPt, ...bookingsPt, ...seriousPt };

/**
 * Orders to the machine, on folded text: whoever writes so wants no service, whatever words stand beside. Nobody's
 * customer list either.
 */
export const ordersPt =
  /\b(?:ignor|desconsider|esquec|descart|sobrescrev)\w* (?:\w+ ){0,4}(?:instruc\w+|regras?|ordens|comandos|prompt|orientac\w+|diretrizes)\b|\b(?:system|seu|teu|o) prompt\b|\bprompt (?:do|de) sistema\b|\bsuas (?:instruc\w+|regras internas|diretrizes)\b|\b(?:aja|atue|finja|comporte se) (?:como|que|ser)\b|\bvoce (?:agora e|nao e mais)\b|\ba partir de (?:agora|hoje) voce (?:e|vai ser|sera|passa)\b|\bmodo (?:desenvolvedor|admin\w*|debug|root|deus)\b|\bjailbreak\b|\bdeveloper mode\b|\bignore (?:all |the |your )?(?:previous|prior|above)\b|\b(?:lista|dados|telefones?|nomes?|numeros?|agenda) (?:\w+ )?d[oae]s? (?:\w+ )?(?:clientes|outr[oa]s? (?:clientes?|pessoas?))\b/;
