import { Button, Group, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { WaitingView } from '../../../src/bookings/book.view.ts';
import { Dialog } from '../parts/dialog.tsx';
import { Empty, Failed, Refusal, Waiting } from '../parts/states.tsx';
import { dayName } from '../parts/when.ts';
import { useMay } from '../session/query.ts';
import { words } from '../words.ts';
import { useCalendarChange, waitlist } from './query.ts';

/** Who waits for a time that becomes free: they are offered it by themselves, first come first. */
export function WaitlistDialog({ close }: { readonly close: () => void }) {
  const { data, isPending, error, refetch } = useQuery(waitlist);
  return (
    <Dialog close={close} title={words.calendar.waitlist}>
      {isPending ? <Waiting /> : null}
      {error ? <Failed error={error} retry={refetch} /> : null}
      {data?.length === 0 ? <Empty>{words.calendar.nobodyWaits}</Empty> : null}
      {data?.map((wish) => (
        <Wish key={wish.id} wish={wish} />
      ))}
    </Dialog>
  );
}

function Wish({ wish }: { readonly wish: WaitingView }) {
  const mayWrite = useMay('bookings.write');
  const change = useCalendarChange();
  const { contact, service, professional, from, to, fromTime, toTime } = wish;
  const times = fromTime === null && toTime === null ? '' : ` · ${fromTime ?? '00:00'}–${toTime ?? '24:00'}`;
  return (
    <Group justify="space-between" wrap="nowrap">
      <div>
        <Text fw={500} size="sm">
          {contact.name ?? contact.shownPhone ?? words.inbox.nameless}
        </Text>
        <Text c="dimmed" size="sm">
          {service} · {professional ?? words.calendar.anybody}
          <br />
          {from === to ? dayName(from) : `${dayName(from)} – ${dayName(to)}`}
          {times}
        </Text>
        <Refusal error={change.error} />
      </div>
      {mayWrite ? (
        <Button
          loading={change.isPending}
          miw="fit-content"
          onClick={() => change.mutate({ kind: 'unwait', wish: wish.id })}
          size="compact-sm"
          variant="default"
        >
          {words.calendar.unwait}
        </Button>
      ) : null}
    </Group>
  );
}
