import { Button, Drawer } from '@mantine/core';
import { useDisclosure, useMediaQuery } from '@mantine/hooks';
import { useCallback, useMemo, useState, type ReactNode } from 'react';
import { Icon } from '../parts/icon.tsx';
import { useMay } from '../session/query.ts';
import { words } from '../words.ts';
import { merged, Teller, Warner, type Warning } from './drafts.ts';
import { Panel } from './panel.tsx';
import { fresh, type Draft, type Talk } from './query.ts';
import { WarningDialog } from './warning.tsx';

type Props = {
  /** What a customer may ask that the screen is about. */
  readonly asks: readonly string[];
  readonly children: ReactNode;
};

/** A screen of forms, and the agent to be tried beside it, for who may change the business. */
export function Beside({ asks, children }: Props) {
  const mayTry = useMay('business.write');
  return mayTry ? <Tried asks={asks}>{children}</Tried> : children;
}

function Tried({ asks, children }: Props) {
  const [parts, setParts] = useState<ReadonlyMap<string, Draft>>(new Map());
  const [warning, setWarning] = useState<Warning | null>(null);
  const tell = useCallback(
    (form: string, part: Draft | null) =>
      setParts((before) => {
        if (part) return new Map(before).set(form, part);
        return before.has(form) ? new Map([...before].filter(([other]) => other !== form)) : before;
      }),
    [],
  );
  const draft = useMemo(() => merged(parts), [parts]);
  return (
    <Teller value={tell}>
      <Warner value={setWarning}>
        <div className="beside">
          <div className="form">{children}</div>
          <Place asks={asks} draft={draft} />
        </div>
        {warning ? <WarningDialog close={() => setWarning(null)} warning={warning} /> : null}
      </Warner>
    </Teller>
  );
}

/** From here on there is room for both. */
const wide = '(min-width: 1100px)';

/** Beside the form, or where there is no room for that, over it when it is asked for. */
function Place({ asks, draft }: { readonly asks: readonly string[]; readonly draft: Draft | null }) {
  const isWide = useMediaQuery(wide, undefined, { getInitialValueInEffect: false });
  const [isOpen, { open, close }] = useDisclosure();
  const [talk, setTalk] = useState<Talk>(fresh);
  const panel = <Panel asks={asks} draft={draft} setTalk={setTalk} talk={talk} />;
  if (isWide)
    return (
      <aside aria-label={words.trial.title} className="trial">
        {panel}
      </aside>
    );
  return (
    <>
      <Button className="trial-open" leftSection={<Icon name="inbox" />} onClick={open} radius="xl">
        {words.trial.title}
      </Button>
      <Drawer
        attributes={{ header: { role: 'none' } }}
        className="trial-drawer"
        closeButtonProps={{ 'aria-label': words.parts.close }}
        onClose={close}
        opened={isOpen}
        position="right"
        size="md"
        title={words.trial.title}
      >
        {panel}
      </Drawer>
    </>
  );
}
