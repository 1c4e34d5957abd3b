import { Area, AreaChart, CartesianGrid, Legend, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts';
import type { ReportView } from '../../../src/insight/report.view.ts';
import { language, words } from '../words.ts';

const day = new Intl.DateTimeFormat(language, { timeZone: 'UTC', day: 'numeric', month: 'short' });

/** Conversations and bookings, day by day. The figures stand beside it as text. */
export function DailyChart({ data: { days, figures } }: { readonly data: ReportView }) {
  const rows = days.map((date, index) => ({
    date: day.format(new Date(`${date}T12:00:00Z`)),
    conversations: figures.conversations.daily[index] ?? 0,
    bookings: figures.bookings.daily[index] ?? 0,
  }));
  return (
    <ResponsiveContainer height={240} width="100%">
      <AreaChart accessibilityLayer data={rows} margin={{ left: -16, right: 8, top: 8 }}>
        <CartesianGrid stroke="var(--mantine-color-default-border)" vertical={false} />
        <XAxis dataKey="date" fontSize={12} minTickGap={24} stroke="var(--mantine-color-dimmed)" />
        <YAxis allowDecimals={false} fontSize={12} stroke="var(--mantine-color-dimmed)" />
        <Tooltip
          contentStyle={{
            background: 'var(--mantine-color-body)',
            border: '1px solid var(--mantine-color-default-border)',
            borderRadius: 8,
          }}
        />
        <Legend />
        <Area
          isAnimationActive={false}
          dataKey="conversations"
          fill="var(--mantine-color-blue-light)"
          name={words.overview.figures.conversations}
          stroke="var(--mantine-color-blue-6)"
          type="monotone"
        />
        <Area
          isAnimationActive={false}
          dataKey="bookings"
          fill="var(--mantine-color-teal-light)"
          name={words.overview.figures.bookings}
          stroke="var(--mantine-color-teal-6)"
          type="monotone"
        />
      </AreaChart>
    </ResponsiveContainer>
  );
}
