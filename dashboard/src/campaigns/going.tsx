import { Button, Group, List, SegmentedControl, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { CampaignReadView, PreviewView } from '../../../src/campaigns/campaign.view.ts';
import { ContactChoice } from '../contacts/choice.tsx';
import { minutesIn, momentOf, today } from '../parts/day.ts';
import { Dialog } from '../parts/dialog.tsx';
import { Field } from '../parts/field.tsx';
import { Formatted } from '../parts/formatted.tsx';
import { amount } from '../parts/money.ts';
import { Part } from '../parts/page.tsx';
import { Failed, Refusal, Waiting } from '../parts/states.tsx';
import { useTell } from '../parts/undo.tsx';
import { useSession } from '../session/query.ts';
import { words } from '../words.ts';
import { Spared } from './progress.tsx';
import { preview, useCampaignDeed } from './query.ts';

/** What a person sees before they say go: how many, what it costs, what it reads like; and the go. */
export function Going({ campaign: { id } }: { readonly campaign: CampaignReadView }) {
  const { data, isPending, isError, error, refetch } = useQuery(preview(id));
  const [isTrying, setTrying] = useState(false);
  if (isPending) return <Waiting />;
  if (isError) return <Failed error={error} retry={refetch} />;
  return (
    <Part title={words.campaigns.before}>
      <Stack gap="sm">
        <Outlook outlook={data} />
        <Go id={id} receive={data.receive} />
        <Group>
          <Button onClick={() => setTrying(true)} size="compact-sm" variant="default">
            {words.campaigns.test}
          </Button>
        </Group>
        {isTrying ? <Trial close={() => setTrying(false)} id={id} /> : null}
      </Stack>
    </Part>
  );
}

function Outlook({ outlook: { receive, skipped, cost, examples } }: { readonly outlook: PreviewView }) {
  return (
    <>
      <Text fw={600} size="lg">
        {words.campaigns.receive(receive)}
        {cost === null ? '' : ` · ${words.campaigns.costs(amount(cost.amount, cost.currency))}`}
      </Text>
      {cost === null ? (
        <Text c="dimmed" size="sm">
          {words.campaigns.noPrices}
        </Text>
      ) : null}
      {cost !== null && cost.unpriced > 0 ? <Text size="sm">{words.campaigns.unpriced(cost.unpriced)}</Text> : null}
      <Spared skipped={skipped} />
      {examples.length === 0 ? null : (
        <>
          <Text c="dimmed" size="sm">
            {words.campaigns.examples}
          </Text>
          <List size="sm" spacing={4}>
            {[...new Set(examples)].map((text) => (
              <List.Item key={text}>
                <Formatted text={text} />
              </List.Item>
            ))}
          </List>
        </>
      )}
    </>
  );
}

function Go({ id, receive }: { readonly id: string; readonly receive: number }) {
  const { timeZone } = useSession().business;
  const [isLater, setLater] = useState(false);
  const [day, setDay] = useState(today(timeZone));
  const [time, setTime] = useState('09:00');
  const tell = useTell();
  const done = () => tell({ text: isLater ? words.campaigns.planned : words.campaigns.going, undo: null });
  const deed = useCampaignDeed(id, done);
  const beginsAt = isLater ? momentOf(day, minutesIn(time), timeZone) : null;
  return (
    <>
      <Group align="end" gap="sm">
        <SegmentedControl
          aria-label={words.campaigns.begins}
          data={[
            { value: 'now', label: words.campaigns.now },
            { value: 'later', label: words.campaigns.later },
          ]}
          onChange={(when) => setLater(when === 'later')}
          value={isLater ? 'later' : 'now'}
        />
        {isLater ? (
          <>
            <Field label={words.campaigns.day} set={setDay} type="date" value={day} />
            <Field label={words.campaigns.time} set={setTime} type="time" value={time} />
          </>
        ) : null}
        <Button
          disabled={receive === 0 || day === '' || time === ''}
          loading={deed.isPending}
          onClick={() => deed.mutate({ verb: 'schedule', beginsAt })}
        >
          {isLater ? words.campaigns.schedule(receive) : words.campaigns.go(receive)}
        </Button>
      </Group>
      <Text c="dimmed" size="sm">
        {words.campaigns.foundThen}
      </Text>
      <Refusal error={deed.error} />
    </>
  );
}

function Trial({ id, close }: { readonly id: string; readonly close: () => void }) {
  const [contact, setContact] = useState('');
  const tell = useTell();

  function done() {
    tell({ text: words.campaigns.tested, undo: null });
    close();
  }

  const deed = useCampaignDeed(id, done);
  return (
    <Dialog close={close} submit={() => deed.mutate({ verb: 'test', contact })} title={words.campaigns.test}>
      <ContactChoice choose={setContact} chosen={contact} />
      <Refusal error={deed.error} />
      <Button disabled={contact === ''} loading={deed.isPending} type="submit">
        {words.campaigns.send}
      </Button>
    </Dialog>
  );
}
