import { Progress, Text } from '@mantine/core';
import type { CampaignView } from '../../../src/campaigns/campaign.view.ts';
import { words } from '../words.ts';

/** Read first, as what was read was delivered, and what was delivered was sent. */
const parts = [
  { of: 'read', color: 'teal.9' },
  { of: 'delivered', color: 'teal.6' },
  { of: 'sent', color: 'teal.3' },
  { of: 'failed', color: 'red.7' },
] as const;

/** How far it is and what came of it, in a bar and in words; nothing before it has begun. */
export function Progressing({ campaign: { state, counts, skipped, pausedFor } }: { readonly campaign: CampaignView }) {
  const { waiting, queued, sent, delivered, read, failed } = counts;
  const meant = waiting + queued + sent + delivered + read + failed;
  const done = sent + delivered + read + failed;
  const said = [
    words.campaigns.done(done, meant),
    words.campaigns.delivered(delivered + read),
    words.campaigns.read(read),
    ...(failed === 0 ? [] : [words.campaigns.failed(failed)]),
  ];
  if (state === 'draft' || state === 'scheduled') return null;
  return (
    <div>
      {pausedFor === null || pausedFor === 'person' ? null : (
        <Text mb={4} role="status" size="sm">
          {words.campaigns.pausedFor[pausedFor]}
        </Text>
      )}
      <Progress.Root
        aria-label={words.campaigns.progress}
        aria-valuemax={meant}
        aria-valuemin={0}
        aria-valuenow={done}
        role="progressbar"
        size="lg"
      >
        {parts.map(({ of, color }) => (
          <Progress.Section
            aria-hidden
            color={color}
            key={of}
            role="presentation"
            value={meant === 0 ? 0 : (100 * counts[of]) / meant}
          />
        ))}
      </Progress.Root>
      <Text c="dimmed" mt={4} size="sm">
        {said.join(' · ')}
      </Text>
      <Spared skipped={skipped} />
    </div>
  );
}

/** Who is not written to, and why; nothing when everybody is. */
export function Spared({ skipped }: Pick<CampaignView, 'skipped'>) {
  if (skipped.length === 0) return null;
  return (
    <Text c="dimmed" size="sm">
      {words.campaigns.spared} {skipped.map(({ why, count }) => `${count} ${words.campaigns.why[why]}`).join(', ')}.
    </Text>
  );
}
