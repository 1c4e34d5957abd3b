import { Button, NativeSelect, Stack, Text, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import type { BusinessView } from '../../../src/business/business.view.ts';
import { Page } from '../parts/page.tsx';
import { Failed, Refusal, Waiting } from '../parts/states.tsx';
import { weekdayName } from '../parts/when.ts';
import { queries } from '../queries.ts';
import { business } from '../services/query.ts';
import { useMay } from '../session/query.ts';
import { Beside } from '../trial/beside.tsx';
import { useDraft, useGuardedChange } from '../trial/drafts.ts';
import { words } from '../words.ts';

const days = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;

/** What it asks for as it opens. */
export const ask = () => queries.prefetchQuery(business);

/** When the doors are open: of the business, and of who works other hours. */
export function HoursScreen() {
  const { data, isPending, isError, error, refetch } = useQuery(business);
  const [whose, setWhose] = useState('');
  if (isPending) return <Waiting />;
  if (isError) return <Failed error={error} retry={refetch} />;
  const people = data.professionals.map(({ id, name }) => ({ value: id, label: name }));
  return (
    <Beside asks={words.trial.asks.hours}>
      <Page title={words.frame.hours}>
        <Text c="dimmed" size="sm">
          {words.hours.lead}
        </Text>
        <NativeSelect
          data={[{ value: '', label: words.calendar.everybody }, ...people]}
          label={words.hours.whose}
          onChange={(event) => setWhose(event.currentTarget.value)}
          value={whose}
        />
        <Week
          key={`${whose} ${data.versions.hours[whose === '' ? 'business' : whose]}`}
          professional={whose === '' ? null : whose}
          view={data}
        />
      </Page>
    </Beside>
  );
}

function Week({ view, professional }: { readonly view: BusinessView; readonly professional: string | null }) {
  const mayWrite = useMay('business.write');
  const change = useGuardedChange();
  const saved = days.map((_, index) =>
    view.hours
      .filter((span) => span.professional === professional && span.weekday === index + 1)
      .map(({ opens, closes }) => `${opens}-${closes}`)
      .join(', '),
  );
  const [week, setWeek] = useState<readonly string[]>(saved);
  const spans = days.map((day, index) => {
    const text = week[index]?.trim() ?? '';
    return [day, text === '' ? 'closed' : text.split(',').map((span) => span.trim())] as const;
  });
  const body = { professional, week: Object.fromEntries(spans) };
  const draft = { hours: [body] };
  useDraft(week.join('\n') === saved.join('\n') ? null : draft);

  function submit(event: FormEvent) {
    event.preventDefault();
    change.mutate(draft, {
      method: 'PUT',
      path: '/business/hours',
      version: view.versions.hours[professional ?? 'business'],
      body,
    });
  }

  return (
    <Stack component="form" gap="xs" onSubmit={submit}>
      {days.map((day, index) => (
        <TextInput
          key={day}
          label={weekdayName(index + 1)}
          onChange={(event) => setWeek(week.with(index, event.currentTarget.value))}
          readOnly={!mayWrite}
          value={week[index] ?? ''}
        />
      ))}
      <Refusal error={change.error} />
      {mayWrite ? (
        <Button loading={change.isPending} type="submit">
          {words.hours.save}
        </Button>
      ) : null}
    </Stack>
  );
}
