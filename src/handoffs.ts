import { z } from 'zod';
import { ConversationId } from './conversations/conversation.ts';
import { giveBack, handedOver } from './conversations/conversation.store.ts';
import type { Db } from './platform/db.ts';
import { Fault } from './platform/fault.ts';

const wrong = (sentence: string) => new Fault('permanent', 'cli.invalid', { sentence });

/** What a person wants to see first; a brief of another shape is printed as it is. */
const Brief = z.object({
  who: z.string().nullable(),
  wants: z.string(),
  known: z.array(z.string()),
  tried: z.string(),
  mood: z.string(),
});

/** The conversations that persons have, a line each, and what to know of them beneath. */
export async function handoffs(db: Db): Promise<string> {
  const lines = (await handedOver(db)).flatMap(({ conversation, reason, since, brief }) => [
    `${since?.toString({ smallestUnit: 'second' }) ?? '-'}  ${conversation}  ${reason ?? '-'}`,
    ...(brief === null ? [] : [`  ${said(brief)}`]),
  ]);
  return lines.length > 0 ? lines.join('\n') : 'No person has a conversation.';
}

function said(brief: unknown): string {
  const parsed = Brief.safeParse(brief);
  if (!parsed.success) return JSON.stringify(brief);
  const { who, wants, known, tried, mood } = parsed.data;
  return [who, wants, ...known, tried, mood].filter(Boolean).join(' · ');
}

/**
 * The agent answers this conversation again, from its next message on.
 *
 * @throws Fault with a sentence for the operator
 */
export async function backToAgent(db: Db, verb: string, given = ''): Promise<string> {
  if (verb !== 'back') throw wrong(`handoffs knows only back, not ${verb}.`);
  const id = ConversationId.safeParse(given);
  const found = id.success && (await handedOver(db)).find(({ conversation }) => conversation === id.data);
  if (!found || !(await giveBack(db, found.business, found.conversation)))
    throw wrong(`No person has a conversation ${given}: list them with \`whats-agent handoffs\`.`);
  return `The agent answers ${found.conversation} again.`;
}
