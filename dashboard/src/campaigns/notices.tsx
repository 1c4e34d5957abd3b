import { Anchor, SimpleGrid, Stack, Table, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { NoticesReportView } from '../../../src/campaigns/campaign.view.ts';
import { Part } from '../parts/page.tsx';
import { Empty, Failed, Waiting } from '../parts/states.tsx';
import { words } from '../words.ts';
import { notices } from './query.ts';

/** What the agent says unasked about bookings: what is on, by which templates, and what came of it. */
export function Notices() {
  const { data, isPending, isError, error, refetch } = useQuery(notices);
  if (isPending) return <Waiting />;
  if (isError) return <Failed error={error} retry={refetch} />;
  const { reminderHours, followUpMinutes, templates, kinds } = data;
  const reminders = kinds.filter(({ kind }) => kind.startsWith('reminder'));
  const followUps = kinds.filter(({ kind }) => kind === 'follow_up');
  return (
    <Stack>
      <SimpleGrid cols={{ base: 1, md: 2 }}>
        <Kind
          answered={words.campaigns.confirmed}
          is={reminderHours.length === 0 ? words.campaigns.off : words.campaigns.reminds(reminderHours)}
          kinds={reminders}
          templates={templates.filter(({ of }) => of === 'reminder')}
          title={words.campaigns.reminders}
        />
        <Kind
          answered={words.campaigns.rated}
          is={followUpMinutes === null ? words.campaigns.off : words.campaigns.follows(followUpMinutes)}
          kinds={followUps}
          templates={templates.filter(({ of }) => of === 'followUp')}
          title={words.campaigns.followUps}
        />
      </SimpleGrid>
      <Text size="sm">
        {words.campaigns.noticesLead}{' '}
        <Anchor component={Link} size="sm" to="/rules">
          {words.campaigns.change}
        </Anchor>
      </Text>
    </Stack>
  );
}

type KindProps = Pick<NoticesReportView, 'kinds' | 'templates'> & {
  readonly title: string;
  readonly is: string;
  readonly answered: string;
};

function Kind({ title, is, answered, kinds, templates }: KindProps) {
  return (
    <Part title={title}>
      <Stack gap="xs">
        <Text size="sm">{is}</Text>
        {templates.map(({ name, status }) => (
          <Text c="dimmed" key={name} size="sm">
            {words.campaigns.byTemplate(name)}{' '}
            {status === null ? words.campaigns.unregistered : words.campaigns.meta(status)}
          </Text>
        ))}
        {kinds.length === 0 ? (
          <Empty>{words.campaigns.noneSent}</Empty>
        ) : (
          <Table>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{words.campaigns.lately}</Table.Th>
                <Table.Th>{words.campaigns.sentOnes}</Table.Th>
                <Table.Th>{answered}</Table.Th>
                <Table.Th>{words.campaigns.failedOnes}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {kinds.map((each) => (
                <Table.Tr key={each.kind}>
                  <Table.Td>{words.campaigns.kind(each.kind)}</Table.Td>
                  <Table.Td>{each.sent}</Table.Td>
                  <Table.Td>{each.answered}</Table.Td>
                  <Table.Td>{each.failed}</Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        )}
      </Stack>
    </Part>
  );
}
