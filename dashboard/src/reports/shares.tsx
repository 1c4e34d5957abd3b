import { Group, Stack, Table, Text } from '@mantine/core';
import type { ReportView } from '../../../src/insight/report.view.ts';
import { count, percent, spent } from '../parts/figures.tsx';
import { reais } from '../parts/money.ts';
import { Part } from '../parts/page.tsx';
import { dateTimeOf } from '../parts/when.ts';
import { words } from '../words.ts';

type RowsProps = {
  readonly head: readonly string[];
  /** The first cell of each says what it is about; the others are figures. */
  readonly rows: readonly (readonly [name: string, ...cells: string[]])[];
  /** How long a bar stands under each name, of 1. */
  readonly measures?: readonly number[];
};

function Rows({ head, rows, measures }: RowsProps) {
  return (
    <Table className="figures" verticalSpacing={4}>
      <Table.Thead>
        <Table.Tr>
          {head.map((title) => (
            <Table.Th key={title} scope="col">
              {title}
            </Table.Th>
          ))}
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {rows.map(([name, ...cells], row) => (
          <Table.Tr key={name}>
            <Table.Th className="bar" fw={400} scope="row">
              {name}
              {measures ? <Measure share={measures[row] ?? 0} /> : null}
            </Table.Th>
            {cells.map((cell, index) => (
              <Table.Td key={head[index + 1]}>{cell}</Table.Td>
            ))}
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}

function Measure({ share }: { readonly share: number }) {
  return <div aria-hidden="true" className="measure" style={{ width: `${Math.round(share * 100)}%` }} />;
}

const unknown = '–';

export function Services({ services }: Pick<ReportView, 'services'>) {
  const { name, visits, value, noShows } = words.reports;
  return (
    <Part title={words.reports.services}>
      {services.length === 0 ? (
        <Text c="dimmed">{words.reports.noBookings}</Text>
      ) : (
        <Rows
          head={[name, visits, value, noShows]}
          rows={services.map((each) => [each.name, count(each.bookings), reais(each.cents), count(each.noShows)])}
        />
      )}
    </Part>
  );
}

export function Professionals({ professionals }: Pick<ReportView, 'professionals'>) {
  const { name, visits, value, noShows, occupancy } = words.reports;
  return (
    <Part title={words.reports.professionals}>
      {professionals.length === 0 ? (
        <Text c="dimmed">{words.reports.noBookings}</Text>
      ) : (
        <Rows
          head={[name, visits, value, noShows, occupancy]}
          rows={professionals.map((each) => [
            each.name,
            count(each.bookings),
            reais(each.cents),
            count(each.noShows),
            each.occupancyPercent === null ? unknown : percent(each.occupancyPercent),
          ])}
        />
      )}
    </Part>
  );
}

const steps = ['started', 'wished', 'offered', 'booked', 'came'] as const;

/** How far conversations came, each step against the one before it. */
export function FunnelPart({ funnel: { now, before } }: Pick<ReportView, 'funnel'>) {
  const { funnel, step, period, share, earlier } = words.reports;
  const most = Math.max(1, ...steps.map((each) => now[each]));
  return (
    <Part title={words.reports.funnelTitle}>
      <Rows
        head={[step, period, share, earlier]}
        measures={steps.map((each) => now[each] / most)}
        rows={steps.map((each, index) => {
          const last = steps[index - 1];
          const whole = last === undefined ? 0 : now[last];
          const part = whole === 0 ? '' : percent((100 * now[each]) / whole);
          return [funnel[each], count(now[each]), part, count(before[each])];
        })}
      />
      {now.ahead > 0 ? (
        <Text c="dimmed" mt="xs" size="sm">
          {words.reports.ahead(now.ahead)}
        </Text>
      ) : null}
    </Part>
  );
}

type BarProps = { readonly label: string; readonly value: string; readonly share: number };

function Bar({ label, value, share }: BarProps) {
  return (
    <div className="bar">
      <Group justify="space-between" wrap="nowrap">
        <Text size="sm" truncate>
          {label}
        </Text>
        <Text className="figure" size="sm">
          {value}
        </Text>
      </Group>
      <Measure share={share} />
    </div>
  );
}

export function Handoffs({ handoffs }: Pick<ReportView, 'handoffs'>) {
  const most = Math.max(1, ...handoffs.map(({ times }) => times));
  const names: Readonly<Record<string, string>> = words.reports.reasons;
  return (
    <Part title={words.reports.handoffs}>
      {handoffs.length === 0 ? <Text c="dimmed">{words.reports.noHandoffs}</Text> : null}
      <Stack gap={6}>
        {handoffs.map(({ reason, times }) => (
          <Bar key={reason} label={names[reason] ?? reason} share={times / most} value={count(times)} />
        ))}
      </Stack>
    </Part>
  );
}

/** How the stars fell, and what was written with them. */
export function Satisfaction({ data: { ratings, comments, timeZone } }: { readonly data: ReportView }) {
  const all = ratings.reduce((sum, { times }) => sum + times, 0);
  return (
    <Part title={words.reports.satisfaction}>
      {all === 0 ? (
        <Text c="dimmed">{words.reports.noRatings}</Text>
      ) : (
        <Stack gap={6}>
          {ratings.map(({ stars, times }) => (
            <Bar key={stars} label={words.reports.stars(stars)} share={times / all} value={count(times)} />
          ))}
        </Stack>
      )}
      {comments.map(({ stars, text, at }) => (
        <Text key={at} mt="sm" size="sm">
          “{text}”{' '}
          <Text c="dimmed" size="xs" span>
            {words.reports.stars(stars)}, {dateTimeOf(at, timeZone)}
          </Text>
        </Text>
      ))}
    </Part>
  );
}

/** What was spent, by what Meta calls messages and by model. */
export function Money({ spending: { currency, messages, models } }: Pick<ReportView, 'spending'>) {
  const { category, billed, free, cost, model, calls } = words.reports;
  const names: Readonly<Record<string, string>> = words.reports.categories;
  return (
    <Part title={words.reports.money}>
      <Stack>
        {messages.length === 0 ? (
          <Text c="dimmed" size="sm">
            {words.reports.noMessages}
          </Text>
        ) : (
          <Rows
            head={[category, billed, free, cost]}
            rows={messages.map((each) => [
              names[each.category] ?? each.category,
              count(each.billed),
              count(each.free),
              each.cost === null || currency === null ? unknown : spent(currency)(each.cost),
            ])}
          />
        )}
        {models.length === 0 ? (
          <Text c="dimmed" size="sm">
            {words.reports.noModels}
          </Text>
        ) : (
          <Rows
            head={[model, calls, cost]}
            rows={models.map((each) => [
              each.model,
              count(each.calls),
              each.dollars === null ? unknown : spent('USD')(each.dollars),
            ])}
          />
        )}
      </Stack>
    </Part>
  );
}
