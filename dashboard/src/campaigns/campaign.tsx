import { Alert, Anchor, Card, Group, SimpleGrid, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import type { CampaignReadView } from '../../../src/campaigns/campaign.view.ts';
import { Page, Part } from '../parts/page.tsx';
import { Failed, Waiting } from '../parts/states.tsx';
import { dateTimeOf } from '../parts/when.ts';
import { queries } from '../queries.ts';
import { useMay, useSession } from '../session/query.ts';
import { words } from '../words.ts';
import { Deeds } from './deeds.tsx';
import { DraftForm } from './form.tsx';
import { Going } from './going.tsx';
import { Phone } from './phone.tsx';
import { Progressing } from './progress.tsx';
import { campaign, choices } from './query.ts';
import { State } from './screen.tsx';

/** What a new one asks for as it opens. */
export const ask = () => queries.prefetchQuery(choices);

/** What one asks for that there is. */
export const askOf = (id: string) => queries.prefetchQuery(campaign(id));

/** A new campaign. */
export function NewCampaignScreen() {
  const { data, isPending, isError, error, refetch } = useQuery(choices);
  if (isPending) return <Waiting />;
  if (isError) return <Failed error={error} retry={refetch} />;
  return (
    <Page title={words.campaigns.fresh} width="wide">
      <Back />
      <DraftForm choices={data} draft={null} />
    </Page>
  );
}

/** One campaign: a draft is written and looked at before it goes; what goes is watched. */
export function CampaignScreen() {
  const { campaign: id } = useParams({ from: '/frame/campaigns/$campaign' });
  const { data, isPending, isError, error, refetch } = useQuery(campaign(id));
  const mayWrite = useMay('campaigns.write');
  if (isPending) return <Waiting />;
  if (isError) return <Failed error={error} retry={refetch} />;
  return (
    <Page
      actions={
        <>
          <State campaign={data} />
          <Deeds campaign={data} />
        </>
      }
      title={data.name}
      width="wide"
    >
      <Back />
      {data.state === 'draft' && mayWrite ? <Draft draft={data} /> : <Sent campaign={data} />}
    </Page>
  );
}

function Back() {
  return (
    <Anchor component={Link} size="sm" to="/campaigns">
      {words.campaigns.back}
    </Anchor>
  );
}

function Draft({ draft }: { readonly draft: CampaignReadView }) {
  const { data, isPending, isError, error, refetch } = useQuery(choices);
  if (isPending) return <Waiting />;
  if (isError) return <Failed error={error} retry={refetch} />;
  return (
    <>
      <Going campaign={draft} />
      <DraftForm choices={data} draft={draft} />
    </>
  );
}

function Sent({ campaign: sent }: { readonly campaign: CampaignReadView }) {
  const { timeZone } = useSession().business;
  const { words: said, fills, beginsAt, endedAt, hours, restDays } = sent;
  const times = [
    beginsAt === null ? null : `${words.campaigns.begins} ${dateTimeOf(beginsAt, timeZone)}`,
    endedAt === null ? null : `${words.campaigns.ended} ${dateTimeOf(endedAt, timeZone)}`,
    words.campaigns.within(hours),
    words.campaigns.rests(restDays),
  ];
  return (
    <SimpleGrid cols={{ base: 1, md: 2 }}>
      <Stack>
        <Part title={words.campaigns.results}>
          <Progressing campaign={sent} />
          {sent.state === 'draft' || sent.state === 'scheduled' ? (
            <Text size="sm">{words.campaigns.notYet}</Text>
          ) : null}
        </Part>
        <Card withBorder>
          {times
            .filter((line) => line !== null)
            .map((line) => (
              <Text key={line} size="sm">
                {line}
              </Text>
            ))}
        </Card>
      </Stack>
      <Group align="start" justify="center">
        {said === null ? <Alert color="gray" title={words.campaigns.gone} /> : <Phone fills={fills} said={said} />}
      </Group>
    </SimpleGrid>
  );
}
