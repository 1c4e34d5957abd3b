import { demoBusiness } from '../business/demo.ts';
import { putBusiness } from '../business/file.store.ts';
import { keep } from '../conversations/inbox.store.ts';
import type { Db } from '../platform/db.ts';
import { receiver } from './receive.job.ts';
import { channelForTests } from './testing.store.ts';
import { updatesOf } from './webhook.ts';

/** The demo business and its number, to which a test delivers one change after the other; nobody is waited for. */
export async function receivingForTests(db: Db) {
  const [phoneNumberId, displayPhoneNumber, account] = ['100000000000001', '551155500100', '200000000000001'];
  const business = await putBusiness(db, demoBusiness, { phoneNumberId, displayPhoneNumber });
  const none = new Temporal.Duration();
  const { receive } = receiver({ ...channelForTests(db), patience: { quiet: none, waitMax: none } });
  const at = 1_795_000_000;

  async function deliver(field: string, value: object): Promise<void> {
    await keep(db, updatesOf({ entry: [{ id: account, time: at, changes: [{ field, value }] }] }));
    await receive();
  }
  return { business, phoneNumberId, displayPhoneNumber, account, at, deliver };
}
