import { ConversationId } from './conversations/conversation.ts';
import { giveBack, handedOver } from './conversations/conversation.store.ts';
import { briefLines } from './conversations/readable.ts';
import type { Db } from './platform/db.ts';
import { wrong } from './platform/fault.ts';

/** The conversations that persons have, a line each, and what to know of them beneath. */
export async function handoffs(db: Db): Promise<string> {
  const lines = (await handedOver(db)).flatMap(({ conversation, reason, since, brief }) => [
    `${since?.toString({ smallestUnit: 'second' }) ?? '-'}  ${conversation}  ${reason ?? '-'}`,
    ...(brief === null ? [] : [`  ${said(brief)}`]),
  ]);
  return lines.length > 0 ? lines.join('\n') : 'No person has a conversation.';
}

/** What a person wants to see first; a brief of another shape is printed as it is. */
function said(brief: unknown): string {
  return briefLines(brief).lines.join(' · ') || JSON.stringify(brief);
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
