import { z } from 'zod';
import type { Asked } from './server.ts';

const Named = z.looseObject({ ref: z.string() });

/** The data of a question about a turn, as a model reads it. */
const Turn = z.looseObject({
  business: z.looseObject({
    name: z.string(),
    services: z.array(Named.extend({ name: z.string() })),
    professionals: z.array(Named.extend({ name: z.string() })),
  }),
  now: z.looseObject({ date: z.string(), weekday: z.string(), time: z.string() }),
  state: z.looseObject({
    flow: z.string().nullable(),
    question: z.string().nullable(),
    options: z.array(Named.extend({ is: z.string() })),
    proposalShown: z.string().nullable(),
  }),
  knowledge: z.array(Named.extend({ question: z.string() })),
  messages: z.array(z.string()),
});
export type Turn = z.output<typeof Turn>;

/** `null`: something else was asked. A refusal comes on a second line. */
export function turnIn({ data }: Asked): Turn | null {
  const [first = '{}'] = data.split('\n');
  return Turn.safeParse(JSON.parse(first)).data ?? null;
}

const Looked = z.strictObject({ services: z.array(Named.extend({ name: z.string() })) });

/** The services that a picture may be about; `null`: something else was asked. */
export function pictureIn({ data, pictures }: Asked): z.output<typeof Looked>['services'] | null {
  const [first = '{}'] = data.split('\n');
  return pictures === 0 ? null : (Looked.safeParse(JSON.parse(first)).data?.services ?? null);
}

export function sees(text: string, service: string | null): { readonly kind: 'text'; readonly text: string } {
  return { kind: 'text', text: JSON.stringify({ text, service }) };
}

const Wording = z.looseObject({ text: z.string(), knowledge: z.array(Named), messages: z.array(z.string()) });

/** A reply that is to be worded, and the refs of the entries it rests on; `null`: something else was asked. */
export function wordingIn({ data }: Asked): { readonly text: string; readonly cites: string[] } | null {
  const [first = '{}'] = data.split('\n');
  const found = Wording.safeParse(JSON.parse(first)).data;
  return found ? { text: found.text, cites: found.knowledge.map(({ ref }) => ref) } : null;
}

export function worded(text: string, cites: readonly string[]): { readonly kind: 'text'; readonly text: string } {
  return { kind: 'text', text: JSON.stringify({ text, cites }) };
}

const Talk = z.looseObject({
  rules: z.looseObject({}),
  messages: z.array(z.object({ from: z.string(), text: z.string() })),
});

/** A conversation that is to be summed up; `null`: something else was asked. */
export function talkIn({ data }: Asked): z.output<typeof Talk> | null {
  const [first = '{}'] = data.split('\n');
  return Talk.safeParse(JSON.parse(first)).data ?? null;
}

/** An answer in the form that was asked for. */
export function commands(...given: readonly unknown[]): { readonly kind: 'text'; readonly text: string } {
  return { kind: 'text', text: JSON.stringify({ commands: given }) };
}
