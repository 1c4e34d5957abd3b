import { Button, Text } from '@mantine/core';
import type { BusinessView } from '../../../src/business/business.view.ts';
import { Dialog } from '../parts/dialog.tsx';
import { Refusal } from '../parts/states.tsx';
import { useTell } from '../parts/undo.tsx';
import { dateTimeOf } from '../parts/when.ts';
import { useMay } from '../session/query.ts';
import { words } from '../words.ts';
import { useCalendarChange, type TimeOff } from './query.ts';

type Props = { readonly off: TimeOff; readonly view: BusinessView; readonly close: () => void };

/** Time that is blocked, and the way to open it again. */
export function OffDialog({ off, view, close }: Props) {
  const mayWrite = useMay('bookings.write');
  const change = useCalendarChange();
  const tell = useTell();
  const { id, professional, start, end, reason } = off;
  const whose = view.professionals.find((each) => each.id === professional)?.name ?? words.calendar.everybody;
  function free() {
    const undo = () => change.mutate({ kind: 'block', body: { professional, start, end, reason } });
    change.mutate(
      { kind: 'unblock', timeOff: id },
      {
        onSuccess: () => {
          tell({ text: words.calendar.unblocked, undo });
          close();
        },
      },
    );
  }
  return (
    <Dialog close={close} title={reason || words.calendar.blocked}>
      <Text>
        {whose} · {dateTimeOf(start, view.timeZone)} – {dateTimeOf(end, view.timeZone)}
      </Text>
      <Refusal error={change.error} />
      {mayWrite ? (
        <Button loading={change.isPending} onClick={free}>
          {words.calendar.unblock}
        </Button>
      ) : null}
    </Dialog>
  );
}
