import { Anchor, Badge, Button, Card, Group, Stack, Tabs, Text } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { CampaignView } from '../../../src/campaigns/campaign.view.ts';
import { More } from '../parts/more.tsx';
import { Page } from '../parts/page.tsx';
import { Empty, Failed, Waiting } from '../parts/states.tsx';
import { dateTimeOf } from '../parts/when.ts';
import { queries } from '../queries.ts';
import { useMay, useSession } from '../session/query.ts';
import { words } from '../words.ts';
import { Deeds } from './deeds.tsx';
import { Notices } from './notices.tsx';
import { Progressing } from './progress.tsx';
import { campaigns } from './query.ts';

/** What it asks for as it opens. */
export const ask = () => queries.prefetchInfiniteQuery(campaigns);

/** What goes to many who agreed; and beside it what the agent says unasked about bookings. */
export function CampaignsScreen() {
  const mayWrite = useMay('campaigns.write');
  return (
    <Page actions={mayWrite ? <Fresh /> : null} title={words.campaigns.title} width="wide">
      <Tabs defaultValue="campaigns" keepMounted={false}>
        <Tabs.List mb="md">
          <Tabs.Tab value="campaigns">{words.campaigns.title}</Tabs.Tab>
          <Tabs.Tab value="notices">{words.campaigns.notices}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="campaigns">
          <Campaigns />
        </Tabs.Panel>
        <Tabs.Panel value="notices">
          <Notices />
        </Tabs.Panel>
      </Tabs>
    </Page>
  );
}

function Fresh() {
  return (
    <Button component={Link} to="/campaigns/new">
      {words.campaigns.fresh}
    </Button>
  );
}

function Campaigns() {
  const query = useInfiniteQuery(campaigns);
  if (query.isPending) return <Waiting />;
  if (query.isError) return <Failed error={query.error} retry={query.refetch} />;
  const rows = query.data.pages.flatMap(({ items }) => items);
  if (rows.length === 0)
    return (
      <Stack gap={0} maw={620} mx="auto">
        <Empty>{words.campaigns.none}</Empty>
      </Stack>
    );
  return (
    <Stack>
      {rows.map((row) => (
        <Row campaign={row} key={row.id} />
      ))}
      <More label={words.campaigns.more} query={query} />
    </Stack>
  );
}

function Row({ campaign }: { readonly campaign: CampaignView }) {
  const { timeZone } = useSession().business;
  const { id, name, template, beginsAt, createdAt } = campaign;
  return (
    <Card component="article" padding="md" withBorder>
      <Stack gap="xs">
        <Group justify="space-between">
          <div>
            <Group gap="xs">
              <Anchor
                fw={500}
                renderRoot={(props) => <Link params={{ campaign: id }} to="/campaigns/$campaign" {...props} />}
              >
                {name}
              </Anchor>
              <State campaign={campaign} />
            </Group>
            <Text c="dimmed" size="sm">
              {template.name} · {dateTimeOf(beginsAt ?? createdAt, timeZone)}
            </Text>
          </div>
          <Deeds campaign={campaign} />
        </Group>
        <Progressing campaign={campaign} />
      </Stack>
    </Card>
  );
}

const colours = {
  draft: 'gray',
  scheduled: 'blue',
  sending: 'teal',
  paused: 'yellow.5',
  finished: 'gray',
  cancelled: 'gray',
} as const;

export function State({ campaign: { state } }: { readonly campaign: Pick<CampaignView, 'state'> }) {
  return (
    <Badge
      autoContrast
      color={colours[state]}
      miw="fit-content"
      tt="none"
      variant={colours[state] === 'gray' ? 'default' : 'filled'}
    >
      {words.campaigns.states[state]}
    </Badge>
  );
}
