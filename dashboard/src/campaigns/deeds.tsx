import { Button, Group } from '@mantine/core';
import { useState } from 'react';
import type { CampaignView } from '../../../src/campaigns/campaign.view.ts';
import { Refusal } from '../parts/states.tsx';
import { useMay } from '../session/query.ts';
import { words } from '../words.ts';
import { useCampaignDeed } from './query.ts';

/** Holding back is one click; what cannot be taken back asks twice. */
export function Deeds({ campaign: { id, name, state } }: { readonly campaign: CampaignView }) {
  const mayWrite = useMay('campaigns.write');
  const [isAsked, setAsked] = useState(false);
  const deed = useCampaignDeed(id);
  if (!mayWrite || state === 'finished' || state === 'cancelled') return null;
  const verb = state === 'paused' ? 'resume' : 'pause';
  return (
    <Group gap="xs">
      <Refusal error={deed.error} />
      {state === 'draft' ? null : (
        <Button
          aria-label={`${words.campaigns[verb]}: ${name}`}
          loading={deed.isPending}
          onClick={() => deed.mutate({ verb })}
          size="compact-sm"
          variant="default"
        >
          {words.campaigns[verb]}
        </Button>
      )}
      <Button
        aria-label={`${isAsked ? words.campaigns.sure : words.campaigns.cancel}: ${name}`}
        color="red"
        onBlur={() => setAsked(false)}
        onClick={() => (isAsked ? deed.mutate({ verb: 'cancel' }) : setAsked(true))}
        size="compact-sm"
        variant={isAsked ? 'filled' : 'default'}
      >
        {isAsked ? words.campaigns.sure : words.campaigns.cancel}
      </Button>
    </Group>
  );
}
