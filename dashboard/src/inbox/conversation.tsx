import { useParams } from '@tanstack/react-router';
import { About } from './about.tsx';
import { Inbox } from './screen.tsx';
import { Talk } from './talk.tsx';

/** The list, the conversation that the address says, and what is known of the contact. */
export function ConversationScreen() {
  const { conversation } = useParams({ from: '/frame/inbox/$conversation' });
  return (
    <Inbox open={conversation}>
      <Talk id={conversation} key={conversation} />
      <About id={conversation} />
    </Inbox>
  );
}
