import type { BusinessId } from '../business/business.ts';
import { contactsFor } from '../contacts/contact.store.ts';
import { fileReaction, hideSaid, replaceSaid } from '../conversations/change.store.ts';
import { renew } from '../conversations/merge.store.ts';
import { fileMessages, type Patience } from '../conversations/message.store.ts';
import type { Db } from '../platform/db.ts';
import type { Change } from './change.ts';

type Found = { readonly phoneNumberId: string; readonly change: Change; readonly patience?: Patience };

/** Without a pause of its own an edit is answered as soon as there is time. */
const none: Patience = { quiet: new Temporal.Duration(), waitMax: new Temporal.Duration() };

/** After the messages of the same batch: what is changed may be among them. */
export async function fileChange(
  tx: Db,
  business: BusinessId,
  { phoneNumberId, change, patience = none }: Found,
): Promise<void> {
  if (change.kind === 'identity') return renew(tx, business, change.before, change.after);
  const { sighting, wamid, at } = change;
  const [contact] = await contactsFor(tx, business, [sighting]);
  if (!contact) return;
  if (change.kind === 'reaction') {
    const { to, emoji } = change;
    return fileReaction(tx, business, { contact, phoneNumberId, wamid, to, emoji, at });
  }
  if (change.kind === 'revoke') return hideSaid(tx, business, { contact, of: change.of });
  const { of, said } = change;
  if (await replaceSaid(tx, business, { contact, of, said })) return;
  await fileMessages(tx, business, [{ contact, phoneNumberId, wamid, said, at }], patience);
}
