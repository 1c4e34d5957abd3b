import { useParams } from '@tanstack/react-router';
import { queries } from '../queries.ts';
import { About } from './about.tsx';
import { conversation, transcript } from './query.ts';
import { ask as askList, Inbox } from './screen.tsx';
import { Talk } from './talk.tsx';

/** What it asks for as it opens. */
export const ask = (id: string) =>
  Promise.all([askList(), queries.prefetchQuery(conversation(id)), queries.prefetchInfiniteQuery(transcript(id))]);

/** The list, the conversation that the address says, and what is known of the contact. */
export function ConversationScreen() {
  const { conversation: id } = useParams({ from: '/frame/inbox/$conversation' });
  return (
    <Inbox open={id}>
      <Talk id={id} key={id} />
      <About id={id} />
    </Inbox>
  );
}
