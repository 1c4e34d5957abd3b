import { fieldKinds } from '../src/simulator/field-kinds.ts';
import { messageKinds } from '../src/simulator/message-kinds.ts';

/** One update, as it stands in a webhook body, and what names it in the inbox. */
export type TrafficUpdate = {
  readonly place: 'messages' | 'statuses' | 'change';
  readonly value: object;
  readonly field: string;
};

const statuses: readonly [string, ...string[]] = [
  'sent',
  'delivered',
  'read',
  'played',
  'failed',
  'deleted',
  'tomorrow',
];
export const phoneNumbers = ['100000000000001', '100000000000002'];
const displays = ['551155500100', '551155500200'];

type Person = { readonly waId: string; readonly userId: string };
type Making = Person & { readonly random: () => number; readonly index: number; readonly timestamp: string };

function oneOf<Item>(of: readonly [Item, ...Item[]], random: () => number): Item {
  return of[Math.floor(random() * of.length)] ?? of[0];
}

function message({ random, index, waId, userId, timestamp }: Making): TrafficUpdate {
  const kinds = Object.values(messageKinds);
  const earlier = `wamid.${Math.floor(random() * (index + 1))}`;
  const content = kinds[Math.floor(random() * kinds.length)]?.({ random, earlier, waId, userId });
  const from = random() < 0.2 ? {} : { from: waId };
  const value = { ...from, from_user_id: userId, id: `wamid.${index}`, timestamp, ...content };
  return { place: 'messages', field: 'messages', value };
}

function status({ random, index, waId, timestamp }: Making): TrafficUpdate {
  const name = oneOf(statuses, random);
  const errors = name === 'failed' ? { errors: [{ code: 131026, title: 'Message undeliverable' }] } : {};
  const value = { id: `wamid.out${index}`, status: name, timestamp, recipient_id: waId, ...errors };
  return { place: 'statuses', field: 'messages', value };
}

function change({ random, index, waId, userId, timestamp }: Making): TrafficUpdate {
  const kind = fieldKinds[Math.floor(random() * fieldKinds.length)];
  const number = { displayPhoneNumber: displays[0] ?? '', phoneNumberId: phoneNumbers[0] ?? '' };
  const value = kind?.value({ ...number, waId, userId, at: Number(timestamp), unique: String(index) });
  return { place: 'change', field: kind?.field ?? '', value: { ...value, unique: index } };
}

/** Seeded updates of every kind, from so many people; ids are unique. */
export function trafficOf(count: number, random: () => number): TrafficUpdate[] {
  return Array.from({ length: count }, (_, index) => {
    const person = Math.floor(random() * 500);
    const timestamp = String(1_795_000_000 + index);
    const who = { waId: `55119${String(person).padStart(8, '0')}`, userId: `BR.${1000 + person}` };
    const share = random();
    const make = share < 0.6 ? message : share < 0.9 ? status : change;
    return make({ ...who, random, index, timestamp });
  });
}

/** These updates in one body, as Meta batches them: mixed over numbers and changes. */
export function bodyOf(updates: readonly TrafficUpdate[]): object {
  const changes = updates.filter(({ place }) => place === 'change').map(({ field, value }) => ({ field, value }));
  const ofNumber = phoneNumbers.map((phone_number_id, number) => {
    const mine = (place: string) =>
      updates.filter((each) => each.place === place && numberOf(each) === number).map(({ value }) => value);
    const metadata = { display_phone_number: displays[number], phone_number_id };
    return {
      field: 'messages',
      value: { messaging_product: 'whatsapp', metadata, messages: mine('messages'), statuses: mine('statuses') },
    };
  });
  const filled = ofNumber.filter(({ value }) => value.messages.length + value.statuses.length > 0);
  return {
    object: 'whatsapp_business_account',
    entry: [{ id: '200000000000001', time: 1, changes: [...filled, ...changes] }],
  };
}

/** The same update goes to the same number each time. */
const numberOf = ({ value }: TrafficUpdate) => ('id' in value && String(value.id).length % 2 === 0 ? 1 : 0);

export function shuffled<Item>(items: readonly Item[], random: () => number): Item[] {
  const mixed = [...items];
  for (let last = mixed.length - 1; last > 0; last -= 1) {
    const other = Math.floor(random() * (last + 1));
    const [a, b] = [mixed[last], mixed[other]];
    if (a !== undefined && b !== undefined) [mixed[last], mixed[other]] = [b, a];
  }
  return mixed;
}
