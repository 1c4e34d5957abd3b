import { z } from 'zod';

export const ConversationId = z.uuid().brand<'ConversationId'>();
export type ConversationId = z.output<typeof ConversationId>;
