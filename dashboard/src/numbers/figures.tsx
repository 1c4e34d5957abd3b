import { Text } from '@mantine/core';
import type { ReactNode } from 'react';
import type { NumberView, ToldView } from '../../../src/whatsapp/number.view.ts';
import { amount } from '../parts/money.ts';
import { Sign } from '../parts/sign.tsx';
import { ago, dateTimeOf } from '../parts/when.ts';
import { useSession } from '../session/query.ts';
import { language, words } from '../words.ts';

const whole = new Intl.NumberFormat(language);
const qualityColors: Readonly<Record<string, string>> = { GREEN: 'teal', YELLOW: 'yellow', RED: 'red' };

/** Meta may have words that have none here. */
const worded = (names: Readonly<Record<string, string>>, value: string) => names[value] ?? value;

/** `TIER_2K`: so many people a day. */
function limitOf(value: string): string {
  const [, count = '', thousands] = /^TIER_(\d+)(K?)$/.exec(value) ?? [];
  if (count === '') return worded(words.numbers.limits, value);
  return words.numbers.limitOf(whole.format(Number(count) * (thousands === 'K' ? 1000 : 1)));
}

/** How the number stands at Meta, in its word, and what its quality was. */
export function Standing({ number }: { readonly number: NumberView }) {
  const { timeZone } = useSession().business;
  const { quality, qualities } = number;
  const rows: readonly (readonly [label: string, told: ToldView | null, shown: (value: string) => ReactNode])[] = [
    [words.numbers.quality, quality, (value) => <Quality value={value} />],
    [words.numbers.limit, number.limit, limitOf],
    [words.numbers.throughput, number.throughput, (value) => worded(words.numbers.throughputs, value)],
    [words.numbers.name, number.nameStatus, (value) => worded(words.numbers.names, value)],
    [words.numbers.status, number.status, (value) => worded(words.numbers.statuses, value)],
    [words.numbers.review, number.review, (value) => worded(words.numbers.reviews, value)],
  ];
  const newest = rows.map(([, told]) => told?.toldAt ?? '').reduce((latest, at) => (at > latest ? at : latest), '');
  return (
    <div>
      <dl className="number-facts">
        {rows.map(([label, told, shown]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>
              {told === null ? <Text c="dimmed">{words.numbers.unknown}</Text> : shown(told.value)}
              {told !== null && isOlder(told.toldAt, newest) ? (
                <Text c="dimmed" size="xs">
                  {words.numbers.told(dateTimeOf(told.toldAt, timeZone))}
                </Text>
              ) : null}
            </dd>
          </div>
        ))}
      </dl>
      <Text c="dimmed" mt="xs" size="xs">
        {newest === '' ? null : `${words.numbers.asked(dateTimeOf(newest, timeZone))} `}
        {words.numbers.ids(number.id, number.account)}
      </Text>
      {qualities.length > 1 ? <Past qualities={qualities} /> : null}
    </div>
  );
}

/** Said in another answer than the newest. */
const isOlder = (at: string, newest: string) => Date.parse(newest) - Date.parse(at) > 60_000;

function Quality({ value }: { readonly value: string }) {
  return <Sign color={qualityColors[value] ?? 'gray'}>{worded(words.numbers.qualities, value)}</Sign>;
}

function Past({ qualities }: { readonly qualities: readonly ToldView[] }) {
  const { timeZone } = useSession().business;
  return (
    <>
      <Text c="dimmed" mt="sm" size="xs">
        {words.numbers.past}
      </Text>
      <ol className="past">
        {qualities.map(({ value, since }) => (
          <li key={since}>
            <Quality value={value} />
            {words.numbers.since(dateTimeOf(since, timeZone))}
          </li>
        ))}
      </ol>
    </>
  );
}

/** What went through the number, and what the month costs. */
export function Traffic({
  number: { heardAt, receivedAt, sentAt, today, month, held, waiting },
}: {
  readonly number: NumberView;
}) {
  const { timeZone } = useSession().business;
  const time = (at: string | null) => (at === null ? words.numbers.never : ago(at, timeZone));
  const rows: readonly (readonly [label: string, value: string])[] = [
    [words.numbers.received, time(receivedAt)],
    [words.numbers.sent, time(sentAt)],
    [words.numbers.heard, time(heardAt)],
    [words.numbers.today, words.numbers.counts(whole.format(today.sent), whole.format(today.failed))],
    ...(held === null && waiting > 0 ? [[words.numbers.waiting, whole.format(waiting)] as const] : []),
    ...(month === null ? [] : [[words.numbers.month, costOf(month)] as const]),
  ];
  return (
    <dl className="number-facts">
      {rows.map(([label, value]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function costOf({ currency, soFar, forecast, unpriced }: NonNullable<NumberView['month']>): string {
  const spent = words.numbers.cost(amount(soFar, currency), amount(forecast, currency));
  return unpriced === 0 ? spent : `${spent}; ${words.numbers.unpriced(whole.format(unpriced))}`;
}
