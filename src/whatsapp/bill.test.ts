import assert from 'node:assert/strict';
import { it } from 'node:test';
import { putNumber } from '../business/business.store.ts';
import { isBudgetUsedUp } from '../costs.ts';
import { testDatabase } from '../platform/testing.ts';
import { billOf, budgetUse, costOf, paceDays, parseBillPrices, priceOf, type CountedCharge } from './bill.ts';
import { accounts, setBudget } from './charge.store.ts';
import { receivingForTests } from './testing.job.ts';

// Before the first test: a file whose tests are all over is ended, whatever it still waits for.
const { db } = await testDatabase();
const { business, phoneNumberId, displayPhoneNumber, at, deliver } = await receivingForTests(db);

const prices = parseBillPrices({
  currency: 'USD',
  freeReplies: 100,
  markets: { BR: { utility: 0.01, marketing: 0.06 }, '*': { utility: 0.02 } },
});
const charge = (day: string, more: Partial<CountedCharge> = {}): CountedCharge => ({
  day: `2026-11-${day}`,
  market: 'BR',
  category: 'utility',
  type: 'regular',
  messages: 10,
  ...more,
});
const today = Temporal.PlainDate.from('2026-11-20');
const cents = (amount: number) => Math.round(amount * 100);

it('prices a reply like a utility template, other countries by *, and nothing that the file does not name', () => {
  const of = (more: object) => priceOf(prices, charge('01', more));
  assert.deepEqual(
    [{}, { category: 'service' }, { category: 'group_utility' }, { category: 'marketing_lite' }, { market: 'PT' }].map(
      of,
    ),
    [0.01, 0.01, 0.01, 0.06, 0.02],
  );
  assert.equal(of({ category: 'authentication' }), null);
  const bill = billOf(prices, [charge('01', { category: 'authentication' })], today);
  assert.deepEqual(bill, { soFar: 0, month: 0, unpriced: 10 });
});

it('bills what is regular and of this month, and goes on at the pace of seven days', () => {
  const lastMonth = { ...charge('01'), day: '2026-10-31' };
  const bill = billOf(
    prices,
    [lastMonth, charge('02'), charge('13', { messages: 70 }), charge('20', { messages: 5 })],
    today,
  );
  // 85 cents until now, and ten a day for the ten days that are left.
  assert.deepEqual([cents(bill.soFar), cents(bill.month)], [85, 185]);
});

it('lets coming replies be free as far as the free ones of the month reach', () => {
  const replies = charge('13', { category: 'service', type: 'free_customer_service', messages: 70 });
  const bill = billOf(prices, [replies], today);
  // 100 more are coming, and 30 free ones are left.
  assert.deepEqual([cents(bill.soFar), cents(bill.month)], [0, 70]);
  const entry = { category: 'service', type: 'free_entry_point', messages: 500 };
  assert.equal(
    cents(billOf(prices, [replies, charge('14', entry)], today).month),
    70,
    'ads bring free replies of their own',
  );
});

const dearer = { ...prices, markets: { BR: { ...prices.markets['BR'], authentication: 0.03 } } };

/** The rows of the facts about money, as Meta tells them in `pricing`. */
const rows: readonly [row: string, category: string, type: string, cost: number][] = [
  ['non-template reply in the window ("service"), within the free tier', 'service', 'free_customer_service', 0],
  ['non-template reply in the window ("service"), beyond the free tier', 'service', 'regular', 0.01],
  ['utility template, in or out of the window', 'utility', 'regular', 0.01],
  ['marketing, authentication template (marketing)', 'marketing', 'regular', 0.06],
  ['marketing, authentication template (authentication)', 'authentication', 'regular', 0.03],
  ['anything within a free entry point', 'marketing', 'free_entry_point', 0],
  ['anything within a free entry point, as Meta calls it', 'referral_conversion', 'free_entry_point', 0],
  ['in a group, within the free tier', 'group_service', 'free_group_customer_service', 0],
  ['a type that nobody knows', 'utility', 'free_of_tomorrow', 0],
];
for (const [row, category, type, cost] of rows)
  it(`money: ${row}: ${cost === 0 ? 'free' : 'billed'}`, () =>
    assert.equal(costOf(dearer, charge('01', { category, type, messages: 1 })), cost));

it('says how full the fullest budget is, of a number or of all of a business', () => {
  const bill = (soFar: number) => ({ soFar, month: 2 * soFar, unpriced: 0 });
  const number = { business: 'a', businessBudget: 10, budget: null, bill: bill(3) };
  assert.deepEqual(budgetUse([number, { ...number, bill: bill(4) }]), { spent: 70, forecast: 140 });
  assert.deepEqual(budgetUse([{ ...number, budget: 3 }]), { spent: 100, forecast: 200 });
  assert.deepEqual(budgetUse([{ ...number, businessBudget: null }]), { spent: null, forecast: null });
});

const metadata = { phone_number_id: phoneNumberId, display_phone_number: displayPhoneNumber };
const now = Temporal.Instant.fromEpochMilliseconds((at + 60) * 1000);

