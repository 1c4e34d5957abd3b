import {
  Button,
  Card,
  Group,
  MultiSelect,
  NumberInput,
  Stack,
  TagsInput,
  Text,
  Textarea,
  TextInput,
  Title,
} from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import type { BusinessView, ServiceView } from '../../../src/business/business.view.ts';
import { Page } from '../parts/page.tsx';
import { Empty, Failed, Refusal, Waiting } from '../parts/states.tsx';
import { queries } from '../queries.ts';
import { useMay } from '../session/query.ts';
import { Beside } from '../trial/beside.tsx';
import { useDraft, useGuardedChange } from '../trial/drafts.ts';
import { words } from '../words.ts';
import { business, useChange } from './query.ts';

/** What it asks for as it opens. */
export const ask = () => queries.prefetchQuery(business);

/** What can be booked, at which price, by whom; and who works here. */
export function ServicesScreen() {
  const { data, isPending, isError, error, refetch } = useQuery(business);
  const mayWrite = useMay('business.write');
  const [isAdding, setAdding] = useState(false);
  if (isPending) return <Waiting />;
  if (isError) return <Failed error={error} retry={refetch} />;
  const fresh = { name: '', minutes: 60, priceCents: 0, description: '', synonyms: [], professionals: [], version: '' };
  const [first] = data.services;
  return (
    <Beside asks={first ? words.trial.asks.services(first.name) : []}>
      <Page
        actions={mayWrite ? <Button onClick={() => setAdding(!isAdding)}>{words.services.fresh}</Button> : null}
        title={words.frame.services}
      >
        {isAdding ? <ServiceForm done={() => setAdding(false)} id={null} mayWrite service={fresh} view={data} /> : null}
        {data.services.length === 0 ? <Empty>{words.services.none}</Empty> : null}
        {data.services.map((service) => (
          <ServiceForm
            id={service.id}
            key={`${service.id} ${service.version}`}
            mayWrite={mayWrite}
            service={service}
            view={data}
          />
        ))}
        <Professionals mayWrite={mayWrite} view={data} />
      </Page>
    </Beside>
  );
}

type FormProps = {
  readonly id: string | null;
  readonly service: Omit<ServiceView, 'id'>;
  readonly view: BusinessView;
  readonly mayWrite: boolean;
  readonly done?: () => void;
};

function ServiceForm({ id, service, view, mayWrite, done }: FormProps) {
  const [edit, setEdit] = useState(service);
  const change = useGuardedChange();
  const isChanged = JSON.stringify(edit) !== JSON.stringify(service);
  const draft = { services: [{ id, ...edit }] };
  useDraft(isChanged && edit.name.trim() !== '' && edit.professionals.length > 0 ? draft : null);

  function submit(event: FormEvent) {
    event.preventDefault();
    const place =
      id === null
        ? { method: 'POST' as const, path: '/services' }
        : { method: 'PUT' as const, path: `/services/${id}`, version: service.version };
    change.mutate(draft, { ...place, body: edit }, done);
  }

  return (
    <Card component="form" onSubmit={submit} withBorder>
      <fieldset disabled={!mayWrite} style={{ border: 0, margin: 0, padding: 0, minWidth: 0 }}>
        <Stack gap="xs">
          <Fields edit={edit} set={(part) => setEdit({ ...edit, ...part })} view={view} />
          <Refusal error={change.error} />
          {mayWrite ? (
            <Group justify="end">
              {id === null ? null : (
                <Button
                  onClick={() =>
                    change.mutate({ retired: [id] }, { method: 'DELETE', path: `/services/${id}`, body: null })
                  }
                  variant="default"
                >
                  {words.services.retire}
                </Button>
              )}
              <Button disabled={!isChanged} loading={change.isPending} type="submit">
                {words.services.save}
              </Button>
            </Group>
          ) : null}
        </Stack>
      </fieldset>
    </Card>
  );
}

type Edit = FormProps['service'];
type FieldsProps = {
  readonly edit: Edit;
  readonly set: (part: Partial<Edit>) => void;
  readonly view: BusinessView;
};

function Fields({ edit, set, view }: FieldsProps) {
  return (
    <>
      <Group align="end" grow>
        <TextInput
          label={words.services.name}
          onChange={(event) => set({ name: event.currentTarget.value })}
          required
          value={edit.name}
        />
        <NumberInput
          label={words.services.minutes}
          max={1440}
          min={5}
          onChange={(minutes) => set({ minutes: Number(minutes) })}
          value={edit.minutes}
        />
        <NumberInput
          decimalScale={2}
          decimalSeparator=","
          fixedDecimalScale
          label={words.services.price}
          min={0}
          onChange={(price) => set({ priceCents: Math.round(Number(price) * 100) })}
          value={edit.priceCents / 100}
        />
      </Group>
      <MultiSelect
        data={view.professionals.map((each) => ({ value: each.id, label: each.name }))}
        label={words.services.professionals}
        onChange={(professionals) => set({ professionals })}
        value={edit.professionals}
      />
      <TagsInput label={words.services.synonyms} onChange={(synonyms) => set({ synonyms })} value={edit.synonyms} />
      <Textarea
        label={words.services.description}
        onChange={(event) => set({ description: event.currentTarget.value })}
        value={edit.description}
      />
    </>
  );
}

function Professionals({ view, mayWrite }: { readonly view: BusinessView; readonly mayWrite: boolean }) {
  const [name, setName] = useState('');
  const change = useChange();

  function submit(event: FormEvent) {
    event.preventDefault();
    change.mutate({ method: 'POST', path: '/professionals', body: { name } }, { onSuccess: () => setName('') });
  }

  return (
    <Stack gap="xs">
      <Title order={2} size="h4">
        {words.services.team}
      </Title>
      {view.professionals.map((each) => (
        <Text key={each.id}>{each.name}</Text>
      ))}
      {mayWrite ? (
        <Group component="form" onSubmit={submit}>
          <TextInput
            aria-label={words.services.freshProfessional}
            onChange={(event) => setName(event.currentTarget.value)}
            placeholder={words.services.freshProfessional}
            required
            value={name}
          />
          <Button loading={change.isPending} type="submit" variant="default">
            {words.services.save}
          </Button>
        </Group>
      ) : null}
      <Refusal error={change.error} />
    </Stack>
  );
}
