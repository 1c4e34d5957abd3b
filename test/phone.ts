import { z } from 'zod';

const Option = z.object({ id: z.string(), title: z.string() });
const Shown = z.object({
  id: z.string(),
  direction: z.enum(['in', 'out']),
  text: z.string(),
  buttons: z.array(Option).optional(),
  rows: z.array(Option).optional(),
  type: z.string(),
  status: z.string(),
  file: z.looseObject({ kind: z.string(), id: z.string().optional(), name: z.string().optional() }).optional(),
  reaction: z.string().optional(),
});
/** A bubble on a false contact's phone: `in` is from the contact to the business, `out` from the business. */
export type Shown = z.output<typeof Shown>;

export type Utterance =
  | { text: string; at?: string; replyTo?: string }
  | { button: string }
  | { row: string }
  | { file: { kind: string; id: string; caption?: string; name?: string; isVoice?: boolean } }
  | { place: { latitude: number; longitude: number } }
  | { react: { to: string; emoji: string } };

async function post(url: string, body: object): Promise<object> {
  const answer = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${url}: ${answer.status} ${text}`);
  return z.looseObject({}).parse(JSON.parse(text));
}

/** The phone of a false contact, by the simulator's HTTP control. */
export async function openPhone(
  simulatorPort: number,
  contact: { name: string; withoutPhone?: boolean; waId?: string },
) {
  const base = `http://127.0.0.1:${simulatorPort}/simulator/contacts`;
  const made = z.object({ waId: z.string().nullish(), userId: z.string() }).parse(await post(base, contact));
  const id = contact.withoutPhone ? made.userId : (made.waId ?? made.userId);

  return {
    ...made,
    /** Says it and resolves with the wamid when the business has acknowledged it. */
    async say(utterance: Utterance): Promise<string> {
      return z
        .object({ id: z.string(), acknowledged: z.literal(true) })
        .parse(await post(`${base}/${id}/messages?wait=acknowledged`, utterance)).id;
    },
    /** Puts a file where the phone has it, ready to be sent. */
    async attach(type: string, bytes: Uint8Array): Promise<string> {
      const answer = await fetch(`http://127.0.0.1:${simulatorPort}/simulator/media`, {
        method: 'POST',
        headers: { 'content-type': type },
        body: new Uint8Array(bytes),
      });
      return z.object({ id: z.string() }).parse(await answer.json()).id;
    },
    async shown(): Promise<Shown[]> {
      const answer = await fetch(`${base}/${id}/messages`);
      return z.object({ messages: z.array(Shown) }).parse(await answer.json()).messages;
    },
  };
}
export type Phone = Awaited<ReturnType<typeof openPhone>>;

/** The buttons and rows of a bubble, as what tapping them says. */
export function tapsOf({ buttons = [], rows = [] }: Shown): { says: Utterance; id: string; title: string }[] {
  return [
    ...buttons.map((option) => ({ ...option, says: { button: option.id } })),
    ...rows.map((option) => ({ ...option, says: { row: option.id } })),
  ];
}
