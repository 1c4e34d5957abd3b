import { Anchor, Button, Card, Checkbox, Code, Group, SimpleGrid, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import type { SubscriptionView } from '../../../src/accounts/subscription.view.ts';
import { Field } from '../parts/field.tsx';
import { Page, Part } from '../parts/page.tsx';
import { Empty, Failed, Refusal, Waiting } from '../parts/states.tsx';
import { queries } from '../queries.ts';
import { words } from '../words.ts';
import { Deliveries } from './deliveries.tsx';
import { useKeep, useRenewSecret, useSubscribe, useTell, webhooks } from './query.ts';

/** What it asks for as it opens. */
export const ask = () => queries.prefetchQuery(webhooks);

/** Programs that are told what happens, and what they were told. */
export function WebhooksScreen() {
  const { data, isPending, isError, error, refetch } = useQuery(webhooks);
  if (isPending) return <Waiting />;
  if (isError) return <Failed error={error} retry={refetch} />;
  return (
    <Page title={words.frame.webhooks}>
      <Text>
        {words.webhooks.lead} <Anchor href="/api/docs">{words.keys.docs}</Anchor>
      </Text>
      {data.length === 0 ? <Empty>{words.webhooks.none}</Empty> : null}
      {data.map((webhook) => (
        <Webhook key={webhook.id} webhook={webhook} />
      ))}
      <Subscribe />
    </Page>
  );
}

function Webhook({ webhook: { id, url, events, disabledAt } }: { readonly webhook: SubscriptionView }) {
  const [isOpen, setOpen] = useState(false);
  const keep = useKeep(id);
  const renew = useRenewSecret(id);
  const tell = useTell(id);
  const isOn = disabledAt === null;
  return (
    <Card padding="sm" withBorder>
      <Stack gap="xs">
        <Text fw={500} style={{ overflowWrap: 'anywhere' }}>
          {url}
        </Text>
        <Text c="dimmed" size="sm">
          {[...(isOn ? [] : [words.webhooks.off]), ...events].join(' · ')}
        </Text>
        <Group gap="xs">
          <Button disabled={!isOn} onClick={() => tell.mutate(null)} size="compact-sm" variant="default">
            {words.webhooks.ping}
          </Button>
          <Button aria-expanded={isOpen} onClick={() => setOpen(!isOpen)} size="compact-sm" variant="default">
            {words.webhooks.deliveries}
          </Button>
          <Button loading={renew.isPending} onClick={() => renew.mutate()} size="compact-sm" variant="default">
            {words.webhooks.renew}
          </Button>
          <Button onClick={() => keep.mutate({ url, events, isOn: !isOn })} size="compact-sm" variant="default">
            {isOn ? words.webhooks.turnOff : words.webhooks.turnOn}
          </Button>
          <Button onClick={() => keep.mutate(null)} size="compact-sm" variant="default">
            {words.webhooks.remove}
          </Button>
        </Group>
        <Refusal error={keep.error ?? renew.error ?? tell.error} />
        {renew.data ? <Secret said={words.webhooks.renewed} secret={renew.data.secret} /> : null}
        {isOpen || tell.isSuccess ? <Deliveries webhook={id} /> : null}
      </Stack>
    </Card>
  );
}

function Secret({ said, secret }: { readonly said: string; readonly secret: string }) {
  return (
    <div role="status">
      <Text size="sm">{said}</Text>
      <Code block>{secret}</Code>
    </div>
  );
}

const eventNames = Object.entries<string>(words.webhooks.events);

function Subscribe() {
  const [url, setUrl] = useState('');
  const [events, setEvents] = useState<string[]>([]);
  const subscribe = useSubscribe();

  function submit(event: FormEvent) {
    event.preventDefault();
    subscribe.mutate({ url, events }, { onSuccess: () => setUrl('') });
  }

  return (
    <Part title={words.webhooks.fresh}>
      <Stack component="form" onSubmit={submit}>
        <Field label={words.webhooks.url} set={setUrl} value={url} />
        <Checkbox.Group label={words.webhooks.which} onChange={setEvents} value={events}>
          <SimpleGrid cols={{ base: 1, xs: 2 }} mt="xs" spacing="xs">
            {eventNames.map(([value, label]) => (
              <Checkbox description={value} key={value} label={label} value={value} />
            ))}
          </SimpleGrid>
        </Checkbox.Group>
        <Refusal error={subscribe.error} />
        {subscribe.data ? <Secret said={words.webhooks.made} secret={subscribe.data.secret} /> : null}
        <Group>
          <Button disabled={events.length === 0} loading={subscribe.isPending} type="submit">
            {words.webhooks.subscribe}
          </Button>
        </Group>
      </Stack>
    </Part>
  );
}
