import { z } from 'zod';

/** The two slots that take requests in turn. `blue` stands on the host's port 8000, `green` on 8001. */
export const Colour = z.enum(['blue', 'green']);
export type Colour = z.output<typeof Colour>;

/** The colours that serve, and how many changes it took to get there. */
export const ActiveSlots = z.object({ revision: z.number(), colours: z.array(Colour).min(1) });
export type ActiveSlots = z.output<typeof ActiveSlots>;

export const otherColour = (colour: Colour): Colour => (colour === 'blue' ? 'green' : 'blue');

/** What a slot answers although it does not serve: an operator asks each slot how it is. */
const ungated = /^\/(health|metrics|production|slot)(?![^/?])/;

/** Does the standby refuse this request, before it has read the body? nginx then passes it to the other slot. */
export function isRefused(colour: Colour, active: ActiveSlots | null, url: string): boolean {
  return !active?.colours.includes(colour) && !ungated.test(url);
}