/** A status as Meta sends it. */
const status = (id: string, name: string, more: object = {}) => ({
  id,
  status: name,
  timestamp: String(at),
  recipient_id: '5511912345678',
  ...more,
});
const pricing = { billable: true, pricing_model: 'PMP', type: 'regular', category: 'utility' };
const tell = (...statuses: object[]) => deliver('messages', { metadata, statuses });
const counted = async () =>
  (await accounts(db, { before: 7 }, now))[0]?.counted.map(({ category, market, messages }) => [
    category,
    market,
    messages,
  ]);

it('counts one price a message, in whichever of its statuses it stands, once it is delivered', async () => {
  // v23: in sent and again in delivered. v24 and later: in one of them.
  await tell(status('wamid.v23', 'sent', { pricing }));
  assert.deepEqual(await counted(), [], 'what is not delivered is not billed');
  await tell(status('wamid.v23', 'delivered', { pricing }), status('wamid.v24', 'sent', { pricing }));
  await tell(status('wamid.v24', 'read'), status('wamid.v23', 'read', { pricing }));
  await tell(status('wamid.late', 'delivered', { recipient_id: undefined, recipient_user_id: 'PT.1', pricing }));
  await tell(
    status('wamid.failed', 'sent', { pricing }),
    status('wamid.failed', 'failed', { errors: [{ code: 131026 }] }),
  );
  await tell(status('wamid.odd', 'delivered', { pricing: { type: 7 } }), status('wamid.none', 'delivered'));
  assert.deepEqual(await counted(), [
    ['utility', 'BR', 2],
    ['utility', 'PT', 1],
  ]);
});

it('money: inbound, and what is typed in the WhatsApp app (coexistence), is billed by nobody', async () => {
  const before = await counted();
  const sender = { from: '5511912345678', timestamp: String(at) };
  await deliver('messages', {
    metadata,
    messages: [{ ...sender, id: 'wamid.in', type: 'text', text: { body: 'oi' } }],
  });
  const echo = {
    from: displayPhoneNumber,
    to: '5511912345678',
    id: 'wamid.typed',
    timestamp: String(at),
    type: 'text',
  };
  await deliver('smb_message_echoes', { metadata, message_echoes: [{ ...echo, text: { body: 'já respondo' } }] });
  await tell(status('wamid.typed', 'delivered'));
  assert.deepEqual(await counted(), before);
});

it('money: anything within a free entry point is counted, and costs nothing now nor in the estimate', async () => {
  const entry = { pricing: { ...pricing, billable: false, type: 'free_entry_point', category: 'referral_conversion' } };
  const conversation = { id: 'c', origin: { type: 'referral_conversion' }, expiration_timestamp: String(at + 259_200) };
  await tell(status('wamid.entry', 'delivered', { ...entry, conversation }), status('wamid.entry', 'read', entry));
  const [account] = await accounts(db, { before: paceDays }, now);
  const free = account?.counted.filter(({ type }) => type === 'free_entry_point') ?? [];
  assert.deepEqual(
    free.map(({ category, market, messages }) => [category, market, messages]),
    [['referral_conversion', 'BR', 1]],
  );
  assert(account);
  assert.deepEqual(billOf(prices, free, Temporal.PlainDate.from(account.today)), { soFar: 0, month: 0, unpriced: 0 });
  // The days to come are taken to be like these: no cent for them either.
  const tomorrow = Temporal.PlainDate.from(account.today).add({ days: 1 });
  assert.deepEqual(billOf(prices, free, tomorrow), { soFar: 0, month: 0, unpriced: 0 });
});

it('keeps a budget for a number and for a business, and knows no other', async () => {
  assert.equal(await setBudget(db, phoneNumberId, 25), true);
  assert.equal(await setBudget(db, business, 30.5), true);
  assert.equal(await setBudget(db, 'nobody', 1), false);
  const [account] = await accounts(db, { before: 7 }, now);
  assert.deepEqual([account?.budget, account?.businessBudget], [25, 30.5]);
});

it('knows when a number has used up its budget or its business’s, and not for what another number may cost', async () => {
  const isUsedUp = () => isBudgetUsedUp(db, prices, phoneNumberId, now);
  const spent = 2 * 0.01 + 0.02;
  await setBudget(db, phoneNumberId, null);
  for (const [budget, expected] of [
    [spent * 1.01, false],
    [spent, true],
  ] as const) {
    await setBudget(db, business, budget);
    assert.equal(await isUsedUp(), expected);
  }
  await setBudget(db, business, null);
  await putNumber(db, business, { phoneNumberId: '100000000000002', displayPhoneNumber: '551155500101' });
  await setBudget(db, '100000000000002', 0.000_001);
  assert.equal(await isUsedUp(), false);
  await setBudget(db, phoneNumberId, spent / 2);
  assert.equal(await isUsedUp(), true);
  assert.equal(await isBudgetUsedUp(db, null, phoneNumberId, now), false, 'nobody said what messages cost');
});
